/*
 * A place in which a subject is built, and its program run under tools.
 *
 * The place is a folder of its own, INTO/VERB/LABEL, and stays, so that each command that was shown
 * can be run again by hand. One process at a time has it.
 */
#ifndef MEASURE_WORKDIR_H
#define MEASURE_WORKDIR_H

#include "base/error.h"
#include "course/subject.h"
#include "measure/totals.h"
#include "run/compile.h"
#include "stream/buffer.h"

#include <stdbool.h>
#include <stdint.h>

enum { WORKDIR_PATH_SIZE = SUBJECT_PATH_SIZE };

struct measure_request {
    const struct subject *subject;
    const char *verb;                  /* the command, "profile" */
    const char *into;                  /* the folder for all places, "build" */
    void (*show)(const char *command); /* told each command line before it runs; or NULL */
    struct buffer *commands; /* where not NULL, that is appended here instead: "$ valgrind ..." */
    void (*each_second)(unsigned seconds); /* progress; or NULL */
};

struct workdir {
    struct measure_request request;
    char folder[WORKDIR_PATH_SIZE];
    struct compile_paths build;
    int lock; /* open while we have the place */
};

/*
 * Looks at the subject's file, makes the place and waits until it is ours. False, with a line for
 * the learner in `error`, as for all that follow. Ended with
 * workdir_close where it was opened.
 */
bool workdir_open(const struct measure_request *request, struct workdir *place,
                  struct error *error);

void workdir_close(struct workdir *place);

/* The path of the file `name` in the place. False where it would be too long. */
bool workdir_path(const struct workdir *place, const char *name, char path[WORKDIR_PATH_SIZE],
                  struct error *error);

/* Compiles the subject and links its probes. */
bool workdir_build(struct workdir *place, struct error *error);

/*
 * Shows and runs `words` (NULL-terminated), which are to succeed; what they say goes to the files
 * NAME.stdout and NAME.stderr of the place. The error is about the program `words[0]`.
 */
bool measure_command(struct workdir *place, const char *const *words, const char *name,
                     struct error *error);

/* The same for a helper of ours, whose command line says nothing to a learner: it is not shown. */
bool measure_quietly(const struct workdir *place, const char *const *words, const char *name,
                     struct error *error);

/* The same for any command, however it ends, within `cpu_seconds` of CPU time. */
bool measure_try(struct workdir *place, const char *const *words, const char *name,
                 unsigned cpu_seconds, struct process_result *result, struct error *error);

/* The same within any limits. */
bool measure_within(struct workdir *place, const char *const *words, const char *name,
                    const struct process_limits *limited, struct process_result *result,
                    struct error *error);

/* Says in `error` how a program of the name `program` ended that did not end by itself. False. */
bool measure_refuse_end(struct process_result result, const char *program, struct error *error);

/* A run of a probe's ops on the talk's stream. */
struct measure_run {
    const char *const *tool;    /* the words of a tool, see measure/tools.h */
    const char *options[4];     /* more of the tool's options; NULL-terminated */
    const char *file_option[2]; /* options that take a path: "--dhat-out-file=" */
    const char *file_name[2];   /* and the files in the place for them */
    const char *probe;          /* a path: of place->build, or another program's */
    unsigned ops;
    uint64_t room; /* bytes of the one block that the probe allocates itself: see probe/ops.h */
    const char *case_path; /* this case, once, instead of ops on the talk's stream; or NULL */
};

bool measure_ops(struct workdir *place, const struct measure_run *run, struct error *error);

/* Runs the ops under massif, and adds up what they did (measure/totals.h). */
bool measure_heap(struct workdir *place, struct heap_totals *all, struct error *error);

/* Whether the file holds a case, as a check leaves one that fails. */
bool measure_is_case(const char *file, struct error *error);

/* Writes the case of such a run: the talk's stream, for a probe's --ops or --replay. */
bool measure_write_talk(const char *path, uint64_t room, struct error *error);

/* Appends the whole file `name` of the place to `text`. */
bool workdir_read(const struct workdir *place, const char *name, struct buffer *text,
                  struct error *error);

#endif
