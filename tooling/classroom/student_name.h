/* Names of submissions: bytes that a stranger chose, made harmless. */
#ifndef CLASSROOM_STUDENT_NAME_H
#define CLASSROOM_STUDENT_NAME_H

#include "stream/buffer.h"

enum { NAME_ID_SIZE = 32 }; /* bytes of an id, its NUL included */

/*
 * Appends a name as UTF-8 that does no harm: as base/display.h shows it, and \\ for a backslash. Two
 * names never become the same text. See format_failed.
 */
void name_add_text(struct buffer *text, const char *name);

/*
 * Writes what stands for a name in files and commands: its hash in hexadecimal, and the number of
 * names before it (`twins`) that have the same hash.
 */
void name_id(const char *name, size_t twins, char id[NAME_ID_SIZE]);

#endif
