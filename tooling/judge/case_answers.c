#include "judge/case_answers.h"

#include "base/files.h"
#include "base/quote.h"
#include "judge/replace_oracle.h"
#include "probe/chunks.h"

#include <criterion/criterion.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

static void write_cases(const char *path, const struct case_list *cases)
{
    struct error error;
    struct buffer text = buffer_bounded(SIZE_MAX);
    for (size_t i = 0; i < cases->count; i++)
        cr_assert_eq(frame_write_case(&text, &cases->items[i].c), STREAM_OK);
    cr_assert(file_write(path, buffer_rest(&text), &error), "%s", error.text);
    buffer_dispose(&text);
}

struct program {
    const char *const *tool; /* the words in front of the probe's, NULL-terminated; or NULL */
    const char *probe;
    enum run_kind kind;
    const char *report; /* the path of what the tool writes; or NULL */
};

static struct run start(const char *name, const struct case_list *cases,
                        const struct program *program)
{
    const char *const *tool = program->tool;
    char cases_path[JUDGING_PATH_SIZE];
    char answers_path[JUDGING_PATH_SIZE];
    const char *words[RUN_MOST_WORDS] = {NULL};
    size_t count = 0;

    run_path(cases_path, name, "cases");
    run_path(answers_path, name, "answers");
    write_cases(cases_path, cases);
    while (tool != NULL && tool[count] != NULL && count < RUN_MOST_WORDS - 5) {
        words[count] = tool[count];
        count++;
    }
    words[count] = program->probe;
    words[count + 1] = "--cases";
    words[count + 2] = cases_path;
    words[count + 3] = answers_path;
    return run_start(&(struct run_request){.name = name,
                                           .words = words,
                                           .kind = program->kind,
                                           .cases = cases_path,
                                           .writes = {answers_path, program->report}});
}

struct run answers_start(const char *name, const struct case_list *cases, const char *const *tool,
                         const char *report)
{
    return start(name, cases,
                 &(struct program){.tool = tool,
                                   .probe = judging()->build.probe,
                                   .kind = tool == NULL ? RUN_COUNTED : RUN_VALGRIND,
                                   .report = report});
}

struct run answers_start_sanitized(const char *name, const struct case_list *cases,
                                   const char *probe)
{
    return start(name, cases, &(struct program){.probe = probe, .kind = RUN_SANITIZED});
}

/* Where an allocation was refused, the stage may say so, or do without it. */
static bool may_be_short_of_memory(const struct judged_answer *judged)
{
    return judged->answer.refused > 0 && judged->answer.status == STREAM_NO_MEMORY;
}

static bool exceeds_its_limit(const struct judged_answer *judged)
{
    const struct probe_case *c = &judged->of->c;
    return c->refuse == PROBE_NO_GROWTH && judged->expected.len > probe_capacity(c);
}

/* What had been written when the output was full stays. */
static enum answer_fault fault_at_limit(const struct judged_answer *judged)
{
    struct bytes expected = buffer_rest(&judged->expected);
    expected.len = judged->answer.output.len;
    if (expected.len > probe_capacity(&judged->of->c) ||
        !bytes_equal(judged->answer.output, expected))
        return ANSWER_WRONG_OUTPUT;
    return judged->answer.status == STREAM_NO_MEMORY ? ANSWER_RIGHT : ANSWER_WRONG_STATUS;
}

static enum answer_fault fault_of(const struct judged_answer *judged)
{
    if (exceeds_its_limit(judged))
        return fault_at_limit(judged);
    if (may_be_short_of_memory(judged))
        return ANSWER_RIGHT;
    if (!bytes_equal(judged->answer.output, buffer_rest(&judged->expected)))
        return ANSWER_WRONG_OUTPUT;
    return judged->answer.status == (uint64_t)judged->status ? ANSWER_RIGHT : ANSWER_WRONG_STATUS;
}

size_t answers_judge(const char *name, const struct case_list *cases, answers_visitor *visit,
                     void *context)
{
    char file[64];
    struct error error;
    struct buffer text;
    size_t answered = 0;
    bool there = true;

    snprintf(file, sizeof file, "%s.answers", name);
    judging_read(file, &text);
    struct scan s = scan_of(file, buffer_rest(&text), &error);
    for (size_t i = 0; i < cases->count && there; i++) {
        bool ended;
        struct judged_answer judged = {.of = &cases->items[i],
                                       .expected = buffer_bounded(SIZE_MAX)};
        judged.status = oracle(&judged.of->c, &judged.expected);
        there = frame_read_answer(&s, &judged.answer, &ended);
        judged.fault = there ? fault_of(&judged) : ANSWER_MISSING;
        answered += there;
        visit(&judged, context);
        buffer_dispose(&judged.expected);
    }
    buffer_dispose(&text);
    return answered;
}

/* Where two texts begin to differ, in bytes. */
static size_t first_difference(struct bytes a, struct bytes b)
{
    size_t i = 0;
    while (i < a.len && i < b.len && a.at[i] == b.at[i])
        i++;
    return i;
}

/* Appends a slice, shortened around byte `around` of it, or around its end. */
static void add_line(struct buffer *text, const char *name, struct bytes bytes, size_t around)
{
    around = around < bytes.len ? around : bytes.len;
    format_add(text, "\n  %-9s", name);
    if (quote_around(text, bytes, around) != STREAM_OK)
        text->limit = 0;
}

/* What the stage may do instead of giving the whole answer, where it must run short of memory. */
static void describe_shortage(const struct judged_answer *judged, struct buffer *text)
{
    const struct probe_case *c = &judged->of->c;
    if (exceeds_its_limit(judged))
        format_add(text, "\n  limit    output can hold %" PRIu64 " B", probe_capacity(c));
    else if (c->refuse > 0)
        format_add(text,
                   "\n  refused  allocation %" PRIu64 " of this call (output's own growth counts)",
                   c->refuse);
    if (judged->fault == ANSWER_RIGHT || judged->fault == ANSWER_WRONG_STATUS)
        return;
    if (exceeds_its_limit(judged))
        format_add(text, "\n  expected STREAM_NO_MEMORY, and in output no more than the beginning "
                         "of:");
    else if (c->refuse > 0)
        format_add(text, "\n  expected STREAM_NO_MEMORY, and nothing leaked; or else:");
}

/* The status that goes with what came: an output cut short goes with no other where one is refused. */
static enum stream_status expected_status(const struct judged_answer *judged)
{
    bool is_cut_short = judged->fault == ANSWER_WRONG_OUTPUT && judged->answer.refused > 0;
    return exceeds_its_limit(judged) || is_cut_short ? STREAM_NO_MEMORY : judged->status;
}

static void describe_status(const struct judged_answer *judged, struct buffer *text)
{
    enum stream_status expected = expected_status(judged);
    bool is_wrong = judged->fault != ANSWER_RIGHT && judged->answer.status != (uint64_t)expected;
    if (!is_wrong && judged->answer.status == STREAM_OK)
        return;
    format_add(text, "\n  returned %s",
               stream_status_name((enum stream_status)judged->answer.status));
    if (is_wrong)
        format_add(text, "; expected %s", stream_status_name(expected));
    if (is_wrong && judged->answer.refused > 0 && expected != STREAM_NO_MEMORY)
        format_add(text, " or STREAM_NO_MEMORY");
}

/* What came: beside what was expected where that is another thing. */
static void describe_answer(const struct judged_answer *judged, struct buffer *text)
{
    struct bytes expected = buffer_rest(&judged->expected);
    struct bytes got = judged->answer.output;
    size_t around = judged->fault == ANSWER_WRONG_OUTPUT ? first_difference(expected, got) : 0;
    if (judged->fault == ANSWER_RIGHT || judged->fault == ANSWER_WRONG_STATUS) {
        add_line(text, "output", got, 0);
        format_add(text, "  (right)");
        describe_status(judged, text);
        return;
    }
    add_line(text, "expected", expected, around);
    if (judged->fault == ANSWER_WRONG_OUTPUT) {
        add_line(text, "got", got, around);
        describe_status(judged, text);
    } else {
        format_add(text, "\n  got      no answer: it did not come to its end");
    }
}

void answers_describe(const struct judged_answer *judged, struct buffer *text)
{
    const struct probe_case *c = &judged->of->c;
    size_t around = judged->fault == ANSWER_WRONG_OUTPUT
                        ? first_difference(buffer_rest(&judged->expected), judged->answer.output)
                        : 0;
    format_add(text, "\n  case     %s", judged->of->name);
    add_line(text, "data", c->data, around);
    if (judging()->stage->contract == &contract_replacer) {
        format_add(text, "\n  chunks   ");
        chunks_describe(c, text);
    }
    add_line(text, "find", c->find, 0);
    add_line(text, "repl", c->repl, 0);
    if (c->before.len > 0) {
        add_line(text, "before", c->before, 0);
        format_add(text, "  (in output before the call; it must stay)");
    }
    describe_shortage(judged, text);
    describe_answer(judged, text);
}

static void save(const struct probe_case *c, const char *gate)
{
    char path[JUDGING_PATH_SIZE];
    struct error error;
    struct buffer frame = buffer_bounded(SIZE_MAX);
    run_path(path, gate, "case");
    cr_assert_eq(frame_write_case(&frame, c), STREAM_OK);
    cr_assert(file_write(path, buffer_rest(&frame), &error), "%s", error.text);
    buffer_dispose(&frame);
}

void answers_keep_none(const char *gate)
{
    char path[JUDGING_PATH_SIZE];
    run_path(path, gate, "case");
    remove(path);
}

/* Appends the path that the saved case will have for the learner. */
static void add_saved(const char *gate, struct buffer *text)
{
    char path[JUDGING_PATH_SIZE];
    snprintf(path, sizeof path, "%s.%s.case", judging()->results, gate);
    format_add_word(text, path);
}

void answers_keep(const struct named_case *of, const char *gate, const char *tool,
                  struct buffer *text)
{
    save(&of->c, gate);
    format_add(text, "\n  to run it: %s", tool);
    format_add_word(text, judging()->probe);
    format_add(text, " --replay ");
    add_saved(gate, text);
}

void answers_keep_to_look(const struct named_case *of, const char *gate, const char *verb,
                          struct buffer *text)
{
    char own[COURSE_PATH_SIZE];
    const struct judging *orders = judging();
    save(&of->c, gate);
    course_own_file(orders->stage, own);
    format_add(text, "\n  to see it: make %s %u", verb, orders->stage->number);
    if (strcmp(orders->file, own) != 0) {
        format_add(text, " FILE=");
        format_add_word(text, orders->file);
    }
    format_add(text, " CASE=");
    add_saved(gate, text);
}
