/* Keeps a document of figures that a verb has made, among the results. */
#ifndef BENCH_SAVE_REPORT_H
#define BENCH_SAVE_REPORT_H

#include "base/error.h"
#include "measure/workdir.h"

#include <cjson/cJSON.h>

/* Reads such a document, and refuses what it does not understand. The caller owns it. */
typedef cJSON *keep_reader(const char *name, struct bytes text, struct error *error);

/*
 * Adds to the document where it was measured, writes it to `name` in the results, whose path is put
 * into `path`, and gives it back as it is read: what is drawn is what was kept. The caller owns it;
 * NULL with the reason in `error`.
 */
cJSON *keep_document(const struct workdir *place, const char *name, cJSON *document,
                     keep_reader *read, char path[WORKDIR_PATH_SIZE], struct error *error);

#endif
