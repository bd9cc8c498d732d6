/* The options of a program, as tooling/run-verb hands them on: --name VALUE ..., the stage last. */
#ifndef COMMANDS_OPTIONS_H
#define COMMANDS_OPTIONS_H

#include "base/error.h"

#include <stdbool.h>
#include <stdint.h>

/* An option that a program knows: `text`, `on` and `number` get its value if they are not NULL. */
struct known_option {
    const char *name;  /* "file", for --file, which is FILE= for make */
    const char **text; /* NULL if it is not given, or empty: FILE= is no file */
    bool *on;          /* whether it is given; a switch may only be 1 */
    uint64_t *number;  /* from `least` to `most`; unchanged if it is not given */
    uint64_t least, most;
};

enum { OPTIONS_MOST = 16 };

/*
 * Reads options, at most OPTIONS_MOST of them; `known` ends with {0}. At most one word may follow,
 * the stage (NULL if there is none, or an empty one), and none if `stage` is NULL. Values borrow
 * `arguments`. False if the words are others, with `usage` in `error`, or if a value is, with a
 * line: "BYTES=x: expected a number from 1 to 9", "YES=no: expected 1, or nothing".
 */
bool options_read(int count, char **arguments, const struct known_option *known, const char *usage,
                  const char **stage, struct error *error) __attribute__((warn_unused_result));

/* Reads a whole number in that range. False if `text` is something else. */
bool options_read_number(const char *text, uint64_t least, uint64_t most, uint64_t *number)
    __attribute__((warn_unused_result));

#endif
