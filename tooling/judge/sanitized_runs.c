#include "judge/sanitized_runs.h"

#include "base/files.h"
#include "base/format.h"
#include "base/scan.h"
#include "judge/case_answers.h"
#include "judge/source_lines.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

/* Where the program is built. False where the path would be too long. */
static bool find_build(struct compile_paths *build)
{
    char folder[JUDGING_PATH_SIZE];
    judging_path(folder, "program/sanitized");
    return compile_paths_in(folder, judging()->stage->contract, build);
}

bool sanitized_start(const char *name, enum compile_way way, const struct case_list *cases,
                     struct run *run)
{
    const struct judging *orders = judging();
    struct compile_paths build;
    struct error error;
    if (!find_build(&build))
        return false;
    cr_assert(folder_make(build.folder, &error), "%s", error.text);
    build.way = way;
    if (!process_succeeded(compile_file(orders->file, &build, orders->box)) ||
        !process_succeeded(compile_link(&build, orders->box)))
        return false;
    *run = answers_start_sanitized(name, cases, build.probe);
    return true;
}

struct run sanitized_start_again(const char *name, const struct case_list *cases)
{
    struct compile_paths build;
    cr_assert(find_build(&build));
    return answers_start_sanitized(name, cases, build.probe);
}

/* The first frame "#1 0x55e0 in algo_one /home/ada/algo_one.c:31" that is in the judged file. */
static struct bytes own_frame(struct bytes said)
{
    char place[256];
    snprintf(place, sizeof place, "%.250s:", source_name());
    struct bytes frame = scan_line_with(said, "    #0 ");
    while (frame.len > 0 && memmem(frame.at, frame.len, place, strlen(place)) == NULL)
        frame = scan_line_with(bytes_skip(said, (size_t)(frame.at + frame.len - said.at)), "    #");
    return scan_line_with(frame, place);
}

/* The number of the line in "algo_one.c:31" or, from clang, "algo_one.c:31:5"; 0 where there is none. */
static uint64_t line_of(struct bytes place)
{
    struct error unused;
    struct scan s = scan_of("stderr", bytes_skip(place, strlen(source_name())), &unused);
    uint64_t line;
    return scan_text(&s, ":") && scan_number(&s, &line) ? line : 0;
}

/* "stack-buffer-overflow  algo_one.c:31  window[i] = 0;": what it is, and where the file did it. */
static void add_fault(struct bytes said, struct bytes fault, struct buffer *text)
{
    const unsigned char *space = fault.len == 0 ? NULL : memchr(fault.at, ' ', fault.len);
    struct bytes own = own_frame(said);
    if (space != NULL)
        fault.len = (size_t)(space - fault.at);
    format_add(text, "\n  ");
    if (bytes_equal(fault, bytes_from_string("SEGV")))
        format_add(text, "segmentation fault");
    else
        format_add_printable(text, fault);
    if (own.len == 0)
        return;
    format_add(text, "  ");
    source_add_place(text, line_of(own));
    format_add(text, "  ");
    source_add_line(text, line_of(own));
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
    variable->name.len -= variable->name.len > 0; /* the blank in front of the arrow */
    variable->relation = s.rest;
    variable->bytes = to - from;
    return true;
}

static bool find_variable(struct bytes said, struct variable *variable)
{
    struct error unused;
    struct scan s = scan_of("stderr", said, &unused);
    struct bytes line;
    while (scan_line(&s, &line)) {
        if (read_variable(line, variable))
            return true;
    }
    return false;
}

/* "a write of 1 byte overflows this variable: 'window' (line 23), which has 64 bytes". */
static void add_variable(struct bytes said, struct buffer *text)
{
    struct variable variable;
    bool has_access = add_access(said, "WRITE of size ", "write", text) ||
                      add_access(said, "READ of size ", "read", text);
    if (!find_variable(said, &variable))
        return;
    format_add(text, has_access ? " " : "\n  the address ");
    format_add_printable(text, variable.relation);
    format_add(text, ": ");
    format_add_printable(text, variable.name);
    format_add(text, ", which has ");
    add_bytes(text, variable.bytes);
}

bool sanitized_add_fault(const struct run *run, struct buffer *text)
{
    static const char begin[] = "SUMMARY: AddressSanitizer: ";
    char file[64];
    struct buffer errors;
    snprintf(file, sizeof file, "%s.stderr", run->name);
    judging_read(file, &errors);
    struct bytes said = buffer_rest(&errors);
    struct bytes summary = scan_line_with(said, begin);
    if (summary.len > 0) {
        add_fault(said, bytes_skip(summary, sizeof begin - 1), text);
        add_variable(said, text);
        if (scan_line_with(said, "address points to the zero page").len > 0)
            format_add(text, "\n  the pointer there is NULL, or nearly");
    }
    buffer_dispose(&errors);
    return summary.len > 0;
}
