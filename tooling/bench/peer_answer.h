/* Runs a program, and compares what it writes with what it is to write, as it comes. */
#ifndef BENCH_PEER_ANSWER_H
#define BENCH_PEER_ANSWER_H

#include "base/error.h"
#include "run/argv.h"
#include "run/process.h"

#include <stdbool.h>
#include <stdint.h>

enum answer_verdict {
    ANSWER_RIGHT,
    ANSWER_WRONG,  /* it wrote something else */
    ANSWER_FAILED, /* it did not come to its end, or says itself that it failed */
    ANSWER_MISSING /* there is no such program */
};

struct answer {
    enum answer_verdict verdict;
    char why[128];       /* "" where it is right */
    uint64_t peak_bytes; /* of memory: its resident set; 0 where it did not come to its end */
};

struct answer_order {
    const struct argv *words;
    bool ends_with_one;   /* the exit status 1 is none of failure */
    const char *expected; /* path of a file with what it is to write */
    const char *folder;   /* for a pipe, and what belongs to it */
};

/*
 * True, and what became of it in *answer; or false, with the reason in `error`, where it could not
 * be run: no fault of the program's.
 */
bool answer_take(const struct answer_order *order, struct answer *answer, struct error *error);

#endif
