#include "bench/peer_answer.h"

#include "base/files.h"
#include "base/scan.h"
#include "compare_config.h" /* made by CMake: where our programs are */

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { BLOCK = 1 << 16, PATH_SIZE = 4200, EXIT_NO_PROGRAM = 127 };

/* The paths, and the two that are compared. */
struct taking {
    const struct answer_order *order;
    char pipe[PATH_SIZE], peak[PATH_SIZE];
    int got, expected;
    struct error *error;
};

static bool refuse(struct taking *taking, const char *what, const char *path)
{
    error_set(taking->error, "cannot %s %.4000s: %s", what, path, strerror(errno));
    return false;
}

/* A pipe with a name can be given to a process as its output. */
static bool open_both(struct taking *taking)
{
    unlink(taking->pipe);
    if (mkfifo(taking->pipe, 0600) != 0)
        return refuse(taking, "make", taking->pipe);
    taking->got = open(taking->pipe, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    if (taking->got < 0)
        return refuse(taking, "read", taking->pipe);
    taking->expected = open(taking->order->expected, O_RDONLY | O_CLOEXEC);
    return taking->expected >= 0 || refuse(taking, "read", taking->order->expected);
}

static void close_both(struct taking *taking)
{
    if (taking->got >= 0)
        close(taking->got);
    if (taking->expected >= 0)
        close(taking->expected);
    taking->got = taking->expected = -1;
    unlink(taking->pipe);
}

/* Reads `size` bytes, or up to the end. False, with errno set, where that fails. */
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

static size_t first_difference(const unsigned char *a, const unsigned char *b, size_t len)
{
    size_t at = 0;
    while (at < len && a[at] == b[at])
        at++;
    return at;
}

/* Says in `why` where the two part; "" where they do not. */
static bool compare(struct taking *taking, char *why, size_t why_size)
{
    static unsigned char got[BLOCK];
    static unsigned char expected[BLOCK];
    size_t got_len = 0;
    size_t expected_len = BLOCK;
    why[0] = '\0';
    for (uint64_t at = 0; expected_len == BLOCK; at += BLOCK) {
        if (!read_whole(taking->got, got, BLOCK, &got_len))
            return refuse(taking, "read", taking->pipe);
        if (!read_whole(taking->expected, expected, BLOCK, &expected_len))
            return refuse(taking, "read", taking->order->expected);
        size_t len = got_len < expected_len ? got_len : expected_len;
        size_t same = first_difference(got, expected, len);
        if (got_len < expected_len && same == len)
            snprintf(why, why_size, "ends too early, after %" PRIu64 " bytes", at + same);
        else if (got_len > expected_len && same == len)
            snprintf(why, why_size, "goes on behind the end, %" PRIu64 " bytes", at + same);
        else if (same < len)
            snprintf(why, why_size, "differs from byte %" PRIu64 " on", at + same);
        if (why[0] != '\0')
            return true;
    }
    return true;
}

static bool read_away(struct taking *taking)
{
    unsigned char block[BLOCK];
    size_t got = BLOCK;
    while (got == BLOCK) {
        if (!read_whole(taking->got, block, BLOCK, &got))
            return refuse(taking, "read", taking->pipe);
    }
    return true;
}

static uint64_t read_peak(const char *path)
{
    struct error error;
    struct buffer text = buffer_bounded(64);
    struct scan s;
    uint64_t peak = 0;
    if (file_read(path, &text, &error)) {
        s = scan_of(path, buffer_rest(&text), &error);
        if (!scan_number(&s, &peak) || !scan_line_end(&s))
            peak = 0;
    }
    buffer_dispose(&text);
    return peak;
}

static struct process start(const struct taking *taking)
{
    static const char *const environment[] = {"LC_ALL=C", NULL};
    struct argv words = {.count = 0};
    argv_add(&words, COMPARE_PEAK);
    argv_add(&words, taking->peak);
    argv_add_all(&words, taking->order->words->list);
    return process_start(&(struct process_request){
        .arguments = words.list,
        .environment = environment,
        .output = taking->pipe,
        .limits = {.cpu_seconds = 600, .wall_seconds = 1200, .file_bytes = 1 << 20}});
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
static bool judge(struct taking *taking, struct process_result end, struct answer *answer)
{
    const char *program = taking->order->words->list[0];
    switch (end.end) {
    case PROCESS_NOT_STARTED:
        errno = end.code;
        return refuse(taking, "run", COMPARE_PEAK);
    case PROCESS_INTERRUPTED:
        error_set(taking->error, "interrupted");
        return false;
    case PROCESS_SIGNALLED:
        return settle(answer, ANSWER_FAILED, "it was ended by signal %d", end.code);
    case PROCESS_EXITED:
        break;
    default:
        return settle(answer, ANSWER_FAILED, "it took too long");
    }
    if (end.code == EXIT_NO_PROGRAM)
        return settle(answer, ANSWER_MISSING, "%.100s is not installed", program);
    if (end.code != 0 && !(end.code == 1 && taking->order->ends_with_one))
        return settle(answer, ANSWER_FAILED, "its exit status is %d", end.code);
    answer->verdict = answer->why[0] == '\0' ? ANSWER_RIGHT : ANSWER_WRONG;
    return true;
}

/* A process that nobody reads from would be ended by that: what is behind a difference is read. */
static bool run(struct taking *taking, struct answer *answer)
{
    struct process process = start(taking);
    bool compared =
        process.pid == 0 || (fcntl(taking->got, F_SETFL, 0) == 0 &&
                             compare(taking, answer->why, sizeof answer->why) && read_away(taking));
    if (!compared)
        close_both(taking);
    struct process_result end = process_wait(&process);
    bool judged = judge(taking, end, answer) && compared;
    if (judged && answer->verdict <= ANSWER_WRONG)
        answer->peak_bytes = read_peak(taking->peak);
    return judged;
}

bool answer_take(const struct answer_order *order, struct answer *answer, struct error *error)
{
    struct taking taking = {.order = order, .got = -1, .expected = -1, .error = error};
    snprintf(taking.pipe, sizeof taking.pipe, "%.4000s/pipe", order->folder);
    snprintf(taking.peak, sizeof taking.peak, "%.4000s/peak", order->folder);
    *answer = (struct answer){.peak_bytes = 0};
    bool taken = open_both(&taking) && run(&taking, answer);
    close_both(&taking);
    return taken;
}
