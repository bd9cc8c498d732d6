#include "readers/remarks.h"

#include "base/array.h"
#include "readers/yaml.h"

#include <string.h>

static void dispose_remark(struct remark *remark)
{
    char *const texts[] = {remark->name, remark->file, remark->callee, remark->caller,
                           remark->reason};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        free(texts[i]);
}

/* Reads { File: 'a.c', Line: 3, Column: 4 }. */
static bool read_place(struct yaml_cursor *cursor, struct remark *remark)
{
    yaml_mark_t start = cursor->event.start_mark;
    unsigned fields = 0;
    bool read = yaml_cursor_enter(cursor);
    while (yaml_cursor_at_key(cursor, &read)) {
        bool is_file = yaml_cursor_is(cursor, "File");
        uint64_t *number = yaml_cursor_is(cursor, "Line")     ? &remark->line
                           : yaml_cursor_is(cursor, "Column") ? &remark->column
                                                              : NULL;
        fields += is_file || number != NULL;
        read = yaml_cursor_next(cursor) && (is_file ? yaml_cursor_text(cursor, &remark->file)
                                            : number != NULL ? yaml_cursor_number(cursor, number)
                                                             : yaml_cursor_skip(cursor));
    }
    if (!read || fields == 3)
        return read;
    return yaml_cursor_expected(cursor, start,
                                "DebugLoc: { File: <name>, Line: <number>, Column: <number> }");
}

/* Arguments are texts of which a message is made. After a function's name is its own place. */
static bool read_arguments(struct yaml_cursor *cursor, struct remark *remark)
{
    if (cursor->event.type != YAML_SEQUENCE_START_EVENT)
        return yaml_cursor_expected(cursor, cursor->event.start_mark, "Args: a list");
    bool read = yaml_cursor_next(cursor);
    while (read && cursor->event.type != YAML_SEQUENCE_END_EVENT) {
        read = yaml_cursor_enter(cursor);
        while (yaml_cursor_at_key(cursor, &read)) {
            char **text = yaml_cursor_is(cursor, "Callee")   ? &remark->callee
                          : yaml_cursor_is(cursor, "Caller") ? &remark->caller
                          : yaml_cursor_is(cursor, "Reason") ? &remark->reason
                                                             : NULL;
            int64_t *number = yaml_cursor_is(cursor, "Cost")        ? &remark->cost
                              : yaml_cursor_is(cursor, "Threshold") ? &remark->threshold
                                                                    : NULL;
            remark->has_cost |= number == &remark->cost;
            read =
                yaml_cursor_next(cursor) && (text != NULL     ? yaml_cursor_text(cursor, text)
                                             : number != NULL ? yaml_cursor_signed(cursor, number)
                                                              : yaml_cursor_skip(cursor));
        }
    }
    return read && yaml_cursor_next(cursor);
}

/* Reads the document at the cursor, and adds its remark if it is one of inlining. */
static bool read_remark(struct yaml_cursor *cursor, struct remarks *remarks)
{
    yaml_mark_t start = cursor->event.start_mark;
    struct remark remark = {.name = NULL};
    char *pass = NULL;
    const char *tag = cursor->event.type == YAML_MAPPING_START_EVENT
                          ? (const char *)cursor->event.data.mapping_start.tag
                          : NULL;
    if (tag == NULL || tag[0] != '!')
        return yaml_cursor_expected(cursor, start, "a remark: --- !Passed or !Missed");
    remark.inlined = strcmp(tag, "!Passed") == 0;
    bool decides = remark.inlined || strcmp(tag, "!Missed") == 0;
    bool read = yaml_cursor_enter(cursor);
    while (yaml_cursor_at_key(cursor, &read)) {
        bool is_place = yaml_cursor_is(cursor, "DebugLoc");
        bool is_arguments = yaml_cursor_is(cursor, "Args");
        char **text = yaml_cursor_is(cursor, "Pass")   ? &pass
                      : yaml_cursor_is(cursor, "Name") ? &remark.name
                                                       : NULL;
        read = yaml_cursor_next(cursor) && (text != NULL   ? yaml_cursor_text(cursor, text)
                                            : is_place     ? read_place(cursor, &remark)
                                            : is_arguments ? read_arguments(cursor, &remark)
                                                           : yaml_cursor_skip(cursor));
    }
    if (read && pass == NULL)
        read = yaml_cursor_expected(cursor, start, "a remark with Pass");
    bool is_wanted = read && decides && strcmp(pass, "inline") == 0;
    if (is_wanted && (remark.name == NULL || remark.callee == NULL || remark.caller == NULL))
        read = yaml_cursor_expected(cursor, start, "a remark with Name, Callee and Caller");
    else if (is_wanted)
        read = (remark.file != NULL || scan_copy(&cursor->scan, "", &remark.file)) &&
               (remark.reason != NULL || scan_copy(&cursor->scan, "", &remark.reason)) &&
               (array_append(&remarks->list, &remarks->count, &remark, sizeof remark) ||
                scan_no_memory(&cursor->scan));
    if (!is_wanted || !read)
        dispose_remark(&remark);
    free(pass);
    return read;
}

bool remarks_read(const char *name, struct bytes text, struct remarks *remarks, struct error *error)
{
    struct yaml_cursor cursor;
    *remarks = (struct remarks){0};
    bool read = yaml_cursor_begin(&cursor, scan_of(name, text, error));
    while (read && cursor.event.type != YAML_STREAM_END_EVENT) {
        bool is_mark = cursor.event.type == YAML_STREAM_START_EVENT ||
                       cursor.event.type == YAML_DOCUMENT_START_EVENT ||
                       cursor.event.type == YAML_DOCUMENT_END_EVENT;
        read = is_mark ? yaml_cursor_next(&cursor) : read_remark(&cursor, remarks);
    }
    yaml_cursor_end(&cursor);
    if (!read)
        remarks_dispose(remarks);
    return read;
}

void remarks_dispose(struct remarks *remarks)
{
    for (size_t i = 0; i < remarks->count; i++)
        dispose_remark(&remarks->list[i]);
    free(remarks->list);
    *remarks = (struct remarks){0};
}
