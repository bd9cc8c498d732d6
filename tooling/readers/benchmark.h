/*
 * Reads what Google Benchmark measured.
 * Format: the JSON of --benchmark_out, see "Output Files" in Google Benchmark's user guide.
 */
#ifndef READERS_BENCHMARK_H
#define READERS_BENCHMARK_H

#include "base/error.h"
#include "stream/bytes.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* One repetition of one benchmark. */
struct benchmark_run {
    char *name; /* owned */
    uint64_t repetition;
    uint64_t iterations; /* over which the time is the mean */
    double ns;           /* CPU time of an iteration */
};

struct benchmark {
    char *date;                 /* owned; ISO 8601 with a zone */
    uint64_t cpus;              /* of the machine */
    uint64_t mhz;               /* of each */
    bool scaling;               /* whether their speed changes with the load */
    bool debug_library;         /* how the library was built; its timed loop is in the header */
    struct benchmark_run *runs; /* as in the file; means and the like are left out */
    size_t run_count;
};

/*
 * Reads `text`, called `name` in messages. True, and the caller ends *benchmark with
 * benchmark_dispose; or false, *benchmark empty and the reason in `error`:
 * `time.json: benchmarks[3].cpu_time: expected a time, got "x"`. Fields that we do not use may be
 * any: versions differ in them. A benchmark that says that it failed is refused.
 */
bool benchmark_read(const char *name, struct bytes text, struct benchmark *benchmark,
                    struct error *error);

void benchmark_dispose(struct benchmark *benchmark);

#endif
