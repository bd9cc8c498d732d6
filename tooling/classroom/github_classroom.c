#include "classroom/github_classroom.h"

#include "base/format.h"
#include "classroom/autograde_document.h"
#include "results/grades.h"
#include "results/result.h"
#include "results/result_drawings.h"

#include <string.h>

static const char *status_of(const char *verdict)
{
    if (strcmp(verdict, RESULT_PASS) == 0)
        return "pass";
    return strcmp(verdict, RESULT_INCONCLUSIVE) == 0 ? "error" : "fail";
}

static bool add_test(cJSON *tests, const cJSON *stage)
{
    struct buffer message = buffer_bounded(SIZE_MAX);
    struct buffer command = buffer_bounded(SIZE_MAX);
    struct buffer file = buffer_bounded(SIZE_MAX);
    const cJSON *result = json_get(stage, "result");
    const char *name = json_text(stage, "name");
    char own[COURSE_PATH_SIZE] = "";
    for (size_t i = 0; i < course_stage_count; i++) {
        if (strcmp(course_stages[i].name, name) == 0)
            course_own_file(&course_stages[i], own);
    }
    cJSON *test = document_add(tests);
    if (result == NULL)
        format_add(&message, "%s: %s", json_text(stage, "verdict"), json_text(stage, "why"));
    else
        result_draw_text(result, false, &message);
    format_add(&command, "make check-stage %.0f", json_number(stage, "stage"));
    format_add(&file, "%s", own);
    bool told = document_add_text(test, "message", &message);
    told = document_add_text(test, "test_code", &command) && told;
    return document_add_text(test, "filename", &file) && told &&
           cJSON_AddStringToObject(test, "name", name) != NULL &&
           cJSON_AddStringToObject(test, "status", status_of(json_text(stage, "verdict"))) &&
           cJSON_AddNumberToObject(test, "score", json_number(stage, "score")) != NULL &&
           cJSON_AddNumberToObject(test, "line_no", 0) != NULL;
}

/* The worst of all: what could not be judged must not pass for a failure. */
static const char *overall(const cJSON *results)
{
    const char *status = "pass";
    const cJSON *stage;
    cJSON_ArrayForEach(stage, results)
    {
        const char *own = status_of(json_text(stage, "verdict"));
        if (strcmp(own, "error") == 0)
            return own;
        if (strcmp(own, "fail") == 0)
            status = own;
    }
    return status;
}

static bool add_all(cJSON *document, const cJSON *submission)
{
    const cJSON *results = json_get(submission, "results");
    bool done = cJSON_AddNumberToObject(document, "version", 1) != NULL &&
                cJSON_AddStringToObject(document, "status", overall(results)) != NULL &&
                cJSON_AddNumberToObject(document, "max_score",
                                        json_number(submission, "max_score")) != NULL;
    cJSON *tests = cJSON_AddArrayToObject(document, "tests");
    const cJSON *stage;
    cJSON_ArrayForEach(stage, results)
    {
        done = done && add_test(tests, stage);
    }
    return done && tests != NULL;
}

bool classroom_write(const cJSON *grades, struct buffer *json)
{
    const cJSON *submissions = json_get(grades, "submissions");
    cJSON *document = cJSON_CreateObject();
    bool done =
        add_all(document, cJSON_GetArrayItem(submissions, 0)) && document_write(document, json);
    cJSON_Delete(document);
    return done;
}
