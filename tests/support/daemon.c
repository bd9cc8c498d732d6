#include "support/daemon.h"

#include <criterion/criterion.h>
#include <signal.h>
#include <stdio.h>
#include <time.h>

pid_t daemon_read(const char *path)
{
    long pid = 0;
    FILE *file = fopen(path, "r");
    if (file != NULL && fscanf(file, "%ld", &pid) != 1)
        pid = 0;
    if (file != NULL)
        fclose(file);
    return (pid_t)pid;
}

bool daemon_is_alive(pid_t pid)
{
    return kill(pid, 0) == 0;
}

static void pause_briefly(void)
{
    const struct timespec pause = {.tv_nsec = 20000000};
    nanosleep(&pause, NULL);
}

pid_t daemon_await(const char *path)
{
    for (int i = 0; i < 1000 && daemon_read(path) == 0; i++)
        pause_briefly();
    return daemon_read(path);
}

void daemon_expect_dead(pid_t pid)
{
    cr_assert_gt(pid, 0);
    for (int i = 0; i < 500 && daemon_is_alive(pid); i++)
        pause_briefly();
    cr_expect_not(daemon_is_alive(pid));
    kill(pid, SIGKILL); /* what waits for it would hold up who runs the test */
}
