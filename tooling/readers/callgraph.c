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

static bool read_edge(struct scan *s, struct callgraph *graph)
{
    static const char expected[] = "edge: { sourcename: \"<text>\" targetname: \"<text>\" "
                                   "label: \"<file>:<line>:<column>\" }";
    struct callgraph_call call = {0};
    struct place place = {0};
    struct bytes label;
    bool read = scan_quoted(s, "sourcename: \"", &call.caller) &&
                scan_quoted(s, " targetname: \"", &call.callee);
    struct scan in_label = *s;
    if (read && scan_text(&in_label, " label: \"")) /* else gcc does not know the place */
        read = scan_quoted(s, " label: \"", &label) && place_scan(&in_label, &place) &&
               in_label.rest.at == label.at + label.len;
    if (!read || !scan_text(s, " }") || !scan_line_end(s))
        return scan_expected(s, expected);
    call.file = place.file;
    call.line = place.line;
    call.column = place.column;
    call.through_pointer = bytes_equal(call.callee, bytes_from_string("__indirect_call"));
    return array_append(&graph->calls, &graph->count, &call, sizeof call) || scan_no_memory(s);
}

bool callgraph_read(const char *name, struct bytes text, struct callgraph *graph,
                    struct error *error)
{
    struct scan s = scan_of(name, text, error);
    struct bytes title, label;
    *graph = (struct callgraph){0};
    bool read = (scan_quoted(&s, "graph: { title: \"", &title) && scan_line_end(&s)) ||
                scan_expected(&s, "graph: { title: \"<text>\"");
    while (read && !scan_text(&s, "}")) {
        if (scan_text(&s, "edge: { "))
            read = read_edge(&s, graph);
        else if (scan_text(&s, "node: { "))
            read = (scan_quoted(&s, "title: \"", &title) && scan_quoted(&s, " label: \"", &label) &&
                    (scan_text(&s, " shape : ellipse }") || scan_text(&s, " }")) &&
                    scan_line_end(&s)) ||
                   scan_expected(&s, "node: { title: \"<text>\" label: \"<text>\" }");
        else
            read = scan_expected(&s, "node: {, edge: { or }");
    }
    read = read &&
           ((scan_line_end(&s) && scan_at_end(&s)) || scan_expected(&s, "nothing after the graph"));
    if (!read)
        callgraph_dispose(graph);
    return read;
}

void callgraph_dispose(struct callgraph *graph)
{
    free(graph->calls);
    *graph = (struct callgraph){0};
}
