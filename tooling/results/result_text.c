#include "base/colours.h"
#include "base/format.h"
#include "results/result.h"
#include "results/result_drawings.h"

#include <string.h>

static const char *colour_of(const char *verdict)
{
    if (strcmp(verdict, RESULT_PASS) == 0)
        return GREEN;
    return strcmp(verdict, RESULT_NOT_YET) == 0 ? RED : YELLOW;
}

/* Appends a gate, and with it those after it that say the same. Returns the last of them. */
static const cJSON *draw_gates(const cJSON *gate, bool colours, struct buffer *text)
{
    const char *verdict = json_text(gate, "verdict");
    const char *line = json_text(gate, "message");
    const cJSON *last = result_last_alike(gate);
    if (gate == last) {
        format_add(text, "  %-12s ", json_text(gate, "name"));
    } else {
        format_add(text, "  %s", json_text(gate, "name"));
        for (; gate != last; gate = gate->next)
            format_add(text, ", %s", json_text(gate->next, "name"));
        format_add(text, "\n  %-12s ", "");
    }
    format_add(text, "%s%-13s%s", colours ? colour_of(verdict) : "", verdict, colours ? PLAIN : "");
    for (const char *end; (end = strchr(line, '\n')) != NULL; line = end + 1)
        format_add(text, "%.*s\n      ", (int)(end - line), line);
    format_add(text, "%s\n", line);
    return last;
}

void result_draw_text(const cJSON *result, bool colours, struct buffer *text)
{
    const cJSON *gates = json_get(result, "gates");
    const char *verdict = json_text(result, "verdict");
    const char *before = ": ";
    const cJSON *gate;

    format_add(text, "%sStage %s%s   %s\n\n", colours ? BOLD : "", json_text(result, "name"),
               colours ? PLAIN : "", json_text(result, "file"));
    for (gate = gates == NULL ? NULL : gates->child; gate != NULL; gate = gate->next)
        gate = draw_gates(gate, colours, text);
    format_add(text, "\n%s%s%s", colours ? colour_of(verdict) : "", verdict, colours ? PLAIN : "");
    cJSON_ArrayForEach(gate, gates)
    {
        if (strcmp(verdict, RESULT_PASS) != 0 && json_is(gate, "verdict", verdict)) {
            format_add(text, "%s%s", before, json_text(gate, "name"));
            before = ", ";
        }
    }
    format_add(text, "\n");
}
