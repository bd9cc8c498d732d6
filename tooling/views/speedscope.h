/*
 * Writes flames for speedscope.
 * Format: speedscope's own, file-format-schema.json of the npm package speedscope 1.25.0.
 */
#ifndef VIEWS_SPEEDSCOPE_H
#define VIEWS_SPEEDSCOPE_H

#include "stream/buffer.h"
#include "views/flame.h"

struct speedscope_profile {
    const char *kind;  /* "heap" */
    const char *noun;  /* what its weights count: "bytes allocated" */
    const char *empty; /* shown if there are none: "nothing was allocated" */
    unsigned ops;      /* it is of so many */
    const struct flame *flame;
};

struct speedscope_file {
    const char *name; /* of all of it, "stage-1" */
    const char *root; /* the folder that is left off paths */
    const struct speedscope_profile *profiles;
    size_t profile_count;
};

/*
 * Appends the file. A profile is called "heap: 53,000 bytes allocated in 1,000 ops". False if
 * allocation fails.
 */
STREAM_MUST_CHECK bool speedscope_write(const struct speedscope_file *file, struct buffer *json);

#endif
