#include "judge/check_request.h"

#include "base/format.h"
#include "base/scan.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

static const char *const boxes[] = {
    [BOX_NONE] = "none", [BOX_USER] = "user", [BOX_WHOLE] = "whole"};
enum { BOXES = sizeof boxes / sizeof *boxes };

static bool fits(int len, const char *folder, struct error *error)
{
    return len < CHECK_PATH_SIZE || error_set(error, "%.4000s is too long a path", folder);
}

bool check_path(char path[CHECK_PATH_SIZE], const char *folder, const char *name,
                const char *ending, struct error *error)
{
    return fits(snprintf(path, CHECK_PATH_SIZE, "%s/%s%s", folder, name, ending), folder, error);
}

bool check_result_path(char path[CHECK_PATH_SIZE], const struct check_request *request,
                       const char *ending, struct error *error)
{
    return fits(
        snprintf(path, CHECK_PATH_SIZE, "%s/results/%s%s", request->into, request->label, ending),
        request->into, error);
}

bool check_probe_path(char path[CHECK_PATH_SIZE], const struct check_request *request,
                      struct error *error)
{
    bool is_stage = strncmp(request->label, "stage-", 6) == 0;
    return fits(snprintf(path, CHECK_PATH_SIZE, "%s/probe-%s", request->into,
                         request->label + (is_stage ? 6 : 0)),
                request->into, error);
}

/* A path may hold line ends: a NUL ends each value. */
static void add(struct buffer *text, const char *name, const char *value)
{
    format_add(text, "%s=%s", name, value);
    format_add_bytes(text, bytes_of("\0\n", 2));
}

void check_request_write(const struct check_request *request, struct buffer *text)
{
    char seed[32];
    snprintf(seed, sizeof seed, "%" PRIu64, request->seed);
    add(text, "stage", request->stage->name);
    add(text, "file", request->file);
    add(text, "label", request->label);
    add(text, "into", request->into);
    add(text, "cache_dir", request->cache_dir);
    add(text, "seed", seed);
    add(text, "box", boxes[request->box]);
}

/* Scans "NAME=VALUE\0\n". */
static bool read_value(struct scan *s, const char *name, const char **value)
{
    char begin[16];
    struct bytes found = {0};
    snprintf(begin, sizeof begin, "%s=", name);
    if (!scan_text(s, begin))
        return scan_expected(s, begin);
    const unsigned char *end = s->rest.len == 0 ? NULL : memchr(s->rest.at, '\0', s->rest.len);
    if (end == NULL)
        return scan_fail(s, "expected a NUL after %s", begin);
    *value = (const char *)s->rest.at;
    if (!scan_bytes(s, (size_t)(end - s->rest.at) + 1, &found) || !scan_line_end(s))
        return scan_expected(s, "the end of the line");
    return true;
}

static bool read_seed(struct scan *s, const char *value, uint64_t *seed)
{
    char again[32];
    struct error unused;
    struct scan number = scan_of(s->name, bytes_from_string(value), &unused);
    if (scan_number(&number, seed) && scan_at_end(&number)) {
        snprintf(again, sizeof again, "%" PRIu64, *seed);
        if (strcmp(again, value) == 0)
            return true;
    }
    return scan_fail(s, "expected a seed");
}

bool check_request_read(const char *name, struct bytes text, struct check_request *request,
                        struct error *error)
{
    struct check_request read = {.stage = NULL};
    const char *stage, *seed, *box;
    int kind = 0;
    struct scan s = scan_of(name, text, error);
    *request = read;
    if (!read_value(&s, "stage", &stage))
        return false;
    for (size_t i = 0; i < course_stage_count; i++) {
        if (strcmp(course_stages[i].name, stage) == 0)
            read.stage = &course_stages[i];
    }
    if (read.stage == NULL)
        return scan_fail(&s, "expected the name of a stage");
    if (!read_value(&s, "file", &read.file) || !read_value(&s, "label", &read.label) ||
        !read_value(&s, "into", &read.into) || !read_value(&s, "cache_dir", &read.cache_dir) ||
        !read_value(&s, "seed", &seed) || !read_seed(&s, seed, &read.seed) ||
        !read_value(&s, "box", &box))
        return false;
    while (kind < BOXES && strcmp(boxes[kind], box) != 0)
        kind++;
    if (kind == BOXES)
        return scan_fail(&s, "expected box=none, box=user or box=whole");
    if (!scan_at_end(&s))
        return scan_expected(&s, "the end");
    read.box = (enum box_kind)kind;
    *request = read;
    return true;
}
