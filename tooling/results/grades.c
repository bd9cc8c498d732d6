#include "results/grades.h"

#include "base/json.h"
#include "results/grades_reading.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static bool read_stages(struct reading *r, const cJSON *grades)
{
    const cJSON *stage;
    int i = 0;
    if (!reading_array(r, grades, "stages"))
        return false;
    r->stages = reading_field(grades, "stages");
    if (r->stages->child == NULL)
        return reading_refuse(r, "stages[0]", "a stage", NULL);
    cJSON_ArrayForEach(stage, r->stages)
    {
        snprintf(r->place, sizeof r->place, "stages[%d].", i++);
        if (!reading_whole(r, stage, "stage") || !reading_name(r, stage) ||
            !reading_whole(r, stage, "max_score"))
            return false;
    }
    r->place[0] = '\0';
    return true;
}

/* Whether the gates give the verdict that stands above them. */
static bool is_settled(const cJSON *gates, const char *verdict)
{
    bool not_yet = false, inconclusive = gates->child == NULL;
    const cJSON *gate;
    cJSON_ArrayForEach(gate, gates)
    {
        not_yet |= strcmp(result_text(gate, "verdict"), RESULT_NOT_YET) == 0;
        inconclusive |= strcmp(result_text(gate, "verdict"), RESULT_INCONCLUSIVE) == 0;
    }
    if (not_yet)
        return strcmp(verdict, RESULT_NOT_YET) == 0;
    return strcmp(verdict, inconclusive ? RESULT_INCONCLUSIVE : RESULT_PASS) == 0;
}

static bool read_gates(const struct reading *r, const cJSON *result)
{
    const cJSON *gates = reading_field(result, "gates");
    const cJSON *gate;
    if (!reading_array(r, result, "gates"))
        return false;
    int i = 0;
    cJSON_ArrayForEach(gate, gates)
    {
        char place[32];
        snprintf(place, sizeof place, "gates[%d]", i++);
        if (!result_is_gate(gate) || !result_is_gate_name(result_text(gate, "name")))
            return reading_refuse(r, place, "a known gate with its verdict and message", gate);
    }
    return is_settled(gates, result_text(result, "verdict")) ||
           reading_refuse(r, "verdict", "what the gates say", reading_field(result, "verdict"));
}

static bool read_measured(const struct reading *r, const cJSON *result)
{
    const cJSON *measured = reading_field(result, "measured");
    const cJSON *figure;
    if (!cJSON_IsObject(measured))
        return reading_refuse(r, "measured", "an object", measured);
    cJSON_ArrayForEach(figure, measured)
    {
        if (!cJSON_IsNumber(figure) || !isfinite(figure->valuedouble))
            return reading_refuse(r, "measured", "numbers", figure);
    }
    return true;
}

/* The check's own document, which agrees with the line above it. */
static bool read_result(struct reading *r, const cJSON *graded)
{
    size_t len = strlen(r->place);
    const cJSON *result = reading_field(graded, "result");
    snprintf(r->place + len, sizeof r->place - len, "result.");
    bool read = reading_agrees(r, result, graded, "stage") &&
                reading_agrees(r, result, graded, "name") &&
                reading_agrees(r, result, graded, "verdict") && read_gates(r, result) &&
                read_measured(r, result);
    r->place[len] = '\0';
    return read;
}

/* A result where there can be one, or the reason why there is none. */
static bool read_reason(struct reading *r, const cJSON *graded)
{
    const char *verdict = result_text(graded, "verdict");
    bool missing = strcmp(verdict, GRADES_MISSING) == 0;
    bool needed = strcmp(verdict, RESULT_PASS) == 0 || strcmp(verdict, RESULT_NOT_YET) == 0;
    const cJSON *result = reading_field(graded, "result");
    const cJSON *why = reading_field(graded, "why");
    if (missing && result != NULL)
        return reading_refuse(r, "result", "nothing", result);
    if (result == NULL && !needed)
        return cJSON_IsString(why) ||
               reading_refuse(r, "why", "the reason why there is no result", why);
    if (why != NULL)
        return reading_refuse(r, "why", "nothing beside a result", why);
    return read_result(r, graded);
}

static bool read_verdict(const struct reading *r, const cJSON *graded)
{
    static const char *const verdicts[] = {RESULT_PASS, RESULT_NOT_YET, RESULT_INCONCLUSIVE,
                                           GRADES_MISSING};
    for (size_t i = 0; i < sizeof verdicts / sizeof *verdicts; i++) {
        if (strcmp(result_text(graded, "verdict"), verdicts[i]) == 0)
            return true;
    }
    return reading_refuse(r, "verdict", "pass, not-yet, inconclusive or missing",
                          reading_field(graded, "verdict"));
}

static bool read_graded(struct reading *r, const cJSON *graded, const cJSON *stage)
{
    return reading_agrees(r, graded, stage, "stage") && reading_agrees(r, graded, stage, "name") &&
           read_verdict(r, graded) && reading_agrees(r, graded, stage, "max_score") &&
           reading_whole(r, graded, "score") &&
           (grades_number(graded, "score") <= grades_number(graded, "max_score") ||
            reading_refuse(r, "score", "at most max_score", reading_field(graded, "score"))) &&
           read_reason(r, graded);
}

static double sum(const cJSON *results, const char *name)
{
    double all = 0;
    const cJSON *graded;
    cJSON_ArrayForEach(graded, results)
    {
        all += grades_number(graded, name);
    }
    return all;
}

static bool adds_up(const struct reading *r, const cJSON *submission, const char *name)
{
    const cJSON *got = reading_field(submission, name);
    return (reading_is_whole(got) && got->valuedouble == sum(grades_results(submission), name)) ||
           reading_refuse(r, name, "the sum of the results'", got);
}

static bool read_submission(struct reading *r, const cJSON *submission, int number)
{
    snprintf(r->place, sizeof r->place, "submissions[%d].", number);
    if (!reading_name(r, submission) || !reading_array(r, submission, "results"))
        return false;
    size_t len = strlen(r->place);
    const cJSON *results = grades_results(submission);
    const cJSON *stage = r->stages->child;
    int i = 0;
    if (cJSON_GetArraySize(results) != cJSON_GetArraySize(r->stages))
        return reading_refuse(r, "results", "one a stage", results);
    for (const cJSON *graded = results->child; graded != NULL; graded = graded->next) {
        snprintf(r->place + len, sizeof r->place - len, "results[%d].", i++);
        if (!read_graded(r, graded, stage))
            return false;
        stage = stage->next;
    }
    r->place[len] = '\0';
    return adds_up(r, submission, "score") && adds_up(r, submission, "max_score");
}

static bool read_all(struct reading *r, const cJSON *grades)
{
    const cJSON *submission;
    int i = 0;
    if (!cJSON_IsObject(grades))
        return reading_refuse(r, "the grades", "an object", grades);
    if (!read_stages(r, grades))
        return false;
    if (!cJSON_IsBool(reading_field(grades, "boxed")))
        return reading_refuse(r, "boxed", "true or false", reading_field(grades, "boxed"));
    if (!reading_array(r, grades, "submissions"))
        return false;
    cJSON_ArrayForEach(submission, grades_submissions(grades))
    {
        if (!read_submission(r, submission, i++))
            return false;
    }
    return true;
}

cJSON *grades_read(const char *name, struct bytes text, struct error *error)
{
    struct scan scan = scan_of(name, text, error);
    struct reading reading = {.scan = &scan};
    cJSON *grades = NULL;
    if (json_scan(&scan, &grades) && read_all(&reading, grades))
        return grades;
    cJSON_Delete(grades);
    return NULL;
}

const cJSON *grades_stages(const cJSON *grades)
{
    return reading_field(grades, "stages");
}

const cJSON *grades_submissions(const cJSON *grades)
{
    return reading_field(grades, "submissions");
}

const cJSON *grades_results(const cJSON *submission)
{
    return reading_field(submission, "results");
}

unsigned grades_number(const cJSON *object, const char *name)
{
    const cJSON *number = reading_field(object, name);
    return reading_is_whole(number) ? (unsigned)number->valuedouble : 0;
}
