/* The subject of a command: the file that it is about, and as which stage. */
#ifndef COURSE_SUBJECT_H
#define COURSE_SUBJECT_H

#include "base/error.h"
#include "course/course.h"
#include "stream/buffer.h"

enum { SUBJECT_PATH_SIZE = 4096 }; /* bytes of a path, its NUL included */

struct subject_request {
    const char *verb;     /* as a learner types it, for messages: "check-stage" */
    const char *stage;    /* its number; NULL: none was given */
    const char *solution; /* not NULL: the solution rather than the learner's file */
    const char *file;     /* not NULL: this file */
};

struct subject {
    const struct stage *stage;
    char file[SUBJECT_PATH_SIZE];
    char label[64]; /* what its results are called: "stage-2", "solution-2" */
};

/*
 * Finds the subject. False, with a line for the learner in `error`, if there is no such stage. The
 * file is not looked at.
 */
bool subject_find(const struct subject_request *request, struct subject *subject,
                  struct error *error);

/* Appends the command that checks the subject: "make check-stage 2 FILE=x.c". */
void subject_add_check(const struct subject *subject, struct buffer *text);

/* Whether `file` is still the stage's start file. One that cannot be read counts as changed. */
bool subject_is_untouched(const struct stage *stage, const char *file);

/* Whether the file is one that a compiler can be given; if not, `error` says why. */
bool subject_is_readable(const char *file, struct error *error);

#endif
