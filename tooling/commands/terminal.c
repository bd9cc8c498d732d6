#include "commands/terminal.h"

#include "base/format.h"
#include "run/process.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

bool terminal_wants_colours(void)
{
    const char *no = getenv("NO_COLOR");
    const char *terminal = getenv("TERM");
    return isatty(STDOUT_FILENO) && (no == NULL || *no == '\0') && terminal != NULL &&
           *terminal != '\0' && strcmp(terminal, "dumb") != 0;
}

unsigned terminal_columns(bool errors)
{
    enum { USUAL = 80 };
    struct winsize size;
    int fd = errors ? STDERR_FILENO : STDOUT_FILENO;
    if (!isatty(fd))
        return 0;
    return ioctl(fd, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : USUAL;
}

static void show_progress(unsigned seconds)
{
    fprintf(stderr, "\rmeasuring ... %u s", seconds);
}

void (*terminal_progress(void))(unsigned seconds)
{
    return isatty(STDERR_FILENO) ? show_progress : NULL;
}

void terminal_end_progress(void)
{
    if (isatty(STDERR_FILENO))
        fprintf(stderr, "\r\033[K");
}

int terminal_trouble(const char *error)
{
    terminal_end_progress();
    fprintf(stderr, "%s\n", error);
    return process_was_interrupted() ? EXIT_INTERRUPTED : EXIT_TROUBLE;
}

void terminal_note(const char *line)
{
    if (*line != '\0')
        fprintf(stderr, "%s\n", line);
}

void terminal_show_command(const char *line)
{
    terminal_end_progress();
    printf("$ %s\n", line);
    fflush(stdout);
}

int terminal_print(const struct buffer *text)
{
    terminal_end_progress();
    void (*before)(int) = signal(SIGPIPE, SIG_IGN);
    bool printed = !format_failed(text) && fwrite(text->at, 1, text->len, stdout) == text->len &&
                   fflush(stdout) == 0;
    bool had_enough = !printed && errno == EPIPE;
    if (had_enough) /* or exit would try again, and be ended by the signal */
        close(STDOUT_FILENO);
    signal(SIGPIPE, before);
    return printed || had_enough ? EXIT_SUCCESS : EXIT_TROUBLE;
}
