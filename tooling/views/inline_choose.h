/* Which of the sites are shown, and in which order. */
#ifndef VIEWS_INLINE_CHOOSE_H
#define VIEWS_INLINE_CHOOSE_H

#include "views/inline_sites.h"

/*
 * Keeps the sites of the file `subject`, and those of the stream library's that are in functions
 * which a kept one calls; and sorts them. False if allocation fails.
 */
STREAM_MUST_CHECK bool sites_choose(struct inline_sites *sites, struct bytes subject);

#endif
