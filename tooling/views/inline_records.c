#include "views/inline_records.h"

void inline_records_dispose(struct inline_records records[SIGHTS])
{
    for (int sight = 0; sight < SIGHTS; sight++) {
        remarks_dispose(&records[sight].clang);
        opt_info_dispose(&records[sight].gcc);
        callgraph_dispose(&records[sight].calls);
        buffer_dispose(&records[sight].gcc_text);
        buffer_dispose(&records[sight].callgraph_text);
    }
}
