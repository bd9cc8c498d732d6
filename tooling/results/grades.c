#include "results/grades.h"

#include <stdio.h>
#include <string.h>

#define LARGEST_NUMBER 1e9

#define NAME                                                                                       \
    {                                                                                              \
        .name = "name", .kind = JSON_TEXT, .least = 1, .expected = "a name"                        \
    }
#define NUMBER(field)                                                                              \
    {                                                                                              \
        .name = field, .kind = JSON_WHOLE, .most = LARGEST_NUMBER                                  \
    }

static const struct json_field stage_fields[] = {NUMBER("stage"), NAME, NUMBER("max_score"), {0}};
static const struct json_field stage_document = {
    .kind = JSON_OBJECT, .fields = stage_fields, .others_allowed = true};

static const char *const verdicts[] = {RESULT_PASS, RESULT_NOT_YET, RESULT_INCONCLUSIVE,
                                       GRADES_MISSING, NULL};
static const struct json_field graded_fields[] = {
    NUMBER("stage"),
    NAME,
    {.name = "verdict", .kind = JSON_TEXT, .words = verdicts},
    NUMBER("score"),
    NUMBER("max_score"),
    {.name = "result",
     .kind = JSON_OBJECT,
     .optional = true,
     .fields = result_fields,
     .others_allowed = true},
    {.name = "why", .kind = JSON_TEXT, .optional = true},
    {0}};
static const struct json_field graded_document = {
    .kind = JSON_OBJECT, .fields = graded_fields, .others_allowed = true};

static const struct json_field submission_fields[] = {
    NAME,
    NUMBER("score"),
    NUMBER("max_score"),
    {.name = "results", .kind = JSON_ARRAY, .each = &graded_document},
    {0}};
static const struct json_field submission_document = {
    .kind = JSON_OBJECT, .fields = submission_fields, .others_allowed = true};

static const struct json_field grades_fields[] = {
    {.name = "stages",
     .kind = JSON_ARRAY,
     .least = 1,
     .each = &stage_document,
     .expected = "an array of one stage or more"},
    {.name = "boxed", .kind = JSON_BOOLEAN},
    {.name = "submissions", .kind = JSON_ARRAY, .each = &submission_document},
    {0}};
static const struct json_field grades_document = {
    .kind = JSON_OBJECT, .fields = grades_fields, .others_allowed = true};

cJSON *grades_new(const struct stage *stages, size_t count, const struct scores *scores, bool boxed)
{
    cJSON *grades = cJSON_CreateObject();
    cJSON *list = cJSON_AddArrayToObject(grades, "stages");
    bool done = list != NULL;
    for (size_t i = 0; done && i < count; i++) {
        cJSON *item = json_append(list, cJSON_CreateObject());
        done = json_add_number(item, "stage", stages[i].number) &&
               json_add_text(item, "name", stages[i].name) &&
               json_add_number(item, "max_score", scores_most(scores, stages[i].name));
    }
    if (done && cJSON_AddBoolToObject(grades, "boxed", boxed) != NULL &&
        cJSON_AddArrayToObject(grades, "submissions") != NULL)
        return grades;
    cJSON_Delete(grades);
    return NULL;
}

cJSON *grades_add_submission(cJSON *grades, const char *name)
{
    cJSON *submission =
        json_append(cJSON_GetObjectItemCaseSensitive(grades, "submissions"), cJSON_CreateObject());
    return json_add_text(submission, "name", name) && json_add_number(submission, "score", 0) &&
                   json_add_number(submission, "max_score", 0) &&
                   cJSON_AddArrayToObject(submission, "results") != NULL
               ? submission
               : NULL;
}

/* Adds to a number of an object. */
static void increase(cJSON *object, const char *name, unsigned by)
{
    cJSON *number = cJSON_GetObjectItemCaseSensitive(object, name);
    cJSON_SetNumberValue(number, number->valuedouble + by);
}

bool grades_add_result(cJSON *submission, const struct stage *stage, const struct scores *scores,
                       cJSON *result, const char *verdict, const char *why)
{
    unsigned score = scores_of(scores, result);
    unsigned most = scores_most(scores, stage->name);
    cJSON *graded =
        json_append(cJSON_GetObjectItemCaseSensitive(submission, "results"), cJSON_CreateObject());
    bool done =
        json_add_number(graded, "stage", stage->number) &&
        json_add_text(graded, "name", stage->name) &&
        json_add_text(graded, "verdict", result == NULL ? verdict : json_text(result, "verdict")) &&
        json_add_number(graded, "score", score) && json_add_number(graded, "max_score", most);
    if (done) {
        increase(submission, "score", score);
        increase(submission, "max_score", most);
    }
    if (result == NULL)
        return done && json_add_text(graded, "why", why);
    return json_add_item(graded, "result", result) && done;
}

/* Whether fields of the object at `place` are those of `other`, at `other_place`. */
static bool agrees(struct scan *s, const cJSON *object, const char *place, const cJSON *other,
                   const char *other_place, const char *const *names)
{
    char expected[80];
    for (; *names != NULL; names++) {
        if (cJSON_Compare(json_get(object, *names), json_get(other, *names), true))
            continue;
        snprintf(expected, sizeof expected, "the same as %s.%s", other_place, *names);
        return json_expected(s, json_get(object, *names), expected, "%s.%s", place, *names);
    }
    return true;
}

/* Checks that there is a result which agrees with the fields beside it, or the reason why not. */
static bool check_result(struct scan *s, const cJSON *graded, const char *place)
{
    static const char *const names[] = {"stage", "name", "verdict", NULL};
    const cJSON *result = json_get(graded, "result");
    const cJSON *why = json_get(graded, "why");
    char inner[80];
    bool missing = json_is(graded, "verdict", GRADES_MISSING);
    bool needed = !missing && !json_is(graded, "verdict", RESULT_INCONCLUSIVE);
    snprintf(inner, sizeof inner, "%s.result", place);
    if (missing && result != NULL)
        return json_expected(s, result, "nothing", "%s", inner);
    if (why != NULL && (needed || result != NULL))
        return json_expected(s, why, "nothing beside a result", "%s.why", place);
    if (result == NULL && needed)
        return json_expected(s, NULL, "the check's result", "%s", inner);
    if (result == NULL)
        return why != NULL ||
               json_expected(s, NULL, "the reason why there is no result", "%s.why", place);
    return agrees(s, result, inner, graded, place, names) &&
           (json_is(result, "verdict", result_verdict_of(json_get(result, "gates"))) ||
            json_expected(s, json_get(result, "verdict"), "what the gates say", "%s.verdict",
                          inner));
}

/* Checks the results of a submission, and its sums of them. */
static bool check_submission(struct scan *s, const cJSON *submission, int number,
                             const cJSON *stages)
{
    static const char *const names[] = {"stage", "name", "max_score", NULL};
    static const char *const sums[] = {"score", "max_score"};
    const cJSON *results = json_get(submission, "results");
    const cJSON *stage = stages->child;
    double sum[2] = {0};
    int i = 0;
    if (cJSON_GetArraySize(results) != cJSON_GetArraySize(stages))
        return json_expected(s, results, "one result per stage", "submissions[%d].results", number);
    for (const cJSON *graded = results->child; graded != NULL; graded = graded->next, i++) {
        char place[64], stage_place[32];
        snprintf(place, sizeof place, "submissions[%d].results[%d]", number, i);
        snprintf(stage_place, sizeof stage_place, "stages[%d]", i);
        if (!agrees(s, graded, place, stage, stage_place, names))
            return false;
        if (json_number(graded, "score") > json_number(graded, "max_score"))
            return json_expected(s, json_get(graded, "score"), "at most max_score", "%s.score",
                                 place);
        if (!check_result(s, graded, place))
            return false;
        for (size_t n = 0; n < 2; n++)
            sum[n] += json_number(graded, sums[n]);
        stage = stage->next;
    }
    for (size_t n = 0; n < 2; n++) {
        if (json_number(submission, sums[n]) != sum[n])
            return json_expected(s, json_get(submission, sums[n]), "the sum of the results'",
                                 "submissions[%d].%s", number, sums[n]);
    }
    return true;
}

cJSON *grades_read(const char *name, struct bytes text, struct error *error)
{
    struct scan s = scan_of(name, text, error);
    const cJSON *submission;
    cJSON *grades;
    bool done = json_read(&s, &grades_document, &grades);
    int i = 0;
    cJSON_ArrayForEach(submission, json_get(grades, "submissions"))
    {
        done = done && check_submission(&s, submission, i++, json_get(grades, "stages"));
    }
    if (done)
        return grades;
    cJSON_Delete(grades);
    return NULL;
}

size_t grades_count(const cJSON *grades, const char *verdict)
{
    const cJSON *submission, *graded;
    size_t count = 0;
    cJSON_ArrayForEach(submission, json_get(grades, "submissions"))
    {
        cJSON_ArrayForEach(graded, json_get(submission, "results"))
        {
            count += json_is(graded, "verdict", verdict);
        }
    }
    return count;
}
