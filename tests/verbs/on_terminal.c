#include "verbs/on_terminal.h"

#include "verbs/running.h"

#include <criterion/criterion.h>
#include <poll.h>
#include <pty.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

struct on_terminal terminal_start(const char *program, const char *const *words)
{
    enum { MOST_WORDS = 8 };
    const struct winsize size = {.ws_row = 40, .ws_col = 100};
    char path[RUNNING_PATH_SIZE];
    const char *all[MOST_WORDS + 2] = {path};
    struct on_terminal on = {.said = buffer_bounded(SIZE_MAX)};
    verb_path(program, path);
    for (size_t i = 0; words[i] != NULL && i < MOST_WORDS; i++)
        all[i + 1] = words[i];
    unsetenv("BXFI_MAP"); /* Criterion's */
    cr_assert_eq(setenv("TERM", "xterm", 1), 0);
    on.pid = forkpty(&on.terminal, NULL, NULL, &size);
    cr_assert_geq(on.pid, 0);
    if (on.pid == 0) {
        execv(path, (char *const *)(uintptr_t)all);
        _exit(127);
    }
    return on;
}

/* Reads what there is within so many milliseconds. False at the end. */
static bool listen_to(struct on_terminal *on, int milliseconds)
{
    unsigned char block[4096];
    struct pollfd ready = {.fd = on->terminal, .events = POLLIN};
    if (poll(&ready, 1, milliseconds) <= 0)
        return true;
    ssize_t n = read(on->terminal, block, sizeof block);
    if (n <= 0)
        return false;
    cr_assert_eq(buffer_write(&on->said, bytes_of(block, (size_t)n)), STREAM_OK);
    return true;
}

static bool has_shown(struct on_terminal *on, const char *part)
{
    struct bytes all = buffer_rest(&on->said);
    struct bytes rest = bytes_skip(all, on->seen);
    const unsigned char *at = rest.len == 0 ? NULL : memmem(rest.at, rest.len, part, strlen(part));
    if (at != NULL)
        on->seen = (size_t)(at - all.at) + strlen(part);
    return at != NULL;
}

void terminal_expect(struct on_terminal *on, const char *part)
{
    enum { SECONDS = 60 };
    time_t begun = time(NULL);
    bool open = true;
    while (!has_shown(on, part)) {
        cr_assert(open && time(NULL) - begun < SECONDS, "expected \"%s\" in\n%.*s", part,
                  (int)on->said.len, (const char *)on->said.at);
        open = listen_to(on, 100);
    }
}

void terminal_type(struct on_terminal *on, const char *text)
{
    cr_assert_eq(write(on->terminal, text, strlen(text)), (ssize_t)strlen(text));
}

int terminal_end(struct on_terminal *on)
{
    int status = 0;
    while (listen_to(on, 60000))
        continue;
    cr_assert_eq(waitpid(on->pid, &status, 0), on->pid);
    close(on->terminal);
    buffer_dispose(&on->said);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}
