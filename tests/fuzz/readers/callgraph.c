#include "readers/callgraph.h"

#include "fuzz/reader.h"

bool fuzz_reader(const char *name, struct bytes text, struct error *error, bool *left_empty)
{
    struct callgraph graph;
    bool read = callgraph_read(name, text, &graph, error);
    *left_empty = graph.calls == NULL && graph.count == 0;
    if (!read)
        return false;
    for (size_t i = 0; i < graph.count; i++) {
        fuzz_expect_within(text, graph.calls[i].caller);
        fuzz_expect_within(text, graph.calls[i].callee);
        fuzz_expect_within(text, graph.calls[i].file);
    }
    callgraph_dispose(&graph);
    return true;
}
