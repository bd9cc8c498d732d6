/* A command line as a person reads it, and can paste it in the project's root. */
#ifndef MEASURE_SHOWN_COMMAND_H
#define MEASURE_SHOWN_COMMAND_H

#include "base/error.h"
#include "stream/buffer.h"

#include <stdbool.h>

/*
 * Appends the words (NULL-terminated) for a shell in the folder `root`: paths below it begin there, and
 * a long line continues on the next, after a backslash. See format_failed.
 */
void shown_command_add(struct buffer *text, const char *const *words, const char *root);

/*
 * Gives that line, for the current folder, to `show`; or adds it to `commands`, if that is not NULL:
 * "$ valgrind ...". False, with the reason in `error`, if memory runs out.
 */
STREAM_MUST_CHECK bool shown_command_show(const char *const *words,
                                          void (*show)(const char *command),
                                          struct buffer *commands, struct error *error);

#endif
