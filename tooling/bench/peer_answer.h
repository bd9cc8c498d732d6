/* Runs a program, and compares what it writes with what it is to write, while it writes. */
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
    ANSWER_FAILED, /* it did not finish, or says itself that it failed */
    ANSWER_MISSING /* there is no such program */
};

struct answer {
    enum answer_verdict verdict;
    char why[128];       /* "" if it is right */
    uint64_t peak_bytes; /* of memory: its resident set; 0 if it did not finish */
};

struct answer_request {
    const struct argv *words; /* the program and its arguments */
    bool ends_with_one;       /* the exit status 1 is no failure */
    const char *expected;     /* path of a file with what it is to write */
    const char *folder;       /* for a pipe, and what belongs to it */
};

/*
 * Runs the program. True, and what came of it in *answer; or false, with the reason in `error`, if
 * it could not be run for a reason that is not its fault.
 */
bool answer_run(const struct answer_request *request, struct answer *answer, struct error *error);

#endif
