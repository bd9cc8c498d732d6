#include "result/draw.h"

#include "result/result.h"
#include "text/format.h"

#include <string.h>

/* Terminal attributes: ECMA-48, "SGR - select graphic rendition". */
#define PLAIN "\033[0m"
#define BOLD "\033[1m"
#define RED "\033[31m"
#define GREEN "\033[32m"
#define YELLOW "\033[33m"

static const char *colour_of(const char *verdict)
{
    if (strcmp(verdict, RESULT_PASS) == 0)
        return GREEN;
    return strcmp(verdict, RESULT_NOT_YET) == 0 ? RED : YELLOW;
}

/* Appends a gate's message: its first line here, the others below and indented. */
static void draw_message(const char *message, struct buffer *text)
{
    const char *line = message;
    const char *end;
    while ((end = strchr(line, '\n')) != NULL) {
        format_add(text, "%.*s\n      ", (int)(end - line), line);
        line = end + 1;
    }
    format_add(text, "%s\n", line);
}

static bool are_alike(const cJSON *a, const cJSON *b)
{
    return strcmp(result_text(a, "verdict"), result_text(b, "verdict")) == 0 &&
           strcmp(result_text(a, "message"), result_text(b, "message")) == 0;
}

/* Appends a gate, and with it those behind it that say the same. Returns the last of them. */
static const cJSON *draw_gates(const cJSON *gate, bool colours, struct buffer *text)
{
    const char *verdict = result_text(gate, "verdict");
    if (gate->next == NULL || !are_alike(gate, gate->next)) {
        format_add(text, "  %-12s ", result_text(gate, "name"));
    } else {
        format_add(text, "  %s", result_text(gate, "name"));
        for (; gate->next != NULL && are_alike(gate, gate->next); gate = gate->next)
            format_add(text, ", %s", result_text(gate->next, "name"));
        format_add(text, "\n  %-12s ", "");
    }
    format_add(text, "%s%-13s%s", colours ? colour_of(verdict) : "", verdict, colours ? PLAIN : "");
    draw_message(result_text(gate, "message"), text);
    return gate;
}

static void add_names(const cJSON *gates, const char *verdict, struct buffer *text)
{
    const char *before = "";
    const cJSON *gate;
    cJSON_ArrayForEach(gate, gates)
    {
        if (strcmp(result_text(gate, "verdict"), verdict) == 0) {
            format_add(text, "%s%s", before, result_text(gate, "name"));
            before = ", ";
        }
    }
}

void draw_text(const cJSON *result, bool colours, struct buffer *text)
{
    const cJSON *gates = cJSON_GetObjectItemCaseSensitive(result, "gates");
    const char *verdict = result_text(result, "verdict");
    const cJSON *gate;

    format_add(text, "%sStage %s%s   %s\n\n", colours ? BOLD : "", result_text(result, "name"),
               colours ? PLAIN : "", result_text(result, "file"));
    for (gate = gates == NULL ? NULL : gates->child; gate != NULL; gate = gate->next)
        gate = draw_gates(gate, colours, text);
    format_add(text, "\n%s%s%s", colours ? colour_of(verdict) : "", verdict, colours ? PLAIN : "");
    if (strcmp(verdict, RESULT_PASS) != 0) {
        format_add(text, ": ");
        add_names(gates, verdict, text);
    }
    format_add(text, "\n");
}

/* XML 1.0 allows no control characters but these three, not even escaped. */
static void add_xml(struct buffer *xml, const char *text)
{
    for (; *text != '\0'; text++) {
        unsigned char c = (unsigned char)*text;
        if (c == '&' || c == '<' || c == '>' || c == '"')
            format_add(xml, "&#%d;", c);
        else if (c < 0x20 && c != '\n' && c != '\t' && c != '\r')
            format_add(xml, "?");
        else
            format_add_bytes(xml, bytes_of(&c, 1));
    }
}

static void draw_testcase(const cJSON *gate, const char *stage, struct buffer *xml)
{
    const char *verdict = result_text(gate, "verdict");
    const char *message = result_text(gate, "message");
    format_add(xml, "  <testcase classname=\"%s\" name=\"%s\">\n", stage,
               result_text(gate, "name"));
    if (strcmp(verdict, RESULT_PASS) != 0) {
        const char *element = strcmp(verdict, RESULT_NOT_YET) == 0 ? "failure" : "error";
        format_add(xml, "    <%s message=\"", element);
        add_xml(xml, verdict);
        format_add(xml, "\">");
        add_xml(xml, message);
        format_add(xml, "</%s>\n", element);
    } else {
        format_add(xml, "    <system-out>");
        add_xml(xml, message);
        format_add(xml, "</system-out>\n");
    }
    format_add(xml, "  </testcase>\n");
}

static int count_of(const cJSON *gates, const char *verdict)
{
    int count = 0;
    const cJSON *gate;
    cJSON_ArrayForEach(gate, gates)
    {
        count += strcmp(result_text(gate, "verdict"), verdict) == 0;
    }
    return count;
}

void draw_junit(const cJSON *result, struct buffer *xml)
{
    const cJSON *gates = cJSON_GetObjectItemCaseSensitive(result, "gates");
    const char *stage = result_text(result, "name");
    const cJSON *gate;
    format_add(xml,
               "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
               "<testsuite name=\"%s\" tests=\"%d\" failures=\"%d\" errors=\"%d\">\n",
               stage, cJSON_GetArraySize(gates), count_of(gates, RESULT_NOT_YET),
               count_of(gates, RESULT_INCONCLUSIVE));
    cJSON_ArrayForEach(gate, gates)
    {
        draw_testcase(gate, stage, xml);
    }
    format_add(xml, "</testsuite>\n");
}
