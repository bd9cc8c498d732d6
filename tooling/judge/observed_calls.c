#include "judge/observed_calls.h"

#include "judge/contract_algo_one.h"
#include "judge/inside_cases.h"
#include "judge/judged_build.h"
#include "probe/observe.h"
#include "readers/stack_usage.h"

#include <inttypes.h>

/* Appends the functions to which the compiler gives large frames, or such as the input decides. */
static void add_frames(const struct gate_context *gate, struct buffer *text)
{
    enum { LARGE = 8 }; /* so many of them reach the ceiling */
    struct error error;
    struct compile_paths build;
    struct stack_usage usage;
    if (!judged_build_paths(gate, CHECK_PROGRAM, &build, &error))
        return;
    struct buffer lines = judged_build_read(build.stack_usage);
    bool read = stack_usage_read("stack usage", buffer_rest(&lines), &usage, &error);
    for (size_t i = 0; read && i < usage.frame_count; i++) {
        const struct stack_frame *frame = &usage.frames[i];
        bool is_free = frame->dynamic && !frame->bounded;
        if (!is_free && frame->bytes <= gate->stage->stack_bytes / LARGE)
            continue;
        format_add(text, "\n  %.*s (line %" PRIu64 "): ", (int)frame->function.len,
                   (const char *)frame->function.at, frame->line);
        if (is_free)
            format_add(text, "a stack frame whose size the input decides (a variable-length array "
                             "or alloca)");
        else
            format_add(text, "a stack frame of %" PRIu64 " B, each time that it is called",
                       frame->bytes);
    }
    stack_usage_dispose(&usage);
    buffer_dispose(&lines);
}

/* Of which gate's stage the calls are. */
struct observing {
    const struct gate_context *gate;
    struct observed_calls *calls;
};

static bool is_first_over(const struct probe_answer *answer, void *context)
{
    const struct observing *observing = context;
    struct observed_calls *calls = observing->calls;
    if (answer->stack > calls->deepest)
        calls->deepest = answer->stack;
    if (answer->kept > 0) {
        calls->kept = answer->kept;
        calls->place = answer->place;
    }
    return answer->stack > observing->gate->stage->stack_bytes && calls->deep.len == 0;
}

static void describe_deep(const struct judged_answer *judged, void *context)
{
    struct buffer *text = &((const struct observing *)context)->calls->deep;
    add_frames(judged->gate, text);
    answers_describe(judged, text);
    answers_keep_to_look(judged->gate, judged->of, "storage", "debug", text);
}

/* The correctness gate has every case run. If that is with sanitizers, we run them without. */
static void observe_cases(struct observing *observing)
{
    enum { MOST_SECONDS = 300 };
    const struct gate_context *gate = observing->gate;
    const char *name = "correctness";
    struct case_list cases;
    if (!answers_make_cases(gate, cases_of_correctness, &cases))
        return;
    if (process_finds("valgrind")) {
        cJSON_Delete(gate_await_report(gate, name, MOST_SECONDS));
    } else {
        struct run run = answers_start(gate, name = "storage-cases", &cases);
        run_wait(&run);
    }
    answers_judge_some(gate, name, &cases, is_first_over, describe_deep, observing);
    cases_dispose(&cases);
}

/* Of the two calls that a case makes at once, those that are right one after the other. */
struct pair {
    size_t right;
    bool stopped; /* a limit ended the run: an answer that is missing only shows that it was slow */
    struct buffer *shared;
};

static void note_pair(const struct judged_answer *judged, void *context)
{
    struct pair *pair = context;
    bool is_right = judged->fault == ANSWER_RIGHT;
    if (judged->of->c.stream.second != PROBE_INSIDE) {
        pair->right += is_right;
        return;
    }
    bool is_late = pair->stopped && judged->fault == ANSWER_MISSING;
    if (!is_right && !is_late && pair->right == INSIDE_CASES_EACH - 1 && pair->shared->len == 0) {
        answers_describe(judged, pair->shared);
        answers_keep(judged->gate, judged->of, "storage", "", pair->shared);
    }
    pair->right = 0;
}

bool observed_calls_find(const struct gate_context *gate, struct observed_calls *calls,
                         struct gate_report *report)
{
    struct case_list cases;
    struct pair pair = {.shared = &calls->shared};
    *calls = (struct observed_calls){.deepest = OBSERVE_STACK,
                                     .deep = buffer_bounded(SIZE_MAX),
                                     .shared = buffer_bounded(SIZE_MAX)};
    if (!inside_cases(gate->request.seed, &cases))
        return gate_not_measured(report, "out of memory");
    struct run run = answers_start(gate, "storage", &cases);
    observe_cases(&(struct observing){gate, calls});
    run_wait(&run);
    pair.stopped = run_was_stopped(&run);
    answers_judge(gate, "storage", &cases, note_pair, &pair);
    cases_dispose(&cases);
    return calls->shared.len > 0 || calls->deep.len > 0 || run_completed(gate, &run, report);
}

void observed_calls_dispose(struct observed_calls *calls)
{
    buffer_dispose(&calls->deep);
    buffer_dispose(&calls->shared);
}
