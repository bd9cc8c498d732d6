#include "classroom/collect.h"

#include "base/format.h"
#include "results/grades.h"
#include "results/result.h"

#include <string.h>

static bool add_text(cJSON *object, const char *name, const char *text)
{
    return cJSON_AddStringToObject(object, name, text) != NULL;
}

static bool add_number(cJSON *object, const char *name, size_t number)
{
    return cJSON_AddNumberToObject(object, name, (double)number) != NULL;
}

/* Adds to an array, which takes `item` over: the item, or NULL where that fails. */
static cJSON *append(cJSON *array, cJSON *item)
{
    if (item != NULL && cJSON_AddItemToArray(array, item))
        return item;
    cJSON_Delete(item);
    return NULL;
}

/* Adds text that was put together, and ends it. */
static bool add_built(cJSON *object, const char *name, struct buffer *text)
{
    format_add_bytes(text, bytes_of("", 1));
    bool added = !format_failed(text) && add_text(object, name, (const char *)text->at);
    buffer_dispose(text);
    return added;
}

/* A file that no compiler could be given fails where one that does not compile does. */
static cJSON *refused_result(const struct job *job)
{
    cJSON *result = result_new(job->stage, job->stage->contract->file);
    cJSON *gate = cJSON_CreateObject();
    bool done = result != NULL && gate != NULL && add_text(gate, "name", result_gates[0]) &&
                add_text(gate, "verdict", RESULT_NOT_YET) && add_text(gate, "message", job->why) &&
                result_add_gate(result, gate);
    for (size_t i = 1; done && result_gates[i] != NULL; i++)
        done = result_add_unmeasured(result, result_gates[i],
                                     "not measured: there is no program to measure yet");
    cJSON_Delete(gate);
    if (done && result_settle(result))
        return result;
    cJSON_Delete(result);
    return NULL;
}

static cJSON *result_of(const struct collecting *collecting, const struct job *job)
{
    if (job->state == JOB_REFUSED)
        return refused_result(job);
    cJSON *result = job->state == JOB_CHECKED ? work_result(collecting->work, job) : NULL;
    if (result == NULL || strcmp(result_text(result, "name"), job->stage->name) == 0)
        return result;
    cJSON_Delete(result);
    return NULL;
}

/* What stands in place of a result. */
static bool add_why(const struct collecting *collecting, const struct job *job, cJSON *graded)
{
    struct buffer words = buffer_bounded(SIZE_MAX);
    struct buffer why = buffer_bounded(SIZE_MAX);
    if (job->why != NULL)
        return add_text(graded, "why", job->why);
    work_add_last_words(collecting->work, job, &words);
    format_add(&why, "the check came to no result");
    if (words.len > 0)
        format_add(&why, ": ");
    format_add_bytes(&why, buffer_rest(&words));
    if (format_failed(&words))
        why.limit = 0;
    buffer_dispose(&words);
    return add_built(graded, "why", &why);
}

static const char *verdict_of(const struct job *job, const cJSON *result)
{
    if (job->state == JOB_MISSING)
        return GRADES_MISSING;
    return result == NULL ? RESULT_INCONCLUSIVE : result_text(result, "verdict");
}

/* Adds a job's part, and its score to *score. */
static bool add_graded(const struct collecting *collecting, const struct job *job, cJSON *results,
                       size_t *score)
{
    cJSON *graded = append(results, cJSON_CreateObject());
    cJSON *result = result_of(collecting, job);
    unsigned points = result == NULL ? 0 : scores_of(collecting->scores, result);
    *score += points;
    bool done = graded != NULL && add_number(graded, "stage", job->stage->number) &&
                add_text(graded, "name", job->stage->name) &&
                add_text(graded, "verdict", verdict_of(job, result)) &&
                add_number(graded, "score", points) &&
                add_number(graded, "max_score", scores_most(collecting->scores, job->stage->name));
    if (done && result == NULL)
        return add_why(collecting, job, graded);
    if (done && cJSON_AddItemToObject(graded, "result", result))
        return true;
    cJSON_Delete(result);
    return false;
}

/* Adds a submission, whose jobs are `first` and those behind it. */
static bool add_submission(const struct collecting *collecting, const struct job *first,
                           cJSON *submissions)
{
    struct buffer name = buffer_bounded(SIZE_MAX);
    size_t score = 0, most = 0;
    cJSON *submission = append(submissions, cJSON_CreateObject());
    cJSON *results = cJSON_CreateArray();
    bool done = submission != NULL && results != NULL;
    for (size_t i = 0; done && i < collecting->jobs->stages; i++) {
        most += scores_most(collecting->scores, first[i].stage->name);
        done = add_graded(collecting, &first[i], results, &score);
    }
    name_add_text(&name, first->name);
    done = done && add_built(submission, "name", &name) && add_number(submission, "score", score) &&
           add_number(submission, "max_score", most);
    buffer_dispose(&name);
    if (done && cJSON_AddItemToObject(submission, "results", results))
        return true;
    cJSON_Delete(results);
    return false;
}

static bool add_stages(const struct collecting *collecting, cJSON *grades)
{
    cJSON *stages = cJSON_AddArrayToObject(grades, "stages");
    bool done = stages != NULL;
    for (size_t i = 0; done && i < collecting->jobs->stages; i++) {
        const struct stage *stage = collecting->jobs->list[i].stage;
        cJSON *item = append(stages, cJSON_CreateObject());
        done = item != NULL && add_number(item, "stage", stage->number) &&
               add_text(item, "name", stage->name) &&
               add_number(item, "max_score", scores_most(collecting->scores, stage->name));
    }
    return done;
}

cJSON *collect_grades(const struct collecting *collecting)
{
    const struct jobs *jobs = collecting->jobs;
    cJSON *grades = cJSON_CreateObject();
    bool done = grades != NULL && add_stages(collecting, grades) &&
                cJSON_AddBoolToObject(grades, "boxed", collecting->boxed) != NULL;
    cJSON *submissions = done ? cJSON_AddArrayToObject(grades, "submissions") : NULL;
    done = submissions != NULL;
    for (size_t i = 0; done && i < jobs->count; i += jobs->stages)
        done = add_submission(collecting, &jobs->list[i], submissions);
    if (done)
        return grades;
    cJSON_Delete(grades);
    return NULL;
}

size_t collect_count(const cJSON *grades, const char *verdict)
{
    const cJSON *submission, *graded;
    size_t count = 0;
    cJSON_ArrayForEach(submission, cJSON_GetObjectItemCaseSensitive(grades, "submissions"))
    {
        cJSON_ArrayForEach(graded, cJSON_GetObjectItemCaseSensitive(submission, "results"))
        {
            count += strcmp(result_text(graded, "verdict"), verdict) == 0;
        }
    }
    return count;
}
