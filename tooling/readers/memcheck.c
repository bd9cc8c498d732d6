#include "readers/memcheck.h"

#include "base/scan.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

struct reading {
    struct scan scan;
    char prefix[32];        /* "==pid==" */
    struct bytes paragraph; /* the lines since the last blank one */
    bool has_stack;         /* whether the paragraph names a place in the program */
    bool is_news;           /* whether it tells of something that is no error */
    struct bytes first_error;
};

static void begin_paragraph(struct reading *r)
{
    r->paragraph = bytes_of(r->scan.rest.at, 0);
    r->has_stack = false;
    r->is_news = false;
}

/* A paragraph with a stack is an error, unless it is one of memcheck's other kinds. */
static void end_paragraph(struct reading *r)
{
    if (r->first_error.len == 0 && r->has_stack && !r->is_news)
        r->first_error = r->paragraph;
    begin_paragraph(r);
}

/* Looks at a line of the paragraph, behind its prefix. */
static void classify(struct reading *r, struct scan line)
{
    scan_blank(&line);
    if (scan_text(&line, "at 0x"))
        r->has_stack = true;
    if (scan_text(&line, "Process terminating") || scan_text(&line, "Warning:"))
        r->is_news = true;
}

/* "--pid-- " is valgrind's own news, "**pid** " what the program had valgrind print. */
static bool scan_other_voice(struct scan *s)
{
    uint64_t pid;
    struct bytes text;
    struct scan line = *s;
    bool debug = scan_text(&line, "--") && scan_number(&line, &pid) && scan_text(&line, "-- ");
    if (!debug) {
        line = *s;
        if (!scan_text(&line, "**") || !scan_number(&line, &pid) || !scan_text(&line, "** "))
            return false;
    }
    if (!scan_line(&line, &text))
        return false;
    *s = line;
    return true;
}

static bool read_first_line(struct reading *r)
{
    struct scan *s = &r->scan;
    uint64_t pid;
    if (!scan_text(s, "==") || !scan_number(s, &pid) ||
        !scan_text(s, "== Memcheck, a memory error detector") || !scan_line_end(s))
        return scan_expected(s, "==<pid>== Memcheck, a memory error detector");
    snprintf(r->prefix, sizeof r->prefix, "==%" PRIu64 "==", pid);
    return true;
}

/* Reads one line in front of the ERROR SUMMARY. */
static bool read_line(struct reading *r)
{
    struct scan *s = &r->scan;
    struct bytes text;
    struct scan start = *s;

    if (scan_other_voice(s)) {
        end_paragraph(r);
        return true;
    }
    if (!scan_text(s, r->prefix) || !scan_text(s, " "))
        return scan_expected(s, r->prefix);
    classify(r, *s);
    if (!scan_line(s, &text))
        return scan_expected(s, "a whole line");
    if (text.len == 0)
        end_paragraph(r);
    else
        r->paragraph.len += (size_t)(s->rest.at - start.rest.at);
    return true;
}

/* Whether the next line is the ERROR SUMMARY. The cursor moves to its number. */
static bool scan_summary_start(struct reading *r)
{
    struct scan line = r->scan;
    if (!scan_text(&line, r->prefix) || !scan_text(&line, " ERROR SUMMARY: "))
        return false;
    r->scan = line;
    return true;
}

static bool read_summary(struct reading *r, uint64_t *errors)
{
    struct scan *s = &r->scan;
    struct scan start = *s;
    uint64_t contexts, suppressed, suppressed_contexts;
    if (!scan_number(s, errors) || !scan_text(s, " errors from ") || !scan_number(s, &contexts) ||
        !scan_text(s, " contexts (suppressed: ") || !scan_number(s, &suppressed) ||
        !scan_text(s, " from ") || !scan_number(s, &suppressed_contexts) || !scan_text(s, ")") ||
        !scan_line_end(s))
        return scan_expected(s, "ERROR SUMMARY: <number> errors from <number> contexts");
    if (!scan_at_end(s))
        return scan_expected(s, "nothing behind the ERROR SUMMARY");
    if (*errors > 0 && r->first_error.len == 0)
        return scan_expected(&start, "0 errors where the log tells of none");
    return true;
}

bool memcheck_read(const char *name, struct bytes text, struct memcheck *memcheck,
                   struct error *error)
{
    struct reading r = {.scan = scan_of(name, text, error)};
    *memcheck = (struct memcheck){0};
    if (!read_first_line(&r))
        return false;
    begin_paragraph(&r);
    while (!scan_summary_start(&r)) {
        if (scan_at_end(&r.scan))
            return scan_expected(&r.scan, "an ERROR SUMMARY");
        if (!read_line(&r))
            return false;
    }
    end_paragraph(&r);
    uint64_t errors;
    if (!read_summary(&r, &errors))
        return false;
    memcheck->errors = errors;
    if (errors > 0)
        memcheck->first_error = r.first_error;
    return true;
}

/* What it says then stands behind its log, without a prefix. */
static bool tells_of_failure(struct bytes rest)
{
    static const char begin[] = "\nvalgrind: ";
    return scan_starts_with(rest, begin + 1) ||
           (rest.len > 0 && memmem(rest.at, rest.len, begin, sizeof begin - 1) != NULL);
}

bool memcheck_failed(struct bytes text, struct bytes *first_error)
{
    struct error unused;
    struct reading r = {.scan = scan_of("", text, &unused)};
    *first_error = bytes_of(NULL, 0);
    if (!read_first_line(&r))
        return false;
    begin_paragraph(&r);
    while (!scan_at_end(&r.scan) && read_line(&r))
        continue;
    end_paragraph(&r);
    if (!tells_of_failure(r.scan.rest))
        return false;
    *first_error = r.first_error;
    return true;
}

bool memcheck_next_line(struct bytes *lines, struct bytes *line)
{
    struct error unused;
    uint64_t pid;
    struct scan s = scan_of("", *lines, &unused);
    struct scan start = s;
    if (!scan_text(&s, "==") || !scan_number(&s, &pid) || !scan_text(&s, "=="))
        s = start;
    scan_blank(&s);
    if (!scan_line(&s, line))
        return false;
    *lines = s.rest;
    return true;
}
