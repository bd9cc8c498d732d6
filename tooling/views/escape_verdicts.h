/* What LLVM's Attributor makes of each allocation of a file, and what an op really allocates. */
#ifndef VIEWS_ESCAPE_VERDICTS_H
#define VIEWS_ESCAPE_VERDICTS_H

#include "readers/dhat.h"
#include "readers/stack_usage.h"
#include "stream/buffer.h"
#include "views/escape_sites.h"

/* Bytes up to which the Attributor moves a block: its -max-heap-to-stack-size, LLVM 14 to 19. */
enum { ATTRIBUTOR_LIMIT = 128 };

struct heap_verdict {
    struct heap_site site;
    bool moves;             /* to the stack */
    bool moves_at_any_size; /* it would, if its size were no matter */
    uint64_t blocks;        /* allocated there in all ops */
};

struct heap_verdicts {
    struct heap_verdict *items; /* owned; by line */
    size_t count;
    unsigned ops;              /* in which the blocks were counted */
    uint64_t blocks_elsewhere; /* allocated by the file, at none of the sites */
};

/*
 * Compares the sites before the Attributor with those that it leaves, and with those that it
 * leaves if blocks of any size may move; and counts the blocks of `dhat`, `ops` ops of the file `file` (its
 * name without folders), at each. False if allocation fails. Ended with
 * heap_verdicts_dispose.
 */
STREAM_MUST_CHECK bool heap_verdicts_make(const struct heap_sites *all,
                                          const struct heap_sites *left,
                                          const struct heap_sites *left_of_any_size,
                                          const struct dhat *dhat, const char *file, unsigned ops,
                                          struct heap_verdicts *verdicts);

void heap_verdicts_dispose(struct heap_verdicts *verdicts);

/* Blocks in all ops at the sites that stay on the heap, or at all of them. */
uint64_t heap_verdicts_blocks(const struct heap_verdicts *verdicts, bool all);

/* The lines of a source file, for what stands at a place. */
struct source_text {
    const char *file; /* without folders */
    struct bytes text;
};

/*
 * Appends a block for each verdict, the stack frames of `usage`, and what is to be concluded.
 * `sources` are looked through for the lines that are named; the first is the file itself.
 */
void heap_verdicts_draw(const struct heap_verdicts *verdicts, const struct stack_usage *usage,
                        const struct source_text *sources, size_t source_count,
                        struct buffer *text);

#endif
