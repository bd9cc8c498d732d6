/* What the mains of verbs share, and for them alone: it prints. */
#ifndef COMMANDS_MEASURING_H
#define COMMANDS_MEASURING_H

#include "base/error.h"
#include "commands/options.h"
#include "measure/workdir.h"

/*
 * Finds the subject and has `run` do the verb's work: its exit status, or that of trouble where
 * there is no such subject. `into` is the folder for places, NULL for the usual one.
 */
int verb_start(const struct subject_request *subject, const char *into,
               int (*run)(const struct measure_request *request, const void *order),
               const void *order);

/* Appends what a verb shows of the subject that is built in `place`; or false, and why in `error`. */
typedef bool verb_view(struct workdir *place, const void *options, struct buffer *text,
                       struct error *error);

/*
 * Finds the subject, opens the verb's place, builds the subject there, and prints what `view`
 * appends, or the error instead. The commands that were run follow. Returns the exit status.
 */
int verb_show(const struct subject_request *subject, const char *into, verb_view *view,
              const void *options);

/* Appends the commands of an answer, which stands in `text`: what was run, in its order. */
void verb_add_commands(const struct buffer *commands, struct buffer *text);

/*
 * Reads the options of a command that measures a program: --solution, --file, --into and the stage,
 * besides its `own`. See options_read.
 */
bool verb_options(int count, char **arguments, const struct known_option *own, const char *usage,
                  struct subject_request *subject, const char **into, struct error *error);

/* The main of a verb without options of its own. */
int verb_main(int count, char **arguments, const char *verb, verb_view *view);

#endif
