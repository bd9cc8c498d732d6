/* Has clang and opt analyse a subject's allocations, and reads what they decided. */
#ifndef VIEWS_ANALYSE_H
#define VIEWS_ANALYSE_H

#include "base/error.h"
#include "measure/workdir.h"
#include "views/escape_sites.h"

struct taken_sites {
    struct heap_sites all;              /* behind the inliner */
    struct heap_sites left;             /* behind the Attributor */
    struct heap_sites left_of_any_size; /* the same, where any size may move */
};

/*
 * Analyses the subject of `place`. `file` is its name without folders. False, with the reason in
 * `error`. Ended with taken_sites_dispose, also where it failed.
 */
bool take_sites(struct workdir *place, const char *file, struct taken_sites *taken,
                struct error *error);

void taken_sites_dispose(struct taken_sites *taken);

#endif
