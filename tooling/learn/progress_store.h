/*
 * The learner's progress on disk: `.progress.json` in the project's root, which is the current
 * folder.
 *
 * Between store_open and store_close nobody else changes it. What is saved is there whole or not at
 * all. A file that is not understood is never overwritten: it gets a dated name.
 */
#ifndef LEARN_PROGRESS_STORE_H
#define LEARN_PROGRESS_STORE_H

#include "base/error.h"
#include "learn/progress_document.h"

#include <cjson/cJSON.h>

#define STORE_FILE ".progress.json"

struct store {
    int lock;
    struct error note; /* for the learner, if a file was put aside; or "" */
};

/*
 * Reads the progress; one that is not there is new. False with the reason in `error`.
 * In both cases store_close must follow.
 */
bool store_open(struct store *store, struct progress *progress, struct error *error)
    __attribute__((warn_unused_result));

/* Saves it. False with the reason in `error`; then what was saved before is still there. */
bool store_save(const struct progress *progress, struct error *error)
    __attribute__((warn_unused_result));

void store_close(struct store *store);

/* What a stage's own file is now. */
struct own_file {
    uint64_t hash;  /* of the file; 0 if it cannot be read */
    uint64_t start; /* of the start file */
    bool untouched; /* it is still the start file */
};

struct own_file own_file_now(const struct stage *stage);

/* Whether the start file is no longer the one that this work began with. */
bool start_file_changed(const struct progress_stage *entry, const struct own_file *file);

/* Notes which start file the work began with, if that is not known. */
void note_start_file(struct progress_stage *entry, const struct own_file *file);

/* Appends that the start file of a stage has changed, and what to do. See format_failed. */
void add_start_file_changed(const struct stage *stage, struct buffer *text);

/*
 * Opens the store for a change of one stage, whose start file is noted. Returns the stage's entry;
 * NULL with the reason in `error`. In both cases store_close must follow.
 */
struct progress_stage *store_open_stage(struct store *store, struct progress *progress,
                                        const struct stage *stage, const struct own_file *file,
                                        struct error *error) __attribute__((warn_unused_result));

/*
 * Notes a check in a stage's entry: its result (results/result.h), the hash of the file (0: it
 * changed during the check), and the time. Only a program that is right improves the best figures,
 * and once one has passed, only one that passes. They are of one compiler: another one starts over.
 */
void note_check(struct progress_stage *entry, const cJSON *result, uint64_t file, uint64_t now);

/*
 * Saves a check of the stage's own file, which was `before` when the check began, and appends what
 * the learner should know: the prediction and the figures, a start file that has changed. False with
 * the reason in `error` if it cannot be saved.
 */
bool store_check(const struct stage *stage, const cJSON *result, const struct own_file *before,
                 struct buffer *text, struct error *error) __attribute__((warn_unused_result));

#endif
