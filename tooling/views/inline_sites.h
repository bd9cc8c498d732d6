/*
 * The places where the subject's code calls something, and each compiler's last word on it.
 *
 * A site is a line and the function called there; what a compiler decides again for a copy of the
 * line, in a function that the line's own was inlined into, does not replace its word on the line.
 */
#ifndef VIEWS_INLINE_SITES_H
#define VIEWS_INLINE_SITES_H

#include "views/inline_records.h"

enum inline_compiler { BY_CLANG, BY_GCC, COMPILERS };

enum inline_said {
    SAID_NOTHING,
    SAID_INLINED,
    SAID_NOT,
    SAID_NO_BODY, /* it does not see the body of what is called */
    SAID_POINTER  /* it does not know what is called: that is known only when the program runs */
};

struct inline_word {
    enum inline_said said;
    bool has_cost; /* clang's; it inlines what costs less than the threshold */
    int64_t cost, threshold;
    struct bytes reason; /* of SAID_NOT; may be empty */
    struct bytes copy;   /* not empty: it was said of the line's copy in this function alone */
};

/* Texts are borrowed from the records. */
struct inline_site {
    struct bytes file; /* from the project's root, if it is in there */
    uint64_t line;
    struct bytes callee;   /* empty if nobody knows */
    struct bytes function; /* in which the line stands */
    bool through_pointer;
    struct inline_word words[SIGHTS][COMPILERS];
};

struct inline_sites {
    struct inline_site *list; /* owned; the subject's file first, then by file and line */
    size_t count;
};

/*
 * Finds the sites of the subject's `file` and, of the stream library's, those in functions that it
 * calls, directly or not. `root` is the project's. False if allocation fails; ended with
 * inline_sites_dispose.
 */
STREAM_MUST_CHECK bool inline_sites_find(const struct inline_records records[SIGHTS],
                                         const char *file, const char *root,
                                         struct inline_sites *sites);

void inline_sites_dispose(struct inline_sites *sites);

#endif
