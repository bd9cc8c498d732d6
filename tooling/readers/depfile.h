/*
 * Reads the .d file that a compiler writes with -MD or -MMD: what a source file includes.
 * Format: a rule of make's, "object: source header \<newline> header"; GCC's manual, "-M". A space
 * or "#" in a name follows a backslash, "$" twice.
 */
#ifndef READERS_DEPFILE_H
#define READERS_DEPFILE_H

#include "base/error.h"
#include "stream/bytes.h"

#include <stdbool.h>
#include <stddef.h>

struct depfile {
    char **files; /* owned, as each name is: the source first, then what it includes */
    size_t file_count;
};

/*
 * Reads `text`, called `name` in messages. True, and the caller ends *depfile with depfile_dispose;
 * or false, *depfile empty and the reason in `error`. A rule without a
 * source is refused, and so is more than one.
 */
bool depfile_read(const char *name, struct bytes text, struct depfile *depfile,
                  struct error *error);

void depfile_dispose(struct depfile *depfile);

#endif
