/* Has ninja run the checks. */
#ifndef CLASSROOM_ENGINE_H
#define CLASSROOM_ENGINE_H

#include "base/error.h"
#include "classroom/grading_work.h"
#include "classroom/ninja.h"

struct engine {
    const struct work *work;
    struct jobs *jobs;
    struct ninja_order order;
    void (*show)(const char *command);     /* shows a command that is about to run */
    void (*each_second)(unsigned seconds); /* called while the checks run */
};

/*
 * Tells ninja of the jobs, and marks as pending those that it has to do. Their old results go, so
 * that from then on a result is one of this file, workbook and seed. False, with the reason in
 * `error`.
 */
bool engine_plan(const struct engine *engine, struct error *error);

/*
 * Runs the checks that are pending. True where ninja came to its end, whatever the checks said;
 * false, with the reason in `error`, where it could not run or was interrupted.
 */
bool engine_run(const struct engine *engine, struct error *error);

/* The programs of this build that a grading needs: fills in order->check and order->inputs. */
void engine_know_workbook(struct ninja_order *order);

#endif
