/*
 * Reads what gcc says of its inlining: -fopt-info-inline-all=.
 * Format: GCC manual, "-fopt-info": FILE:LINE:COLUMN: KIND: MESSAGE, the kind note, optimized or
 * missed. The messages are in no manual; they are those of gcc's ipa-inline.cc, in which a function is
 * NAME/NUMBER.
 */
#ifndef READERS_OPT_INFO_H
#define READERS_OPT_INFO_H

#include "base/error.h"
#include "stream/bytes.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum opt_info_kind {
    OPT_INFO_INLINED, /* callee, caller */
    OPT_INFO_MISSED,  /* callee, caller and the text, which is the reason */
    OPT_INFO_OTHER    /* a message of another kind: its text alone */
};

struct opt_info_line {
    enum opt_info_kind kind;
    struct bytes file; /* of the call; borrowed, as all texts are; empty if unknown */
    uint64_t line, column;
    struct bytes callee, caller; /* as written in the source: without what gcc adds to a part */
    struct bytes text;
};

struct opt_info {
    struct opt_info_line *lines; /* owned; in the file's order: the last word comes last */
    size_t count;
};

/*
 * Reads `text`, called `name` in messages. The result borrows the text. True, and the caller ends
 * *info with opt_info_dispose; or false, *info empty and the reason in `error`. Notes, and what is said of the whole unit, are left out; an empty text says nothing.
 */
bool opt_info_read(const char *name, struct bytes text, struct opt_info *info, struct error *error);

void opt_info_dispose(struct opt_info *info);

#endif
