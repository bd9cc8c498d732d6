#include "results/scores.h"

#include "base/files.h"
#include "course/course.h"
#include "results/result.h"

#include <assert.h>
#include <string.h>

bool scores_read(const char *name, struct bytes text, struct scores *scores, struct error *error)
{
    struct json_field gates[SCORES_MOST_GATES + 1] = {0};
    struct json_field stages[SCORES_MOST_STAGES + 1] = {0};
    const struct json_field document = {.kind = JSON_OBJECT, .fields = stages};
    struct scan s = scan_of(name, text, error);
    cJSON *json;
    assert(course_stage_count <= SCORES_MOST_STAGES);
    for (size_t i = 0; result_gates[i] != NULL; i++) {
        assert(i < SCORES_MOST_GATES);
        gates[i] = (struct json_field){.name = result_gates[i],
                                       .kind = JSON_WHOLE,
                                       .optional = true,
                                       .least = 1,
                                       .most = SCORES_MOST_POINTS};
    }
    for (size_t i = 0; i < course_stage_count; i++)
        stages[i] = (struct json_field){.name = course_stages[i].name,
                                        .kind = JSON_OBJECT,
                                        .least = 1,
                                        .fields = gates,
                                        .expected = "points for gates"};
    memset(scores, 0, sizeof *scores);
    if (!json_read(&s, &document, &json))
        return false;
    for (size_t stage = 0; stage < course_stage_count; stage++) {
        for (size_t gate = 0; result_gates[gate] != NULL; gate++)
            scores->points[stage][gate] = (unsigned)json_number(
                json_get(json, course_stages[stage].name), result_gates[gate]);
    }
    cJSON_Delete(json);
    return true;
}

bool scores_load(struct scores *scores, struct error *error)
{
    struct buffer text = buffer_bounded((size_t)1 << 20);
    bool read = file_read(SCORES_FILE, &text, error) &&
                scores_read(SCORES_FILE, buffer_rest(&text), scores, error);
    buffer_dispose(&text);
    return read;
}

/* The points of a stage's gates; NULL if there is no such stage. */
static const unsigned *points_of(const struct scores *scores, const char *stage_name)
{
    size_t stage = 0;
    while (stage < course_stage_count && strcmp(course_stages[stage].name, stage_name) != 0)
        stage++;
    return stage == course_stage_count ? NULL : scores->points[stage];
}

unsigned scores_most(const struct scores *scores, const char *stage_name)
{
    const unsigned *points = points_of(scores, stage_name);
    unsigned sum = 0;
    for (size_t i = 0; points != NULL && result_gates[i] != NULL; i++)
        sum += points[i];
    return sum;
}

unsigned scores_most_of_gate(const struct scores *scores, const cJSON *check_result,
                             const char *gate)
{
    const unsigned *points = points_of(scores, json_text(check_result, "name"));
    size_t at = 0;
    while (result_gates[at] != NULL && strcmp(result_gates[at], gate) != 0)
        at++;
    return points == NULL || result_gates[at] == NULL ? 0 : points[at];
}

static bool passes(const cJSON *check_result, const char *gate)
{
    return json_is(result_gate(check_result, gate), "verdict", RESULT_PASS);
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
