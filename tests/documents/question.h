/* A document that asks for a prediction does not answer it before. */
#ifndef DOCUMENTS_QUESTION_H
#define DOCUMENTS_QUESTION_H

#include "documents/document.h"
#include "documents/figures.h"

struct answer {
    const struct item *item;
    struct figure figure; /* its line counts from the item's */
};

/*
 * Whether one of the figures `measured` that is none of those `told` stands in front of the
 * question, the document's first `make predict`: then in `answer`, borrowed from the document.
 */
bool question_is_answered(const struct document *document, const struct figures *measured,
                          const struct figures *told, struct answer *answer);

#endif
