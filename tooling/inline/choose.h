/* Which of the sites are shown, and in which order. */
#ifndef INLINE_CHOOSE_H
#define INLINE_CHOOSE_H

#include "inline/sites.h"

/*
 * Keeps the sites of the file `subject`, and those of the stream library's that are in functions
 * which a kept one calls; and sorts them. False where memory cannot be had.
 */
bool sites_choose(struct inline_sites *sites, struct bytes subject);

#endif
