#include "learn/progress_store.h"

#include "base/files.h"
#include "base/scan.h"
#include "learn/backup.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

/* A file of its own, for the other one is replaced; and no folder, for NFS locks none. */
#define LOCK_FILE ".progress.lock"

static bool refuse(struct error *error, const char *what, const char *why)
{
    error_set(error, "%s: %s", what, why);
    return false;
}

/* Others hold it for a moment: one that does not give it back is stopped, or ill. */
static bool lock(struct store *store, struct error *error)
{
    enum { TRIES = 200, PAUSE = 50000000 };
    const struct timespec pause = {.tv_nsec = PAUSE};
    store->lock = open(LOCK_FILE, O_RDWR | O_CREAT | O_CLOEXEC, 0644);
    if (store->lock < 0)
        return refuse(error, "cannot open " LOCK_FILE, strerror(errno));
    for (int i = 0; i < TRIES; i++) {
        if (flock(store->lock, LOCK_EX | LOCK_NB) == 0)
            return true;
        if (errno != EWOULDBLOCK && errno != EINTR)
            return refuse(error, "cannot lock " LOCK_FILE, strerror(errno));
        nanosleep(&pause, NULL);
    }
    return refuse(error, "cannot lock " LOCK_FILE, "another command has held it for 10 seconds");
}

/* Puts the file aside, for `why`. */
static bool set_aside(struct store *store, const char *why, struct error *error)
{
    char kept[KEEP_PATH_SIZE];
    if (!backup_file(STORE_FILE, time(NULL), kept, error))
        return false;
    unlink(STORE_FILE);
    error_set(&store->told, "%.300s: it is kept as %.200s, and your progress begins anew", why,
              kept);
    return true;
}

bool store_open(struct store *store, struct progress *progress, struct error *error)
{
    enum { LARGEST = 1 << 20 };
    struct stat info;
    struct error why;
    struct buffer text = buffer_bounded(LARGEST);
    *store = (struct store){.lock = -1};
    *progress = progress_new();
    if (!lock(store, error))
        return false;
    if (stat(STORE_FILE, &info) != 0)
        return errno == ENOENT || refuse(error, "cannot read " STORE_FILE, strerror(errno));
    if (!S_ISREG(info.st_mode))
        return refuse(error, "cannot read " STORE_FILE, "expected a regular file");
    if (info.st_size > LARGEST)
        return set_aside(store, STORE_FILE ": expected at most 1 MiB", error);
    bool done = file_read(STORE_FILE, &text, error) &&
                (progress_read(STORE_FILE, buffer_rest(&text), progress, &why) ||
                 set_aside(store, why.text, error));
    buffer_dispose(&text);
    return done;
}

bool store_save(const struct progress *progress, struct error *error)
{
    struct buffer json = buffer_bounded(SIZE_MAX);
    bool done = progress_write(progress, &json)
                    ? file_write(STORE_FILE, buffer_rest(&json), error)
                    : refuse(error, "cannot write " STORE_FILE, "out of memory");
    buffer_dispose(&json);
    return done;
}

void store_close(struct store *store)
{
    if (store->lock >= 0)
        close(store->lock);
    store->lock = -1;
}
