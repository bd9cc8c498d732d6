/*
 * The learner's progress on disk: `.progress.json` in the project's root, which is the current
 * folder.
 *
 * Between store_open and store_close nobody else changes it. What is saved is there whole or not at
 * all. A file that is not understood is never overwritten: it is kept under a dated name.
 */
#ifndef LEARN_PROGRESS_STORE_H
#define LEARN_PROGRESS_STORE_H

#include "base/error.h"
#include "learn/progress_document.h"

#define STORE_FILE ".progress.json"

struct store {
    int lock;
    struct error told; /* what a person must be told of a file that was put aside; or "" */
};

/*
 * Reads the progress; one that is not there is new. False, with the reason in `error`.
 * Either way ended with store_close.
 */
bool store_open(struct store *store, struct progress *progress, struct error *error);

/* Saves it. False, with the reason in `error`, and what was saved before is there still. */
bool store_save(const struct progress *progress, struct error *error);

void store_close(struct store *store);

#endif
