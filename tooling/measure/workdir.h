/*
 * A folder in which a subject is built, and its program run under tools.
 *
 * The folder is INTO/VERB/LABEL, and stays, so that each command that was shown can be run again by
 * hand. One process at a time has it.
 */
#ifndef MEASURE_WORKDIR_H
#define MEASURE_WORKDIR_H

#include "base/error.h"
#include "course/subject.h"
#include "measure/run_tool.h"
#include "run/compile.h"
#include "stream/buffer.h"

#include <stdbool.h>

enum { WORKDIR_PATH_SIZE = SUBJECT_PATH_SIZE };

struct measure_request {
    const struct subject *subject;
    const char *verb;                  /* the command, "profile" */
    const char *into;                  /* the folder for all of these, "build" */
    void (*show)(const char *command); /* is given each command line before it runs; or NULL */
    struct buffer *commands;           /* if not NULL, gets those lines instead: "$ valgrind ..." */
    void (*each_second)(unsigned seconds); /* progress; or NULL */
};

struct workdir {
    struct measure_request request;
    char folder[WORKDIR_PATH_SIZE];
    struct compile_paths build;
    int lock; /* open while we have the folder */
};

/*
 * Makes the folder for the subject, whose file must be readable, and waits until it is ours. False,
 * with a line for the learner in `error`, as for all that follow. Ended with workdir_close if it was
 * opened.
 */
STREAM_MUST_CHECK bool workdir_open(const struct measure_request *request, struct workdir *place,
                                    struct error *error);

void workdir_close(struct workdir *place);

/* The path of the file `name` in the folder. False if it would be too long. */
STREAM_MUST_CHECK bool workdir_path(const struct workdir *place, const char *name,
                                    char path[WORKDIR_PATH_SIZE], struct error *error);

/* Appends the whole file `name` of the folder to `text`. */
STREAM_MUST_CHECK bool workdir_read(const struct workdir *place, const char *name,
                                    struct buffer *text, struct error *error);

/* Compiles the subject and links its probes. */
STREAM_MUST_CHECK bool workdir_build(struct workdir *place, struct error *error);

/*
 * Shows and runs a command (NULL-terminated), which must succeed; what it prints goes to the files
 * NAME.stdout and NAME.stderr of the folder. The error is about the program `words[0]`.
 */
STREAM_MUST_CHECK bool workdir_run(const struct workdir *place, const char *const *words,
                                   const char *name, struct error *error);

/* The same under a tool of the table, for a helper of ours: its command is not shown. */
STREAM_MUST_CHECK bool workdir_run_quietly(const struct workdir *place, enum tool tool,
                                           const char *const *words, const char *name,
                                           struct error *error);

/*
 * Runs what the request says, in the folder, shown as all commands; the limits are tool_limits if the
 * request has none. However it ends, the result is true, and the end is in `run`.
 */
STREAM_MUST_CHECK bool workdir_try(const struct workdir *place, const struct tool_request *request,
                                   struct tool_run *run, struct error *error);

#endif
