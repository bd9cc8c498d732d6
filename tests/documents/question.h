/* A document must not answer a question before it asks for a prediction. */
#ifndef DOCUMENTS_QUESTION_H
#define DOCUMENTS_QUESTION_H

#include "documents/document.h"
#include "documents/figures.h"

struct answer {
    const struct item *item;
    struct figure figure; /* its line counts from the item's */
};

/*
 * Whether a figure comes before the question, the document's first `make predict`, that is one of
 * those `measured` and none of those `told`. It is then in `answer`, borrowed from the document.
 */
bool question_is_answered(const struct document *document, const struct figures *measured,
                          const struct figures *told, struct answer *answer);

#endif
