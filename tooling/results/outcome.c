#include "results/outcome.h"

#include <stdint.h>
#include <string.h>

const cJSON *outcome_gate(const cJSON *graded)
{
    const cJSON *result = json_get(graded, "result");
    const cJSON *gate;
    cJSON_ArrayForEach(gate, json_get(result, "gates"))
    {
        if (strcmp(json_text(gate, "verdict"), json_text(graded, "verdict")) == 0)
            return gate;
    }
    return NULL;
}

const char *outcome_of(const cJSON *graded)
{
    const char *verdict = json_text(graded, "verdict");
    bool fell = strcmp(verdict, RESULT_NOT_YET) == 0;
    return fell ? json_text(outcome_gate(graded), "name") : verdict;
}

bool outcome_is_open(const cJSON *graded)
{
    return json_is(graded, "verdict", RESULT_INCONCLUSIVE);
}

const char *outcome_reason(const cJSON *graded)
{
    const cJSON *gate = outcome_gate(graded);
    return gate == NULL ? json_text(graded, "why") : json_text(gate, "message");
}

unsigned outcome_count(const cJSON *grades, int stage, const char *outcome)
{
    unsigned count = 0;
    const cJSON *submission;
    cJSON_ArrayForEach(submission, json_get(grades, "submissions"))
    {
        const cJSON *graded = cJSON_GetArrayItem(json_get(submission, "results"), stage);
        count += strcmp(outcome_of(graded), outcome) == 0;
    }
    return count;
}

const char *outcome_worst_gate(const cJSON *grades, int stage)
{
    const char *worst = NULL;
    unsigned most = 0;
    for (size_t i = 0; result_gates[i] != NULL; i++) {
        unsigned count = outcome_count(grades, stage, result_gates[i]);
        if (count > most) {
            most = count;
            worst = result_gates[i];
        }
    }
    return worst;
}

bool outcome_any_open(const cJSON *submission)
{
    const cJSON *graded;
    cJSON_ArrayForEach(graded, json_get(submission, "results"))
    {
        if (outcome_is_open(graded))
            return true;
    }
    return false;
}

bool outcome_mean(const cJSON *grades, unsigned *tenths)
{
    uint64_t sum = 0;
    uint64_t count = 0;
    const cJSON *submission;
    cJSON_ArrayForEach(submission, json_get(grades, "submissions"))
    {
        if (!outcome_any_open(submission)) {
            sum += json_whole(submission, "score");
            count++;
        }
    }
    if (count > 0)
        *tenths = (unsigned)((sum * 10 + count / 2) / count);
    return count > 0;
}

unsigned outcome_most(const cJSON *grades)
{
    unsigned most = 0;
    const cJSON *stage;
    cJSON_ArrayForEach(stage, json_get(grades, "stages"))
    {
        most += (unsigned)json_number(stage, "max_score");
    }
    return most;
}
