/* Goes through a document as a learner does, in the current folder: a checkout for this alone. */
#ifndef DOCUMENTS_WALK_H
#define DOCUMENTS_WALK_H

#include "documents/document.h"
#include "documents/figures.h"
#include "stream/buffer.h"

struct walk {
    const char *name; /* the document's path */
    const struct document *document;
    const struct figures *talk;  /* those of the talk, which no command prints */
    const struct figures *given; /* those that nothing needs to print: the ceilings */
    const struct figures *told;  /* those that a question may say: the length of the input */
    struct buffer *report;       /* gets a paragraph for each thing that is wrong */
    size_t failures, commands;   /* counted */
};

/* Runs its commands in their order, compares their output, and then the figures in its prose. */
void walk_document(struct walk *walk);

/*
 * Reports the exceptions (commands that are not run) that no document has any more. Returns how
 * many.
 */
size_t walk_report_unused_exceptions(struct buffer *report);

#endif
