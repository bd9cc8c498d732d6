#include "learn/backup.h"

#include "base/files.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* The name number `attempt` of a moment, from 1. */
static bool name_it(const char *path, time_t now, unsigned attempt, char kept[KEEP_PATH_SIZE])
{
    struct tm local;
    char date[32];
    char behind[16] = "";
    localtime_r(&now, &local);
    strftime(date, sizeof date, "%Y-%m-%d-%H%M%S", &local);
    if (attempt > 1)
        snprintf(behind, sizeof behind, "-%u", attempt);
    return snprintf(kept, KEEP_PATH_SIZE, "%s.%s%s", path, date, behind) < KEEP_PATH_SIZE;
}

/* Where there can be no second name (EPERM: FAT, a shared folder), the first one is given up. */
static bool link_or_move(const char *path, const char *kept)
{
    struct stat info;
    if (link(path, kept) == 0)
        return true;
    if (errno != EPERM && errno != EOPNOTSUPP && errno != ENOSYS)
        return false;
    if (lstat(kept, &info) == 0) {
        errno = EEXIST;
        return false;
    }
    return rename(path, kept) == 0;
}

bool backup_file(const char *path, time_t now, char kept[KEEP_PATH_SIZE], struct error *error)
{
    enum { MOST = 100 };
    errno = ENAMETOOLONG;
    for (unsigned attempt = 1; attempt <= MOST && name_it(path, now, attempt, kept); attempt++) {
        if (link_or_move(path, kept))
            return true;
        if (errno != EEXIST)
            break;
    }
    error_set(error, "cannot keep %.4000s: %s", path, strerror(errno));
    return false;
}
