/*
 * Reads a folder of submissions. No symbolic link in it is followed, and nothing of it can block.
 */
#ifndef CLASSROOM_GRADE_FOLDER_H
#define CLASSROOM_GRADE_FOLDER_H

#include "base/error.h"
#include "classroom/submissions.h"
#include "stream/buffer.h"

enum { FOLDER_LARGEST_FILE = 1 << 20 }; /* bytes of a submission */

/*
 * Finds the submissions in the folder at `path`, sorted. False, with the reason in `error`
 *, where it is no folder, cannot be read, or holds none. Either way ended
 * with submissions_dispose.
 */
bool folder_find(const char *path, struct submissions *all, struct error *error);

/*
 * Reads a file that was handed in: `path`, from the folder at `folder`. False where it is not a
 * regular file of 1 byte to FOLDER_LARGEST_FILE, or cannot be read; `why` then goes on with its
 * name: "is a symbolic link: expected the file itself".
 */
bool folder_read(const char *folder, const char *path, struct buffer *content, struct error *why);

#endif
