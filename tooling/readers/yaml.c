#include "readers/yaml.h"

#include <stdlib.h>
#include <string.h>

bool yaml_cursor_begin(struct yaml_cursor *cursor, struct scan scan)
{
    static const unsigned char nothing[1];
    *cursor = (struct yaml_cursor){.scan = scan};
    if (!yaml_parser_initialize(&cursor->parser))
        return scan_no_memory(&cursor->scan);
    yaml_parser_set_input_string(&cursor->parser, scan.rest.len == 0 ? nothing : scan.rest.at,
                                 scan.rest.len);
    return yaml_cursor_next(cursor);
}

void yaml_cursor_end(struct yaml_cursor *cursor)
{
    yaml_event_delete(&cursor->event);
    yaml_parser_delete(&cursor->parser);
}

bool yaml_cursor_next(struct yaml_cursor *cursor)
{
    const yaml_parser_t *parser = &cursor->parser;
    yaml_event_delete(&cursor->event);
    if (yaml_parser_parse(&cursor->parser, &cursor->event))
        return true;
    /* libyaml 0.2.5 leaves its error unset at some of the allocations that fail. */
    if (parser->error == YAML_MEMORY_ERROR || parser->error == YAML_NO_ERROR)
        return scan_no_memory(&cursor->scan);
    if (parser->error == YAML_READER_ERROR)
        return scan_fail(&cursor->scan, "expected UTF-8, got a byte %zu that is none",
                         parser->problem_offset);
    return yaml_cursor_expected(cursor, parser->problem_mark, "YAML");
}

bool yaml_cursor_expected(struct yaml_cursor *cursor, yaml_mark_t mark, const char *expected)
{
    struct bytes line;
    while (cursor->scan.line_number <= mark.line && scan_line(&cursor->scan, &line))
        continue;
    return scan_expected(&cursor->scan, expected);
}

static bool expected_here(struct yaml_cursor *cursor, const char *expected)
{
    return yaml_cursor_expected(cursor, cursor->event.start_mark, expected);
}

/* The scalar's text, which has no NUL inside; NULL if there is none. */
static const char *text_here(const struct yaml_cursor *cursor)
{
    if (cursor->event.type != YAML_SCALAR_EVENT)
        return NULL;
    const char *text = (const char *)cursor->event.data.scalar.value;
    return strlen(text) == cursor->event.data.scalar.length ? text : NULL;
}

bool yaml_cursor_is(const struct yaml_cursor *cursor, const char *text)
{
    const char *here = text_here(cursor);
    return here != NULL && strcmp(here, text) == 0;
}

bool yaml_cursor_text(struct yaml_cursor *cursor, char **text)
{
    const char *here = text_here(cursor);
    if (here == NULL)
        return expected_here(cursor, "a text");
    if (*text != NULL)
        return expected_here(cursor, "each name once");
    return scan_copy(&cursor->scan, here, text) && yaml_cursor_next(cursor);
}

static bool read_digits(const char *text, uint64_t *number)
{
    struct error unused;
    struct scan s = scan_of("", bytes_from_string(text), &unused);
    return scan_number(&s, number) && scan_at_end(&s);
}

bool yaml_cursor_number(struct yaml_cursor *cursor, uint64_t *number)
{
    const char *text = text_here(cursor);
    if (text == NULL || !read_digits(text, number))
        return expected_here(cursor, "a number");
    return yaml_cursor_next(cursor);
}

bool yaml_cursor_signed(struct yaml_cursor *cursor, int64_t *number)
{
    const char *text = text_here(cursor);
    bool negative = text != NULL && *text == '-';
    uint64_t value;
    if (text == NULL || !read_digits(text + negative, &value) || value > INT64_MAX)
        return expected_here(cursor, "a number");
    *number = negative ? -(int64_t)value : (int64_t)value;
    return yaml_cursor_next(cursor);
}

bool yaml_cursor_skip(struct yaml_cursor *cursor)
{
    enum { DEEPEST = 16 };
    unsigned depth = 0;
    do {
        yaml_event_type_t type = cursor->event.type;
        depth += type == YAML_MAPPING_START_EVENT || type == YAML_SEQUENCE_START_EVENT;
        depth -= type == YAML_MAPPING_END_EVENT || type == YAML_SEQUENCE_END_EVENT;
        if (depth > DEEPEST)
            return expected_here(cursor, "no deeper nesting");
        if (!yaml_cursor_next(cursor))
            return false;
    } while (depth > 0);
    return true;
}

bool yaml_cursor_enter(struct yaml_cursor *cursor)
{
    return cursor->event.type == YAML_MAPPING_START_EVENT
               ? yaml_cursor_next(cursor)
               : expected_here(cursor, "<name>: <value>");
}

bool yaml_cursor_at_key(struct yaml_cursor *cursor, bool *read)
{
    bool ends = *read && cursor->event.type == YAML_MAPPING_END_EVENT;
    if (ends)
        *read = yaml_cursor_next(cursor);
    else if (*read && text_here(cursor) == NULL)
        *read = expected_here(cursor, "<name>: <value>");
    return *read && !ends;
}
