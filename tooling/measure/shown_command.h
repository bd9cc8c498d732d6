/* A command line as a person reads it, and can paste it in the project's root. */
#ifndef MEASURE_SHOWN_COMMAND_H
#define MEASURE_SHOWN_COMMAND_H

#include "stream/buffer.h"

/*
 * Appends the words (NULL-terminated) for a shell that stands in the folder `root`: paths below it
 * are shown from there, and a long line goes on in the next, behind a backslash. See format_failed.
 */
void shown_command_add(struct buffer *text, const char *const *words, const char *root);

#endif
