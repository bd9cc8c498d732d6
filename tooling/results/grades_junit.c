#include "results/result_junit.h"

#include "base/format.h"
#include "base/markup.h"
#include "results/grades_drawings.h"
#include "results/outcome.h"

#include <string.h>

struct counts {
    int tests, failures, errors, skipped;
};

static const cJSON *result_of(const cJSON *graded)
{
    return json_get(graded, "result");
}

static void count_graded(const cJSON *graded, struct counts *counts)
{
    const cJSON *result = result_of(graded);
    if (result == NULL) {
        counts->tests++;
        counts->errors += outcome_is_open(graded);
        counts->skipped += !outcome_is_open(graded);
        return;
    }
    counts->tests += cJSON_GetArraySize(json_get(result, "gates"));
    counts->failures += junit_count(result, RESULT_NOT_YET);
    counts->errors += junit_count(result, RESULT_INCONCLUSIVE);
}

static void count_submission(const cJSON *submission, struct counts *counts)
{
    const cJSON *graded;
    cJSON_ArrayForEach(graded, json_get(submission, "results"))
    {
        count_graded(graded, counts);
    }
}

/* A stage without gates: one testcase that says why. */
static void add_reason(const cJSON *graded, struct buffer *xml)
{
    const char *element = outcome_is_open(graded) ? "error" : "skipped";
    format_add(xml, "  <testcase classname=\"");
    markup_add(xml, json_text(graded, "name"), false);
    format_add(xml, "\" name=\"submission\">\n    <%s message=\"%s\">", element,
               json_text(graded, "verdict"));
    markup_add(xml, outcome_reason(graded), true);
    format_add(xml, "</%s>\n  </testcase>\n", element);
}

static void add_submission(const cJSON *submission, struct buffer *xml)
{
    struct counts counts = {0};
    const cJSON *graded;
    count_submission(submission, &counts);
    format_add(xml, "<testsuite name=\"");
    markup_add(xml, json_text(submission, "name"), false);
    format_add(xml, "\" tests=\"%d\" failures=\"%d\" errors=\"%d\" skipped=\"%d\">\n", counts.tests,
               counts.failures, counts.errors, counts.skipped);
    cJSON_ArrayForEach(graded, json_get(submission, "results"))
    {
        if (result_of(graded) == NULL)
            add_reason(graded, xml);
        else
            junit_add_testcases(result_of(graded), xml);
    }
    format_add(xml, "</testsuite>\n");
}

void grades_draw_junit(const cJSON *grades, struct buffer *xml)
{
    struct counts counts = {0};
    const cJSON *submission;
    cJSON_ArrayForEach(submission, json_get(grades, "submissions"))
    {
        count_submission(submission, &counts);
    }
    format_add(xml,
               "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
               "<testsuites tests=\"%d\" failures=\"%d\" errors=\"%d\">\n",
               counts.tests, counts.failures, counts.errors);
    cJSON_ArrayForEach(submission, json_get(grades, "submissions"))
    {
        add_submission(submission, xml);
    }
    format_add(xml, "</testsuites>\n");
}
