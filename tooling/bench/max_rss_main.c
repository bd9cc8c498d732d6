/*
 * max_rss FILE PROGRAM [WORD...]: runs the program, writes to FILE how many bytes of memory it had
 * at most, and ends as it did. Without a PROGRAM it does nothing: it is the empty program itself.
 *
 * It is a program of its own because the kernel also counts what a process had before exec: what
 * starts a program that is measured must be small.
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

int main(int count, char **words)
{
    int status;
    struct rusage used;
    char line[32];
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
    if (pid < 0)
        return EXIT_TROUBLE;

    int len = snprintf(line, sizeof line, "%" PRIu64 "\n", (uint64_t)used.ru_maxrss << 10);
    int fd = open(words[1], O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    if (fd < 0 || !descriptor_write(fd, bytes_of(line, (size_t)len)) || close(fd) != 0)
        return EXIT_TROUBLE;
    if (!WIFSIGNALED(status))
        return WEXITSTATUS(status);
    signal(WTERMSIG(status), SIG_DFL); /* it ends as the program did */
    raise(WTERMSIG(status));
    return EXIT_TROUBLE;
}
