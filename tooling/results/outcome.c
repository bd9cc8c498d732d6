#include "results/outcome.h"

#include <stdint.h>
#include <string.h>

const cJSON *outcome_gate(const cJSON *graded)
{
    const cJSON *result = cJSON_GetObjectItemCaseSensitive(graded, "result");
    const cJSON *gate;
    cJSON_ArrayForEach(gate, cJSON_GetObjectItemCaseSensitive(result, "gates"))
    {
        if (strcmp(result_text(gate, "verdict"), result_text(graded, "verdict")) == 0)
            return gate;
    }
    return NULL;
}

const char *outcome_of(const cJSON *graded)
{
    const char *verdict = result_text(graded, "verdict");
    bool fell = strcmp(verdict, RESULT_NOT_YET) == 0;
    return fell ? result_text(outcome_gate(graded), "name") : verdict;
}

bool outcome_is_open(const cJSON *graded)
{
    return strcmp(result_text(graded, "verdict"), RESULT_INCONCLUSIVE) == 0;
}

const char *outcome_reason(const cJSON *graded)
{
    const cJSON *gate = outcome_gate(graded);
    return gate == NULL ? result_text(graded, "why") : result_text(gate, "message");
}

unsigned outcome_count(const cJSON *grades, int stage, const char *outcome)
{
    unsigned count = 0;
    const cJSON *submission;
    cJSON_ArrayForEach(submission, grades_submissions(grades))
    {
        const cJSON *graded = cJSON_GetArrayItem(grades_results(submission), stage);
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
    cJSON_ArrayForEach(graded, grades_results(submission))
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
    cJSON_ArrayForEach(submission, grades_submissions(grades))
    {
        if (!outcome_any_open(submission)) {
            sum += grades_number(submission, "score");
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
    cJSON_ArrayForEach(stage, grades_stages(grades))
    {
        most += grades_number(stage, "max_score");
    }
    return most;
}
