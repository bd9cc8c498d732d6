/*
 * A cursor over YAML, for the readers of tools that write it. Parsed by libyaml.
 *
 * It stands at an event: the start or end of a mapping, a scalar ... Each function that returns true
 * has moved it on to the event after what it read; false comes with the reason in scan.error.
 */
#ifndef READERS_YAML_H
#define READERS_YAML_H

#include "base/scan.h"

#include <yaml.h>

struct yaml_cursor {
    struct scan scan;
    yaml_parser_t parser;
    yaml_event_t event;
};

/* Stands at the first event. Ended with yaml_cursor_end, also if it failed. */
bool yaml_cursor_begin(struct yaml_cursor *cursor, struct scan scan);

void yaml_cursor_end(struct yaml_cursor *cursor);

bool yaml_cursor_next(struct yaml_cursor *cursor);

/* Fails with what was expected at `mark`. Always false. */
bool yaml_cursor_expected(struct yaml_cursor *cursor, yaml_mark_t mark, const char *expected);

/* Whether it stands at this scalar. */
bool yaml_cursor_is(const struct yaml_cursor *cursor, const char *text);

/* Reads a scalar into *text, which is NULL before, and owned by the caller from then on. */
bool yaml_cursor_text(struct yaml_cursor *cursor, char **text);

/* Reads a scalar that is a decimal number, without sign and with one. */
bool yaml_cursor_number(struct yaml_cursor *cursor, uint64_t *number);
bool yaml_cursor_signed(struct yaml_cursor *cursor, int64_t *number);

/* Reads a value of any kind, and leaves it out. */
bool yaml_cursor_skip(struct yaml_cursor *cursor);

/* Enters a mapping, whose pairs are read then: while (yaml_cursor_at_key(cursor, &read)) ... */
bool yaml_cursor_enter(struct yaml_cursor *cursor);

/*
 * Whether *read is true and the cursor stands at a key, which is to be read with its value. If not,
 * the mapping ended, and the cursor has moved on; or *read is false.
 */
bool yaml_cursor_at_key(struct yaml_cursor *cursor, bool *read);

#endif
