/*
 * The figures in a deck, computed from what was measured.
 *
 *     {"figures":{"solution-2":{"allocs_per_op":1,"talk":{"x_stage_1":0.74}}}}
 *
 * A figure's name is its path: solution-2.talk.x_stage_1. A formula is a figure, or two with " - "
 * or " / " between them; in a claim a number may take a figure's place.
 */
#ifndef SLIDES_FIGURES_H
#define SLIDES_FIGURES_H

#include "base/scan.h"
#include "stream/buffer.h"

#include <cjson/cJSON.h>

/* The item at the path `name` below `figures`: "talk.x_stage_1"; NULL if it is absent. Borrowed. */
const cJSON *figures_find(const cJSON *figures, const char *name);

/*
 * Scans a formula, with "as percent", "as times" or "as ratio" after it if it is to be shown so,
 * and appends it: "1,234", "0.74", "26 %". False, with the reason in the cursor's error, if
 * `measured` has no such figure.
 */
bool figures_add(struct scan *s, const cJSON *measured, struct buffer *text);

/* Scans a claim, two formulas with one of = < <= > >= between them. False if it does not hold. */
bool figures_hold(struct scan *s, const cJSON *measured);

#endif
