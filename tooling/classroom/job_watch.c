#include "classroom/job_watch.h"

#include "base/format.h"
#include "results/result.h"

#include <string.h>
#include <unistd.h>

static void count(struct progress *progress, const char *verdict)
{
    progress->done++;
    progress->not_yet += strcmp(verdict, RESULT_NOT_YET) == 0;
    progress->inconclusive += strcmp(verdict, RESULT_INCONCLUSIVE) == 0;
}

struct watch watch_start(const struct work *work, struct jobs *jobs)
{
    struct watch watch = {.work = work, .jobs = jobs};
    for (size_t i = 0; i < jobs->count; i++) {
        const struct job *job = &jobs->list[i];
        watch.progress.total += job->state == JOB_CHECKED;
        if (job->state != JOB_CHECKED || job->pending)
            continue;
        cJSON *result = work_result(work, job);
        count(&watch.progress, json_text(result, "verdict"));
        cJSON_Delete(result);
    }
    watch.progress.before = watch.progress.done;
    return watch;
}

static void look_at(struct watch *watch, struct job *job, struct buffer *news)
{
    cJSON *result = work_result(watch->work, job);
    if (result == NULL)
        return;
    job->pending = false;
    count(&watch->progress, json_text(result, "verdict"));
    format_add(news, "%zu/%zu ", watch->progress.done, watch->progress.total);
    name_add_text(news, job->name);
    format_add(news, " %s: %s\n", job->stage->name, json_text(result, "verdict"));
    cJSON_Delete(result);
}

void watch_look(struct watch *watch, unsigned seconds, struct buffer *news)
{
    char path[WORK_PATH_SIZE];
    watch->progress.seconds = seconds;
    for (size_t i = 0; i < watch->jobs->count; i++) {
        struct job *job = &watch->jobs->list[i];
        work_path(watch->work, job->folder, WORK_RESULT, path);
        if (job->pending && access(path, F_OK) == 0)
            look_at(watch, job, news);
    }
}
