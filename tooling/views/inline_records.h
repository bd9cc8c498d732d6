/* What clang and gcc said of a unit's calls: whether they inlined them, and why not. */
#ifndef VIEWS_INLINE_RECORDS_H
#define VIEWS_INLINE_RECORDS_H

#include "readers/callgraph.h"
#include "readers/opt_info.h"
#include "readers/remarks.h"
#include "stream/buffer.h"

/* The units: the subject's file, as the build compiles it; or the stream library's sources too. */
enum inline_sight { SIGHT_BUILD, SIGHT_LIBRARY, SIGHTS };

struct inline_records {
    bool collected; /* without it there are none */
    struct remarks clang;
    struct opt_info gcc;
    struct callgraph calls;                 /* those that gcc left */
    struct buffer gcc_text, callgraph_text; /* which those two borrow */
};

void inline_records_dispose(struct inline_records records[SIGHTS]);

#endif
