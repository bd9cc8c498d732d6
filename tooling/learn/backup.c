#include "learn/backup.h"

#include "base/files.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* If the file system knows no second names (EPERM: FAT, a shared folder), the file is moved. */
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
    struct tm local;
    char date[32];
    localtime_r(&now, &local);
    strftime(date, sizeof date, "%Y-%m-%d-%H%M%S", &local);
    errno = ENAMETOOLONG;
    for (unsigned attempt = 1; attempt <= MOST; attempt++) {
        char number[16] = "";
        if (attempt > 1)
            snprintf(number, sizeof number, "-%u", attempt);
        if (snprintf(kept, KEEP_PATH_SIZE, "%s.%s%s", path, date, number) >= KEEP_PATH_SIZE)
            break;
        if (link_or_move(path, kept))
            return true;
        if (errno != EEXIST)
            break;
    }
    error_set(error, "cannot keep %.4000s: %s", path, strerror(errno));
    return false;
}
