/* The stage's memory really went: it was not moved to where the heap's profiler does not look. */
#include "base/scan.h"
#include "judge/allowed_calls.h"
#include "judge/gate.h"
#include "readers/object.h"
#include "readers/stack_usage.h"
#include "results/result.h"

#include <criterion/criterion.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

/* Functions that get memory, or more of the stack, behind malloc's back. */
static const char *const other_sources[] = {"mmap",  "mmap64",   "mremap",       "brk",    "sbrk",
                                            "shmat", "shm_open", "memfd_create", "syscall"};

static void add_fault(struct finding *finding)
{
    if (strcmp(finding->verdict, RESULT_PASS) == 0)
        format_add(&finding->message, "not all that it does is counted:");
    finding->verdict = RESULT_NOT_YET;
    format_add(&finding->message, "\n  ");
}

static bool is_other_source(const char *name)
{
    for (size_t i = 0; i < sizeof other_sources / sizeof *other_sources; i++) {
        if (strcmp(name, other_sources[i]) == 0)
            return true;
    }
    return false;
}

static void judge_call(const char *name, struct finding *finding)
{
    if (is_other_source(name)) {
        add_fault(finding);
        format_add(&finding->message, "%s: it gets memory that the heap's ceiling does not see",
                   name);
    } else if (!call_is_allowed(name)) {
        add_fault(finding);
        format_add(&finding->message,
                   "%s: %s works on its arguments, the heap and the stack; "
                   "it may call the stream library, malloc and free, what "
                   "<string.h>, <ctype.h> and <assert.h> have, and print",
                   name, judging()->stage->contract->subject);
    }
}

/* gcc numbers the static variables of functions, "window.0": the number is not the learner's. */
static int length_as_written(const char *name)
{
    const char *dot = strrchr(name, '.');
    bool numbered = dot != NULL && dot[1] >= '0' && dot[1] <= '9';
    return (int)(numbered ? (size_t)(dot - name) : strlen(name));
}

static void judge_symbol(const struct object_symbol *symbol, struct finding *finding)
{
    const char *subject = judging()->stage->contract->subject;
    if (symbol->kind == OBJECT_STATIC) {
        add_fault(finding);
        format_add(&finding->message,
                   "%.*s: a static variable of %" PRIu64 " B; two threads that call %s would "
                   "share it, so it is not re-entrant",
                   length_as_written(symbol->name), symbol->name, symbol->size, subject);
    } else if (symbol->kind == OBJECT_THREAD_LOCAL) {
        add_fault(finding);
        format_add(&finding->message,
                   "%.*s: a thread-local variable of %" PRIu64
                   " B; every thread pays for it as long "
                   "as it lives, and a signal handler that calls %s would share it",
                   length_as_written(symbol->name), symbol->name, symbol->size, subject);
    } else if (symbol->kind == OBJECT_CHOSEN) {
        add_fault(finding);
        format_add(&finding->message, "%s: an ifunc, which code chooses before main runs",
                   symbol->name);
    } else if (symbol->kind == OBJECT_UNDEFINED) {
        judge_call(symbol->name, finding);
    }
}

static void judge_object(const struct object *object, struct finding *finding)
{
    uint64_t named = 0;
    for (size_t i = 0; i < object->symbol_count; i++) {
        const struct object_symbol *symbol = &object->symbols[i];
        judge_symbol(symbol, finding);
        if (symbol->kind == OBJECT_STATIC || symbol->kind == OBJECT_THREAD_LOCAL)
            named += symbol->size;
    }
    if (object->startup_bytes > 0) {
        add_fault(finding);
        format_add(&finding->message,
                   "a constructor or destructor: code that runs before main or behind it");
    } else if (object->writable_bytes > 0 && named == 0) {
        add_fault(finding);
        format_add(&finding->message, "%" PRIu64 " B of static data without a name",
                   object->writable_bytes);
    }
}

static void judge_frame(const struct stack_frame *frame, struct finding *finding)
{
    uint64_t ceiling = judging()->stage->stack_bytes;
    if (frame->bytes > ceiling) {
        add_fault(finding);
        format_add(&finding->message,
                   "%.*s (line %" PRIu64 "): a stack frame of %" PRIu64
                   " B; the ceiling is %" PRIu64 " B, as a thread's stack is small",
                   (int)frame->function.len, (const char *)frame->function.at, frame->line,
                   frame->bytes, ceiling);
    }
    if (!frame->dynamic || frame->bounded)
        return;
    add_fault(finding);
    format_add(&finding->message, "%.*s (line %" PRIu64 "): a stack frame whose size the input ",
               (int)frame->function.len, (const char *)frame->function.at, frame->line);
    format_add(&finding->message,
               "decides (a variable-length array or alloca); the stack has a bound, and overflows");
}

/* Judges the frames, of which there must be some: else the compiler did not tell. */
static void judge_stack(const struct stack_usage *usage, struct finding *finding)
{
    uint64_t largest = 0;
    for (size_t i = 0; i < usage->frame_count; i++) {
        judge_frame(&usage->frames[i], finding);
        if (usage->frames[i].bytes > largest)
            largest = usage->frames[i].bytes;
    }
    if (usage->frame_count == 0) {
        finding->verdict = RESULT_INCONCLUSIVE;
        format_add(&finding->message, "not measured: %s does not tell how much stack is used",
                   compile_compiler);
    } else if (strcmp(finding->verdict, RESULT_PASS) == 0) {
        format_add(&finding->message,
                   "nothing static or thread-local; %" PRIu64
                   " B of stack at most, known in advance",
                   largest);
    }
}

static void report_unreadable(struct finding *finding, const struct error *error)
{
    finding->verdict = RESULT_INCONCLUSIVE;
    format_add(&finding->message, "not measured: %s", error->text);
}

Test(storage, keeps_nothing_static_and_bounds_its_stack, .timeout = 350)
{
    if (!judging_has_program())
        return;
    struct finding finding = finding_of("storage");
    char object_name[64];
    char usage_name[64];
    struct buffer image;
    struct buffer text;
    struct object object;
    struct stack_usage usage;
    struct error error;

    judging_build_file(object_name, ".o");
    judging_build_file(usage_name, ".su");
    judging_read(object_name, &image);
    judging_read(usage_name, &text);
    if (!object_read(object_name, buffer_rest(&image), &object, &error)) {
        report_unreadable(&finding, &error);
    } else {
        judge_object(&object, &finding);
        if (stack_usage_read(usage_name, buffer_rest(&text), &usage, &error))
            judge_stack(&usage, &finding);
        else
            report_unreadable(&finding, &error);
        stack_usage_dispose(&usage);
    }
    object_dispose(&object);
    buffer_dispose(&image);
    buffer_dispose(&text);
    finding_conclude(&finding);
}
