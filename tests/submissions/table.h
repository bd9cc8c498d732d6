/*
 * What each submission must get. A new kind of mistake is one file in this folder and one row.
 */
#ifndef SUBMISSIONS_TABLE_H
#define SUBMISSIONS_TABLE_H

#include <stddef.h>

enum submission_kind {
    SUBMISSION_WRONG,
    SUBMISSION_EVASIVE, /* what it costs is moved or hidden */
    SUBMISSION_HOSTILE, /* to the machine: never run but in a box */
    SUBMISSION_RIGHT    /* unusual, and right */
};

struct submission {
    enum submission_kind kind;
    const char *file; /* from the project's root */
    unsigned stage;   /* as which it is judged */
    const char *gate; /* the first gate that it must fail at; NULL: it must pass */
    const char *says; /* what that gate's message must contain; "" if compilers differ */
};

extern const struct submission submissions[];
extern const size_t submission_count;

#endif
