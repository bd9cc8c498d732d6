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

/* A paragraph with a stack is an error, unless it is one of memcheck's other kinds. */
static void end_paragraph(struct reading *r)
{
    if (r->first_error.len == 0 && r->has_stack && !r->is_news)
        r->first_error = r->paragraph;
    r->paragraph = bytes_of(r->scan.rest.at, 0);
    r->has_stack = false;
    r->is_news = false;
}

/* Scans a process's number in marks, such as "==12==". */
static bool scan_pid(struct scan *s, const char *mark, uint64_t *pid)
{
    struct scan ahead = *s;
    if (!scan_text(&ahead, mark) || !scan_number(&ahead, pid) || !scan_text(&ahead, mark))
        return false;
    *s = ahead;
    return true;
}

static bool read_first_line(struct reading *r)
{
    struct scan *s = &r->scan;
    uint64_t pid;
    if (!scan_pid(s, "==", &pid) || !scan_text(s, " Memcheck, a memory error detector") ||
        !scan_line_end(s))
        return scan_expected(s, "==<pid>== Memcheck, a memory error detector");
    snprintf(r->prefix, sizeof r->prefix, "==%" PRIu64 "==", pid);
    end_paragraph(r);
    return true;
}

/* Reads one line before the ERROR SUMMARY. */
static bool read_line(struct reading *r)
{
    struct scan *s = &r->scan;
    struct bytes text;
    uint64_t pid;
    struct scan start = *s;

    /* "--pid-- " is valgrind's own news, "**pid** " what the program had valgrind print. */
    if ((scan_pid(s, "--", &pid) || scan_pid(s, "**", &pid)) && scan_text(s, " ") &&
        scan_line(s, &text)) {
        end_paragraph(r);
        return true;
    }
    *s = start;
    if (!scan_text(s, r->prefix) || !scan_text(s, " "))
        return scan_expected(s, r->prefix);
    struct scan line = *s;
    scan_blank(&line);
    r->has_stack |= scan_text(&line, "at 0x");
    r->is_news |= scan_text(&line, "Process terminating") || scan_text(&line, "Warning:");
    if (!scan_line(s, &text))
        return scan_expected(s, "a whole line");
    if (text.len == 0)
        end_paragraph(r);
    else
        r->paragraph.len += (size_t)(s->rest.at - start.rest.at);
    return true;
}

bool memcheck_read(const char *name, struct bytes text, struct memcheck *memcheck,
                   struct error *error)
{
    struct reading r = {.scan = scan_of(name, text, error)};
    struct scan *s = &r.scan;
    uint64_t errors, contexts, suppressed, suppressed_contexts;
    *memcheck = (struct memcheck){0};
    if (!read_first_line(&r))
        return false;
    struct scan summary = *s;
    while (!scan_text(&summary, r.prefix) || !scan_text(&summary, " ERROR SUMMARY: ")) {
        if (scan_at_end(s))
            return scan_expected(s, "an ERROR SUMMARY");
        if (!read_line(&r))
            return false;
        summary = *s;
    }
    end_paragraph(&r);
    *s = summary;
    if (!scan_number(s, &errors) || !scan_text(s, " errors from ") || !scan_number(s, &contexts) ||
        !scan_text(s, " contexts (suppressed: ") || !scan_number(s, &suppressed) ||
        !scan_text(s, " from ") || !scan_number(s, &suppressed_contexts) || !scan_text(s, ")") ||
        !scan_line_end(s))
        return scan_expected(s, "ERROR SUMMARY: <number> errors from <number> contexts");
    if (!scan_at_end(s))
        return scan_expected(s, "nothing after the ERROR SUMMARY");
    if (errors > 0 && r.first_error.len == 0)
        return scan_expected(&summary, "0 errors, as the log has none");
    memcheck->errors = errors;
    if (errors > 0)
        memcheck->first_error = r.first_error;
    return true;
}

bool memcheck_failed(struct bytes text, struct bytes *first_error)
{
    static const char begin[] = "\nvalgrind: "; /* without a prefix, after its log */
    struct error unused;
    struct reading r = {.scan = scan_of("", text, &unused)};
    *first_error = bytes_of(NULL, 0);
    if (!read_first_line(&r))
        return false;
    while (!scan_at_end(&r.scan) && read_line(&r))
        continue;
    end_paragraph(&r);
    struct bytes rest = r.scan.rest;
    if (!scan_starts_with(rest, begin + 1) &&
        (rest.len == 0 || memmem(rest.at, rest.len, begin, sizeof begin - 1) == NULL))
        return false;
    *first_error = r.first_error;
    return true;
}

bool memcheck_next_line(struct bytes *lines, struct bytes *line)
{
    struct error unused;
    uint64_t pid;
    struct scan s = scan_of("", *lines, &unused);
    scan_pid(&s, "==", &pid);
    scan_blank(&s);
    if (!scan_line(&s, line))
        return false;
    *lines = s.rest;
    return true;
}
