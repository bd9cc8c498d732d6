/* Saves a document of figures among the results. */
#ifndef BENCH_SAVE_REPORT_H
#define BENCH_SAVE_REPORT_H

#include "base/error.h"
#include "measure/workdir.h"

#include <cjson/cJSON.h>

/* Reads such a document, and refuses what it does not understand. The caller owns it. */
typedef cJSON *report_reader(const char *name, struct bytes text, struct error *error);

/*
 * Adds to the document where it was measured, writes it to `name` in the results, puts its path
 * into `path`, and returns it as it is read again: what is drawn is what was saved. The caller owns
 * it; NULL with the reason in `error`.
 */
cJSON *save_report(const struct workdir *place, const char *name, cJSON *document,
                   report_reader *read, char path[WORKDIR_PATH_SIZE], struct error *error);

#endif
