/*
 * Reads the .ci file that gcc's -fcallgraph-info writes: the calls that are left in an object.
 * Format: GCC manual, "-fcallgraph-info": a graph in VCG's format, a node or an edge a line. A call
 * through a function pointer is an edge to __indirect_call.
 */
#ifndef READERS_CALLGRAPH_H
#define READERS_CALLGRAPH_H

#include "base/error.h"
#include "stream/bytes.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct callgraph_call {
    struct bytes caller; /* borrowed, as all texts are; a static function's begins with its file */
    bool through_pointer;
    struct bytes callee;   /* "__indirect_call" through a pointer */
    struct bytes file;     /* empty if the place of the call is unknown */
    uint64_t line, column; /* 0 if unknown */
};

struct callgraph {
    struct callgraph_call *calls; /* owned; in the file's order */
    size_t count;
};

/*
 * Reads `text`, called `name` in messages. The result borrows the text. True, and the caller ends
 * *graph with callgraph_dispose; or false, *graph empty and the reason in `error`.
 */
bool callgraph_read(const char *name, struct bytes text, struct callgraph *graph,
                    struct error *error);

void callgraph_dispose(struct callgraph *graph);

#endif
