#include "classroom/gradescope.h"

#include "base/format.h"
#include "classroom/autograde_document.h"
#include "results/grades.h"
#include "results/result.h"

#include <string.h>

/* Appends a test. The name and the text are disposed of. */
static bool add_test(cJSON *tests, struct buffer *name, double score, double most, bool passed,
                     struct buffer *output)
{
    cJSON *test = document_add(tests);
    bool named = document_add_text(test, "name", name);
    return document_add_text(test, "output", output) && named &&
           cJSON_AddNumberToObject(test, "score", score) != NULL &&
           cJSON_AddNumberToObject(test, "max_score", most) != NULL &&
           cJSON_AddStringToObject(test, "status", passed ? "passed" : "failed") != NULL &&
           cJSON_AddStringToObject(test, "visibility", "visible") != NULL;
}

static bool add_gate(cJSON *tests, const cJSON *result, const cJSON *gate,
                     const struct scores *scores)
{
    struct buffer name = buffer_bounded(SIZE_MAX);
    struct buffer output = buffer_bounded(SIZE_MAX);
    const char *verdict = json_text(gate, "verdict");
    unsigned score = scores_of_gate(scores, result, json_text(gate, "name"));
    unsigned most = scores_most_of_gate(scores, result, json_text(gate, "name"));
    bool passed = strcmp(verdict, RESULT_PASS) == 0;
    format_add(&name, "%s: %s", json_text(result, "name"), json_text(gate, "name"));
    format_add(&output, "%s: %s", verdict, json_text(gate, "message"));
    if (passed && score < most)
        format_add(&output, "\nNo points yet: all gates without points must pass, too.");
    return add_test(tests, &name, score, most, passed && score == most, &output);
}

/* A stage without a result of the check's. */
static bool add_missing(cJSON *tests, const cJSON *stage)
{
    struct buffer name = buffer_bounded(SIZE_MAX);
    struct buffer output = buffer_bounded(SIZE_MAX);
    format_add(&name, "%s", json_text(stage, "name"));
    format_add(&output, "%s: %s", json_text(stage, "verdict"), json_text(stage, "why"));
    return add_test(tests, &name, 0, json_number(stage, "max_score"), false, &output);
}

static bool add_tests(cJSON *tests, const cJSON *stage, const struct scores *scores)
{
    const cJSON *result = json_get(stage, "result");
    const cJSON *gate;
    if (result == NULL)
        return add_missing(tests, stage);
    cJSON_ArrayForEach(gate, json_get(result, "gates"))
    {
        if (!add_gate(tests, result, gate, scores))
            return false;
    }
    return true;
}

/* A line for each stage; and first, what must not be taken for a grade. */
static void add_summary(const cJSON *results, struct buffer *text)
{
    const cJSON *stage;
    bool inconclusive = false;
    cJSON_ArrayForEach(stage, results)
    {
        inconclusive |= json_is(stage, "verdict", RESULT_INCONCLUSIVE);
    }
    if (inconclusive)
        format_add(text, "INCONCLUSIVE: not all could be judged, and that is not the fault of what "
                         "was submitted.\nThe points below are no grade. Submit again, or ask your "
                         "instructor to rerun the autograder.\n");
    cJSON_ArrayForEach(stage, results)
    {
        format_add(text, "%s: %s, %.0f of %.0f points\n", json_text(stage, "name"),
                   json_text(stage, "verdict"), json_number(stage, "score"),
                   json_number(stage, "max_score"));
    }
}

static bool add_all(cJSON *document, const cJSON *submission, const struct scores *scores)
{
    const cJSON *results = json_get(submission, "results");
    struct buffer summary = buffer_bounded(SIZE_MAX);
    add_summary(results, &summary);
    bool done = cJSON_AddNumberToObject(document, "score", json_number(submission, "score")) &&
                cJSON_AddStringToObject(document, "visibility", "visible") != NULL &&
                cJSON_AddStringToObject(document, "stdout_visibility", "hidden") != NULL;
    done = document_add_text(document, "output", &summary) && done;
    cJSON *tests = cJSON_AddArrayToObject(document, "tests");
    const cJSON *stage;
    cJSON_ArrayForEach(stage, results)
    {
        done = done && add_tests(tests, stage, scores);
    }
    return done && tests != NULL;
}

bool gradescope_write(const cJSON *grades, const struct scores *scores, struct buffer *json)
{
    const cJSON *submissions = json_get(grades, "submissions");
    cJSON *document = cJSON_CreateObject();
    bool done = add_all(document, cJSON_GetArrayItem(submissions, 0), scores) &&
                document_write(document, json);
    cJSON_Delete(document);
    return done;
}
