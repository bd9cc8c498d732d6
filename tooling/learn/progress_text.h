/* Draws the learner's progress for a terminal: a bar, and a line a stage; at most 80 columns. */
#ifndef LEARN_PROGRESS_TEXT_H
#define LEARN_PROGRESS_TEXT_H

#include "learn/progress_store.h"

/*
 * Appends the drawing. files[i] is what the own file of the course's stage i is. See format_failed.
 */
void draw_progress(const struct progress *progress, const struct own_file *files, bool colours,
                   struct buffer *text);

#endif
