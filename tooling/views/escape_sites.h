/*
 * The places where a file allocates, and where the address of each block goes, from LLVM's IR.
 *
 * Read with LLVM's C library. The IR is of one unit, the stream library's sources included, after
 * LLVM's inliner. What the library's .c files allocate is the output's growth, which is the
 * caller's: it is left out. What its constructors in headers allocate is the file's.
 */
#ifndef VIEWS_ESCAPE_SITES_H
#define VIEWS_ESCAPE_SITES_H

#include "base/error.h"
#include "course/course.h"
#include "stream/bytes.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { SITE_NAME_SIZE = 128, SITE_MOST_WAYS = 3 };

/* Why a block cannot be in a stack frame, whatever its size. */
enum site_way {
    WAY_FUNCTION_POINTER, /* its address is passed to a call through a function pointer */
    WAY_UNKNOWN_FUNCTION, /* or to a function whose code is not in the unit; `name` says which */
    WAY_STORED,           /* or is stored in a place that others can see */
    WAY_RETURNED,         /* or is returned from a function of the contract */
    WAY_SHARED_FREE       /* it is freed at a place that may free another pointer instead */
};

struct site_exit {
    enum site_way way;
    char file[SITE_NAME_SIZE]; /* in which that is, as the compiler calls it */
    uint64_t line;
    char name[SITE_NAME_SIZE];
};

struct heap_site {
    char allocator[SITE_NAME_SIZE]; /* "malloc" */
    uint64_t line; /* in the file itself: of the allocation, or of the constructor's call */
    uint64_t column;
    uint64_t inner_line;                    /* of the allocation */
    bool has_size;                          /* it is a constant */
    uint64_t size;                          /* bytes */
    struct site_exit exits[SITE_MOST_WAYS]; /* the first that were found, each line once */
    size_t exit_count;
};

struct heap_sites {
    struct heap_site *items; /* owned; by line */
    size_t count;
};

/*
 * Reads `ir`, called `name` in messages; `file` is the file that is asked about, without folders.
 * True, and the caller ends *sites with heap_sites_dispose; or false, *sites empty and the reason in
 * `error`: it is not IR, or lacks a definition of what the contract says.
 */
bool heap_sites_read(const char *name, struct bytes ir, const char *file,
                     const struct contract *contract, struct heap_sites *sites,
                     struct error *error);

void heap_sites_dispose(struct heap_sites *sites);

/* Whether `sites` has the site, which was found in other IR of the same file. */
bool heap_sites_have(const struct heap_sites *sites, const struct heap_site *site);

/* Whether a file is a source: what a header's functions allocate is of the file that includes it. */
bool heap_site_in_source(const char *file);

#endif
