/*
 * Reads what clang says of its inlining: -foptimization-record-file=, a YAML document a remark.
 * Format: LLVM, "Remarks", "YAML remarks": !Passed or !Missed, Pass, Name, DebugLoc, Function, Args.
 * Parsed by libyaml.
 */
#ifndef READERS_REMARKS_H
#define READERS_REMARKS_H

#include "base/error.h"
#include "stream/bytes.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct remark {
    bool inlined;
    char *name;            /* "Inlined", "TooCostly", "NoDefinition" ...; owned, as all texts are */
    char *file;            /* of the call; empty if unknown */
    uint64_t line, column; /* 0 if unknown */
    char *callee, *caller;
    char *reason; /* empty if there is none */
    bool has_cost;
    int64_t cost, threshold; /* in clang's own unit: 5 is about an instruction */
};

struct remarks {
    struct remark *list; /* owned; in the file's order: the last word on a call comes last */
    size_t count;
};

/*
 * Reads `text`, called `name` in messages. True, and the caller ends *remarks with remarks_dispose;
 * or false, *remarks empty and the reason in `error`. Remarks of other
 * passes, and !Analysis, are left out; an empty text has none.
 */
bool remarks_read(const char *name, struct bytes text, struct remarks *remarks,
                  struct error *error);

void remarks_dispose(struct remarks *remarks);

#endif
