#include "bench/run_peers.h"

#include "base/descriptor.h"
#include "base/files.h"
#include "base/format.h"
#include "compare_config.h" /* made by CMake: the workbook's programs */

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/statvfs.h>
#include <unistd.h>

/* A sample's two files. */
struct sample_files {
    char data[WORKDIR_PATH_SIZE], answer[WORKDIR_PATH_SIZE];
};

bool peers_have_room(const char *scratch, uint64_t bytes, struct error *error)
{
    enum { MIB = 1 << 20, OTHERS = 64 };
    struct statvfs info;
    if (statvfs(scratch, &info) != 0)
        return error_set(error, "cannot look at %.4000s: %s", scratch, strerror(errno));
    uint64_t room = (uint64_t)info.f_bavail * info.f_frsize / MIB;
    uint64_t needed = bytes / MIB * 2 + OTHERS;
    return room >= needed ||
           error_set(error,
                     "%.4000s has room for %" PRIu64 " MiB, and %" PRIu64
                     " are needed: make room, give fewer BYTES, or another TMPDIR",
                     scratch, room, needed);
}

static bool refuse_write(const char *path, struct error *error)
{
    return error_set(error, "cannot write %.4000s: %s", path, strerror(errno));
}

/* Makes the sample piece by piece, so that no more than a piece is in memory. */
static bool make_sample(const struct peers_request *request, struct sample *sample,
                        struct sample_files *files, struct error *error)
{
    enum { FLAGS = O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, PIECE = 1 << 20 };
    struct buffer data = buffer_bounded(SIZE_MAX);
    struct buffer answer = buffer_bounded(SIZE_MAX);
    snprintf(files->data, sizeof files->data, "%.4000s/%s", request->scratch, sample->kind->name);
    snprintf(files->answer, sizeof files->answer, "%.4000s/answer", request->scratch);
    int data_fd = open(files->data, FLAGS, 0644);
    int answer_fd = open(files->answer, FLAGS, 0644);
    bool done = (data_fd >= 0 || refuse_write(files->data, error)) &&
                (answer_fd >= 0 || refuse_write(files->answer, error));
    bool more = done;
    while (more) {
        buffer_reset(&data);
        buffer_reset(&answer);
        if (sample_next(sample, PIECE, &data, &answer) != STREAM_OK)
            done = error_out_of_memory(error);
        else if (!descriptor_write(data_fd, buffer_rest(&data)))
            done = refuse_write(files->data, error);
        else if (!descriptor_write(answer_fd, buffer_rest(&answer)))
            done = refuse_write(files->answer, error);
        else if (process_was_interrupted())
            done = error_set(error, "interrupted");
        more = done && data.len > 0;
    }
    if (data_fd >= 0 && close(data_fd) != 0 && done)
        done = refuse_write(files->data, error);
    if (answer_fd >= 0 && close(answer_fd) != 0 && done)
        done = refuse_write(files->answer, error);
    buffer_dispose(&data);
    buffer_dispose(&answer);
    return done;
}

/* Compares the answers, and times the programs that ran, even if their answer is wrong. */
static bool run_all(const struct peers_request *request, const struct sample_files *files,
                    struct comparison_input *input, struct error *error)
{
    char runs[32], json[WORKDIR_PATH_SIZE];
    struct buffer lines[PEERS];
    struct argv words = {.count = 0};
    const struct peer_job job = {
        .find = input->kind->find, .repl = input->kind->repl, .path = files->data};
    const char *const start[] = {"hyperfine", "--shell=none", "--ignore-failure", "--warmup", "1",
                                 "--runs",    runs,           "--export-json",    json,       NULL};
    snprintf(runs, sizeof runs, "%" PRIu64, request->facts.runs);
    bool done = workdir_path(request->place, "time.json", json, error);
    argv_add_all(&words, start);
    for (size_t i = 0; i < PEERS; i++) {
        struct argv own;
        struct buffer made = buffer_bounded(SIZE_MAX);
        lines[i] = buffer_bounded(SIZE_MAX);
        done = done && (peer_words(&peers[i], &job, &own, &made) || error_out_of_memory(error));
        if (done) {
            const struct answer_request one = {.words = &own,
                                               .ends_with_one = peers[i].ends_with_one,
                                               .expected =
                                                   i == PEER_LIMIT ? files->data : files->answer,
                                               .folder = request->scratch};
            done = answer_run(&one, &input->answers[i], error);
        }
        if (done && input->answers[i].verdict <= ANSWER_WRONG) {
            /* The command as one word, which hyperfine takes apart as a shell does. */
            const char *line = format_command(&lines[i], own.list);
            const char *const timed[] = {"--command-name", peers[i].name, line, NULL};
            argv_add_all(&words, timed);
            done = line != NULL || error_out_of_memory(error);
        }
        buffer_dispose(&made);
    }
    unlink(json); /* the file of an earlier run must not pass for this one's */
    const struct tool_request hyperfine = {
        .name = "hyperfine",
        .words = words.list,
        .limits = {.cpu_seconds = 600, .wall_seconds = 7200, .file_bytes = 1 << 20}};
    struct tool_run run;
    done = done && workdir_try(request->place, &hyperfine, &run, error);
    if (done && run.result.end != PROCESS_EXITED)
        done = process_error(run.result, run.program, error);
    else if (done && !run.complete)
        done = error_set(error, "hyperfine failed: see %.4000s/hyperfine.stderr",
                         request->place->folder);
    for (size_t i = 0; i < PEERS; i++)
        buffer_dispose(&lines[i]);
    return done;
}

bool peers_measure(const struct peers_request *request, const struct sample_kind *kind,
                   struct comparison_input *input, struct error *error)
{
    struct sample_files files;
    struct sample sample = sample_begin(kind, request->facts.bytes, request->facts.seed);
    struct buffer text = buffer_bounded((size_t)1 << 20);
    *input = (struct comparison_input){.kind = kind};
    bool done = make_sample(request, &sample, &files, error);
    input->matches = sample.matches;
    done = done && run_all(request, &files, input, error) &&
           workdir_read(request->place, "time.json", &text, error) &&
           hyperfine_read("time.json", buffer_rest(&text), &input->times, error);
    buffer_dispose(&text);
    unlink(files.data);
    unlink(files.answer);
    return done;
}

bool peers_measure_empty(const struct peers_request *request, uint64_t *peak_bytes,
                         struct error *error)
{
    struct answer answer;
    struct argv words = {.count = 0};
    argv_add(&words, COMPARE_PEAK);
    const struct answer_request empty = {
        .words = &words, .expected = "/dev/null", .folder = request->scratch};
    if (!answer_run(&empty, &answer, error))
        return false;
    *peak_bytes = answer.peak_bytes;
    return answer.verdict == ANSWER_RIGHT ||
           error_set(error, "an empty program cannot be run: %s", answer.why);
}
