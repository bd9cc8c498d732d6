/* The programs that are compared, and the command with which each does the same job. Pure. */
#ifndef BENCH_PEERS_H
#define BENCH_PEERS_H

#include "run/argv.h"
#include "stream/buffer.h"

#include <stdbool.h>

struct peer_job {
    const char *find, *repl, *path; /* of the file */
};

struct peer {
    const char *name;
    const char *program;   /* a path, or what is found on PATH */
    bool is_ours;          /* built with the workbook */
    bool ends_with_one;    /* its exit status is 1 if it found nothing */
    const char *before[8]; /* words before those of the job; NULL-terminated */
    /* Adds the words that depend on the job. What they are made of goes to `made`. */
    void (*add_job)(const struct peer_job *job, struct argv *words, struct buffer *made);
};

/* The first is replace; the second is the limit: it copies, and replaces nothing. */
enum { PEER_REPLACE, PEER_LIMIT, PEERS = 8 };
extern const struct peer peers[PEERS];

/*
 * The command line of a peer. The words borrow the job and `made`, an empty buffer that the caller
 * disposes of. False if allocation fails.
 */
bool peer_words(const struct peer *peer, const struct peer_job *job, struct argv *words,
                struct buffer *made);

#endif
