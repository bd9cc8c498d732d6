/*
 * The one runner of tools: runs a program as a row of the table says, and keeps what comes of it.
 *
 * A run has a name. Its files are FOLDER/NAME.stdout, FOLDER/NAME.stderr and those that the tool
 * writes, such as FOLDER/NAME.out. Several runs can go on at once: each is started, and waited for
 * later.
 */
#ifndef MEASURE_RUN_TOOL_H
#define MEASURE_RUN_TOOL_H

#include "base/error.h"
#include "measure/tools.h"
#include "run/box.h"
#include "stream/buffer.h"

#include <stdbool.h>
#include <stddef.h>

enum { TOOL_PATH_SIZE = BOX_PATH_SIZE, TOOL_NAME_SIZE = 64, TOOL_MARK_SIZE = 32 };
enum { TOOL_MOST_PATHS = 3 };

struct tool_request {
    enum tool tool;
    const char *folder, *name;    /* of the run */
    const char *const *words;     /* the program and its arguments, NULL-terminated */
    const char *mark;             /* one more, which the program is to print last; or NULL */
    const char *input;            /* path of what it reads on stdin; or NULL */
    struct process_limits limits; /* tool_limits, or a gate's */
    enum box_kind box;
    const char *reads[TOOL_MOST_PATHS + 1];  /* what the box shows the program; up to a NULL */
    const char *writes[TOOL_MOST_PATHS + 1]; /* files that it writes; they are made, empty */
    bool bare; /* without the tool's environment, so that the command can be typed as it is shown */
    void (*show)(const char *command);     /* is given the command line before it runs; or NULL */
    struct buffer *commands;               /* gets it instead: "$ valgrind ...", a line; or NULL */
    void (*each_second)(unsigned seconds); /* progress while it is waited for; or NULL */
};

/* Ten times what any measurement of ours takes. */
extern const struct process_limits tool_limits;

struct tool_run {
    enum tool tool;
    const char *folder, *program; /* borrowed from the request, or from the table */
    char name[TOOL_NAME_SIZE];
    char mark[TOOL_MARK_SIZE];
    struct boxed process;
    struct process_result result;
    bool complete;  /* it exited with 0, and its mark, if it has one, came last on its stdout */
    size_t printed; /* bytes on its stdout before the mark */
};

/* FOLDER/NAME + ending: a file of a run. False, with the reason in `error`, if it is too long. */
STREAM_MUST_CHECK bool tool_path(const char *folder, const char *name, const char *ending,
                                 char path[TOOL_PATH_SIZE], struct error *error);

/*
 * Starts a run. False, with the reason in `error`, if its files cannot be made. That the program
 * itself cannot be started is in the result of tool_wait, which is called once for each run.
 */
STREAM_MUST_CHECK bool tool_start(const struct tool_request *request, struct tool_run *run,
                                  struct error *error);

/* Waits for its end, and fills in `result`, `complete` and `printed`. */
void tool_wait(struct tool_run *run);

/* Appends what the run wrote to the file with this ending: ".stderr", ".out". */
STREAM_MUST_CHECK bool tool_read(const struct tool_run *run, const char *ending,
                                 struct buffer *text, struct error *error);

#endif
