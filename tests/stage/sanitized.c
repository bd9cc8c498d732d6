#include "stage/sanitized.h"

#include "files/files.h"
#include "stage/answers.h"
#include "stage/source.h"
#include "text/format.h"
#include "text/scan.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

bool sanitized_start(const char *name, enum compile_way way, const struct case_list *cases,
                     struct run *run)
{
    const struct judging *orders = judging();
    struct compile_paths build;
    char folder[JUDGING_PATH_SIZE];
    char error[FILES_ERROR_SIZE];
    judging_path(folder, "program/sanitized");
    if (!compile_paths_in(folder, orders->stage->contract, &build))
        return false;
    cr_assert(folder_make(folder, error), "%s", error);
    build.way = way;
    if (!process_succeeded(compile_file(orders->file, &build, orders->box)) ||
        !process_succeeded(compile_link(&build, orders->box)))
        return false;
    *run = answers_start_sanitized(name, cases, build.probe);
    return true;
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

/* "stack-buffer-overflow algo_one.c:31": what it is, and where the judged file did it. */
static void add_fault(struct bytes said, struct bytes fault, struct buffer *text)
{
    const unsigned char *space = fault.len == 0 ? NULL : memchr(fault.at, ' ', fault.len);
    struct bytes own = own_frame(said);
    if (space != NULL)
        fault.len = (size_t)(space - fault.at);
    format_add(text, "\n  ");
    format_add_printable(text, fault);
    format_add(text, own.len > 0 ? "  " : "");
    format_add_printable(text, own);
}

/* "WRITE of size 1 at 0x7ffe thread T0" up to the address, which helps nobody. */
static void add_access(struct bytes said, const char *kind, struct buffer *text)
{
    struct bytes line = scan_line_with(said, kind);
    const unsigned char *end = line.len == 0 ? NULL : memmem(line.at, line.len, " at 0x", 6);
    if (end == NULL)
        return;
    format_add(text, "\n  ");
    format_add_printable(text, bytes_of(line.at, (size_t)(end - line.at)));
}

/* "[32, 96) 'window' (line 23) <== Memory access at offset 96 overflows this variable". */
static void add_variable(struct bytes said, struct buffer *text)
{
    char unused[SCAN_ERROR_SIZE];
    struct scan s = scan_of("stderr", said, unused);
    struct bytes line;
    while (scan_line(&s, &line)) {
        if (scan_line_with(line, "<== Memory access at ").len == 0)
            continue;
        struct bytes name = scan_line_with(line, "'");
        format_add(text, "\n  ");
        format_add_printable(text, name.len > 0 ? name : line);
        return;
    }
}

bool sanitized_add_fault(const struct run *run, struct buffer *text)
{
    static const char begin[] = "SUMMARY: AddressSanitizer: ";
    char file[64];
    struct buffer errors;
    snprintf(file, sizeof file, "%s.stderr", run->name);
    judging_read(file, &errors);
    struct bytes said = buffer_unread(&errors);
    struct bytes summary = scan_line_with(said, begin);
    if (summary.len > 0) {
        add_fault(said, bytes_skip(summary, sizeof begin - 1), text);
        add_access(said, "WRITE of size ", text);
        add_access(said, "READ of size ", text);
        add_variable(said, text);
    }
    buffer_dispose(&errors);
    return summary.len > 0;
}
