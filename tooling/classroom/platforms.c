#include "classroom/platforms.h"

#include "base/format.h"
#include "results/grades.h"
#include "results/result_drawings.h"

#include <string.h>

static const cJSON *only_submission(const cJSON *grades)
{
    return cJSON_GetArrayItem(json_get(grades, "submissions"), 0);
}

/* Writes the document, and ends it. cJSON escapes control characters, but keeps invalid UTF-8. */
static bool write_document(cJSON *document, struct buffer *json)
{
    size_t start = json->len;
    bool done = json_write(document, json);
    for (size_t i = start; done && i < json->len; i++) {
        if (json->storage[i] >= 0x7f)
            json->storage[i] = '?';
    }
    cJSON_Delete(document);
    return done;
}

/* Appends a test to Gradescope's document, and disposes of its name and its text. */
static bool add_test(cJSON *tests, struct buffer *name, double score, double most, bool passed,
                     struct buffer *output)
{
    cJSON *test = json_append(tests, cJSON_CreateObject());
    bool named = json_add_built(test, "name", name);
    return json_add_built(test, "output", output) && named &&
           json_add_number(test, "score", score) && json_add_number(test, "max_score", most) &&
           json_add_text(test, "status", passed ? "passed" : "failed") &&
           json_add_text(test, "visibility", "visible");
}

/* Appends a test for each gate of a stage; one for a stage without gates. */
static bool add_gates(cJSON *tests, const cJSON *graded, const struct scores *scores)
{
    struct buffer name = buffer_bounded(SIZE_MAX);
    struct buffer output = buffer_bounded(SIZE_MAX);
    const cJSON *result = json_get(graded, "result");
    const cJSON *gate;
    bool done = true;
    if (result == NULL) {
        format_add(&name, "%s", json_text(graded, "name"));
        format_add(&output, "%s: %s", json_text(graded, "verdict"), json_text(graded, "why"));
        return add_test(tests, &name, 0, json_number(graded, "max_score"), false, &output);
    }
    cJSON_ArrayForEach(gate, json_get(result, "gates"))
    {
        unsigned score = scores_of_gate(scores, result, json_text(gate, "name"));
        unsigned most = scores_most_of_gate(scores, result, json_text(gate, "name"));
        bool passed = json_is(gate, "verdict", RESULT_PASS);
        format_add(&name, "%s: %s", json_text(result, "name"), json_text(gate, "name"));
        format_add(&output, "%s: %s", json_text(gate, "verdict"), json_text(gate, "message"));
        if (passed && score < most)
            format_add(&output, "\nNo points yet: all gates without points must pass, too.");
        done = add_test(tests, &name, score, most, passed && score == most, &output) && done;
    }
    return done;
}

bool gradescope_write(const cJSON *grades, const struct scores *scores, struct buffer *json)
{
    const cJSON *submission = only_submission(grades);
    const cJSON *results = json_get(submission, "results");
    const cJSON *graded;
    struct buffer summary = buffer_bounded(SIZE_MAX);
    cJSON *document = cJSON_CreateObject();
    if (grades_count(grades, RESULT_INCONCLUSIVE) > 0)
        format_add(
            &summary,
            "INCONCLUSIVE: not everything could be graded, and that is not the fault of what "
            "was submitted.\nThe points below are no grade. Submit again, or ask your "
            "instructor to rerun the autograder.\n");
    cJSON_ArrayForEach(graded, results)
    {
        format_add(&summary, "%s: %s, %.0f of %.0f points\n", json_text(graded, "name"),
                   json_text(graded, "verdict"), json_number(graded, "score"),
                   json_number(graded, "max_score"));
    }
    bool done = json_add_number(document, "score", json_number(submission, "score")) &&
                json_add_text(document, "visibility", "visible") &&
                json_add_text(document, "stdout_visibility", "hidden");
    done = json_add_built(document, "output", &summary) && done;
    cJSON *tests = cJSON_AddArrayToObject(document, "tests");
    cJSON_ArrayForEach(graded, results)
    {
        done = done && add_gates(tests, graded, scores);
    }
    if (done && tests != NULL)
        return write_document(document, json);
    cJSON_Delete(document);
    return false;
}

static const char *status_of(const char *verdict)
{
    if (strcmp(verdict, RESULT_PASS) == 0)
        return "pass";
    return strcmp(verdict, RESULT_INCONCLUSIVE) == 0 ? "error" : "fail";
}

/* Appends a test for a stage to Classroom's document. */
static bool add_stage(cJSON *tests, const cJSON *graded)
{
    struct buffer message = buffer_bounded(SIZE_MAX);
    struct buffer command = buffer_bounded(SIZE_MAX);
    const cJSON *result = json_get(graded, "result");
    char file[COURSE_PATH_SIZE] = "";
    for (size_t i = 0; i < course_stage_count; i++) {
        if (json_is(graded, "name", course_stages[i].name))
            course_own_file(&course_stages[i], file);
    }
    cJSON *test = json_append(tests, cJSON_CreateObject());
    if (result == NULL)
        format_add(&message, "%s: %s", json_text(graded, "verdict"), json_text(graded, "why"));
    else
        result_draw_text(result, false, &message);
    format_add(&command, "make check-stage %.0f", json_number(graded, "stage"));
    bool done = json_add_built(test, "message", &message);
    return json_add_built(test, "test_code", &command) && done &&
           json_add_text(test, "filename", file) &&
           json_add_text(test, "name", json_text(graded, "name")) &&
           json_add_text(test, "status", status_of(json_text(graded, "verdict"))) &&
           json_add_number(test, "score", json_number(graded, "score")) &&
           json_add_number(test, "line_no", 0);
}

/* The worst status is the document's: what could not be graded must not pass for a failure. */
bool classroom_write(const cJSON *grades, struct buffer *json)
{
    const cJSON *submission = only_submission(grades);
    const cJSON *graded;
    const char *verdict = grades_count(grades, RESULT_INCONCLUSIVE) > 0 ? RESULT_INCONCLUSIVE
                          : grades_count(grades, RESULT_NOT_YET) > 0    ? RESULT_NOT_YET
                          : grades_count(grades, GRADES_MISSING) > 0    ? GRADES_MISSING
                                                                        : RESULT_PASS;
    cJSON *document = cJSON_CreateObject();
    bool done = json_add_number(document, "version", 1) &&
                json_add_text(document, "status", status_of(verdict)) &&
                json_add_number(document, "max_score", json_number(submission, "max_score"));
    cJSON *tests = cJSON_AddArrayToObject(document, "tests");
    cJSON_ArrayForEach(graded, json_get(submission, "results"))
    {
        done = done && add_stage(tests, graded);
    }
    if (done && tests != NULL)
        return write_document(document, json);
    cJSON_Delete(document);
    return false;
}
