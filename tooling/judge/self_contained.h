/* A stage is one file, which takes nothing in from others and no name from the libraries. */
#ifndef JUDGE_SELF_CONTAINED_H
#define JUDGE_SELF_CONTAINED_H

#include "readers/depfile.h"
#include "readers/object.h"
#include "stream/buffer.h"

#include <stdbool.h>

/*
 * Whether all that the judged file includes is the C library's or is given to the learner; if
 * not, appends what is wrong to `text`.
 */
bool self_contained_includes(const struct depfile *includes, struct buffer *text);

/* The same for what its assembly reads: the compiler's own output and nothing that is not included. */
bool self_contained_assembly(const struct depfile *assembled, const struct depfile *includes,
                             struct buffer *text);

/*
 * Whether the judged file, which is at `path`, includes no device, and no directive gives its lines
 * other numbers or names than they have; if not, appends what is wrong to `text`.
 */
bool self_contained_directives(struct bytes source, const char *path, struct buffer *text);

/*
 * Whether the names that the object defines are free, and all its names can be printed; if not,
 * appends what is wrong to `text`.
 */
bool self_contained_names(const struct object *object, struct buffer *text);

/* Whether nothing in the object's image is a request to Valgrind; if not, says so in `text`. */
bool self_contained_asks_nothing(struct bytes image, struct buffer *text);

#endif
