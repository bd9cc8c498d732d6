#include "measure/workdir.h"

#include "base/files.h"
#include "base/scan.h"
#include "measure/tools.h"
#include "probe/frame.h"
#include "run/argv.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* The probe's last word: a stage that ends the program itself does not come that far. */
#define MARK "done"

bool measure_write_talk(const char *path, uint64_t room, struct error *error)
{
    struct buffer text = buffer_bounded(SIZE_MAX);
    struct probe_case c = {.data = course_talk.stream,
                           .find = course_talk.find,
                           .repl = course_talk.repl,
                           .room = room};
    bool written = frame_write_case(&text, &c) == STREAM_OK || error_set(error, "out of memory");
    written = written && file_write(path, buffer_rest(&text), error);
    buffer_dispose(&text);
    return written;
}

bool measure_is_case(const char *file, struct error *error)
{
    struct error why;
    struct probe_case c;
    struct buffer text = buffer_bounded((size_t)256 << 20);
    bool holds = file_read(file, &text, error);
    if (holds) {
        struct scan s = scan_of(file, buffer_rest(&text), &why);
        holds = frame_read_case(&s, &c) || error_set(error, "CASE: %s", why.text);
    }
    buffer_dispose(&text);
    return holds;
}

enum { OPS_SECONDS = 20 }; /* of CPU time; a run takes one or two */

/* A tool's run that did not come to its end: by its own fault, or the program's. */
static bool refuse_run(const struct workdir *place, const struct measure_run *run,
                       struct process_result result, struct error *error)
{
    struct buffer check = buffer_bounded(WORKDIR_PATH_SIZE);
    if (result.end == PROCESS_NOT_STARTED || result.end == PROCESS_INTERRUPTED)
        return measure_refuse_end(result, run->tool[0], error);
    subject_add_check(place->request.subject, &check);
    if (result.end == PROCESS_CPU_LIMIT || result.end == PROCESS_WALL_LIMIT)
        error_set(error, "the program did not end within %d s of CPU time. %.*s says why",
                  OPS_SECONDS, (int)check.len, (const char *)check.at);
    else
        error_set(error, "the program did not come to its end under %s. %.*s says why",
                  run->tool[0], (int)check.len, (const char *)check.at);
    buffer_dispose(&check);
    return false;
}

/* The words of a run, and the texts among them that are made up. */
struct run_words {
    struct argv words;
    char files[2][WORKDIR_PATH_SIZE + 64];
    char case_path[WORKDIR_PATH_SIZE];
    char ops[16];
};

static bool add_file_options(const struct workdir *place, const struct measure_run *run,
                             struct run_words *words, struct error *error)
{
    char path[WORKDIR_PATH_SIZE];
    for (size_t i = 0; i < 2 && run->file_option[i] != NULL; i++) {
        if (!workdir_path(place, run->file_name[i], path, error))
            return false;
        unlink(path); /* what an earlier run left must not pass for this one's */
        snprintf(words->files[i], sizeof words->files[i], "%.40s%s", run->file_option[i], path);
        argv_add(&words->words, words->files[i]);
    }
    return true;
}

static bool make_words(const struct workdir *place, const struct measure_run *run,
                       struct run_words *words, struct error *error)
{
    words->words = (struct argv){.count = 0};
    argv_add_all(&words->words, run->tool);
    argv_add_all(&words->words, run->options);
    if (!add_file_options(place, run, words, error))
        return false;
    if (run->case_path != NULL) {
        argv_add_all(&words->words,
                     (const char *const[]){run->probe, "--replay", run->case_path, NULL});
        return true;
    }
    if (!workdir_path(place, "talk.case", words->case_path, error) ||
        !measure_write_talk(words->case_path, run->room, error))
        return false;
    snprintf(words->ops, sizeof words->ops, "%u", run->ops);
    argv_add_all(&words->words, (const char *const[]){run->probe, "--ops", words->ops,
                                                      words->case_path, MARK, NULL});
    return true;
}

static bool ends_in_mark(struct bytes said)
{
    struct bytes mark = bytes_from_string(MARK);
    return said.len >= mark.len && bytes_equal(bytes_skip(said, said.len - mark.len), mark);
}

static bool ends_in_status(struct bytes said)
{
    static const char status[] = "\nstatus ";
    return said.len > 0 && memmem(said.at, said.len, status, sizeof status - 1) != NULL;
}

/* The probe prints a mark last, or of a case the status: one that a stage ends does not. */
static bool came_to_its_end(const struct workdir *place, const struct measure_run *run)
{
    struct error error;
    struct buffer said = buffer_bounded((size_t)64 << 20);
    bool complete = workdir_read(place, "run.stdout", &said, &error) &&
                    (run->case_path == NULL ? ends_in_mark : ends_in_status)(buffer_rest(&said));
    buffer_dispose(&said);
    return complete;
}

bool measure_ops(struct workdir *place, const struct measure_run *run, struct error *error)
{
    struct run_words words;
    struct process_result result;
    return make_words(place, run, &words, error) &&
           measure_try(place, words.words.list, "run", OPS_SECONDS, &result, error) &&
           ((result.end == PROCESS_EXITED && result.code == 0 && came_to_its_end(place, run)) ||
            refuse_run(place, run, result, error));
}

bool measure_heap(struct workdir *place, struct heap_totals *all, struct error *error)
{
    struct buffer text = buffer_bounded((size_t)64 << 20);
    const struct measure_run run = {.tool = tool_massif,
                                    .file_option = {"--massif-out-file=", "--xtree-memory-file="},
                                    .file_name = {"massif.out", "massif.xtree"},
                                    .probe = place->build.probe,
                                    .ops = MEASURE_OPS,
                                    .room = MEASURE_ROOM};
    bool read = measure_ops(place, &run, error) &&
                workdir_read(place, "massif.xtree", &text, error) &&
                totals_of_heap("massif.xtree", buffer_rest(&text), MEASURE_ROOM, all, error);
    buffer_dispose(&text);
    return read;
}
