/*
 * A probe: one stage's file, the stream library and this. It judges nothing.
 */
#include "base/descriptor.h"
#include "probe/answer.h"
#include "probe/ops.h"
#include "probe/replay.h"
#include "probe/stream_mode.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char usage[] =
    "usage: %s FIND REPL < input > output    replace every FIND by REPL;\n"
    "                                        -- goes in front of a FIND that begins with --\n"
    "       %s --replay CASE                 run one saved case, and show it\n"
    "       %s --cases CASES ANSWERS [MARK]  answer cases; then print MARK\n"
    "       %s --ops N[,M] CASES [[ANSWERS] MARK] answer each N times for a profiler (all but the\n"
    "                                        first M times); print MARK\n";

enum { EXIT_TROUBLE = 2 };

static int trouble(const char *what, const char *why)
{
    fprintf(stderr, "probe: %s: %s\n", what, why);
    return EXIT_TROUBLE;
}

static int run_filter(const char *find, const char *repl)
{
    struct error error;
    if (filter_stream(bytes_from_string(find), bytes_from_string(repl), STDIN_FILENO, STDOUT_FILENO,
                      &error))
        return EXIT_SUCCESS;
    fprintf(stderr, "probe: %s\n", error.text);
    return EXIT_TROUBLE;
}

/* The judge finds the mark alone on stdout, unless the stage wrote something too, or closed it. */
static int print_mark(const char *mark)
{
    fflush(stdout);
    bool printed = descriptor_write(STDOUT_FILENO, bytes_from_string(mark));
    return printed ? EXIT_SUCCESS : PROBE_STDOUT_CLOSED;
}

/* Opens a file for answers, at a descriptor that a stage does not stumble over; -1 where it fails. */
static int open_answers(const char *path)
{
    enum { FIRST_DESCRIPTOR = 100 };
    int opened = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    int fd = opened < 0 ? -1 : fcntl(opened, F_DUPFD_CLOEXEC, FIRST_DESCRIPTOR);
    if (opened >= 0)
        close(opened);
    return fd;
}

static int run_cases(const char *cases_path, const char *answers_path, const char *mark)
{
    struct error error;
    struct bytes cases;
    if (!descriptor_map(cases_path, &cases))
        return trouble(cases_path, strerror(errno));
    int fd = open_answers(answers_path);
    if (fd < 0)
        return trouble(answers_path, strerror(errno));
    if (!answer_cases(cases_path, cases, fd, &error))
        return trouble("cases", error.text);
    return print_mark(mark);
}

/* Reads the cases, and has the first answered `ops` times, and each of the others `then` times. */
static bool run_each(const char *path, struct bytes cases, uint64_t ops, uint64_t then, int answers,
                     struct error *error)
{
    struct probe_case c;
    struct scan s = scan_of(path, cases, error);
    do {
        if (!frame_read_case(&s, &c))
            return false;
        if (!run_probe_ops(&c, ops, answers)) {
            error_set(error, "%s", strerror(errno));
            return false;
        }
        ops = then;
    } while (!scan_at_end(&s));
    return true;
}

static int run_ops(const char *ops_text, const char *path, const char *answers_path,
                   const char *mark)
{
    struct error error;
    uint64_t ops = 0, then;
    struct bytes cases;
    struct scan s = scan_of("N", bytes_from_string(ops_text), &error);
    bool read = scan_number(&s, &ops);
    then = ops;
    if (!read || (scan_text(&s, ",") && !scan_number(&s, &then)) || !scan_at_end(&s))
        return trouble("--ops", "expected a number, or two");
    if (!descriptor_map(path, &cases))
        return trouble(path, strerror(errno));
    int answers = answers_path == NULL ? OPS_NO_ANSWERS : open_answers(answers_path);
    if (answers_path != NULL && answers < 0)
        return trouble(answers_path, strerror(errno));
    if (!run_each(path, cases, ops, then, answers, &error))
        return trouble("--ops", error.text);
    return print_mark(mark);
}

static int run_replay(const char *path)
{
    struct error error;
    struct buffer text = buffer_bounded(SIZE_MAX);
    bool done = replay_case(path, &text, &error);
    if (done && !descriptor_write(STDOUT_FILENO, buffer_rest(&text))) {
        snprintf(error.text, sizeof error.text, "cannot write: %s", strerror(errno));
        done = false;
    }
    buffer_dispose(&text);
    return done ? EXIT_SUCCESS : trouble("--replay", error.text);
}

int main(int count, char **arguments)
{
    const char *verb = count > 1 ? arguments[1] : "";
    if (strcmp(verb, "--replay") == 0 && count == 3)
        return run_replay(arguments[2]);
    if (strcmp(verb, "--cases") == 0 && (count == 4 || count == 5))
        return run_cases(arguments[2], arguments[3], count == 5 ? arguments[4] : "");
    if (strcmp(verb, "--ops") == 0 && count >= 4 && count <= 6)
        return run_ops(arguments[2], arguments[3], count == 6 ? arguments[4] : NULL,
                       count == 4 ? "" : arguments[count - 1]);
    if (strcmp(verb, "--") == 0 && count == 4)
        return run_filter(arguments[2], arguments[3]);
    if (strncmp(verb, "--", 2) != 0 && count == 3)
        return run_filter(arguments[1], arguments[2]);
    fprintf(stderr, usage, arguments[0], arguments[0], arguments[0], arguments[0]);
    return EXIT_TROUBLE;
}
