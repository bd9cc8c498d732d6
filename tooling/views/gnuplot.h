/* What all scripts for gnuplot share. */
#ifndef VIEWS_GNUPLOT_H
#define VIEWS_GNUPLOT_H

#include "stream/buffer.h"

/*
 * Appends a path as gnuplot takes it for nothing but a path: one that begins with < or | is a
 * command, and - or ~ mean something too. In double quotes every byte can be written in octal.
 */
void gnuplot_add_path(struct buffer *text, const char *path);

#endif
