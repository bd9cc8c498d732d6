#include "readers/callgraph.h"

#include "base/array.h"
#include "readers/place.h"

/* Scans `key`, which ends in a quote, and the text up to the next one. */
static bool scan_quoted(struct scan *s, const char *key, struct bytes *text)
{
    struct scan ahead = *s;
    if (!scan_text(&ahead, key) || !scan_until(&ahead, '"', text) || !scan_text(&ahead, "\""))
        return false;
    *s = ahead;
    return true;
}

static bool read_node(struct scan *s)
{
    struct bytes title, label;
    return (scan_quoted(s, "title: \"", &title) && scan_quoted(s, " label: \"", &label) &&
            (scan_text(s, " shape : ellipse }") || scan_text(s, " }")) && scan_line_end(s)) ||
           scan_expected(s, "node: { title: \"<text>\" label: \"<text>\" }");
}

static bool scan_label(struct scan *s, struct callgraph_call *call)
{
    struct scan label = *s;
    struct place place;
    struct bytes text;
    if (!scan_text(&label, " label: \""))
        return true; /* gcc does not know the place */
    if (!scan_quoted(s, " label: \"", &text) || !place_scan(&label, &place) ||
        label.rest.at != text.at + text.len)
        return false;
    call->file = place.file;
    call->line = place.line;
    call->column = place.column;
    return true;
}

static bool read_edge(struct scan *s, struct callgraph *graph)
{
    struct callgraph_call call = {0};
    if (!scan_quoted(s, "sourcename: \"", &call.caller) ||
        !scan_quoted(s, " targetname: \"", &call.callee) || !scan_label(s, &call) ||
        !scan_text(s, " }") || !scan_line_end(s))
        return scan_expected(s, "edge: { sourcename: \"<text>\" targetname: \"<text>\" "
                                "label: \"<file>:<line>:<column>\" }");
    call.through_pointer = bytes_equal(call.callee, bytes_from_string("__indirect_call"));
    return array_append(&graph->calls, &graph->count, &call, sizeof call) || scan_no_memory(s);
}

static bool read_graph(struct scan *s, struct callgraph *graph)
{
    struct bytes title;
    if (!scan_quoted(s, "graph: { title: \"", &title) || !scan_line_end(s))
        return scan_expected(s, "graph: { title: \"<text>\"");
    while (!scan_text(s, "}")) {
        bool is_edge = scan_text(s, "edge: { ");
        if (!is_edge && !scan_text(s, "node: { "))
            return scan_expected(s, "node: {, edge: { or }");
        if (!(is_edge ? read_edge(s, graph) : read_node(s)))
            return false;
    }
    return (scan_line_end(s) && scan_at_end(s)) || scan_expected(s, "nothing behind the graph");
}

bool callgraph_read(const char *name, struct bytes text, struct callgraph *graph,
                    struct error *error)
{
    struct scan s = scan_of(name, text, error);
    *graph = (struct callgraph){0};
    bool read = read_graph(&s, graph);
    if (!read)
        callgraph_dispose(graph);
    return read;
}

void callgraph_dispose(struct callgraph *graph)
{
    free(graph->calls);
    *graph = (struct callgraph){0};
}
