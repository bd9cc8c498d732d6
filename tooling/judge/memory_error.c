#include "judge/memory_error.h"

#include "base/files.h"
#include "base/format.h"
#include "judge/contracts.h"
#include "run/compile.h"

#include <stdio.h>
#include <string.h>

static bool contains(struct bytes text, const char *part)
{
    return text.len > 0 && memmem(text.at, text.len, part, strlen(part)) != NULL;
}

static bool is_frame(struct bytes line)
{
    return line.len > 5 && (memcmp(line.at, "at 0x", 5) == 0 || memcmp(line.at, "by 0x", 5) == 0);
}

/* Where a frame begins to tell its place in a library or in Valgrind; NULL for any other place. */
static const unsigned char *valgrinds_place(struct bytes frame)
{
    static const char *const places[] = {" (in ", " (vg_replace_"};
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        const unsigned char *at = memmem(frame.at, frame.len, places[i], strlen(places[i]));
        if (at != NULL)
            return at;
    }
    return NULL;
}

/*
 * Appends a frame. It reads "by 0x4843E2: algo_one (algo_one.c:31)" or, of what Valgrind puts in the
 * C library's place, "at 0x484182: bcmp (in /usr/libexec/valgrind/vgpreload_memcheck-amd64-linux.so)"
 * or "... (vg_replace_strmem.c:1233)": neither address nor place helps anybody, and memcmp is known
 * there by its older name.
 */
static void add_frame(struct buffer *text, struct bytes frame)
{
    const unsigned char *colon = memchr(frame.at, ':', frame.len);
    struct bytes name = colon == NULL ? frame : bytes_skip(frame, (size_t)(colon - frame.at) + 1);
    const unsigned char *end = valgrinds_place(name);
    if (end != NULL)
        name.len = (size_t)(end - name.at);
    bool is_old = end != NULL && bytes_equal(name, bytes_from_string(" bcmp"));
    /* If the compiler gave no line, "(algo_one.c:0)" stands for it. */
    const unsigned char *place = name.len == 0 ? NULL : memmem(name.at, name.len, " (", 2);
    bool has_no_line =
        place != NULL && name.len > 3 && memcmp(name.at + name.len - 3, ":0)", 3) == 0;
    if (has_no_line)
        name.len = (size_t)(place - name.at);
    format_add(text, "\n    %.2s", (const char *)frame.at);
    format_add_printable(text, is_old ? bytes_from_string(" memcmp") : name);
    if (has_no_line)
        format_add(text, ", line unknown");
}

/* What an address is that is in no block of the heap. Only a stream has chunks. */
struct outside {
    const char *part; /* of Valgrind's words */
    const char *meaning, *of_stream;
};

/*
 * What a line says of such an address; NULL for any other line. An input lies at the end of a
 * mapping, with a page behind it that nobody can read (probe/arena.h).
 */
static const char *outside_of_blocks(const struct gate_context *gate, struct bytes line)
{
    static const struct outside rows[] = {
        {"memfd:arena", "The address is in front of data, find or repl, outside of it",
         "The address is in front of data, find or repl, or in a chunk that was taken back when "
         "its call returned"},
        {"is in a --- anonymous segment", "The address is behind data, find or repl, outside of it",
         "The address is behind data, find or repl, or behind a chunk that was taken back when "
         "its call returned"},
        {"is not stack'd, malloc'd",
         "The address is in no block of the heap, and in no part of the stack that is in use",
         NULL},
        {"is on thread 1's stack", "The address is on the stack", NULL},
        {"in arena \"client\"", "The address is beside the blocks of the heap, in none of them",
         NULL}};
    bool has_chunks = gate->contract->in_chunks;
    if (!contains(line, "Address 0x"))
        return NULL;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (contains(line, rows[i].part))
            return has_chunks && rows[i].of_stream != NULL ? rows[i].of_stream : rows[i].meaning;
    }
    return NULL;
}

/* Whether an error's address tells nothing: an array on the stack that is overrun leads there. */
static bool is_nowhere(struct bytes error)
{
    return contains(error, "is not stack'd, malloc'd") || contains(error, "is on thread 1's stack");
}

/* Whether the frame is one of the contract's functions. */
static bool is_called_frame(const struct gate_context *gate, struct bytes frame)
{
    char part[64];
    const struct contract *contract = gate->stage->contract;
    for (size_t i = 0; contract->functions[i] != NULL; i++) {
        snprintf(part, sizeof part, ": %s (", contract->functions[i]);
        if (contains(frame, part))
            return true;
    }
    return false;
}

/* Whether any frame of the stack that `error` begins with is one that we call. */
static bool stack_names_stage(const struct gate_context *gate, struct bytes error)
{
    struct bytes line;
    while (memcheck_next_line(&error, &line) && is_frame(line)) {
        if (is_called_frame(gate, line))
            return true;
    }
    return false;
}

/* Appends the frames of the stack that `error` begins with, down to that; cuts the stack off. */
static void add_stack(const struct gate_context *gate, struct buffer *text, struct bytes *error)
{
    bool shown = stack_names_stage(gate, *error);
    struct bytes rest = *error;
    struct bytes line;
    while (memcheck_next_line(&rest, &line) && is_frame(line)) {
        if (shown)
            add_frame(text, line);
        shown = shown && !is_called_frame(gate, line);
        *error = rest;
    }
}

/* Whether the frame is one of the C library's, or of the stream library's. */
static bool is_library_frame(struct bytes frame)
{
    if (valgrinds_place(frame) != NULL)
        return true;
    for (size_t i = 0; compile_library_sources[i] != NULL; i++) {
        char part[64];
        snprintf(part, sizeof part, " (%.50s:", file_name(compile_library_sources[i]));
        if (contains(frame, part))
            return true;
    }
    return false;
}

/* Whether the frame is one of those of ours that do nothing but call the stage. */
static bool is_caller_frame(struct bytes frame)
{
    static const char *const names[] = {": probe_call (", ": probe_feed (", ": probe_stream (",
                                        ": probe_replace ("};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (contains(frame, names[i]))
            return true;
    }
    return false;
}

/*
 * Appends the stack that an error begins with, and cuts it off. Of a function that ends in `return
 * buffer_write(...)` nothing is left where that runs: its own frame has become buffer_write's.
 */
static void add_first_stack(const struct gate_context *gate, struct buffer *text,
                            struct bytes *error)
{
    struct buffer frames = buffer_bounded(SIZE_MAX);
    struct bytes rest = *error;
    struct bytes line = {0};
    while (memcheck_next_line(&rest, &line) && is_frame(line) && is_library_frame(line))
        add_frame(&frames, line);
    bool is_last_call = frames.len > 0 && is_frame(line) && is_caller_frame(line);
    add_stack(gate, text, error);
    if (is_last_call) {
        format_add_bytes(text, buffer_rest(&frames));
        format_add(text, "\n    by %s, in its last call", gate->subject);
    }
    buffer_dispose(&frames);
}

/*
 * What is wrong with the output is found when the call has returned: then the stack is ours, and
 * so is the address. NULL for any other error.
 */
static const char *output_fault(struct bytes error)
{
    if (contains(error, "Uninitialised byte(s) found during client check request"))
        return "appended bytes to output that were never written";
    if (contains(error, "Unaddressable byte(s) found during client check request"))
        return "left an output whose bytes cannot be read: something wrote over it";
    return NULL;
}

/* Appends a line that is no frame. */
static void add_words(const struct gate_context *gate, struct buffer *text, struct bytes line)
{
    const char *meaning = outside_of_blocks(gate, line);
    if (line.len == 0)
        return;
    format_add(text, "\n  ");
    if (meaning != NULL)
        format_add(text, "%s", meaning);
    else
        format_add_printable(text, line);
}

void memory_error_add(const struct gate_context *gate, struct buffer *text, struct bytes error)
{
    const char *fault = output_fault(error);
    struct bytes line;
    if (fault != NULL) {
        format_add(text, "\n  %s %s", gate->subject, fault);
    } else if (memcheck_next_line(&error, &line)) {
        add_words(gate, text, line);
        add_first_stack(gate, text, &error);
    }
    while (memcheck_next_line(&error, &line)) {
        if (fault == NULL || contains(line, "was created by"))
            add_words(gate, text, line);
        else if (stack_names_stage(gate, error))
            format_add(text, "\n  output's memory %s:",
                       contains(line, "free'd") ? "was freed" : "came from");
        add_stack(gate, text, &error);
    }
}

struct memory_error_told memory_error_tell(const struct gate_context *gate, struct bytes error)
{
    bool is_placed = output_fault(error) != NULL; /* or it names a place in the stage */
    bool leads_nowhere = is_nowhere(error);
    const char *address = NULL; /* what is said of it, if it is in no block of the heap */
    struct bytes line;
    while (memcheck_next_line(&error, &line)) {
        is_placed |= is_frame(line) && is_called_frame(gate, line);
        if (address == NULL)
            address = outside_of_blocks(gate, line);
    }
    return (struct memory_error_told){.explained = is_placed && !leads_nowhere,
                                      .address = is_placed || leads_nowhere ? NULL : address};
}

void memory_log_read(const struct gate_context *gate, const char *name, struct memory_log *log)
{
    *log = (struct memory_log){.failed = false};
    gate_read(gate, name, ".log", &log->text);
    struct bytes text = buffer_rest(&log->text);
    log->read = memcheck_read(name, text, &log->memcheck, &log->error);
    if (log->read)
        return;
    log->failed = memcheck_failed(text, &log->memcheck.first_error);
    log->memcheck.errors = log->memcheck.first_error.len > 0;
}
