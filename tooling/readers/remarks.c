#include "readers/remarks.h"

#include "base/array.h"
#include "readers/yaml.h"

#include <string.h>

/* A document: a remark, and what decides whether it is one of ours. */
struct document {
    struct remark remark;
    char *pass; /* owned */
    bool passed, missed;
    unsigned place_fields; /* of the three */
    yaml_mark_t start;
};

static void dispose_remark(struct remark *remark)
{
    char *const texts[] = {remark->name, remark->file, remark->callee, remark->caller,
                           remark->reason};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        free(texts[i]);
}

/* Of { File: 'a.c', Line: 3, Column: 4 }. */
static bool read_place_field(struct yaml_cursor *cursor, void *context)
{
    struct document *document = context;
    bool is_file = yaml_cursor_is(cursor, "File");
    bool is_line = yaml_cursor_is(cursor, "Line");
    bool is_column = yaml_cursor_is(cursor, "Column");
    document->place_fields += is_file || is_line || is_column;
    if (!yaml_cursor_next(cursor))
        return false;
    if (is_file)
        return yaml_cursor_text(cursor, &document->remark.file);
    if (is_line)
        return yaml_cursor_number(cursor, &document->remark.line);
    return is_column ? yaml_cursor_number(cursor, &document->remark.column)
                     : yaml_cursor_skip(cursor);
}

static bool read_place(struct yaml_cursor *cursor, struct document *document)
{
    yaml_mark_t start = cursor->event.start_mark;
    if (!yaml_cursor_mapping(cursor, read_place_field, document))
        return false;
    return document->place_fields == 3 ||
           yaml_cursor_expected(cursor, start,
                                "DebugLoc: { File: <name>, Line: <number>, Column: <number> }");
}

/* Arguments are texts of which a message is made. Behind a function's name is its own place. */
static bool read_argument_field(struct yaml_cursor *cursor, void *context)
{
    struct remark *remark = &((struct document *)context)->remark;
    char **text = yaml_cursor_is(cursor, "Callee")   ? &remark->callee
                  : yaml_cursor_is(cursor, "Caller") ? &remark->caller
                  : yaml_cursor_is(cursor, "Reason") ? &remark->reason
                                                     : NULL;
    int64_t *number = yaml_cursor_is(cursor, "Cost")        ? &remark->cost
                      : yaml_cursor_is(cursor, "Threshold") ? &remark->threshold
                                                            : NULL;
    remark->has_cost |= number == &remark->cost;
    if (!yaml_cursor_next(cursor))
        return false;
    if (text != NULL)
        return yaml_cursor_text(cursor, text);
    return number != NULL ? yaml_cursor_signed(cursor, number) : yaml_cursor_skip(cursor);
}

static bool read_arguments(struct yaml_cursor *cursor, struct document *document)
{
    if (cursor->event.type != YAML_SEQUENCE_START_EVENT)
        return yaml_cursor_expected(cursor, cursor->event.start_mark, "Args: a list");
    if (!yaml_cursor_next(cursor))
        return false;
    while (cursor->event.type != YAML_SEQUENCE_END_EVENT) {
        if (!yaml_cursor_mapping(cursor, read_argument_field, document))
            return false;
    }
    return yaml_cursor_next(cursor);
}

static bool read_field(struct yaml_cursor *cursor, void *context)
{
    struct document *document = context;
    bool is_place = yaml_cursor_is(cursor, "DebugLoc");
    bool is_arguments = yaml_cursor_is(cursor, "Args");
    char **text = yaml_cursor_is(cursor, "Pass")   ? &document->pass
                  : yaml_cursor_is(cursor, "Name") ? &document->remark.name
                                                   : NULL;
    if (!yaml_cursor_next(cursor))
        return false;
    if (text != NULL)
        return yaml_cursor_text(cursor, text);
    if (is_place)
        return read_place(cursor, document);
    return is_arguments ? read_arguments(cursor, document) : yaml_cursor_skip(cursor);
}

static bool read_document(struct yaml_cursor *cursor, struct document *document)
{
    const char *tag = NULL;
    if (cursor->event.type == YAML_MAPPING_START_EVENT)
        tag = (const char *)cursor->event.data.mapping_start.tag;
    document->start = cursor->event.start_mark;
    if (tag == NULL || tag[0] != '!')
        return yaml_cursor_expected(cursor, document->start, "a remark: --- !Passed or !Missed");
    document->passed = strcmp(tag, "!Passed") == 0;
    document->missed = strcmp(tag, "!Missed") == 0;
    return yaml_cursor_mapping(cursor, read_field, document);
}

/* The texts that a remark may lack are empty. */
static bool complete(struct yaml_cursor *cursor, struct document *document)
{
    struct remark *remark = &document->remark;
    char **const optional[] = {&remark->file, &remark->reason};
    if (remark->name == NULL || remark->callee == NULL || remark->caller == NULL)
        return yaml_cursor_expected(cursor, document->start,
                                    "a remark with Name, Callee and Caller");
    for (size_t i = 0; i < 2; i++) {
        if (*optional[i] == NULL && (*optional[i] = calloc(1, 1)) == NULL)
            return scan_no_memory(&cursor->scan);
    }
    return true;
}

/* Takes the remark over from the document where it is one of inlining. */
static bool add_remark(struct yaml_cursor *cursor, struct document *document,
                       struct remarks *remarks)
{
    if (document->pass == NULL)
        return yaml_cursor_expected(cursor, document->start, "a remark with Pass");
    if (strcmp(document->pass, "inline") != 0 || (!document->passed && !document->missed))
        return true;
    if (!complete(cursor, document))
        return false;
    document->remark.inlined = document->passed;
    if (!array_append(&remarks->list, &remarks->count, &document->remark, sizeof document->remark))
        return scan_no_memory(&cursor->scan);
    document->remark = (struct remark){0};
    return true;
}

/* Reads what the cursor stands at: a document, or the marks in front of and behind it. */
static bool read_next(struct yaml_cursor *cursor, struct remarks *remarks)
{
    struct document document = {.pass = NULL};
    if (cursor->event.type == YAML_STREAM_START_EVENT ||
        cursor->event.type == YAML_DOCUMENT_START_EVENT ||
        cursor->event.type == YAML_DOCUMENT_END_EVENT)
        return yaml_cursor_next(cursor);
    bool read = read_document(cursor, &document) && add_remark(cursor, &document, remarks);
    dispose_remark(&document.remark);
    free(document.pass);
    return read;
}

bool remarks_read(const char *name, struct bytes text, struct remarks *remarks, struct error *error)
{
    struct yaml_cursor cursor;
    *remarks = (struct remarks){0};
    bool read = yaml_cursor_begin(&cursor, scan_of(name, text, error));
    while (read && cursor.event.type != YAML_STREAM_END_EVENT)
        read = read_next(&cursor, remarks);
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
