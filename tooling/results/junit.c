#include "base/format.h"
#include "base/markup.h"
#include "results/grades_drawings.h"
#include "results/outcome.h"
#include "results/result_drawings.h"

#include <string.h>

struct counts {
    int tests, failures, errors, skipped;
};

/* Counts the gates of a result as testcases. */
static void count_gates(const cJSON *result, struct counts *counts)
{
    const cJSON *gate;
    cJSON_ArrayForEach(gate, json_get(result, "gates"))
    {
        counts->tests++;
        counts->failures += json_is(gate, "verdict", RESULT_NOT_YET);
        counts->errors += json_is(gate, "verdict", RESULT_INCONCLUSIVE);
    }
}

static void count_submission(const cJSON *submission, struct counts *counts)
{
    const cJSON *graded;
    cJSON_ArrayForEach(graded, json_get(submission, "results"))
    {
        count_gates(json_get(graded, "result"), counts);
        if (json_get(graded, "result") == NULL) {
            counts->tests++;
            counts->errors += outcome_is_open(graded);
            counts->skipped += !outcome_is_open(graded);
        }
    }
}

static void add_testcase(const char *class, const char *name, const char *element,
                         const char *verdict, const char *message, struct buffer *xml)
{
    format_add(xml, "  <testcase classname=\"");
    markup_add(xml, class, false);
    format_add(xml, "\" name=\"");
    markup_add(xml, name, false);
    format_add(xml, "\">\n    <%s", element);
    if (strcmp(verdict, RESULT_PASS) != 0)
        format_add(xml, " message=\"%s\"", verdict);
    format_add(xml, ">");
    markup_add(xml, message, true);
    format_add(xml, "</%s>\n  </testcase>\n", element);
}

static void add_gates(const cJSON *result, struct buffer *xml)
{
    const cJSON *gate;
    cJSON_ArrayForEach(gate, json_get(result, "gates"))
    {
        const char *element = json_is(gate, "verdict", RESULT_PASS)      ? "system-out"
                              : json_is(gate, "verdict", RESULT_NOT_YET) ? "failure"
                                                                         : "error";
        add_testcase(json_text(result, "name"), json_text(gate, "name"), element,
                     json_text(gate, "verdict"), json_text(gate, "message"), xml);
    }
}

void result_draw_junit(const cJSON *result, struct buffer *xml)
{
    struct counts counts = {0};
    count_gates(result, &counts);
    format_add(xml, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuite name=\"");
    markup_add(xml, json_text(result, "name"), false);
    format_add(xml, "\" tests=\"%d\" failures=\"%d\" errors=\"%d\">\n", counts.tests,
               counts.failures, counts.errors);
    add_gates(result, xml);
    format_add(xml, "</testsuite>\n");
}

void grades_draw_junit(const cJSON *grades, struct buffer *xml)
{
    struct counts all = {0};
    const cJSON *submission, *graded;
    cJSON_ArrayForEach(submission, json_get(grades, "submissions"))
    {
        count_submission(submission, &all);
    }
    format_add(xml,
               "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
               "<testsuites tests=\"%d\" failures=\"%d\" errors=\"%d\">\n",
               all.tests, all.failures, all.errors);
    cJSON_ArrayForEach(submission, json_get(grades, "submissions"))
    {
        struct counts counts = {0};
        count_submission(submission, &counts);
        format_add(xml, "<testsuite name=\"");
        markup_add(xml, json_text(submission, "name"), false);
        format_add(xml, "\" tests=\"%d\" failures=\"%d\" errors=\"%d\" skipped=\"%d\">\n",
                   counts.tests, counts.failures, counts.errors, counts.skipped);
        cJSON_ArrayForEach(graded, json_get(submission, "results"))
        {
            add_gates(json_get(graded, "result"), xml);
            if (json_get(graded, "result") == NULL)
                add_testcase(json_text(graded, "name"), "submission",
                             outcome_is_open(graded) ? "error" : "skipped",
                             json_text(graded, "verdict"), outcome_reason(graded), xml);
        }
        format_add(xml, "</testsuite>\n");
    }
    format_add(xml, "</testsuites>\n");
}
