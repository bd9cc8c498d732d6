#include "classroom/work_folder.h"

#include "base/files.h"
#include "base/format.h"
#include "classroom/class_folder.h"
#include "results/result.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

void work_path(const struct work *work, const char *job_folder, const char *file,
               char path[WORK_PATH_SIZE])
{
    snprintf(path, WORK_PATH_SIZE, "%s/%s%s%s", work->folder, job_folder,
             *job_folder == '\0' ? "" : "/", file);
}

/*
 * Locks the folder itself: there is no lock file that could be left behind or removed. A grading
 * that was killed a moment ago holds the lock until all that it started has ended.
 */
static bool lock(struct work *work, const char *into, struct error *error)
{
    enum { TRIES = 50 };
    const struct timespec pause = {.tv_nsec = 100000000};
    work->lock = open(into, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (work->lock < 0)
        return error_set(error, "cannot open the folder %s: %s", into, strerror(errno));
    for (int i = 0; i < TRIES; i++) {
        if (flock(work->lock, LOCK_EX | LOCK_NB) == 0)
            return true;
        if (errno != EWOULDBLOCK) {
            error_set(error, "cannot lock the folder %s: %s", into, strerror(errno));
            work_close(work);
            return false;
        }
        nanosleep(&pause, NULL);
    }
    work_close(work);
    return error_set(error, "%s: another grading is running here: wait until it ends", into);
}

/* The next entry's name but for . and ..; NULL at the end, and if there is no such folder. */
static const char *next_entry(DIR *opened)
{
    struct dirent *entry = opened == NULL ? NULL : readdir(opened);
    while (entry != NULL && (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0))
        entry = readdir(opened);
    return entry == NULL ? NULL : entry->d_name;
}

/* Removes all in the folder but for the entry `keep`. */
static bool clear(const char *folder, const char *keep, struct error *error)
{
    char path[WORK_PATH_SIZE + NAME_MAX + 2];
    bool done = true;
    DIR *opened = opendir(folder);
    for (const char *name; done && (name = next_entry(opened)) != NULL;) {
        snprintf(path, sizeof path, "%s/%s", folder, name);
        done = strcmp(name, keep) == 0 || folder_remove(path, error);
    }
    if (opened != NULL)
        closedir(opened);
    return done;
}

bool work_open(struct work *work, const char *into, bool fresh, struct error *error)
{
    int len = snprintf(work->folder, sizeof work->folder, "%s/work", into);
    bool empty = true, seed = false, opened = false;
    if (len >= (int)sizeof work->folder)
        return error_set(error, "OUT is too long a path");
    if (!folder_make(into, error) || !lock(work, into, error))
        return false;
    bool made = mkdir(work->folder, 0700) == 0 || errno == EEXIST;
    int why = errno;
    /* A folder called work may be anybody's. A grading's has a seed, or one being written. */
    DIR *folder = opendir(work->folder);
    for (const char *name; (name = next_entry(folder)) != NULL; empty = false)
        seed |= strcmp(name, WORK_SEED) == 0 || strncmp(name, WORK_SEED ".", 5) == 0;
    if (folder != NULL)
        closedir(folder);
    if (!made)
        error_set(error, "cannot make the folder %s: %s", work->folder, strerror(why));
    else if (!empty && !seed)
        error_set(error, "%s is no grading's folder: choose another with OUT=", work->folder);
    else
        opened = !fresh || clear(work->folder, WORK_SEED, error);
    if (!opened)
        work_close(work);
    return opened;
}

void work_close(struct work *work)
{
    close(work->lock);
    work->lock = -1;
}

static bool read_number(const char *text, uint64_t *number)
{
    char *end;
    errno = 0;
    *number = strtoull(text, &end, 10);
    bool whole = *end == '\0' || strcmp(end, "\n") == 0;
    return whole && text[0] >= '0' && text[0] <= '9' && errno == 0;
}

bool work_choose_seed(const struct work *work, bool fresh, const char *given, uint64_t *seed,
                      struct error *error)
{
    char path[WORK_PATH_SIZE];
    char text[32];
    work_path(work, "", WORK_SEED, path);
    if (given == NULL && !fresh && access(path, F_OK) == 0) {
        struct buffer saved = buffer_bounded(64);
        bool read = file_read(path, &saved, error) && buffer_write_byte(&saved, '\0') == STREAM_OK;
        if (read && !read_number((const char *)saved.at, seed))
            read = error_set(error, "%s: expected a number: FRESH=1 starts over", path);
        buffer_dispose(&saved);
        return read;
    }
    if (given != NULL && !read_number(given, seed))
        return error_set(error, "SEED=%.80s: expected a number, as a check prints it", given);
    if (given == NULL && getrandom(seed, sizeof *seed, 0) != sizeof *seed)
        return error_set(error, "cannot get a random seed: %s", strerror(errno));
    snprintf(text, sizeof text, "%" PRIu64 "\n", *seed);
    return file_write_secret(path, bytes_from_string(text), error);
}

bool work_put(const struct work *work, const struct job *job, struct bytes content,
              struct error *error)
{
    char folder[WORK_PATH_SIZE];
    char path[WORK_PATH_SIZE];
    struct error ignored;
    struct buffer held = buffer_bounded(CLASS_LARGEST_FILE);
    work_path(work, "", job->folder, folder);
    work_path(work, job->folder, job->stage->contract->file, path);
    bool same = file_read(path, &held, &ignored) && bytes_equal(buffer_rest(&held), content);
    buffer_dispose(&held);
    return same || (work_clear(work, job, error) && folder_make(folder, error) &&
                    file_write(path, content, error));
}

bool work_clear(const struct work *work, const struct job *job, struct error *error)
{
    char folder[WORK_PATH_SIZE];
    work_path(work, "", job->folder, folder);
    return clear(folder, job->stage->contract->file, error);
}

bool work_clear_cache(const struct work *work, struct error *error)
{
    char folder[WORK_PATH_SIZE];
    work_path(work, "", WORK_CACHE, folder);
    return clear(folder, "", error);
}

cJSON *work_result(const struct work *work, const struct job *job)
{
    char path[WORK_PATH_SIZE];
    struct error ignored;
    struct buffer text = buffer_bounded((size_t)64 << 20);
    work_path(work, job->folder, WORK_RESULT, path);
    cJSON *result = NULL;
    if (file_read(path, &text, &ignored))
        result = result_read(path, buffer_rest(&text), &ignored);
    buffer_dispose(&text);
    return result;
}

void work_add_last_words(const struct work *work, const struct job *job, struct buffer *text)
{
    char path[WORK_PATH_SIZE];
    struct error ignored;
    struct buffer said = buffer_bounded((size_t)1 << 20);
    work_path(work, job->folder, "said.txt", path);
    if (file_read(path, &said, &ignored)) {
        struct bytes words = buffer_rest(&said);
        while (words.len > 0 && words.at[words.len - 1] == '\n')
            words.len--;
        const unsigned char *start = words.len == 0 ? NULL : memrchr(words.at, '\n', words.len);
        format_add_printable(
            text, start == NULL ? words : bytes_skip(words, (size_t)(start + 1 - words.at)));
    }
    buffer_dispose(&said);
}
