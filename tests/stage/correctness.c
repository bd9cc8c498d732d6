/* The stage gives the right answer to every case, and does nothing but that. */
#include "base/quote.h"
#include "judge/case_answers.h"
#include "judge/sanitized_runs.h"
#include "results/result.h"
#include "run/process.h"

#include <criterion/criterion.h>
#include <inttypes.h>
#include <string.h>

enum { LARGEST = 1 << 19 }; /* bytes of the largest data: a square of it does not end in time */

enum { MOST_NAMES = 5 };

struct tally {
    struct finding *finding;
    size_t wrong;
    const struct run *run;
    struct buffer description;     /* of the first wrong answer, which is the smallest */
    const char *first;             /* its name */
    const char *names[MOST_NAMES]; /* what other wrong cases are about, each once */
    size_t name_count;
};

/* A random case's name says nothing: only the others tell what kind of input goes wrong. */
static void note_name(struct tally *tally, const char *name)
{
    if (strcmp(name, cases_random_name) == 0 || strcmp(name, tally->first) == 0 ||
        tally->name_count == MOST_NAMES)
        return;
    for (size_t i = 0; i < tally->name_count; i++) {
        if (strcmp(tally->names[i], name) == 0)
            return;
    }
    tally->names[tally->name_count] = name;
    tally->name_count++;
}

static void note_right(const struct judged_answer *judged, void *context)
{
    bool *right = context;
    *right = judged->fault == ANSWER_RIGHT;
}

/* Whether the case comes out right where no call was made before it. */
static bool is_right_alone(const struct named_case *of)
{
    struct named_case copy = *of;
    const struct case_list one = {.items = &copy, .count = 1};
    bool right = false;
    struct run run = answers_start("correctness-alone", &one, NULL, NULL);
    run_wait(&run);
    answers_judge("correctness-alone", &one, note_right, &right);
    return right;
}

/* Whether the memory gate, which runs at the same time, found where memory was touched wrongly. */
static bool memory_has_error(void)
{
    enum { MOST_SECONDS = 200 };
    cJSON *memory = judging_await_finding("memory", MOST_SECONDS);
    bool has = strstr(json_text(memory, "message"), " found an error:") != NULL;
    cJSON_Delete(memory);
    return has;
}

/*
 * What was written over in one call can go wrong in a later one, whose case then shows nothing: it is
 * not kept, and where memory has found the error, its case is the one to look at.
 */
static void point_to_cause(const struct tally *tally, const struct named_case *of,
                           struct buffer *text)
{
    bool can_run_again = !tally->run->sanitized && !run_was_stopped(tally->run);
    bool alone = can_run_again && is_right_alone(of);
    bool has_ended = can_run_again && !tally->run->complete;
    bool memory = (alone || has_ended) && memory_has_error();
    if (alone)
        format_add(text, "\n  alone, this case comes out right: a call before it is the cause");
    if (memory)
        format_add(text, "\n  memory shows an error that can be why: look at its case first");
    if (!alone)
        answers_keep(of, "correctness", "", text);
}

static void count_fault(const struct judged_answer *judged, void *context)
{
    struct tally *tally = context;
    if (judged->fault == ANSWER_RIGHT)
        return;
    tally->wrong++;
    if (tally->wrong > 1) {
        note_name(tally, judged->of->name);
        return;
    }
    tally->first = judged->of->name;
    answers_describe(judged, &tally->description);
    point_to_cause(tally, judged->of, &tally->description);
}

/* Its debugger stops at the first call, and then runs on. */
static void add_way_to_see(struct buffer *text)
{
    char own[COURSE_PATH_SIZE];
    course_own_file(judging()->stage, own);
    format_add(text, "\n  to see where: make debug %u", judging()->stage->number);
    if (strcmp(judging()->file, own) != 0) {
        format_add(text, " FILE=");
        format_add_word(text, judging()->file);
    }
    format_add(text, ", then type c, press Ctrl-C, and type bt");
}

/* How it ended stands in front of the cases: the smallest wrong one need not be where it did. */
static void report_stop(const struct tally *tally, size_t answered, size_t count)
{
    struct buffer *text = &tally->finding->message;
    format_add(text, "stopped in case %zu of %zu (seed %" PRIu64 "):\n  %s ", answered + 1, count,
               judging()->seed, judging()->stage->contract->subject);
    run_describe_end(tally->run, text);
    if (tally->run->result.end == PROCESS_CPU_LIMIT)
        add_way_to_see(text);
    if (tally->wrong == 2)
        format_add(text, "\n  a case before that is wrong, too:");
    else if (tally->wrong > 2)
        format_add(text,
                   "\n  %zu cases before that are wrong, too; the smallest:", tally->wrong - 1);
}

static void report_faults(struct tally *tally, size_t answered, const struct case_list *cases)
{
    struct finding *finding = tally->finding;
    finding->verdict = RESULT_NOT_YET;
    if (answered < cases->count)
        report_stop(tally, answered, cases->count);
    else
        format_add(&finding->message,
                   "%zu of %zu cases are wrong (seed %" PRIu64 "); the smallest:", tally->wrong,
                   cases->count, judging()->seed);
    format_add_bytes(&finding->message, buffer_rest(&tally->description));
    for (size_t i = 0; i < tally->name_count; i++)
        format_add(&finding->message, "%s%s", i == 0 ? "\n  wrong too: " : "; ", tally->names[i]);
}

/* The output belongs in `output`. What a stage prints would end up in its callers' terminals. */
static void report_stdout(const struct run *run, struct finding *finding)
{
    const char *subject = judging()->stage->contract->subject;
    finding->verdict = RESULT_NOT_YET;
    if (!run->complete) {
        format_add(&finding->message, "the answers are right, but %s ", subject);
        run_describe_end(run, &finding->message);
        return;
    }
    struct buffer output;
    judging_read("correctness.stdout", &output);
    format_add(&finding->message,
               "the answers are right, but %s wrote to stdout; it began with: ", subject);
    if (quote_around(&finding->message, bytes_of(output.at, run->printed), 0) != STREAM_OK)
        finding->message.limit = 0;
    buffer_dispose(&output);
}

/* Where there is no Valgrind, this is the one gate that looks for faults of memory. */
static bool start_sanitized(const struct case_list *cases, struct run *run)
{
    return !process_finds("valgrind") &&
           sanitized_start("correctness", COMPILE_WITH_SANITIZERS, cases, run);
}

Test(correctness, gives_the_right_answer_to_every_case, .timeout = 350)
{
    if (!judging_has_program())
        return;
    struct finding finding = finding_of("correctness");
    struct case_list cases = judging_cases(CASES_RANDOM, LARGEST);
    struct run run;
    bool sanitized = start_sanitized(&cases, &run);
    if (!sanitized)
        run = answers_start("correctness", &cases, NULL, NULL);
    struct tally tally = {
        .finding = &finding, .run = &run, .description = buffer_bounded(SIZE_MAX)};

    run_wait(&run);
    size_t answered = answers_judge("correctness", &cases, count_fault, &tally);
    if (run.result.end == PROCESS_NOT_STARTED || run.result.end == PROCESS_INTERRUPTED)
        run_completed(&run, &finding);
    else if (tally.wrong > 0)
        report_faults(&tally, answered, &cases);
    else if (!run.complete || run.printed > 0)
        report_stdout(&run, &finding);
    else
        format_add(&finding.message, "%zu cases are right%s (seed %" PRIu64 ")", cases.count,
                   sanitized ? ", by AddressSanitizer and UndefinedBehaviorSanitizer too" : "",
                   judging()->seed);

    buffer_dispose(&tally.description);
    cases_dispose(&cases);
    finding_conclude(&finding);
}
