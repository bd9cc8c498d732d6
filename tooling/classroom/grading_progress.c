#include "classroom/grading_progress.h"

#include "base/format.h"
#include "results/result.h"

#include <unistd.h>

static void count(struct grading_progress *progress, const cJSON *result)
{
    progress->done++;
    progress->not_yet += json_is(result, "verdict", RESULT_NOT_YET);
    progress->inconclusive += json_is(result, "verdict", RESULT_INCONCLUSIVE);
}

struct grading_progress grading_progress_start(const struct work *work, const struct jobs *jobs)
{
    struct grading_progress progress = {.total = jobs_count(jobs, JOB_CHECKED)};
    for (size_t i = 0; i < jobs->count; i++) {
        const struct job *job = &jobs->list[i];
        if (job->state != JOB_CHECKED || job->pending)
            continue;
        cJSON *result = work_result(work, job);
        count(&progress, result);
        cJSON_Delete(result);
    }
    progress.before = progress.done;
    return progress;
}

void grading_progress_update(struct grading_progress *progress, const struct work *work,
                             struct jobs *jobs, unsigned seconds, struct buffer *news)
{
    char path[WORK_PATH_SIZE];
    progress->seconds = seconds;
    for (size_t i = 0; i < jobs->count; i++) {
        struct job *job = &jobs->list[i];
        work_path(work, job->folder, WORK_RESULT, path);
        cJSON *result = job->pending && access(path, F_OK) == 0 ? work_result(work, job) : NULL;
        if (result == NULL)
            continue;
        job->pending = false;
        count(progress, result);
        format_add(news, "%zu/%zu ", progress->done, progress->total);
        name_add_text(news, job->name);
        format_add(news, " %s: %s\n", job->stage->name, json_text(result, "verdict"));
        cJSON_Delete(result);
    }
}

long grading_progress_left(const struct grading_progress *progress)
{
    size_t done = progress->done - progress->before;
    size_t left = progress->total - progress->done;
    if (done == 0)
        return left == 0 ? 0 : -1;
    return (long)(((double)left * progress->seconds + (double)done - 1) / (double)done);
}

void grading_progress_draw(const struct grading_progress *progress, unsigned width,
                           struct buffer *text)
{
    enum { NARROWEST_BAR = 10, WIDEST_BAR = 40, FRAME = 3 }; /* "[] " */
    struct buffer words = buffer_bounded(SIZE_MAX);
    long seconds = grading_progress_left(progress);
    format_add(&words, "%zu/%zu, %zu not-yet, %zu inconclusive, ", progress->done, progress->total,
               progress->not_yet, progress->inconclusive);
    if (seconds < 0)
        format_add(&words, "time left: not known yet");
    else if (seconds < 60)
        format_add(&words, "%ld s left", seconds);
    else if (seconds < 3600)
        format_add(&words, "%ld min %ld s left", seconds / 60, seconds % 60);
    else
        format_add(&words, "%ld h %ld min left", seconds / 3600, seconds / 60 % 60);
    size_t used = words.len + FRAME;
    size_t bar = width < used + NARROWEST_BAR ? 0 : width - used;
    if (bar > WIDEST_BAR)
        bar = WIDEST_BAR;
    size_t full = progress->total == 0 ? bar : progress->done * bar / progress->total;
    for (size_t i = 0; i < bar; i++)
        format_add(text, "%s%s", i == 0 ? "[" : "", i < full ? "#" : ".");
    format_add(text, bar > 0 ? "] " : "");
    format_add_bytes(text, buffer_rest(&words));
    if (format_failed(&words))
        text->limit = 0;
    buffer_dispose(&words);
}
