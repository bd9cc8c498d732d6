#include "results/result_junit.h"

#include "base/format.h"
#include "base/markup.h"
#include "results/result.h"

#include <string.h>

static void add_message(const cJSON *gate, struct buffer *xml)
{
    const char *verdict = json_text(gate, "verdict");
    const char *element = "system-out";
    if (strcmp(verdict, RESULT_PASS) != 0)
        element = strcmp(verdict, RESULT_NOT_YET) == 0 ? "failure" : "error";
    format_add(xml, "    <%s", element);
    if (strcmp(verdict, RESULT_PASS) != 0)
        format_add(xml, " message=\"%s\"", verdict);
    format_add(xml, ">");
    markup_add(xml, json_text(gate, "message"), true);
    format_add(xml, "</%s>\n", element);
}

void junit_add_testcases(const cJSON *result, struct buffer *xml)
{
    const cJSON *gate;
    cJSON_ArrayForEach(gate, json_get(result, "gates"))
    {
        format_add(xml, "  <testcase classname=\"");
        markup_add(xml, json_text(result, "name"), false);
        format_add(xml, "\" name=\"");
        markup_add(xml, json_text(gate, "name"), false);
        format_add(xml, "\">\n");
        add_message(gate, xml);
        format_add(xml, "  </testcase>\n");
    }
}

int junit_count(const cJSON *result, const char *verdict)
{
    int count = 0;
    const cJSON *gate;
    cJSON_ArrayForEach(gate, json_get(result, "gates"))
    {
        count += strcmp(json_text(gate, "verdict"), verdict) == 0;
    }
    return count;
}

void draw_junit(const cJSON *result, struct buffer *xml)
{
    const cJSON *gates = json_get(result, "gates");
    format_add(xml, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuite name=\"");
    markup_add(xml, json_text(result, "name"), false);
    format_add(xml, "\" tests=\"%d\" failures=\"%d\" errors=\"%d\">\n", cJSON_GetArraySize(gates),
               junit_count(result, RESULT_NOT_YET), junit_count(result, RESULT_INCONCLUSIVE));
    junit_add_testcases(result, xml);
    format_add(xml, "</testsuite>\n");
}
