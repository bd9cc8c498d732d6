/* A stage's start file, as the course has it now. */
#ifndef COURSE_START_FILE_H
#define COURSE_START_FILE_H

#include "base/error.h"
#include "course/course.h"
#include "stream/buffer.h"

#include <stdbool.h>

/*
 * Appends the start file of a stage, given the file that course_start_file names: if that is another
 * stage's ("Solution 1: … See WHY.md."), its first line becomes this stage's. See format_failed.
 */
void start_make(const struct stage *stage, struct bytes source, struct buffer *text);

/* The same, read from disk. False, with the reason in `error`. */
bool start_read(const struct stage *stage, struct buffer *text, struct error *error);

#endif
