/*
 * The storage gate: the stage's memory really went. It was not moved to where the heap's profiler does
 * not look.
 *
 * Run:      nothing: the object and the compiler's account of the stack are read.
 * Compared: every symbol with what a stage may have and call; every function's stack frame with the
 *           ceiling, and with none whose size the input decides.
 * Said:     each fault with its name, or how much stack is used.
 */
#include "judge/allowed_calls.h"
#include "judge/judged_build.h"
#include "readers/object.h"
#include "readers/stack_usage.h"
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

static void judge_frame(const struct gate_context *gate, const struct stack_frame *frame,
                        struct gate_report *report)
{
    uint64_t ceiling = gate->stage->stack_bytes;
    int len = (int)frame->function.len;
    const char *name = (const char *)frame->function.at;
    if (frame->bytes > ceiling)
        format_add(add_fault(report),
                   "%.*s (line %" PRIu64 "): a stack frame of %" PRIu64
                   " B; the ceiling is %" PRIu64 " B, as a thread's stack is small",
                   len, name, frame->line, frame->bytes, ceiling);
    if (frame->dynamic && !frame->bounded)
        format_add(add_fault(report),
                   "%.*s (line %" PRIu64 "): a stack frame whose size the input decides (a "
                   "variable-length array or alloca); the stack has a bound, and overflows",
                   len, name, frame->line);
}

static void judge_stack(const struct gate_context *gate, const struct stack_usage *usage,
                        struct gate_report *report)
{
    uint64_t largest = 0;
    for (size_t i = 0; i < usage->frame_count; i++) {
        judge_frame(gate, &usage->frames[i], report);
        if (usage->frames[i].bytes > largest)
            largest = usage->frames[i].bytes;
    }
    if (usage->frame_count == 0)
        gate_not_measured(report, "%s does not tell how much stack is used", compile_compiler);
    else if (strcmp(report->verdict, RESULT_PASS) == 0)
        format_add(&report->message,
                   "nothing static or thread-local; %" PRIu64
                   " B of stack at most, known in advance",
                   largest);
}

Test(storage, keeps_nothing_static_and_bounds_its_stack, .timeout = 350)
{
    struct gate_context gate;
    struct gate_report report;
    struct compile_paths build;
    struct error error;
    struct object object;
    struct stack_usage usage;
    cr_assert(gate_begin("storage", &gate, &report, &error) &&
                  judged_build_paths(&gate, CHECK_PROGRAM, &build, &error),
              "%s", error.text);
    if (!gate_has_program(&gate))
        return;

    struct buffer image = judged_build_read(build.object);
    struct buffer text = judged_build_read(build.stack_usage);
    if (!object_read("object", buffer_rest(&image), &object, &error)) {
        gate_not_measured(&report, "%s", error.text);
    } else {
        judge_object(&gate, &object, &report);
        if (stack_usage_read("stack usage", buffer_rest(&text), &usage, &error))
            judge_stack(&gate, &usage, &report);
        else
            gate_not_measured(&report, "%s", error.text);
        stack_usage_dispose(&usage);
    }
    object_dispose(&object);
    buffer_dispose(&image);
    buffer_dispose(&text);
    cr_expect(gate_conclude(&gate, &report), "%s", report.verdict);
}
