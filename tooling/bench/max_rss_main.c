/*
 * peak FILE PROGRAM [WORD...]: runs the program, writes to FILE how many bytes of memory it took at
 * most, and ends as it did. Without a PROGRAM it does nothing, and is an empty program itself.
 *
 * It is a program of its own because the kernel counts what a process was before it became another
 * program: what starts others to be measured must be small.
 */
#include "base/descriptor.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

enum { EXIT_NO_PROGRAM = 127, EXIT_TROUBLE = 125 };

static bool write_peak(const char *path, const struct rusage *used)
{
    char line[32];
    int len = snprintf(line, sizeof line, "%" PRIu64 "\n", (uint64_t)used->ru_maxrss << 10);
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    return fd >= 0 && descriptor_write(fd, bytes_of(line, (size_t)len)) && close(fd) == 0;
}

/* Ends as the program did: by its signal, too. */
static int end_as(int status)
{
    if (!WIFSIGNALED(status))
        return WEXITSTATUS(status);
    signal(WTERMSIG(status), SIG_DFL);
    raise(WTERMSIG(status));
    return EXIT_TROUBLE;
}

int main(int count, char **words)
{
    int status;
    struct rusage used;
    if (count < 3)
        return 0;
    pid_t pid = fork();
    if (pid == 0) {
        execvp(words[2], words + 2);
        _exit(EXIT_NO_PROGRAM);
    }
    while (pid > 0 && wait4(pid, &status, 0, &used) < 0) {
        if (errno != EINTR)
            return EXIT_TROUBLE;
    }
    return pid > 0 && write_peak(words[1], &used) ? end_as(status) : EXIT_TROUBLE;
}
