/* The folder that one person handed in, in which names are any bytes. */
#ifndef CLASSROOM_SUBMISSION_H
#define CLASSROOM_SUBMISSION_H

#include "base/error.h"
#include "course/course.h"

#include <stdbool.h>

enum { SUBMISSION_PATH_SIZE = 4096 }; /* bytes of a path, its NUL included */

/*
 * Finds the file of a stage: STAGE/FILE or stages/STAGE/FILE (algo_one.c), and FILE itself if
 * the stage is the `only` one that is judged. False, with the reason in `why` (printable), if there
 * is none, or more than one, or one that is no regular file of that folder.
 */
bool submission_find(const char *folder, const struct stage *stage, bool only,
                     char path[SUBMISSION_PATH_SIZE], struct error *why);

/* Whether the path is a regular file in the folder, reached by no link that leads out of it. */
bool submission_owns(const char *folder, const char *path);

#endif
