/* What commands share on a terminal. For their mains alone: nothing under them prints. */
#ifndef COMMANDS_TERMINAL_H
#define COMMANDS_TERMINAL_H

#include "base/error.h"
#include "stream/buffer.h"

#include <stdbool.h>

/* The exit status of a command that was stopped, and of one that could not do what it was told. */
enum { EXIT_TROUBLE = 2, EXIT_INTERRUPTED = 130 };

/* Whether stdout wants colours: it is a terminal, and NO_COLOR does not say no (no-color.org). */
bool terminal_wants_colours(void);

/* The columns of the terminal that stdout or, where `errors`, stderr is; 0 where it is none. */
unsigned terminal_columns(bool errors);

/* What to call each second while a process works; NULL where stderr is no terminal. */
void (*terminal_progress(void))(unsigned seconds);

/* Takes the progress line away. */
void terminal_end_progress(void);

/* Prints a line to stderr, and returns the exit status for trouble, or for an interrupt. */
int terminal_trouble(const char *error);

/* Prints a line to stderr that is no trouble; nothing for "". */
void terminal_note(const char *line);

/* Shows a command line that is about to run: "$ valgrind ...". */
void terminal_show_command(const char *line);

/* Prints all of `text` to stdout: its exit status, EXIT_TROUBLE where it could not be printed. */
int terminal_print(const struct buffer *text);

#endif
