/*
 * Reads what hyperfine measured.
 * Format: the JSON of --export-json, of hyperfine 1.15 and 1.19: a list "results" of what its
 * src/benchmark/benchmark_result.rs calls a BenchmarkResult.
 */
#ifndef READERS_HYPERFINE_H
#define READERS_HYPERFINE_H

#include "base/error.h"
#include "stream/bytes.h"

#include <stdbool.h>
#include <stddef.h>

enum { HYPERFINE_MOST_RUNS = 64 };

struct hyperfine_command {
    char *name;                          /* owned: its --command-name */
    double cpu_seconds;                  /* of a run, user and system: the mean of all */
    double seconds[HYPERFINE_MOST_RUNS]; /* of real time, of each run, as they came */
    size_t run_count;                    /* at least 1 */
};

struct hyperfine {
    struct hyperfine_command *commands; /* owned; as in the file */
    size_t command_count;
};

/*
 * Reads `text`, called `name` in messages. True, and the caller ends *measured with
 * hyperfine_dispose; or false, *measured empty and the reason in `error`:
 * `time.json: results[3].user: expected seconds, got "x"`. Fields that we do not use may be any:
 * versions differ in them.
 */
bool hyperfine_read(const char *name, struct bytes text, struct hyperfine *measured,
                    struct error *error);

void hyperfine_dispose(struct hyperfine *measured);

#endif
