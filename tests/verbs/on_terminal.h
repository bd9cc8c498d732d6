/* Runs a program on a terminal of its own, and types. */
#ifndef VERBS_ON_TERMINAL_H
#define VERBS_ON_TERMINAL_H

#include "stream/buffer.h"

#include <stddef.h>
#include <sys/types.h>

struct on_terminal {
    pid_t pid; /* it leads a session */
    int terminal;
    struct buffer said; /* all that it has shown; owned */
    size_t seen;        /* how much of that was waited for */
};

/*
 * Starts a program of this build's bin/ in the current folder, with `words` (NULL-terminated, at
 * most 8). Ended with terminal_end.
 */
struct on_terminal terminal_start(const char *program, const char *const *words);

/* Waits until it shows `part`, after what was waited for before; at most 60 seconds. */
void terminal_expect(struct on_terminal *on, const char *part);

/* Types the text. */
void terminal_type(struct on_terminal *on, const char *text);

/* Waits until the program ends, and gives back its exit status; -1 if a signal ended it. */
int terminal_end(struct on_terminal *on);

#endif
