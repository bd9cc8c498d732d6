/* The judged file as the compiler's sanitizers watch it: a program of its own beside the probe. */
#include "base/scan.h"
#include "judge/case_answers.h"
#include "judge/judged_build.h"
#include "judge/probe_run.h"
#include "judge/source_lines.h"

#include <stdio.h>
#include <string.h>

bool answers_start_sanitized(const struct gate_context *gate, const char *name,
                             const struct case_list *cases, bool undefined, struct run *run)
{
    struct compile_paths build;
    struct error unused;
    bool built = judged_build_paths(gate, CHECK_SANITIZED, &build, &unused);
    build.way = undefined ? COMPILE_WITH_SANITIZERS : COMPILE_WITH_ADDRESS_SANITIZER;
    built = built && judged_build_again(gate, &build);
    if (built)
        *run = answers_start_with(gate, name, cases, TOOL_SANITIZED, build.probe);
    return built;
}

struct run answers_start_sanitized_again(const struct gate_context *gate, const char *name,
                                         const struct case_list *cases)
{
    struct compile_paths build;
    struct error error;
    if (!judged_build_paths(gate, CHECK_SANITIZED, &build, &error))
        return run_failed(name, error.text);
    return answers_start_with(gate, name, cases, TOOL_SANITIZED, build.probe);
}

/* "stack-buffer-overflow  algo_one.c:31  window[i] = 0;": what it is, and where the file did it. */
static void add_fault(const struct gate_context *gate, struct bytes said, struct bytes fault,
                      struct buffer *text)
{
    const unsigned char *space = fault.len == 0 ? NULL : memchr(fault.at, ' ', fault.len);
    char place[256];
    struct error unused;
    uint64_t line;
    /* The first frame "#1 0x55e0 in algo_one /home/ada/algo_one.c:31" that is in the judged file. */
    snprintf(place, sizeof place, "%.250s:", source_name(gate));
    struct bytes frame = scan_line_with(said, "    #0 ");
    while (frame.len > 0 && memmem(frame.at, frame.len, place, strlen(place)) == NULL)
        frame = scan_line_with(bytes_skip(said, (size_t)(frame.at + frame.len - said.at)), "    #");
    struct bytes own = scan_line_with(frame, place);
    if (space != NULL)
        fault.len = (size_t)(space - fault.at);
    format_add(text, "\n  ");
    if (bytes_equal(fault, bytes_from_string("SEGV")))
        format_add(text, "segmentation fault");
    else
        format_add_printable(text, fault);
    if (own.len == 0)
        return;
    /* "algo_one.c:31" or, from clang, "algo_one.c:31:5". */
    struct scan s = scan_of("stderr", bytes_skip(own, strlen(source_name(gate))), &unused);
    if (!scan_text(&s, ":") || !scan_number(&s, &line))
        line = 0;
    format_add(text, "  ");
    source_add_place(gate, text, line);
    format_add(text, "  ");
    source_add_line(gate, text, line);
}

static void add_bytes(struct buffer *text, uint64_t count)
{
    format_add_count(text, count);
    format_add(text, count == 1 ? " byte" : " bytes");
}

/* "a write of 1 byte", from "WRITE of size 1 at 0x7ffe thread T0": the address helps nobody. */
static bool add_access(struct bytes said, const char *begin, const char *name, struct buffer *text)
{
    struct error unused;
    struct scan s = scan_of("stderr", scan_line_with(said, begin), &unused);
    uint64_t size;
    if (scan_at_end(&s) || !scan_text(&s, begin) || !scan_number(&s, &size))
        return false;
    format_add(text, "\n  a %s of ", name);
    add_bytes(text, size);
    return true;
}

/* An array on the stack, from the line that says where in it the access was. */
struct variable {
    struct bytes name;     /* "'window' (line 23)" */
    struct bytes relation; /* "overflows this variable" */
    uint64_t bytes;
};

/* "    [32, 96) 'window' (line 23) <== Memory access at offset 96 overflows this variable". */
static bool read_variable(struct bytes line, struct variable *variable)
{
    struct error unused;
    struct scan s = scan_of("stderr", line, &unused);
    uint64_t from, to, at;
    if (!scan_blank(&s) || !scan_text(&s, "[") || !scan_number(&s, &from) || !scan_text(&s, ", ") ||
        !scan_number(&s, &to) || !scan_text(&s, ") ") || !scan_until(&s, '<', &variable->name) ||
        !scan_text(&s, "<== Memory access at offset ") || !scan_number(&s, &at) ||
        !scan_text(&s, " "))
        return false;
    variable->name.len -= variable->name.len > 0; /* the blank before the arrow */
    variable->relation = s.rest;
    variable->bytes = to - from;
    return true;
}

/* "a write of 1 byte overflows this variable: 'window' (line 23), which has 64 bytes". */
static void add_variable(struct bytes said, struct buffer *text)
{
    struct variable variable;
    struct error unused;
    struct bytes line;
    bool found = false;
    struct scan s = scan_of("stderr", said, &unused);
    bool has_access = add_access(said, "WRITE of size ", "write", text) ||
                      add_access(said, "READ of size ", "read", text);
    while (!found && scan_line(&s, &line))
        found = read_variable(line, &variable);
    if (!found)
        return;
    format_add(text, has_access ? " " : "\n  the address ");
    format_add_printable(text, variable.relation);
    format_add(text, ": ");
    format_add_printable(text, variable.name);
    format_add(text, ", which has ");
    add_bytes(text, variable.bytes);
}

bool answers_add_fault(const struct gate_context *gate, const struct run *run, struct buffer *text)
{
    static const char begin[] = "SUMMARY: AddressSanitizer: ";
    struct buffer errors;
    gate_read(gate, run->name, ".stderr", &errors);
    struct bytes said = buffer_rest(&errors);
    struct bytes summary = scan_line_with(said, begin);
    if (summary.len > 0) {
        add_fault(gate, said, bytes_skip(summary, sizeof begin - 1), text);
        add_variable(said, text);
        if (scan_line_with(said, "address points to the zero page").len > 0)
            format_add(text, "\n  the pointer there is NULL, or nearly");
    }
    buffer_dispose(&errors);
    return summary.len > 0;
}
