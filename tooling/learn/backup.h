/* Saves a file that is about to be replaced, under a dated name beside it. */
#ifndef LEARN_BACKUP_H
#define LEARN_BACKUP_H

#include "base/error.h"

#include <stdbool.h>
#include <time.h>

enum { KEEP_PATH_SIZE = 4096 }; /* bytes of a path, its NUL included */

/*
 * Gives the file a second name, `path`.2026-11-25-120501 (followed by -2 and so on if there
 * is such a file already), and writes it to `kept`. Nothing is overwritten, and the file is still
 * under `path`, unless the file system knows no second names: then it is moved. False with the
 * reason in `error`; then nothing has changed.
 */
bool backup_file(const char *path, time_t now, char kept[KEEP_PATH_SIZE], struct error *error)
    __attribute__((warn_unused_result));

#endif
