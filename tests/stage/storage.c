/*
 * The storage gate: the stage's memory really went. It was not moved to where the heap's profiler does
 * not look.
 *
 * Run:      the object is read; the correctness gate's run of all cases is observed; some calls are
 *           made in the middle of others.
 * Compared: every symbol and section with what a stage may have and call; how deep a call goes into the
 *           stack with the ceiling; what lies outside of its stack, the heap and its output after a
 *           call with what was there before; an answer with that of a call alone.
 * Said:     each fault, with its name or the smallest case; or how much stack is used.
 */
#include "judge/allowed_calls.h"
#include "judge/judged_build.h"
#include "judge/observed_calls.h"
#include "readers/object.h"
#include "results/verdict.h"

#include <criterion/criterion.h>
#include <inttypes.h>
#include <string.h>

/* Begins the line of a fault. */
static struct buffer *add_fault(struct gate_report *report)
{
    if (strcmp(report->verdict, RESULT_PASS) == 0)
        format_add(&report->message, "it does something that the gates cannot count:");
    format_add(gate_not_yet(report), "\n  ");
    return &report->message;
}

static void judge_symbol(const struct gate_context *gate, const struct object_symbol *symbol,
                         struct gate_report *report)
{
    /* gcc numbers the static variables of functions, "window.0": that is not the learner's. */
    const char *dot = strrchr(symbol->name, '.');
    bool numbered = dot != NULL && dot[1] >= '0' && dot[1] <= '9';
    int len = (int)(numbered ? (size_t)(dot - symbol->name) : strlen(symbol->name));
    switch (symbol->kind) {
    case OBJECT_STATIC:
        format_add(add_fault(report),
                   "%.*s: a static variable of %" PRIu64 " B; two threads that call %s would "
                   "share it, so it is not re-entrant",
                   len, symbol->name, symbol->size, gate->subject);
        break;
    case OBJECT_THREAD_LOCAL:
        format_add(add_fault(report),
                   "%.*s: a thread-local variable of %" PRIu64 " B; every thread pays for it as "
                   "long as it lives, and a signal handler that calls %s would share it",
                   len, symbol->name, symbol->size, gate->subject);
        break;
    case OBJECT_CHOSEN:
        format_add(add_fault(report), "%s: an ifunc, which code chooses before main runs",
                   symbol->name);
        break;
    case OBJECT_UNDEFINED:
        if (call_gets_memory(symbol->name))
            format_add(add_fault(report), "%s: it gets memory that the heap's ceiling does not see",
                       symbol->name);
        else if (!call_is_allowed(symbol->name))
            format_add(add_fault(report),
                       "%s: %s works on its arguments, the heap and the stack; it may call the "
                       "stream library, malloc and free, what <string.h>, <ctype.h> and <assert.h> "
                       "have, and print",
                       symbol->name, gate->subject);
        break;
    default:
        break;
    }
}

static void judge_object(const struct gate_context *gate, const struct object *object,
                         struct gate_report *report)
{
    bool named = false;
    for (size_t i = 0; i < object->symbol_count; i++) {
        enum object_symbol_kind kind = object->symbols[i].kind;
        judge_symbol(gate, &object->symbols[i], report);
        named |=
            (kind == OBJECT_STATIC || kind == OBJECT_THREAD_LOCAL) && object->symbols[i].size > 0;
    }
    if (object->startup_bytes > 0)
        format_add(add_fault(report),
                   "a constructor or destructor: code that runs before or after main");
    else if (object->writable_bytes > 0 && !named)
        format_add(add_fault(report), "%" PRIu64 " B of static data without a name",
                   object->writable_bytes);
}

static void judge_calls(const struct gate_context *gate, struct gate_report *report)
{
    static const char *const places[PROBE_PLACES] = {
        [PROBE_IN_PROGRAM] = "the program's variables",
        [PROBE_IN_LIBRARY] = "the C library's variables",
        [PROBE_IN_THREAD] = "what the C library keeps for each thread",
        [PROBE_IN_ARGUMENTS] = "the program's arguments and environment"};
    struct observed_calls calls;
    bool observed = observed_calls_find(gate, &calls, report);
    if (calls.deepest > gate->stage->stack_bytes) {
        add_fault(report);
        format_add_count(&report->message, calls.deepest);
        format_add(&report->message, " B of stack in one call; the ceiling is ");
        format_add_count(&report->message, gate->stage->stack_bytes);
        format_add(&report->message, " B, as a thread's stack is small: what grows with the input "
                                     "belongs on the heap");
        format_add_bytes(&report->message, buffer_rest(&calls.deep));
    }
    if (calls.kept > 0)
        format_add(add_fault(report),
                   "it writes to %s: %" PRIu64
                   " B or more stay there from call to call; two threads that call %s would share "
                   "them, so it is not re-entrant",
                   places[calls.place], calls.kept, gate->subject);
    if (calls.shared.len > 0) {
        format_add(add_fault(report),
                   "a call of %s in the middle of another one spoils an answer: both use the same "
                   "memory, so it is not re-entrant",
                   gate->subject);
        format_add_bytes(&report->message, buffer_rest(&calls.shared));
    }
    if (observed && strcmp(report->verdict, RESULT_PASS) == 0) {
        format_add(&report->message, "nothing static or thread-local, nothing kept from call to "
                                     "call; at most ");
        format_add_count(&report->message, calls.deepest);
        format_add(&report->message, " B of stack");
    }
    observed_calls_dispose(&calls);
}

Test(storage, keeps_nothing_static_and_bounds_its_stack, .timeout = 350)
{
    struct gate_context gate;
    struct gate_report report;
    struct compile_paths build;
    struct error error;
    struct object object;
    cr_assert(gate_begin("storage", &gate, &report, &error) &&
                  judged_build_paths(&gate, CHECK_PROGRAM, &build, &error),
              "%s", error.text);
    if (!gate_has_program(&gate))
        return;

    struct buffer image = judged_build_read(build.object);
    if (object_read("object", buffer_rest(&image), &object, &error))
        judge_object(&gate, &object, &report);
    else
        format_add(gate_not_yet(&report), "what is compiled of it cannot be read: %s", error.text);
    if (strcmp(report.verdict, RESULT_PASS) == 0 && run_can_be_measured(&gate, &report))
        judge_calls(&gate, &report);
    object_dispose(&object);
    buffer_dispose(&image);
    cr_expect(gate_conclude(&gate, &report), "%s", report.verdict);
}
