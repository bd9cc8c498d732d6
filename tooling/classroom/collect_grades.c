#include "classroom/collect_grades.h"

#include "base/format.h"

/*
 * Adds a job's result, or why there is none. A file that no compiler could be given fails like one
 * that does not compile.
 */
static bool add_result(const struct work *work, const struct job *job, const struct scores *scores,
                       cJSON *submission)
{
    struct buffer words = buffer_bounded(SIZE_MAX);
    struct buffer why = buffer_bounded(SIZE_MAX);
    cJSON *result = job->state == JOB_CHECKED ? work_result(work, job) : NULL;
    bool done = true;
    if (job->state == JOB_REFUSED) {
        result = result_new(job->stage, job->stage->contract->file);
        done = result_add_new_gate(result, result_gates[0], RESULT_NOT_YET, job->why);
        for (size_t i = 1; done && result_gates[i] != NULL; i++)
            done = result_add_new_gate(result, result_gates[i], RESULT_INCONCLUSIVE,
                                       "not measured: no program yet, fix the build gate first");
        done = done && result_settle(result);
    }
    if (!json_is(result, "name", job->stage->name)) {
        cJSON_Delete(result);
        result = NULL;
    }
    if (result == NULL && job->why == NULL)
        work_add_last_words(work, job, &words);
    format_add(&why, "the check gave no result%s", words.len > 0 ? ": " : "");
    format_add_bytes(&why, buffer_rest(&words));
    format_add_bytes(&why, bytes_of("", 1));
    done = done && !format_failed(&words) && !format_failed(&why);
    if (done)
        done = grades_add_result(submission, job->stage, scores, result,
                                 job->state == JOB_MISSING ? GRADES_MISSING : RESULT_INCONCLUSIVE,
                                 job->why != NULL ? job->why : (const char *)why.at);
    else
        cJSON_Delete(result);
    buffer_dispose(&words);
    buffer_dispose(&why);
    return done;
}

cJSON *collect_grades(const struct work *work, const struct jobs *jobs, const struct scores *scores,
                      bool boxed)
{
    cJSON *grades = grades_new(jobs->list[0].stage, jobs->stages, scores, boxed);
    cJSON *submission = NULL;
    bool done = grades != NULL;
    for (size_t i = 0; done && i < jobs->count; i++) {
        if (i % jobs->stages == 0) {
            struct buffer name = buffer_bounded(SIZE_MAX);
            name_add_text(&name, jobs->list[i].name);
            format_add_bytes(&name, bytes_of("", 1));
            submission =
                format_failed(&name) ? NULL : grades_add_submission(grades, (const char *)name.at);
            buffer_dispose(&name);
        }
        done = submission != NULL && add_result(work, &jobs->list[i], scores, submission);
    }
    if (done)
        return grades;
    cJSON_Delete(grades);
    return NULL;
}
