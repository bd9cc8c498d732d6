/* Whole files and folders: read whole, written whole or not at all. */
#ifndef BASE_FILES_H
#define BASE_FILES_H

#include "base/error.h"
#include "stream/buffer.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * Appends the whole file to `into`, whose limit bounds what is read. False, with the reason in
 * `error` ("cannot read PATH: No such file or directory"), and `into` may hold a part.
 */
bool file_read(const char *path, struct buffer *into, struct error *error);

/*
 * Writes `content` to `path`: first beside it, then renamed over it, so that a reader finds the old
 * file or the new one. False, with the reason in `error`, and the old file is as it was.
 */
bool file_write(const char *path, struct bytes content, struct error *error);

/* The same, of a file that its owner alone may read. */
bool file_write_secret(const char *path, struct bytes content, struct error *error);

/* Copies a file the same way, with its permissions. */
bool file_copy(const char *from, const char *to, struct error *error);

/* The file's name: the path without its folders. Borrows it. */
const char *file_name(const char *path);

/* Makes the folder and those above it, if they do not exist. */
bool folder_make(const char *path, struct error *error);

/* Removes a folder and all in it; symbolic links are removed, never followed. */
bool folder_remove(const char *path, struct error *error);

#endif
