/* Walks through a document as a learner does, in the current folder: a checkout of its own. */
#ifndef DOCUMENTS_WALK_H
#define DOCUMENTS_WALK_H

#include "documents/document.h"
#include "documents/figures.h"
#include "stream/buffer.h"

struct walk {
    const char *name; /* the document's path */
    const struct document *document;
    const struct figures *talk;  /* the talk's, which no command prints */
    const struct figures *given; /* what needs no measuring: the course's ceilings */
    const struct figures *told;  /* what a question may tell: what the program is fed */
    struct buffer *report;       /* gets a paragraph for each thing that does not hold */
    size_t failures, commands;   /* counted */
};

/* Runs its commands in their order, compares their output, and then the figures in its prose. */
void walk_document(struct walk *walk);

/*
 * Reports the commands that are not run and stand in no document any more. How many there are.
 */
size_t walk_report_unused_exceptions(struct buffer *report);

#endif
