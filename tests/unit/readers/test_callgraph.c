#include "readers/callgraph.h"

#include "base/scan.h"
#include "unit/fixture.h"
#include "unit/reader_case.h"

#include <criterion/criterion.h>

static bool read_and_end(const char *name, struct bytes text, struct error *error, bool *left_empty)
{
    struct callgraph graph;
    bool read = callgraph_read(name, text, &graph, error);
    *left_empty = graph.calls == NULL && graph.count == 0;
    if (read)
        callgraph_dispose(&graph);
    return read;
}

static void expect_bytes(struct bytes got, const char *expected)
{
    cr_expect(bytes_equal(got, bytes_from_string(expected)), "expected %s, got %.*s", expected,
              (int)got.len, (const char *)got.at);
}

struct expected_call {
    const char *name;
    size_t count;
    const char *caller, *file;
    uint64_t line, column;
};

/* Of the fixture, all that it holds, and its one call through a pointer. */
static void expect_pointer(const struct expected_call *expected)
{
    struct error error;
    struct callgraph graph;
    size_t pointers = 0;
    struct bytes text = fixture_load(expected->name);
    cr_assert(callgraph_read(expected->name, text, &graph, &error), "%s", error.text);
    cr_expect_eq(graph.count, expected->count, "%s: %zu calls", expected->name, graph.count);
    for (size_t i = 0; i < graph.count; i++) {
        const struct callgraph_call *call = &graph.calls[i];
        if (!call->through_pointer)
            continue;
        pointers++;
        expect_bytes(call->caller, expected->caller);
        expect_bytes(call->file, expected->file);
        cr_expect_eq(call->line, expected->line);
        cr_expect_eq(call->column, expected->column);
    }
    cr_expect_eq(pointers, 1, "%s", expected->name);
    callgraph_dispose(&graph);
    fixture_dispose(text);
}

Test(callgraph, reads_the_calls_through_pointers, .timeout = 10)
{
    static const struct expected_call calls[] = {
        {"gcc-12/inlining.ci", 16, "through_pointer", "programs/inlining.c", 50, 12},
        {"gcc-14/inlining.ci", 16, "through_pointer", "programs/inlining.c", 50, 12},
        {"gcc-12/sees-all.ci", 42, "read_full", "stages/stream/reader.c", 9, 13},
        {"gcc-14/sees-all.ci", 42, "read_full", "stages/stream/reader.c", 9, 13},
    };
    for (size_t i = 0; i < sizeof calls / sizeof *calls; i++)
        expect_pointer(&calls[i]);
}

Test(callgraph, reads_a_call_without_a_place, .timeout = 10)
{
    static const char text[] = "graph: { title: \"a.c\"\n"
                               "edge: { sourcename: \"a.c:f\" targetname: \"g\" }\n}\n";
    struct error error;
    struct callgraph graph;
    cr_assert(callgraph_read("x", bytes_from_string(text), &graph, &error), "%s", error.text);
    cr_assert_eq(graph.count, 1);
    expect_bytes(graph.calls[0].caller, "a.c:f");
    expect_bytes(graph.calls[0].callee, "g");
    cr_expect_eq(graph.calls[0].file.len, 0);
    callgraph_dispose(&graph);
}

Test(callgraph, refuses_a_file_that_is_cut_off, .timeout = 30)
{
    struct bytes text = fixture_load("gcc-12/inlining.ci");
    cr_expect_eq(count_prefixes_read(read_and_end, text), 0);
    fixture_dispose(text);
}

#define GRAPH "graph: { title: \"a.c\"\n"
#define EDGE                                                                                       \
    "expected edge: { sourcename: \"<text>\" targetname: \"<text>\" label: "                       \
    "\"<file>:<line>:<column>\" }, got "
#define NODE "expected node: { title: \"<text>\" label: \"<text>\" }, got "

Test(callgraph, refuses_what_it_does_not_understand, .timeout = 10)
{
    static const struct refused cases[] = {
        {"empty", "", "x:1: expected graph: { title: \"<text>\", got the end of the text", 0},
        {"binary", "\0\xff",
         "x:1: expected graph: { title: \"<text>\", got \"\\x00\\xff\" and the end of the text", 2},
        {"no end", GRAPH, "x:2: expected node: {, edge: { or }, got the end of the text", 0},
        {"another line", GRAPH "arc: {\n", "x:2: expected node: {, edge: { or }, got \"arc: {\"",
         0},
        {"no label", GRAPH "node: { title: \"f\" }\n",
         "x:2: " NODE "\"node: { title: \\\"f\\\" }\"", 0},
        {"no target", GRAPH "edge: { sourcename: \"f\" }\n",
         "x:2: " EDGE "\"edge: { sourcename: \\\"f\\\" }\"", 0},
        {"no quote", GRAPH "edge: { sourcename: \"f\n",
         "x:2: " EDGE "\"edge: { sourcename: \\\"f\"", 0},
        {"no column", GRAPH "edge: { sourcename: \"f\" targetname: \"g\" label: \"a.c:1\" }\n",
         "x:2: " EDGE "\"...ge: { sourcename: \\\"f\\\" targetname: \\\"g\\\" label: \\\"a.c:1\\\" "
         "}\" (56 bytes)",
         0},
        {"more after it", GRAPH "}\n}\n", "x:3: expected nothing after the graph, got \"}\"", 0},
    };
    expect_refused(read_and_end, cases, sizeof cases / sizeof *cases);
}

Test(callgraph, says_when_there_is_no_memory, .timeout = 10)
{
    struct bytes text = fixture_load("gcc-12/inlining.ci");
    expect_no_memory_refused(read_and_end, text, "x: not enough memory to read it");
    fixture_dispose(text);
}
