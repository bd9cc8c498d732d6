/* Has clang and opt analyse a subject's allocations, and reads what they decided. */
#ifndef VIEWS_ESCAPE_ANALYSIS_H
#define VIEWS_ESCAPE_ANALYSIS_H

#include "base/error.h"
#include "measure/workdir.h"
#include "views/escape_sites.h"

struct escape_analysis {
    struct heap_sites all;              /* after the inliner */
    struct heap_sites left;             /* after the Attributor */
    struct heap_sites left_of_any_size; /* the same, if blocks of any size may move */
};

/*
 * Analyses the subject of `place`. `file` is its name without folders. False, with the reason in
 * `error`. Ended with escape_analysis_dispose, also if it failed.
 */
bool escape_analyse(struct workdir *place, const char *file, struct escape_analysis *analysis,
                    struct error *error);

void escape_analysis_dispose(struct escape_analysis *analysis);

#endif
