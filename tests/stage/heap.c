/*
 * The heap gate: the stage allocates no more than its ceilings allow, and frees all of it.
 *
 * Run:      1,000 ops under massif, on a stream like the talk's that no stage can know; the cases
 *           natively, with the allocations of each call counted; for a stream in chunks, one more op
 *           on 16 MiB.
 * Compared: allocations and bytes per op with the ceilings; what is left at exit with 0; each case
 *           that comes out right with the same; the peak on the long stream with that on the short one.
 * Said:     the figures. If one is over: where the stage allocated. Else the smallest case in which
 *           it allocated too much, or did not free.
 */
#include "judge/evidence.h"

#include <criterion/criterion.h>
#include <inttypes.h>

static const struct case_bounds bounds = {
    .random = 300, .largest = 4096, .power = 1 << 14, .work = 1 << 14, .exact = 4096};

/* The ceiling of bytes for a find of this length. */
static uint64_t most_bytes(const struct gate_context *gate, size_t find)
{
    const struct stage *stage = gate->stage;
    return stage->bytes_per_op + (gate->contract->in_chunks ? stage->bytes_per_find * find : 0);
}

static void add_blocks(struct buffer *text, uint64_t count)
{
    format_add_count(text, count);
    format_add(text, count == 1 ? " block is" : " blocks are");
}

/* Judges what the call of a case did on the heap: says in `fault` what was too much, if anything was. */
static void judge_case(const struct judged_answer *judged, struct case_excess *excess)
{
    const struct gate_context *gate = judged->gate;
    const struct stage *stage = gate->stage;
    struct buffer *fault = &excess->fault;
    const struct probe_case *c = &judged->of->c;
    const struct probe_answer *answer = &judged->answer;
    const char *first = stage->contract->functions[0];
    bool in_chunks = gate->contract->in_chunks;
    bool are_two = c->stream.second == PROBE_BESIDE || c->stream.second == PROBE_ABANDONED;
    size_t other = c->stream.second == PROBE_BESIDE ? c->repl.len : c->find.len;
    /* Only an output with room enough leaves every allocation to the stage. */
    /* Without any, one may reserve for the most that could be written, even if nothing is. */
    bool has_room =
        c->room >= answer->output.len - c->before.len && (c->room > 0 || cases_enough_room(c) == 0);
    uint64_t late = answer->allocated - answer->before_first_chunk;
    uint64_t most = most_bytes(gate, c->find.len) + (are_two ? most_bytes(gate, other) : 0);

    if (answer->allocated > answer->freed) {
        excess->leaks = true;
        add_blocks(fault, answer->allocated);
        format_add(fault,
                   " allocated and %" PRIu64 " %s freed; every block must be freed on every "
                   "way out",
                   answer->freed, answer->freed == 1 ? "is" : "are");
    } else if (in_chunks && has_room && answer->allocated > answer->before_first_chunk) {
        excess->allowed = first;
        add_blocks(fault, late);
        format_add(fault, " allocated after %s has returned; the ceiling is 0", first);
    } else if (in_chunks && answer->begun_bytes > most) {
        format_add(fault,
                   "%s allocates %" PRIu64 " B; the ceiling is %" PRIu64 " B, and %" PRIu64
                   " B for each byte of find",
                   first, answer->begun_bytes, stage->bytes_per_op, stage->bytes_per_find);
    } else if (has_room && c->find.len <= stage->longest_find &&
               answer->allocated > stage->allocs_per_op * (are_two ? 2 : 1)) {
        add_blocks(fault, answer->allocated);
        format_add(fault, " allocated; the ceiling is %" PRIu64, stage->allocs_per_op);
        if (stage->longest_find != COURSE_NO_LIMIT)
            format_add(fault, " for a find of up to %" PRIu64 " bytes", stage->longest_find);
    }
}

/* Compares the figures with the ceilings: whether one is over, which the report then says. */
static bool judge_figures(const struct gate_context *gate, const struct heap_figures *heap,
                          struct gate_report *report)
{
    uint64_t bytes = most_bytes(gate, course_talk.find.len);
    bool is_over =
        heap->blocks > gate->stage->allocs_per_op * heap->ops || heap->bytes > bytes * heap->ops;
    struct buffer *text = &report->message;
    if (is_over) {
        format_add(gate_not_yet(report),
                   "\n  the ceiling is %" PRIu64 " allocs/op and %" PRIu64 " B/op",
                   gate->stage->allocs_per_op, bytes);
        if (heap->blocks < heap->ops) {
            format_add(text, "; ");
            add_blocks(text, heap->blocks);
            format_add(text, " allocated in all ");
            format_add_count(text, heap->ops);
            format_add(text, " ops together");
        }
    }
    if (heap->left_blocks > 0) {
        format_add(gate_not_yet(report), "\n  ");
        format_add_count(text, heap->left_blocks);
        format_add(text, " block%s never freed in ", heap->left_blocks == 1 ? " was" : "s were");
        format_add_count(text, heap->ops);
        format_add(text, " ops; the ceiling is 0");
    }
    return is_over || heap->left_blocks > 0;
}

static void measure(const struct gate_context *gate, const struct case_excess *excess,
                    struct gate_report *report)
{
    struct heap_figures heap;
    uint64_t long_peak;
    struct run massif = heap_start(gate);
    struct run long_run = {.name = NULL}, sites = {.name = NULL};
    if (gate->contract->in_chunks)
        long_run = heap_start_long(gate);
    if (excess->is_on_talk) /* then it will be needed: it is slow, and runs at the same time */
        sites = sites_start(gate);
    if (!heap_read(gate, &massif, &heap, report))
        return;
    if (gate->contract->in_chunks && heap_read_long(gate, &long_run, &long_peak, report)) {
        if (long_peak > heap.peak_bytes)
            format_add(gate_not_yet(report), "\n  the peak grows with the stream: it must be the "
                                             "same for every length");
        ops_judge_answers(gate, long_run.name, OPS_LONG, 1, report);
    }
    if (judge_figures(gate, &heap, report)) {
        if (!excess->is_on_talk)
            sites = sites_start(gate);
        sites_add(gate, &sites, &report->message);
    } else if (excess->found) {
        excess_add(gate, excess, gate_not_yet(report));
    }
    ops_judge_answers(gate, massif.name, OPS_TWIN, heap.ops, report);
}

Test(heap, stays_under_the_ceilings_and_leaves_nothing, .timeout = 350)
{
    struct gate_context gate;
    struct gate_report report;
    struct error error;
    struct case_list cases;
    struct case_excess excess;
    cr_assert(gate_begin("heap", &gate, &report, &error), "%s", error.text);
    if (!gate_has_program(&gate))
        return;
    cr_assert(answers_make_cases(&gate, bounds, &cases));

    struct run run = answers_start(&gate, "heap", &cases);
    run_wait(&run);
    cr_assert(run_share_end(&gate, &run, &error), "%s", error.text);
    excess_find(&gate, "heap", &cases, judge_case, &excess);
    if (run_can_be_measured(&gate, &report))
        measure(&gate, &excess, &report);
    excess_dispose(&excess);
    cases_dispose(&cases);
    cr_expect(gate_conclude(&gate, &report), "%s", report.verdict);
}
