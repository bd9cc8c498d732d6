/* The case in which make debug runs a program. */
#ifndef LEARN_SELECT_CASE_H
#define LEARN_SELECT_CASE_H

#include "base/error.h"
#include "measure/workdir.h"

#include <stdbool.h>

struct select_case {
    char path[WORKDIR_PATH_SIZE];
    char gate[32]; /* whose failing case it is; "" if it is not the last check's */
    char checked[WORKDIR_PATH_SIZE]; /* the file of that check, if it is another; or "" */
};

/*
 * Chooses `file`, if it is not NULL and holds a case; else the first failing case that the
 * subject's last check left; else the talk's stream, which is written to the place. False with the
 * reason in `error`.
 */
bool select_case(const struct workdir *place, const char *file, struct select_case *chosen,
                 struct error *error);

#endif
