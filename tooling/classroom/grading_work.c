#include "classroom/grading_work.h"

#include "base/files.h"
#include "base/format.h"
#include "classroom/grade_folder.h"
#include "results/result.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

void work_path(const struct work *work, const char *job_folder, const char *file,
               char path[WORK_PATH_SIZE])
{
    snprintf(path, WORK_PATH_SIZE, "%s/%s%s%s", work->folder, job_folder,
             *job_folder == '\0' ? "" : "/", file);
}

/* One that was killed a moment ago holds the lock until all that it started is over. */
static bool lock_soon(int folder)
{
    enum { TRIES = 50 };
    const struct timespec pause = {.tv_nsec = 100000000};
    for (int i = 0; i < TRIES; i++) {
        if (flock(folder, LOCK_EX | LOCK_NB) == 0)
            return true;
        if (errno != EWOULDBLOCK)
            return false;
        nanosleep(&pause, NULL);
    }
    errno = EWOULDBLOCK;
    return false;
}

/* The folder itself is locked: there is no file that could be left behind or removed. */
static bool lock(struct work *work, const char *into, struct error *error)
{
    work->lock = open(into, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (work->lock < 0)
        return error_set(error, "cannot open the folder %s: %s", into, strerror(errno));
    if (lock_soon(work->lock))
        return true;
    bool busy = errno == EWOULDBLOCK;
    error_set(error,
              busy ? "%s: another grading is at work here: wait for its end"
                   : "cannot lock the folder %s",
              into);
    work_close(work);
    return false;
}

/*
 * Removes all in the folder but for the entry `keep`. A folder that does not exist holds nothing.
 */
static bool clear(const char *folder, const char *keep, struct error *error)
{
    char path[WORK_PATH_SIZE + NAME_MAX + 2];
    bool done = true;
    DIR *opened = opendir(folder);
    for (struct dirent *entry; opened != NULL && done && (entry = readdir(opened)) != NULL;) {
        const char *name = entry->d_name;
        if (strcmp(name, ".") == 0 || strcmp(name, "..") == 0 || strcmp(name, keep) == 0)
            continue;
        snprintf(path, sizeof path, "%s/%s", folder, name);
        done = folder_remove(path, error);
    }
    if (opened != NULL)
        closedir(opened);
    return done;
}

/*
 * A folder called work may be anybody's. A grading's holds a seed, or one that was being written.
 */
static bool is_ours(const char *folder)
{
    bool empty = true, seed = false;
    DIR *opened = opendir(folder);
    for (struct dirent *entry; opened != NULL && (entry = readdir(opened)) != NULL;) {
        const char *name = entry->d_name;
        if (strcmp(name, ".") == 0 || strcmp(name, "..") == 0)
            continue;
        empty = false;
        seed |= strcmp(name, WORK_SEED) == 0 || strncmp(name, WORK_SEED ".", 5) == 0;
    }
    if (opened != NULL)
        closedir(opened);
    return empty || seed;
}

static bool prepare(const struct work *work, bool fresh, struct error *error)
{
    if (mkdir(work->folder, 0700) != 0 && errno != EEXIST)
        return error_set(error, "cannot make the folder %s: %s", work->folder, strerror(errno));
    if (!is_ours(work->folder))
        return error_set(error,
                         "%s is no grading's folder: choose another with OUT=", work->folder);
    return !fresh || clear(work->folder, WORK_SEED, error);
}

bool work_open(struct work *work, const char *into, bool fresh, struct error *error)
{
    int len = snprintf(work->folder, sizeof work->folder, "%s/work", into);
    if (len >= (int)sizeof work->folder)
        return error_set(error, "OUT is too long a path");
    if (!folder_make(into, error) || !lock(work, into, error))
        return false;
    if (prepare(work, fresh, error))
        return true;
    work_close(work);
    return false;
}

void work_close(struct work *work)
{
    close(work->lock);
    work->lock = -1;
}

static bool holds(const char *path, struct bytes content)
{
    struct error ignored;
    struct buffer held = buffer_bounded(FOLDER_LARGEST_FILE);
    bool same = file_read(path, &held, &ignored) && bytes_equal(buffer_rest(&held), content);
    buffer_dispose(&held);
    return same;
}

bool work_put(const struct work *work, const struct job *job, struct bytes content,
              struct error *error)
{
    char folder[WORK_PATH_SIZE];
    char path[WORK_PATH_SIZE];
    work_path(work, "", job->folder, folder);
    work_path(work, job->folder, job->stage->contract->file, path);
    return holds(path, content) || (work_clear(work, job, error) && folder_make(folder, error) &&
                                    file_write(path, content, error));
}

bool work_clear(const struct work *work, const struct job *job, struct error *error)
{
    char folder[WORK_PATH_SIZE];
    work_path(work, "", job->folder, folder);
    return clear(folder, job->stage->contract->file, error);
}

bool work_clear_beside(const struct work *work, struct error *error)
{
    char folder[WORK_PATH_SIZE];
    work_path(work, "", WORK_BESIDE, folder);
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
