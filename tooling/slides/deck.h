/*
 * A deck with its excerpts and figures filled in.
 *
 * It is Markdown for Marp, with directives. Alone on a line:
 *     {{code PATH from /x/ to /y/ and /z/ mark /m/ as LOOK}}   lines of C; see slides/excerpt.h
 *     {{output NAME from /x/ …}}                               lines that a verb printed
 *     {{expect FORMULA = FORMULA}}                             nothing: a claim that must hold
 * and anywhere, in notes too:
 *     {{figure FORMULA as percent}}   a figure; see slides/figures.h
 *     {{talk TEXT}}                   a figure of the talk, not measured here
 *     {{chart NAME}}                  a chart, as the address of an image
 * A number elsewhere is refused: see slides/literal_numbers.h.
 */
#ifndef SLIDES_DECK_H
#define SLIDES_DECK_H

#include "base/error.h"
#include "base/scan.h"
#include "stream/buffer.h"

#include <cjson/cJSON.h>

enum deck_kind { DECK_CODE, DECK_OUTPUT, DECK_CHART };

struct deck_sources {
    const cJSON *measured; /* figures; see slides/figures.h */
    /* Appends the whole text of that kind and name. False, with the reason in `error`. */
    bool (*read)(const void *context, enum deck_kind kind, const char *name, struct buffer *text,
                 struct error *error);
    const void *context;
};

/*
 * Appends the deck `text`, called `name` in messages, filled in. False, with the reason in `error`:
 * NAME:LINE: expected ..., got ...
 */
bool deck_fill(const char *name, struct bytes text, const struct deck_sources *sources,
               struct buffer *filled, struct error *error);

#endif
