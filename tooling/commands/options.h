/* The words of a command, as the Makefile hands them on: --name VALUE ..., and the stage last. */
#ifndef COMMANDS_OPTIONS_H
#define COMMANDS_OPTIONS_H

#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* An option. Its value stays NULL where it is not given, and where it is empty: FILE= is no file. */
struct option_text {
    const char *name; /* "file", for --file */
    const char **value;
};

enum { OPTIONS_MOST = 16 };

/*
 * Reads up to OPTIONS_MOST known options and at most one word more, the stage (NULL where there is
 * none, or an empty one). Values borrow `arguments`. False where the words are none of these.
 */
bool options_read(int count, char **arguments, const struct option_text *known, size_t known_count,
                  const char **stage);

/*
 * Reads a switch, which is 1 or not given. False, with a line in `error`, where it is something else:
 * "BOXED=no: expected 1, or nothing".
 */
bool options_read_switch(const char *name, const char *value, bool *on, struct error *error);

/*
 * Reads a number, which stays as it is where none is given. False, with a line in `error`, where
 * it is none in that range: "BYTES=x: expected a number from 1 to 9".
 */
bool options_read_number(const char *name, const char *value, uint64_t least, uint64_t most,
                         uint64_t *number, struct error *error);

#endif
