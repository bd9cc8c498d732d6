/* Draws what the compilers inlined as text. */
#ifndef VIEWS_INLINE_TEXT_H
#define VIEWS_INLINE_TEXT_H

#include "views/inline_sites.h"

/*
 * Appends the table of the sites, its notes, and what is to be concluded. `why_not` is NULL, or says
 * why there are no records of the unit with the stream library.
 */
void draw_inline(const struct inline_sites *sites, const char *why_not, struct buffer *text);

#endif
