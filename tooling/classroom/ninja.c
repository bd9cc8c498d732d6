#include "classroom/ninja.h"

#include "base/format.h"
#include "base/scan.h"
#include "classroom/grading_work.h"

#include <inttypes.h>
#include <string.h>

/* What ninja would take for its own, as its manual has it. */
static void add_escaped(struct buffer *text, struct bytes words, const char *special)
{
    for (size_t i = 0; i < words.len; i++) {
        if (strchr(special, words.at[i]) != NULL)
            format_add(text, "$");
        format_add_bytes(text, bytes_skip(bytes_of(words.at, i + 1), i));
    }
}

/*
 * A job is over to ninja when its stdout is closed, so that must stay open: ninja waits for the end
 * of such a job, and starts no other.
 */
static void add_command(const struct ninja_order *order, struct buffer *text)
{
    struct buffer words = buffer_bounded(SIZE_MAX);
    format_add_word(&words, order->check);
    format_add(text, "  command = exec ");
    add_escaped(text, buffer_rest(&words), "$");
    if (order->boxed)
        format_add(text, " --boxed 1");
    format_add(text,
               " --graded 1 --cache-dir " WORK_BESIDE " --label " WORK_LABEL " --into $folder"
               " --file $folder/$file --seed %" PRIu64 " -- $stage 2>$folder/said.txt\n",
               order->seed);
    if (format_failed(&words))
        text->limit = 0;
    buffer_dispose(&words);
}

void ninja_write(const struct jobs *jobs, const struct ninja_order *order, struct buffer *text)
{
    format_add(text, "rule check\n");
    add_command(order, text);
    format_add(text, "  description = $folder\n\nbuild workbook: phony");
    for (size_t i = 0; order->inputs[i] != NULL; i++) {
        format_add(text, " ");
        add_escaped(text, bytes_from_string(order->inputs[i]), "$ :");
    }
    format_add(text, "\n");
    for (size_t i = 0; i < jobs->count; i++) {
        const struct job *job = &jobs->list[i];
        if (job->state == JOB_CHECKED)
            format_add(text,
                       "build %s/" WORK_RESULT ": check %s/%s | workbook\n"
                       "  folder = %s\n  file = %s\n  stage = %u\n",
                       job->folder, job->folder, job->stage->contract->file, job->folder,
                       job->stage->contract->file, job->stage->number);
    }
}

static struct job *find_job(const struct jobs *jobs, struct bytes folder)
{
    for (size_t i = 0; i < jobs->count; i++) {
        if (jobs->list[i].state == JOB_CHECKED &&
            bytes_equal(folder, bytes_from_string(jobs->list[i].folder)))
            return &jobs->list[i];
    }
    return NULL;
}

bool ninja_read_plan(const char *name, struct bytes said, struct jobs *jobs, struct error *error)
{
    struct scan s = scan_of(name, said, error);
    while (!scan_at_end(&s)) {
        struct scan line = s;
        struct bytes folder;
        if (scan_text(&s, "ninja: Entering directory `") ||
            scan_text(&s, "ninja: no work to do.")) {
            scan_line(&s, &folder);
            continue;
        }
        struct job *job = scan_line(&s, &folder) ? find_job(jobs, folder) : NULL;
        if (job == NULL)
            return scan_expected(&line, "a job's folder");
        job->pending = true;
    }
    return true;
}
