/* Draws a result for a terminal. */
#ifndef RESULTS_RESULT_TEXT_H
#define RESULTS_RESULT_TEXT_H

#include "stream/buffer.h"

#include <cjson/cJSON.h>
#include <stdbool.h>

/*
 * Appends the result as text for a person, a line a gate and what is behind it, with colours where
 * they are wanted. See format_failed.
 */
void draw_text(const cJSON *result, bool colours, struct buffer *text);

#endif
