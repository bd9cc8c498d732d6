/*
 * What a learner has done up to now, stage by stage: the document that `.progress.json` holds.
 *
 *     {"format":1,"stages":[{"stage":"1-algo-one","checks":7,"verdict":"not-yet","gate":"heap",
 *      "file":"<hash>","start":"<hash>","passed":1764072301,"hints":1,"best":[2,53,8541.2],
 *      "compiler":"gcc 12.2.0","predicted":[2,null,23],"predicted_of":"<hash>","compared":true}]}
 *
 * All but a stage's name may be absent. Times are seconds since 1970; a hash has 16 hexadecimal
 * digits.
 */
#ifndef LEARN_PROGRESS_DOCUMENT_H
#define LEARN_PROGRESS_DOCUMENT_H

#include "base/error.h"
#include "course/course.h"
#include "stream/buffer.h"

#include <stdbool.h>
#include <stdint.h>

enum { PROGRESS_FORMAT = 1, PROGRESS_MOST_STAGES = 16, PROGRESS_FIGURES = 3 };

enum { PROGRESS_COMPILER_SIZE = 32 }; /* bytes of a compiler's name, its NUL included */

#define PROGRESS_UNKNOWN (-1.0) /* a figure that was not measured, or not predicted */

/* What a stage is measured by, an op: its order in `best`. */
enum progress_best { BEST_ALLOCS, BEST_BYTES, BEST_INSTRUCTIONS };

/* What can be predicted: its order in `predicted`. */
enum progress_guess { GUESS_ALLOCS, GUESS_BYTES, GUESS_LINE };

/* A stage that nobody has begun is progress_unbegun. */
struct progress_stage {
    uint64_t checks;
    const char *verdict; /* the last check's: one of result.h's; NULL: none yet */
    const char *gate;    /* the first gate with that verdict; NULL where it was a pass */
    uint64_t file;       /* hash of the file that was checked last; 0: none, or unknown */
    uint64_t start;      /* hash of the start file as it was when the stage was begun; or 0 */
    uint64_t passed;     /* when it passed first; 0: never */
    uint64_t hints;      /* how many have been shown */
    double best[PROGRESS_FIGURES];
    char compiler[PROGRESS_COMPILER_SIZE]; /* whose figures these are: "gcc 12.2.0"; or "" */
    double predicted[PROGRESS_FIGURES];
    uint64_t predicted_of; /* hash of the file as it was then; 0: unknown */
    bool compared;         /* the prediction has been shown beside what was measured */
};

extern const struct progress_stage progress_unbegun;

/* An entry for each stage of the course, in its order. It borrows nothing. */
struct progress {
    struct progress_stage stages[PROGRESS_MOST_STAGES];
};

struct progress progress_new(void);

/*
 * Reads the document, called `name` in messages. False, with the reason in `error`
 * and a new progress, where it is not one: another format, another course's
 * stage, or anything that is not known here.
 */
bool progress_read(const char *name, struct bytes text, struct progress *progress,
                   struct error *error);

/* Appends the document. False where memory cannot be had. */
bool progress_write(const struct progress *progress, struct buffer *json);

/* The entry of a stage. */
struct progress_stage *progress_of(struct progress *progress, const struct stage *stage);

/* A text's hash (base/hash.h), never 0. */
uint64_t progress_hash(struct bytes text);

#endif
