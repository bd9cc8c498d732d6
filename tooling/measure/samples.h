/*
 * A profile as samples: call paths, and what was spent at the innermost place of each.
 *
 * One model for heap and CPU: listings, tables of functions and flame graphs are views of it. Only
 * the stage's part of a path is in it, up to the function that the probe called. Names are borrowed
 * from the profile that was read.
 */
#ifndef MEASURE_SAMPLES_H
#define MEASURE_SAMPLES_H

#include "readers/addr2line.h"
#include "readers/callgrind.h"
#include "readers/dhat.h"
#include "stream/buffer.h"

/* What is counted. The heap's have pprof's names: all that was allocated, or what was left at exit. */
enum sample_kind {
    ALLOC_SPACE, /* bytes */
    ALLOC_OBJECTS,
    INUSE_SPACE, /* bytes */
    INUSE_OBJECTS,
    HEAP_KINDS,
    INSTRUCTIONS = HEAP_KINDS,
    SAMPLE_KINDS
};

extern const char *const sample_kind_names[SAMPLE_KINDS]; /* "alloc_space" ... "Ir" */

struct sample_place {
    struct bytes function;
    struct bytes file; /* empty if unknown */
    uint64_t line;     /* 0 if unknown */
    bool inlined;      /* into the function of the next place */
};

struct sample {
    size_t first, depth; /* its places: at least one, the innermost first */
    uint64_t costs[SAMPLE_KINDS];
    bool in_callee; /* spent in a function called there, which has samples of its own */
};

/* All zero is an empty one. Ended with samples_dispose. */
struct samples {
    struct sample_place *places; /* owned, as is the list */
    size_t place_count;
    struct sample *list;
    size_t count;
};

/* Adds what the stage allocated, by DHAT's call paths. False if allocation fails, as for all below. */
STREAM_MUST_CHECK bool samples_of_heap(const struct dhat *dhat, struct samples *samples);

/*
 * Adds what the stage and all that it calls cost in the event at `event`. `inlined` says what was
 * inlined at each address. With `by_caller` the profile was taken with --separate-callers, and a
 * path goes by the function's name: "memcmp'algo_one'probe_ops"; if it was cut off there, the rest
 * of it is in the sample. Without, a path ends at the function, and what it calls is added as
 * `in_callee`; a function that calls itself gets no such sample.
 */
STREAM_MUST_CHECK bool samples_of_cpu(const struct callgrind *profile, size_t event,
                                      const struct addr2line *inlined, bool by_caller,
                                      struct samples *samples);

void samples_dispose(struct samples *samples);

/* Appends the addresses of code that has source lines, a line each, to look up with addr2line. */
STREAM_MUST_CHECK bool cpu_addresses(const struct callgrind *profile, struct buffer *text);

/*
 * The part of a heap call path that is the stage's: frames *first up to *end, the innermost first;
 * the function that called the stage is at *end. False if the probe allocated.
 */
bool heap_stage_path(const struct dhat_point *point, size_t *first, size_t *end);

#endif
