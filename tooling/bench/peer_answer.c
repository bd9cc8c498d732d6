#include "bench/peer_answer.h"

#include "base/files.h"
#include "base/scan.h"
#include "compare_config.h" /* made by CMake: the workbook's programs */

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { BLOCK = 1 << 16, PATH_SIZE = 4200, EXIT_NO_PROGRAM = 127 };

/* A program that is running, and what it writes. */
struct running {
    const struct answer_request *request;
    char pipe[PATH_SIZE], peak[PATH_SIZE];
    int got, expected; /* what is compared; -1: not open */
    struct error *error;
};

static bool refuse(struct running *running, const char *what, const char *path)
{
    return error_set(running->error, "cannot %s %.4000s: %s", what, path, strerror(errno));
}

static void close_both(struct running *running)
{
    if (running->got >= 0)
        close(running->got);
    if (running->expected >= 0)
        close(running->expected);
    running->got = running->expected = -1;
    unlink(running->pipe);
}

/* Reads `size` bytes, or up to the end. False, with errno set, if that fails. */
static bool read_whole(int fd, unsigned char *into, size_t size, size_t *got)
{
    *got = 0;
    while (*got < size) {
        ssize_t n = read(fd, into + *got, size - *got);
        if (n < 0 && (errno != EINTR || process_was_interrupted()))
            return false;
        if (n == 0)
            return true;
        *got += n < 0 ? 0 : (size_t)n;
    }
    return true;
}

/*
 * Says in `why` where the two differ; "" if they do not. What comes after a difference is read, too:
 * a process whose pipe nobody reads would be killed by that.
 */
static bool compare(struct running *running, char *why, size_t why_size)
{
    static unsigned char got[BLOCK];
    static unsigned char expected[BLOCK];
    size_t got_len = BLOCK;
    size_t expected_len;
    why[0] = '\0';
    for (uint64_t at = 0; got_len == BLOCK; at += BLOCK) {
        if (!read_whole(running->got, got, BLOCK, &got_len))
            return refuse(running, "read", running->pipe);
        if (why[0] != '\0')
            continue;
        if (!read_whole(running->expected, expected, BLOCK, &expected_len))
            return refuse(running, "read", running->request->expected);
        size_t len = got_len < expected_len ? got_len : expected_len;
        size_t same = 0;
        while (same < len && got[same] == expected[same])
            same++;
        if (same < len)
            snprintf(why, why_size, "differs from byte %" PRIu64 " on", at + same);
        else if (got_len < expected_len)
            snprintf(why, why_size, "ends too early, after %" PRIu64 " bytes", at + same);
        else if (got_len > expected_len)
            snprintf(why, why_size, "goes on after the end, %" PRIu64 " bytes", at + same);
    }
    return true;
}

static uint64_t read_peak(const char *path)
{
    struct error error;
    struct buffer text = buffer_bounded(64);
    uint64_t peak = 0;
    if (file_read(path, &text, &error)) {
        struct scan s = scan_of(path, buffer_rest(&text), &error);
        if (!scan_number(&s, &peak) || !scan_line_end(&s))
            peak = 0;
    }
    buffer_dispose(&text);
    return peak;
}

__attribute__((format(printf, 3, 4))) static bool
settle(struct answer *answer, enum answer_verdict verdict, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    answer->verdict = verdict;
    vsnprintf(answer->why, sizeof answer->why, format, arguments);
    va_end(arguments);
    return true;
}

/* How it ended counts first: what is written before a failure has no meaning. */
static bool judge(struct running *running, struct process_result end, struct answer *answer)
{
    const char *program = running->request->words->list[0];
    switch (end.end) {
    case PROCESS_NOT_STARTED:
        errno = end.code;
        return refuse(running, "run", COMPARE_PEAK);
    case PROCESS_INTERRUPTED:
        return error_set(running->error, "interrupted");
    case PROCESS_SIGNALLED:
        return settle(answer, ANSWER_FAILED, "it was ended by signal %d", end.code);
    case PROCESS_EXITED:
        break;
    default:
        return settle(answer, ANSWER_FAILED, "it took too long");
    }
    if (end.code == EXIT_NO_PROGRAM)
        return settle(answer, ANSWER_MISSING, "%.100s is not installed", program);
    if (end.code != 0 && !(end.code == 1 && running->request->ends_with_one))
        return settle(answer, ANSWER_FAILED, "its exit status is %d", end.code);
    answer->verdict = answer->why[0] == '\0' ? ANSWER_RIGHT : ANSWER_WRONG;
    return true;
}

/* A pipe with a name can be given to a process as its output. */
static bool open_both(struct running *running)
{
    unlink(running->pipe);
    if (mkfifo(running->pipe, 0600) != 0)
        return refuse(running, "make", running->pipe);
    running->got = open(running->pipe, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    if (running->got < 0)
        return refuse(running, "read", running->pipe);
    running->expected = open(running->request->expected, O_RDONLY | O_CLOEXEC);
    return running->expected >= 0 || refuse(running, "read", running->request->expected);
}

bool answer_run(const struct answer_request *request, struct answer *answer, struct error *error)
{
    static const char *const environment[] = {"LC_ALL=C", NULL};
    struct running running = {.request = request, .got = -1, .expected = -1, .error = error};
    struct argv words = {.count = 0};
    snprintf(running.pipe, sizeof running.pipe, "%.4000s/pipe", request->folder);
    snprintf(running.peak, sizeof running.peak, "%.4000s/peak", request->folder);
    *answer = (struct answer){.peak_bytes = 0};
    if (!open_both(&running)) {
        close_both(&running);
        return false;
    }
    argv_add(&words, COMPARE_PEAK);
    argv_add(&words, running.peak);
    argv_add_all(&words, request->words->list);
    struct process process = process_start(&(struct process_request){
        .arguments = words.list,
        .environment = environment,
        .output = running.pipe,
        .limits = {.cpu_seconds = 600, .wall_seconds = 1200, .file_bytes = 1 << 20}});
    bool compared = process.pid == 0 || (fcntl(running.got, F_SETFL, 0) == 0 &&
                                         compare(&running, answer->why, sizeof answer->why));
    if (!compared)
        close_both(&running);
    struct process_result end = process_wait(&process);
    bool judged = judge(&running, end, answer) && compared;
    if (judged && answer->verdict <= ANSWER_WRONG)
        answer->peak_bytes = read_peak(running.peak);
    close_both(&running);
    return judged;
}
