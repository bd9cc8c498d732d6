/* Text of any origin as character data of XML or HTML, or in a quoted attribute's value. */
#ifndef BASE_MARKUP_H
#define BASE_MARKUP_H

#include "stream/buffer.h"

#include <stdbool.h>

/*
 * Appends `text` as display_add does, so that no character is left which XML 1.0 does not allow, with
 * references for & < > and ". See format_failed.
 */
void markup_add(struct buffer *markup, const char *text, bool lines);

#endif
