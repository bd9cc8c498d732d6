#include "classroom/jobs.h"

#include "base/array.h"
#include "base/format.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Makes the text, which it disposes of, the reason of a job. False if allocation fails. */
static bool explain(struct job *job, enum job_state state, struct buffer *text)
{
    bool whole = !format_failed(text);
    job->state = state;
    job->why = whole ? malloc(text->len + 1) : NULL;
    if (job->why != NULL)
        snprintf(job->why, text->len + 1, "%.*s", (int)text->len, (const char *)text->at);
    buffer_dispose(text);
    return job->why != NULL;
}

bool job_refuse(struct job *job, const char *why)
{
    struct buffer text = buffer_bounded(SIZE_MAX);
    name_add_text(&text, job->path);
    format_add(&text, " %s", why);
    return explain(job, JOB_REFUSED, &text);
}

static bool add_job(struct jobs *jobs, const struct submitted *list, size_t count,
                    const struct stage *stage, const char *id)
{
    const struct submitted *other;
    const struct submitted *chosen = submissions_choose(list, count, stage, &other);
    const struct job added = {.name = list[0].name, .stage = stage};
    struct buffer text = buffer_bounded(SIZE_MAX);
    if (!array_append(&jobs->list, &jobs->count, &added, sizeof added))
        return false;
    struct job *job = &jobs->list[jobs->count - 1];
    snprintf(job->folder, sizeof job->folder, "%s/%u", id, stage->number);
    if (chosen == NULL) {
        format_add(&text, "no %s was handed in for this stage", stage->contract->file);
        return explain(job, JOB_MISSING, &text);
    }
    if (other != NULL) {
        name_add_text(&text, chosen->path);
        format_add(&text, " and ");
        name_add_text(&text, other->path);
        format_add(&text, " could both be meant: expected one of them");
        return explain(job, JOB_UNCLEAR, &text);
    }
    job->path = chosen->path;
    return true;
}

bool jobs_plan(const struct submissions *all, const struct stage *stages, size_t stage_count,
               struct jobs *jobs)
{
    *jobs = (struct jobs){.stages = stage_count};
    for (size_t at = 0, count; at < all->count; at += count) {
        const struct submitted *list = &all->list[at];
        char id[NAME_ID_SIZE];
        size_t twins = 0; /* names planned before this one that have the same hash */
        name_id(list->name, 0, id);
        for (size_t i = 0; i < jobs->count; i += stage_count)
            twins += strncmp(jobs->list[i].folder, id, strlen(id)) == 0;
        name_id(list->name, twins, id);
        count = submissions_of_name(all, at);
        for (size_t i = 0; i < stage_count; i++) {
            if (!add_job(jobs, list, count, &stages[i], id))
                return false;
        }
    }
    return true;
}

size_t jobs_count(const struct jobs *jobs, enum job_state state)
{
    size_t count = 0;
    for (size_t i = 0; i < jobs->count; i++)
        count += jobs->list[i].state == state;
    return count;
}

void jobs_dispose(struct jobs *jobs)
{
    for (size_t i = 0; i < jobs->count; i++)
        free(jobs->list[i].why);
    free(jobs->list);
    *jobs = (struct jobs){0};
}
