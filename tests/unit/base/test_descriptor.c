/* What tooling/base/descriptor.h promises. */
#include "base/descriptor.h"

#include "support/scratch.h"

#include <criterion/criterion.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

TestSuite(descriptor, .timeout = 10, .init = scratch_make, .fini = scratch_remove);

enum { MUCH = 1 << 20 }; /* bytes; more than a pipe holds */

static volatile sig_atomic_t alarms;

static void note_alarm(int signal)
{
    (void)signal;
    alarms++;
}

/* From now on a millisecond does not pass without a signal. */
static void be_interrupted(void)
{
    const struct itimerval often = {.it_interval = {.tv_usec = 1000}, .it_value = {.tv_usec = 1}};
    const struct sigaction action = {.sa_handler = note_alarm};
    cr_assert_eq(sigaction(SIGALRM, &action, NULL), 0);
    cr_assert_eq(setitimer(ITIMER_REAL, &often, NULL), 0);
}

static void wait_for_alarms(int count)
{
    for (int enough = alarms + count; alarms < enough;)
        pause();
}

/* Each end lets the other wait for a while. */
static void write_and_exit(int fd, struct bytes data)
{
    be_interrupted();
    wait_for_alarms(20);
    _exit(descriptor_write(fd, data) ? 0 : 1);
}

Test(descriptor, reads_and_writes_on_where_a_signal_interrupts)
{
    int ends[2];
    int status;
    unsigned char *data = malloc(MUCH);
    struct buffer got = buffer_bounded(SIZE_MAX);
    cr_assert_not_null(data);
    for (size_t i = 0; i < MUCH; i++)
        data[i] = (unsigned char)(i % 251);
    cr_assert_eq(pipe(ends), 0);
    pid_t writer = fork();
    if (writer == 0)
        write_and_exit(ends[1], bytes_of(data, MUCH));
    close(ends[1]);

    be_interrupted();
    cr_expect(descriptor_read(ends[0], &got));
    setitimer(ITIMER_REAL, &(const struct itimerval){.it_value = {.tv_sec = 0}}, NULL);
    cr_expect_gt(alarms, 0, "it was not interrupted");
    cr_assert_eq(waitpid(writer, &status, 0), writer);
    cr_expect_eq(status, 0, "the writer failed");
    cr_expect(bytes_equal(buffer_rest(&got), bytes_of(data, MUCH)));
    close(ends[0]);
    buffer_dispose(&got);
    free(data);
}

Test(descriptor, says_why_it_cannot_write)
{
    int full = open("/dev/full", O_WRONLY);
    int read_only = open("/dev/null", O_RDONLY);
    int pipe_ends[2];
    cr_assert_eq(pipe(pipe_ends), 0);
    close(pipe_ends[0]);
    signal(SIGPIPE, SIG_IGN);
    const struct {
        int fd, error;
    } rows[] = {{full, ENOSPC}, {read_only, EBADF}, {pipe_ends[1], EPIPE}, {-1, EBADF}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        errno = 0;
        cr_expect_not(descriptor_write(rows[i].fd, bytes_of("x", 1)), "row %zu", i);
        cr_expect_eq(errno, rows[i].error, "row %zu: %s", i, strerror(errno));
    }
    cr_expect(descriptor_write(-1, bytes_of(NULL, 0)), "nothing is always written");
}

Test(descriptor, says_why_it_cannot_read)
{
    int folder = open(".", O_RDONLY);
    int zero = open("/dev/zero", O_RDONLY);
    int write_only = open("/dev/null", O_WRONLY);
    const struct {
        int fd, error;
    } rows[] = {{folder, EISDIR}, {zero, ENOMEM}, {write_only, EBADF}, {-1, EBADF}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct buffer text = buffer_bounded(MUCH);
        errno = 0;
        cr_expect_not(descriptor_read(rows[i].fd, &text), "row %zu", i);
        cr_expect_eq(errno, rows[i].error, "row %zu: %s", i, strerror(errno));
        buffer_dispose(&text);
    }
}

Test(descriptor, maps_what_a_file_holds)
{
    static const char *const contents[] = {"elvis", "x", ""};
    for (size_t i = 0; i < sizeof contents / sizeof *contents; i++) {
        struct bytes content;
        scratch_write("a file", bytes_from_string(contents[i]));
        cr_assert(descriptor_map("a file", &content));
        cr_expect(bytes_equal(content, bytes_from_string(contents[i])), "\"%s\"", contents[i]);
    }
}

Test(descriptor, says_why_it_cannot_map)
{
    static const struct {
        const char *path;
        int error;
    } rows[] = {{"missing", ENOENT}, {".", ENODEV}, {"", ENOENT}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct bytes content;
        errno = 0;
        cr_expect_not(descriptor_map(rows[i].path, &content), "%s", rows[i].path);
        cr_expect_eq(errno, rows[i].error, "%s: %s", rows[i].path, strerror(errno));
    }
}

Test(mapping, cannot_be_written_to, .signal = SIGSEGV, .timeout = 10)
{
    struct bytes content;
    cr_assert(descriptor_map("/proc/self/exe", &content));
    *(unsigned char *)(uintptr_t)content.at = 0;
}
