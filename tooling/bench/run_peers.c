#include "bench/run_peers.h"

#include "base/descriptor.h"
#include "base/files.h"
#include "base/format.h"
#include "compare_config.h" /* made by CMake: where our programs are */

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

bool take_has_room(const char *scratch, uint64_t bytes, struct error *error)
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
static bool write_pieces(const struct sample_files *files, struct sample *sample, int data_fd,
                         int answer_fd, struct error *error)
{
    enum { PIECE = 1 << 20 };
    struct buffer data = buffer_bounded(SIZE_MAX);
    struct buffer answer = buffer_bounded(SIZE_MAX);
    bool done = true;
    do {
        buffer_reset(&data);
        buffer_reset(&answer);
        if (sample_next(sample, PIECE, &data, &answer) != STREAM_OK)
            done = error_set(error, "out of memory");
        else if (!descriptor_write(data_fd, buffer_rest(&data)))
            done = refuse_write(files->data, error);
        else if (!descriptor_write(answer_fd, buffer_rest(&answer)))
            done = refuse_write(files->answer, error);
        else if (process_was_interrupted())
            done = error_set(error, "interrupted");
    } while (done && data.len > 0);
    buffer_dispose(&data);
    buffer_dispose(&answer);
    return done;
}

static bool make_sample(const struct take_order *order, struct sample *sample,
                        struct sample_files *files, struct error *error)
{
    enum { FLAGS = O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC };
    snprintf(files->data, sizeof files->data, "%.4000s/%s", order->scratch, sample->kind->name);
    snprintf(files->answer, sizeof files->answer, "%.4000s/answer", order->scratch);
    int data = open(files->data, FLAGS, 0644);
    int answer = open(files->answer, FLAGS, 0644);
    bool done = (data >= 0 || refuse_write(files->data, error)) &&
                (answer >= 0 || refuse_write(files->answer, error)) &&
                write_pieces(files, sample, data, answer, error);
    if (data >= 0 && close(data) != 0 && done)
        done = refuse_write(files->data, error);
    if (answer >= 0 && close(answer) != 0 && done)
        done = refuse_write(files->answer, error);
    return done;
}

static bool take_answers(const struct take_order *order, const struct peer_job *job,
                         const struct sample_files *files, struct comparison_input *input,
                         struct error *error)
{
    for (size_t i = 0; i < PEERS; i++) {
        struct argv words;
        struct buffer made = buffer_bounded(SIZE_MAX);
        bool taken =
            peer_words(&peers[i], job, &words, &made)
                ? answer_take(&(struct answer_order){.words = &words,
                                                     .ends_with_one = peers[i].ends_with_one,
                                                     .expected = i == PEER_LIMIT ? files->data
                                                                                 : files->answer,
                                                     .folder = order->scratch},
                              &input->answers[i], error)
                : error_set(error, "out of memory");
        buffer_dispose(&made);
        if (!taken)
            return false;
    }
    return true;
}

/* A peer's command as one word, which hyperfine takes apart as a shell does. NULL: no memory. */
static const char *command_line(const struct peer *peer, const struct peer_job *job,
                                struct buffer *line)
{
    struct argv words;
    struct buffer made = buffer_bounded(SIZE_MAX);
    bool done = peer_words(peer, job, &words, &made);
    const char *command = done ? format_command(line, words.list) : NULL;
    buffer_dispose(&made);
    return command;
}

static bool run_hyperfine(const struct take_order *order, const char *const *words,
                          struct error *error)
{
    static const struct process_limits limits = {
        .cpu_seconds = 600, .wall_seconds = 7200, .file_bytes = 1 << 20};
    const struct tool_request request = {.name = "hyperfine", .words = words, .limits = limits};
    struct tool_run run;
    if (!workdir_try(order->place, &request, &run, error))
        return false;
    if (run.result.end != PROCESS_EXITED)
        return process_error(run.result, run.program, error);
    return run.complete ||
           error_set(error, "hyperfine failed: see %.4000s/hyperfine.stderr", order->place->folder);
}

/* Those that wrote something else are timed, too: they ran. */
static bool time_all(const struct take_order *order, const struct peer_job *job,
                     const struct comparison_input *input, const char *json, struct error *error)
{
    char runs[32];
    struct buffer lines[PEERS];
    bool done = true;
    struct argv words = {.count = 0};
    const char *const start[] = {"hyperfine", "--shell=none", "--ignore-failure", "--warmup", "1",
                                 "--runs",    runs,           "--export-json",    json,       NULL};
    snprintf(runs, sizeof runs, "%" PRIu64, order->facts.runs);
    argv_add_all(&words, start);
    for (size_t i = 0; i < PEERS; i++) {
        lines[i] = buffer_bounded(SIZE_MAX);
        if (!done || input->answers[i].verdict > ANSWER_WRONG)
            continue;
        argv_add(&words, "--command-name");
        argv_add(&words, peers[i].name);
        const char *line = command_line(&peers[i], job, &lines[i]);
        done = line != NULL || error_set(error, "out of memory");
        if (done)
            argv_add(&words, line);
    }
    unlink(json); /* what an earlier run left must not pass for this one's */
    done = done && run_hyperfine(order, words.list, error);
    for (size_t i = 0; i < PEERS; i++)
        buffer_dispose(&lines[i]);
    return done;
}

static bool take_times(const struct take_order *order, const struct peer_job *job,
                       struct comparison_input *input, struct error *error)
{
    char json[WORKDIR_PATH_SIZE];
    struct buffer text = buffer_bounded((size_t)1 << 20);
    bool done = workdir_path(order->place, "time.json", json, error) &&
                time_all(order, job, input, json, error) &&
                workdir_read(order->place, "time.json", &text, error) &&
                hyperfine_read("time.json", buffer_rest(&text), &input->times, error);
    buffer_dispose(&text);
    return done;
}

bool take_input(const struct take_order *order, const struct sample_kind *kind,
                struct comparison_input *input, struct error *error)
{
    struct sample_files files;
    struct sample sample = sample_begin(kind, order->facts.bytes, order->facts.seed);
    *input = (struct comparison_input){.kind = kind};
    bool taken = make_sample(order, &sample, &files, error);
    if (taken) {
        const struct peer_job job = {.find = kind->find, .repl = kind->repl, .path = files.data};
        input->matches = sample.matches;
        taken = take_answers(order, &job, &files, input, error) &&
                take_times(order, &job, input, error);
    }
    unlink(files.data);
    unlink(files.answer);
    return taken;
}

bool take_empty(const struct take_order *order, uint64_t *peak_bytes, struct error *error)
{
    struct answer answer;
    struct argv words = {.count = 0};
    argv_add(&words, COMPARE_PEAK);
    const struct answer_order empty = {
        .words = &words, .expected = "/dev/null", .folder = order->scratch};
    if (!answer_take(&empty, &answer, error))
        return false;
    *peak_bytes = answer.peak_bytes;
    return answer.verdict == ANSWER_RIGHT ||
           error_set(error, "an empty program cannot be run: %s", answer.why);
}
