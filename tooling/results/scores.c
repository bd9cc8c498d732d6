#include "results/scores.h"

#include "base/json.h"
#include "base/json_fields.h"
#include "base/quote.h"
#include "course/course.h"
#include "results/result.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

/* Where no such name is in the list, the list's length. */
static size_t stage_at(const char *name)
{
    size_t at = 0;
    while (at < course_stage_count && strcmp(course_stages[at].name, name) != 0)
        at++;
    return at;
}

static size_t gate_at(const char *name)
{
    size_t at = 0;
    while (result_gates[at] != NULL && strcmp(result_gates[at], name) != 0)
        at++;
    return at;
}

static bool unknown(struct scan *s, const char *expected, const char *got)
{
    char name[QUOTE_SHORT_SIZE];
    quote_short(name, bytes_from_string(got), 0);
    return scan_fail(s, "expected %s, got %s", expected, name);
}

static bool read_gate(struct scan *s, const char *stage, const cJSON *item, unsigned *points)
{
    char expected[128];
    uint64_t number;
    size_t gate = gate_at(item->string);
    if (result_gates[gate] == NULL)
        return unknown(s, "gates of a check", item->string);
    if (points[gate] != 0)
        return unknown(s, "each gate of a stage once", item->string);
    snprintf(expected, sizeof expected, "%s.%s=<points, 1 to %d>", stage, item->string,
             SCORES_MOST_POINTS);
    if (!fields_number(item, &number) || number == 0 || number > SCORES_MOST_POINTS)
        return fields_expected(s, expected, item);
    points[gate] = (unsigned)number;
    return true;
}

static unsigned sum_of(const unsigned *points)
{
    unsigned sum = 0;
    for (size_t i = 0; result_gates[i] != NULL; i++)
        sum += points[i];
    return sum;
}

static bool read_stage(struct scan *s, const cJSON *item, struct scores *scores)
{
    size_t stage = stage_at(item->string);
    const cJSON *gate;
    char expected[128];
    if (stage == course_stage_count)
        return unknown(s, "stages of the course", item->string);
    if (sum_of(scores->points[stage]) > 0)
        return unknown(s, "each stage once", item->string);
    snprintf(expected, sizeof expected, "points for gates of %s", course_stages[stage].name);
    if (!cJSON_IsObject(item))
        return fields_expected(s, expected, item);
    cJSON_ArrayForEach(gate, item)
    {
        if (!read_gate(s, course_stages[stage].name, gate, scores->points[stage]))
            return false;
    }
    return true;
}

static bool read_stages(struct scan *s, const cJSON *json, struct scores *scores)
{
    const cJSON *item;
    if (!cJSON_IsObject(json))
        return fields_expected(s, "an object of stages", json);
    cJSON_ArrayForEach(item, json)
    {
        if (!read_stage(s, item, scores))
            return false;
    }
    for (size_t i = 0; i < course_stage_count; i++) {
        if (sum_of(scores->points[i]) == 0)
            return scan_fail(s, "expected points for gates of %s, got none", course_stages[i].name);
    }
    return true;
}

bool scores_read(const char *name, struct bytes text, struct scores *scores, struct error *error)
{
    struct scan s = scan_of(name, text, error);
    cJSON *json = NULL;
    assert(course_stage_count <= SCORES_MOST_STAGES && gate_at("") <= SCORES_MOST_GATES);
    memset(scores, 0, sizeof *scores);
    bool done = json_scan(&s, &json) && read_stages(&s, json, scores);
    cJSON_Delete(json);
    if (!done)
        memset(scores, 0, sizeof *scores);
    return done;
}

/* The points of a stage's gates; NULL where there is no such stage. */
static const unsigned *points_of(const struct scores *scores, const char *stage_name)
{
    size_t stage = stage_at(stage_name);
    return stage == course_stage_count ? NULL : scores->points[stage];
}

unsigned scores_most(const struct scores *scores, const char *stage_name)
{
    const unsigned *points = points_of(scores, stage_name);
    return points == NULL ? 0 : sum_of(points);
}

unsigned scores_most_of_gate(const struct scores *scores, const cJSON *check_result,
                             const char *gate)
{
    const unsigned *points = points_of(scores, result_text(check_result, "name"));
    size_t at = gate_at(gate);
    return points == NULL || result_gates[at] == NULL ? 0 : points[at];
}

/* Whether a gate is there and passed. */
static bool passes(const cJSON *check_result, const char *name)
{
    const cJSON *gate;
    cJSON_ArrayForEach(gate, cJSON_GetObjectItemCaseSensitive(check_result, "gates"))
    {
        if (strcmp(result_text(gate, "name"), name) == 0)
            return strcmp(result_text(gate, "verdict"), RESULT_PASS) == 0;
    }
    return false;
}

unsigned scores_of_gate(const struct scores *scores, const cJSON *check_result, const char *gate)
{
    unsigned most = scores_most_of_gate(scores, check_result, gate);
    if (most == 0 || !passes(check_result, gate))
        return 0;
    for (size_t i = 0; result_gates[i] != NULL; i++) {
        if (scores_most_of_gate(scores, check_result, result_gates[i]) == 0 &&
            !passes(check_result, result_gates[i]))
            return 0;
    }
    return most;
}

unsigned scores_of(const struct scores *scores, const cJSON *check_result)
{
    unsigned sum = 0;
    for (size_t i = 0; result_gates[i] != NULL; i++)
        sum += scores_of_gate(scores, check_result, result_gates[i]);
    return sum;
}
