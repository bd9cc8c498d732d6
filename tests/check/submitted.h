/* What a submission must get, and what it got. */
#ifndef CHECK_SUBMITTED_H
#define CHECK_SUBMITTED_H

#include "check/checking.h"
#include "submissions/table.h"

/* Expects the verdict, gate and words of submissions[number], and notes them for the matrix. */
void submitted_expect(size_t number, const struct checked *checked);

#endif
