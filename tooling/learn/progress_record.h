/* The learner's progress around a command: what a check adds, and what a stage's files tell. */
#ifndef LEARN_PROGRESS_RECORD_H
#define LEARN_PROGRESS_RECORD_H

#include "base/error.h"
#include "learn/progress_store.h"

#include <cjson/cJSON.h>

/* What a stage's own file is now. */
struct record_file {
    uint64_t hash;  /* of the file; 0 where there is none that can be read */
    uint64_t start; /* of the start file */
    bool untouched; /* it is the start file still */
};

struct record_file record_look(const struct stage *stage);

/* Whether the start file is another than the one that this work began with. */
bool record_start_changed(const struct progress_stage *entry, const struct record_file *file);

/* Notes which start file the work began with, where that is not known. */
void record_begin(struct progress_stage *entry, const struct record_file *file);

/* Changes an entry; `file` is what the stage's own file is now, `what` is of the caller's. */
typedef void record_changes(struct progress_stage *entry, const struct record_file *file,
                            void *what);

/*
 * Changes the stage's entry on disk. False, with the reason in `error`,
 * where that cannot be kept; where it cannot even be read, nothing was changed. `told` gets what
 * store.told says.
 */
bool record_change(const struct stage *stage, record_changes *change, void *what,
                   struct error *told, struct error *error);

/*
 * Notes a check of the stage's own file, which was `before` when the check began, and appends what
 * the learner is to be told: the prediction beside the figures, a start file that has changed.
 * False, with the reason in `error`, where that cannot be kept.
 */
bool record_check(const struct stage *stage, const cJSON *result, const struct record_file *before,
                  struct buffer *says, struct error *error);

/* Appends that the start file of a stage has changed, and what can be done. See format_failed. */
void record_tell_changed(const struct stage *stage, struct buffer *text);

#endif
