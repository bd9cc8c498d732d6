/*
 * The evidence: what a gate can have run, and what came of it.
 *
 * All that is run is the probe, a program of the judged file and our main(), in the check's box and
 * within limits of time, memory and output. Runs are started, so that several go on at once, and
 * waited for. That one ended early, and why, is evidence too; that one could not be run on this
 * machine makes a report inconclusive.
 *
 * Runs are in probe_run.c, cases in own_numbers.c, case_answers.c and sanitized_run.c, the heap's in
 * heap_figures.c, allocation_sites.c and case_excess.c. The cpu gate has
 * judge/instruction_counts.h.
 */
#ifndef JUDGE_EVIDENCE_H
#define JUDGE_EVIDENCE_H

#include "judge/contracts.h"
#include "judge/gate.h"
#include "run/process.h"

/* --- Runs --- */

struct run {
    const char *name;      /* of its files, see judge/check_request.h */
    const char *work;      /* what messages call what it had to do: "cases", "ops" */
    bool sanitized;        /* it is of a program that is built with sanitizers */
    struct tool_run *tool; /* owned, until run_wait */
    struct process_limits limits;
    struct process_result result;
    bool complete;  /* it came to its end: its mark was the last thing on its stdout */
    size_t printed; /* bytes before the mark: the stage wrote them */
    char why[256];  /* why this machine could not start it; "" */
};

void run_wait(struct run *run);

/* Whether a limit ended the run. */
bool run_was_stopped(const struct run *run);

/*
 * Whether the run came to its end. If not, the report gets a verdict, and its message says why:
 * not-yet if the stage is at fault, inconclusive if the machine is.
 */
bool run_completed(const struct gate_context *gate, const struct run *run,
                   struct gate_report *report);

/* Appends how the judged program ended, "crashed (segmentation fault)", and its last words. */
void run_describe_end(const struct gate_context *gate, const struct run *run, struct buffer *text);

/*
 * The heap gate runs the small cases natively before anything runs under Valgrind, and tells the
 * other gates how that ended. If a limit stopped it, the same would stop theirs, after much longer.
 */
bool run_share_end(const struct gate_context *gate, const struct run *run, struct error *error);

/* Waits for that end: whether it was by no limit. If not, the report is not-yet, and says so. */
bool run_can_be_measured(const struct gate_context *gate, struct gate_report *report);

/* --- The cases --- */

/* What is wrong with an answer. */
enum answer_fault {
    ANSWER_RIGHT,
    ANSWER_WRONG_OUTPUT,
    ANSWER_WRONG_STATUS, /* the output is right */
    ANSWER_HELD_BACK,    /* all is right in the end, but a part of the output came too late */
    ANSWER_LEFT_MADE,    /* all is right but for *made, which is not NULL after an error */
    ANSWER_MISSING       /* the probe ended in this case */
};

struct judged_answer {
    const struct gate_context *gate;
    const struct named_case *of;
    struct probe_answer answer; /* zero if it is missing */
    struct buffer expected;     /* owned: all that must be in the output */
    enum stream_status status;  /* the status that must be returned */
    enum answer_fault fault;
};

/*
 * Makes the contract's cases for the gate's check: with its seed, and with the numbers that stand in
 * the judged file. The caller ends the list with cases_dispose. False: no memory.
 */
bool answers_make_cases(const struct gate_context *gate, struct case_bounds bounds,
                        struct case_list *list);

/* Runs the cases natively, with the allocations of each call counted. */
struct run answers_start(const struct gate_context *gate, const char *name,
                         const struct case_list *cases);

/* Runs them under memcheck, which writes NAME.log; `origins` has it say where bytes come from. */
struct run answers_start_memcheck(const struct gate_context *gate, const char *name,
                                  const struct case_list *cases, bool origins);

/*
 * Builds the judged file with AddressSanitizer, and with UndefinedBehaviorSanitizer if `undefined`,
 * and runs the cases natively. False if it cannot be built so: then nothing runs.
 */
bool answers_start_sanitized(const struct gate_context *gate, const char *name,
                             const struct case_list *cases, bool undefined, struct run *run);

/* Runs what that has built once more, on these cases. */
struct run answers_start_sanitized_again(const struct gate_context *gate, const char *name,
                                         const struct case_list *cases);

typedef void answers_visitor(const struct judged_answer *judged, void *context);

/*
 * Judges the answers of a run that is over, case by case, up to the first that is missing. Answers
 * that cannot be read are missing. Returns the number of answers that were there.
 */
size_t answers_judge(const struct gate_context *gate, const char *name,
                     const struct case_list *cases, answers_visitor *visit, void *context);

/* The same, but only of the answers that are there and that `choose` chooses. */
typedef bool answers_chooser(const struct probe_answer *answer, void *context);
size_t answers_judge_some(const struct gate_context *gate, const char *name,
                          const struct case_list *cases, answers_chooser *choose,
                          answers_visitor *visit, void *context);

/* Runs one case: whether it comes out right if no call was made before it. */
bool answers_right_alone(const struct gate_context *gate, const struct named_case *of);

/* Appends the case, what came, and what was expected if that differs; shortened around it. */
void answers_describe(const struct judged_answer *judged, struct buffer *text);

/* Keeps the case for the learner as this gate's, and appends "to run it: TOOL PROBE --replay CASE". */
void answers_keep(const struct gate_context *gate, const struct named_case *of, const char *name,
                  const char *tool, struct buffer *text);

/* The same with "to see it: make VERB", where the verb is "profile" or "debug". */
void answers_keep_to_look(const struct gate_context *gate, const struct named_case *of,
                          const char *name, const char *verb, struct buffer *text);

/* Removes the case that was kept as this gate's, if there is one. */
void answers_keep_none(const struct gate_context *gate, const char *name);

/*
 * Appends what AddressSanitizer said of the fault that ended a run: what it is and at which line, how
 * many bytes, and which variable of how many. False if it said nothing.
 */
bool answers_add_fault(const struct gate_context *gate, const struct run *run, struct buffer *text);

/* --- Ops on the heap --- */

/* What the stage did on the heap in all ops together; the probe's own block is not in it. */
struct heap_figures {
    uint64_t ops;
    uint64_t blocks, bytes;
    uint64_t left_blocks, left_bytes; /* at exit */
    uint64_t peak_bytes;
};

/* Runs many ops on a stream like the talk's, that no stage can know, under massif. */
struct run heap_start(const struct gate_context *gate);

/* Waits for that, and adds the figures to the report. False if there are none: then it says why. */
bool heap_read(const struct gate_context *gate, struct run *run, struct heap_figures *figures,
               struct gate_report *report);

/* The same for one op on a stream of 16 MiB in chunks, of which only the peak is a figure. */
struct run heap_start_long(const struct gate_context *gate);
bool heap_read_long(const struct gate_context *gate, struct run *run, uint64_t *peak,
                    struct gate_report *report);

/*
 * Looks whether each op of a complete run, on one stream, gave the right answer: only then did it do
 * its work. If not, the report is not-yet, and its message says which did not.
 */
void ops_judge_answers(const struct gate_context *gate, const char *name, enum ops_stream stream,
                       uint64_t ops, struct gate_report *report);

/* Runs some ops under DHAT, which sees where memory is allocated. */
struct run sites_start(const struct gate_context *gate);

/*
 * Waits for that, and appends a row for each place that allocated,
 * `algo_one.c:31  5 B  1 block per op  malloc(find.len)`, and below it the call path.
 */
void sites_add(const struct gate_context *gate, struct run *run, struct buffer *text);

/*
 * Runs one case under DHAT, and appends the rows of that one call, but for what the function
 * `allowed` allocates (NULL: none). Returns how many places there are.
 */
size_t sites_add_case(const struct gate_context *gate, const struct named_case *of,
                      const char *allowed, struct buffer *text);

/* --- The cases on the heap --- */

/* The smallest case that comes out right, and costs too much. */
struct case_excess {
    bool found;
    bool is_on_talk; /* the talk's stream costs too much, too */
    struct named_case of;
    struct buffer fault; /* what is too much: set by who judges a case */
    bool leaks;          /* the same: it does not free all; */
    const char *allowed; /* the function whose allocations are not at fault; NULL: none */
    struct buffer description;
};

/* Judges one case: leaves `fault` empty if nothing is too much. */
typedef void excess_judge(const struct judged_answer *judged, struct case_excess *excess);

/* Has all answers of a run judged that are right. Ended with excess_dispose. */
void excess_find(const struct gate_context *gate, const char *name, const struct case_list *cases,
                 excess_judge *judge, struct case_excess *smallest);
void excess_dispose(struct case_excess *excess);

/* Appends the case, where it allocated, and the command that shows it. */
void excess_add(const struct gate_context *gate, const struct case_excess *excess,
                struct buffer *text);

#endif
