/* The stage stays under its ceilings of allocations and bytes, and leaves nothing behind. */
#include "base/scan.h"
#include "judge/allocation_sites.h"
#include "judge/case_answers.h"
#include "judge/op_runs.h"
#include "judge/peak_growth.h"
#include "measure/tools.h"
#include "measure/totals.h"
#include "readers/massif.h"
#include "results/result.h"

#include <criterion/criterion.h>
#include <inttypes.h>
#include <stdio.h>

/* What the stage did on the heap in all ops together; the probe's own block is not in it. */
struct heap {
    struct heap_totals all;
    uint64_t peak_bytes;
};

static struct run start_massif(void)
{
    return ops_start(
        &(struct ops_request){.name = "massif",
                              .tool = tool_massif,
                              .file_options = {"--massif-out-file=", "--xtree-memory-file="},
                              .file_names = {"massif.out", "massif.xtree"},
                              .probe = judging()->build.probe,
                              .kind = RUN_VALGRIND,
                              .streams = {OPS_TWIN},
                              .stream_count = 1,
                              .ops = OPS_FOR_HEAP,
                              .room = ops_heap_room()});
}

static bool read_peak(struct heap *heap, struct error *error)
{
    struct buffer text;
    struct massif massif;
    judging_read("massif.out", &text);
    bool read = massif_read("massif.out", buffer_rest(&text), &massif, error);
    if (read)
        heap->peak_bytes = massif.peak_heap_bytes;
    massif_dispose(&massif);
    buffer_dispose(&text);
    return read;
}

static bool read_xtree(struct heap *heap, struct error *error)
{
    struct buffer text;
    judging_read("massif.xtree", &text);
    bool read =
        totals_of_heap("massif.xtree", buffer_rest(&text), ops_heap_room(), &heap->all, error);
    buffer_dispose(&text);
    return read;
}

/* Takes the probe's own block out of the peak. It must have been seen: else massif did not look. */
static bool read_heap(struct heap *heap, struct error *error)
{
    if (!read_xtree(heap, error) || !read_peak(heap, error))
        return false;
    if (heap->peak_bytes < ops_heap_room()) {
        error_set(error, "massif did not see an allocation that was there");
        return false;
    }
    heap->peak_bytes -= ops_heap_room();
    return true;
}

static bool is_of_streams(void)
{
    return judging()->stage->contract == &contract_replacer;
}

/* The ceiling of bytes for a find of this length. */
static uint64_t most_bytes(size_t find)
{
    const struct stage *stage = judging()->stage;
    return stage->bytes_per_op + (is_of_streams() ? stage->bytes_per_find * find : 0);
}

static bool is_over(const struct heap *heap)
{
    return heap->all.blocks > judging()->stage->allocs_per_op * OPS_FOR_HEAP ||
           heap->all.bytes > most_bytes(course_talk.find.len) * OPS_FOR_HEAP;
}

static void add_figures(const struct heap *heap, struct finding *finding)
{
    struct buffer *text = &finding->message;
    format_add_per_op(text, heap->all.blocks, OPS_FOR_HEAP);
    format_add(text, " allocs/op, ");
    format_add_per_op(text, heap->all.bytes, OPS_FOR_HEAP);
    format_add(text, " B/op, peak ");
    format_add_count(text, heap->peak_bytes);
    format_add(text, " B, ");
    format_add_count(text, heap->all.left_bytes);
    format_add(text, " B left at exit");
    finding_measured(finding, "allocs_per_op", (double)heap->all.blocks / (double)OPS_FOR_HEAP);
    finding_measured(finding, "bytes_per_op", (double)heap->all.bytes / (double)OPS_FOR_HEAP);
    finding_measured(finding, "leaked_bytes", (double)heap->all.left_bytes);
    finding_measured(finding, "peak_bytes", (double)heap->peak_bytes);
}

static void add_blocks(struct buffer *text, uint64_t count)
{
    format_add_count(text, count);
    format_add(text, count == 1 ? " block is" : " blocks are");
}

static void add_shortfall(const struct heap *heap, struct buffer *text)
{
    const struct stage *stage = judging()->stage;
    if (is_over(heap)) {
        format_add(text, "\n  the ceiling is %" PRIu64 " allocs/op and %" PRIu64 " B/op",
                   stage->allocs_per_op, most_bytes(course_talk.find.len));
        if (heap->all.blocks < OPS_FOR_HEAP) {
            format_add(text, "; ");
            add_blocks(text, heap->all.blocks);
            format_add(text, " allocated in all ");
            format_add_count(text, OPS_FOR_HEAP);
            format_add(text, " ops together");
        }
    }
    if (heap->all.left_blocks > 0) {
        format_add(text, "\n  ");
        format_add_count(text, heap->all.left_blocks);
        format_add(text, " block%s never freed in ",
                   heap->all.left_blocks == 1 ? " was" : "s were");
        format_add_count(text, OPS_FOR_HEAP);
        format_add(text, " ops; the ceiling is 0");
    }
}

/* The other cases: a rare way out can leak, and a find of another length can allocate. */
struct wide {
    bool found;
    bool talk_is_short;      /* on the talk's stream something is over the ceiling or left behind */
    struct named_case first; /* the smallest that is over the ceiling or left something behind */
    bool leaks;
    const char *allowed;       /* the function whose allocations are not its fault; NULL: none */
    struct buffer fault;       /* what is wrong in it */
    struct buffer description; /* of it */
};

static bool leaks(const struct probe_answer *answer)
{
    return answer->allocated > answer->freed;
}

/* Only an output with room enough leaves every allocation to the stage. */
static bool has_room(const struct judged_answer *judged)
{
    const struct probe_case *c = &judged->of->c;
    return c->room >= judged->answer.output.len - c->before.len;
}

static bool allocates_late(const struct judged_answer *judged)
{
    return is_of_streams() && has_room(judged) &&
           judged->answer.allocated > judged->answer.before_first_chunk;
}

/* Two replacers may have twice as much. */
static bool begins_with_too_much(const struct judged_answer *judged)
{
    const struct probe_case *c = &judged->of->c;
    uint64_t most = most_bytes(c->find.len);
    if (c->stream.second == PROBE_BESIDE)
        most += most_bytes(c->repl.len);
    return is_of_streams() && judged->answer.begun_bytes > most;
}

static bool allocates_too_much(const struct judged_answer *judged)
{
    const struct stage *stage = judging()->stage;
    const struct probe_case *c = &judged->of->c;
    uint64_t replacers = c->stream.second == PROBE_BESIDE ? 2 : 1;
    return has_room(judged) && c->find.len <= stage->longest_find &&
           judged->answer.allocated > stage->allocs_per_op * replacers;
}

static void describe_excess(const struct judged_answer *judged, struct buffer *text)
{
    const struct probe_answer *answer = &judged->answer;
    const struct stage *stage = judging()->stage;
    const char *first = stage->contract->functions[0];
    format_add(text, "\n  but in this case ");
    if (leaks(answer)) {
        format_add(text,
                   "not all is freed: %" PRIu64 " allocated, %" PRIu64
                   " freed; every block must be freed on every way out",
                   answer->allocated, answer->freed);
    } else if (allocates_late(judged)) {
        add_blocks(text, answer->allocated - answer->before_first_chunk);
        format_add(text, " allocated after %s has returned; the ceiling is 0", first);
    } else if (begins_with_too_much(judged)) {
        format_add(text,
                   "%s allocates %" PRIu64 " B; the ceiling is %" PRIu64 " B, and %" PRIu64
                   " B for each byte of find",
                   first, answer->begun_bytes, stage->bytes_per_op, stage->bytes_per_find);
    } else {
        add_blocks(text, answer->allocated);
        format_add(text, " allocated; the ceiling is %" PRIu64, stage->allocs_per_op);
        if (stage->longest_find != COURSE_NO_LIMIT)
            format_add(text, " for a find of up to %" PRIu64 " bytes", stage->longest_find);
    }
    format_add(text, ":");
}

static void note_excess(const struct judged_answer *judged, void *context)
{
    struct wide *wide = context;
    if (judged->fault != ANSWER_RIGHT)
        return; /* correctness tells */
    if (!leaks(&judged->answer) && !allocates_late(judged) && !begins_with_too_much(judged) &&
        !allocates_too_much(judged))
        return;
    wide->talk_is_short |= bytes_equal(judged->of->c.data, cases_talk_stream().data);
    if (wide->found)
        return;
    wide->found = true;
    wide->first = *judged->of;
    wide->leaks = leaks(&judged->answer);
    if (!wide->leaks && allocates_late(judged))
        wide->allowed = judging()->stage->contract->functions[0];
    describe_excess(judged, &wide->fault);
    answers_describe(judged, &wide->description);
}

enum { RANDOM = 300, LARGEST = 4096 };

static void look_wide(const struct case_list *cases, struct wide *wide)
{
    struct run run = answers_start("heap", cases, NULL, NULL);
    run_wait(&run);
    run_share_end(&run);
    answers_judge("heap", cases, note_excess, wide);
}

/* What DHAT sees no place of is not malloc's: it takes a block that grows for the one that was. */
static void add_case(const struct wide *wide, struct buffer *text)
{
    format_add_bytes(text, buffer_rest(&wide->fault));
    bool is_grown = ledger_add_case(&wide->first, wide->allowed, text) == 0 && !wide->leaks;
    if (is_grown)
        format_add(
            text,
            "\n  no block of its own, as Valgrind sees it: realloc may have made output's larger");
    format_add_bytes(text, buffer_rest(&wide->description));
    if (wide->leaks)
        answers_keep(&wide->first, "heap", "valgrind --leak-check=full ", text);
    else
        answers_keep_to_look(&wide->first, "heap", is_grown ? "debug" : "profile", text);
    if (is_grown)
        format_add(text, "\n  and in gdb:  break malloc, break realloc, continue, backtrace");
}

static void judge_heap(const struct heap *heap, struct run *flat, struct run *ledger,
                       bool ledger_started, const struct wide *wide, struct finding *finding)
{
    bool is_short = is_over(heap) || heap->all.left_blocks > 0;
    add_figures(heap, finding);
    if (is_of_streams())
        flat_judge(flat, heap->peak_bytes, finding);
    if (is_short || wide->found)
        finding->verdict = RESULT_NOT_YET;
    if (is_short) {
        add_shortfall(heap, &finding->message);
        if (!ledger_started)
            *ledger = ledger_start();
        ledger_add(ledger, &finding->message);
    } else if (wide->found) {
        add_case(wide, &finding->message);
    }
}

/* Measures, while the slow ledger is had where it will be needed. */
static void measure_heap(const struct wide *wide, struct finding *finding)
{
    struct heap heap = {0};
    struct run ledger = {0};
    struct error error;
    struct run massif = start_massif();
    struct run flat = {0};
    if (is_of_streams())
        flat = flat_start();
    if (wide->talk_is_short)
        ledger = ledger_start();
    run_wait(&massif);
    if (!run_completed(&massif, finding))
        return;
    if (read_heap(&heap, &error)) {
        judge_heap(&heap, &flat, &ledger, wide->talk_is_short, wide, finding);
        ops_judge_answers("massif", OPS_TWIN, 0, OPS_FOR_HEAP, finding);
    } else {
        finding->verdict = RESULT_INCONCLUSIVE;
        format_add(&finding->message, "not measured: %s", error.text);
    }
}

Test(heap, stays_under_the_ceilings_and_leaves_nothing, .timeout = 350)
{
    if (!judging_has_program())
        return;
    struct finding finding = finding_of("heap");
    struct case_list cases = judging_cases(RANDOM, LARGEST);
    struct wide wide = {.fault = buffer_bounded(SIZE_MAX), .description = buffer_bounded(SIZE_MAX)};

    look_wide(&cases, &wide);
    if (run_can_be_measured(&finding))
        measure_heap(&wide, &finding);
    buffer_dispose(&wide.fault);
    buffer_dispose(&wide.description);
    cases_dispose(&cases);
    finding_conclude(&finding);
}
