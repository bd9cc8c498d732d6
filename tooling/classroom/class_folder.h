/*
 * Reads the folder of a class's submissions. No symbolic link in it is followed, and nothing in it
 * can block the reader.
 */
#ifndef CLASSROOM_CLASS_FOLDER_H
#define CLASSROOM_CLASS_FOLDER_H

#include "base/error.h"
#include "classroom/submissions.h"
#include "stream/buffer.h"

enum { CLASS_LARGEST_FILE = 1 << 20 }; /* bytes of a submission */

/*
 * Finds the submissions in the folder at `path`, sorted. False, with the reason in `error`, if it is
 * no folder, cannot be read, or has none. Either way ended with submissions_dispose.
 */
bool class_find(const char *path, struct submissions *all, struct error *error);

/*
 * Reads a file that was handed in: `path`, from the folder at `folder`. False if it is not a
 * regular file of 1 byte to CLASS_LARGEST_FILE, or cannot be read; `why` then continues its name:
 * "is a symbolic link: expected the file itself".
 */
bool class_read(const char *folder, const char *path, struct buffer *content, struct error *why);

#endif
