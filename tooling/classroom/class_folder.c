#include "classroom/class_folder.h"

#include "base/descriptor.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static DIR *open_inner(int folder, const char *entry)
{
    int fd = openat(folder, entry, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    DIR *opened = fd < 0 ? NULL : fdopendir(fd);
    if (fd >= 0 && opened == NULL)
        close(fd);
    return opened;
}

/* The next entry but for . and .., and what it is. */
static const char *next_entry(DIR *folder, enum entry_kind *kind)
{
    struct dirent *entry;
    struct stat info;
    while ((entry = readdir(folder)) != NULL) {
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0 ||
            fstatat(dirfd(folder), entry->d_name, &info, AT_SYMLINK_NOFOLLOW) != 0)
            continue; /* one that cannot be seen has gone */
        *kind = S_ISLNK(info.st_mode)   ? ENTRY_LINK
                : S_ISDIR(info.st_mode) ? ENTRY_FOLDER
                                        : ENTRY_FILE;
        return entry->d_name;
    }
    return NULL;
}

/*
 * Notes the files in a student's folder, and in those of stages in it. What cannot be opened or
 * seen is noted, too, so that class_read can say what is wrong with it.
 */
static bool find_inner(struct submissions *all, int parent, const char *name)
{
    enum entry_kind kind;
    struct stat info;
    bool memory = true;
    DIR *folder = open_inner(parent, name);
    for (size_t i = 0; folder == NULL && i < course_stage_count; i++) {
        const struct contract *contract = course_stages[i].contract;
        if (i == 0 || contract != course_stages[i - 1].contract)
            submissions_add_inner(all, name, contract->file, ENTRY_FILE, &memory);
    }
    if (folder == NULL)
        return memory;
    for (const char *entry; memory && (entry = next_entry(folder, &kind)) != NULL;) {
        if (!submissions_add_inner(all, name, entry, kind, &memory) || !memory)
            continue;
        const char *file = course_find(entry)->contract->file;
        DIR *inner = open_inner(dirfd(folder), entry);
        if (inner == NULL || fstatat(dirfd(inner), file, &info, AT_SYMLINK_NOFOLLOW) == 0)
            memory = submissions_add_staged(all, name, entry);
        if (inner != NULL)
            closedir(inner);
    }
    closedir(folder);
    return memory;
}

bool class_find(const char *path, struct submissions *all, struct error *error)
{
    enum entry_kind kind;
    bool memory = true;
    *all = (struct submissions){0};
    DIR *folder = opendir(path);
    if (folder == NULL)
        return error_set(error, "DIR=%s %s", path,
                         errno == ENOENT    ? "does not exist"
                         : errno == ENOTDIR ? "is not a folder"
                                            : strerror(errno));
    for (const char *entry; memory && (entry = next_entry(folder, &kind)) != NULL;) {
        if (submissions_add(all, entry, kind, &memory))
            memory = memory && find_inner(all, dirfd(folder), entry);
    }
    closedir(folder);
    submissions_sort(all);
    if (!memory)
        return error_set(error, "DIR=%s holds more than there is memory for", path);
    return all->files > 0 ||
           error_set(error,
                     "DIR=%s holds no submission: expected NAME.c,"
                     " NAME/%s or NAME/STAGE/%s",
                     path, course_stages[0].contract->file, course_stages[0].contract->file);
}

static bool refuse_errno(struct error *why)
{
    return error_set(why, "cannot be read: %s", strerror(errno));
}

/* Whether the entry is a file or a folder that may be opened; `is_last` is for the file. */
static bool may_open(int parent, const char *entry, bool is_last, struct error *why)
{
    struct stat info;
    if (fstatat(parent, entry, &info, AT_SYMLINK_NOFOLLOW) != 0)
        return refuse_errno(why);
    if (S_ISLNK(info.st_mode))
        return error_set(why, "is a symbolic link: expected the file itself");
    if (!is_last)
        return true;
    if (S_ISDIR(info.st_mode))
        return error_set(why, "is a folder: expected a C file");
    if (!S_ISREG(info.st_mode))
        return error_set(why, "is not a regular file");
    if (info.st_size == 0)
        return error_set(why, "is empty: expected a C file");
    return info.st_size <= CLASS_LARGEST_FILE ||
           error_set(why, "is larger than 1 MiB: expected a C file");
}

/*
 * Follows the path entry by entry, so that no part of it can lead elsewhere. The file may be
 * replaced after it was looked at: what is open is what counts.
 */
bool class_read(const char *folder, const char *path, struct buffer *content, struct error *why)
{
    char entry[NAME_MAX + 1];
    struct stat info;
    int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    *content = buffer_bounded(CLASS_LARGEST_FILE);
    if (fd < 0)
        return refuse_errno(why);
    for (bool is_last = false; !is_last;) {
        int parent = fd;
        size_t len = strcspn(path, "/");
        is_last = path[len] == '\0';
        snprintf(entry, sizeof entry, "%.*s", (int)len, path);
        path += len + !is_last;
        int flags = O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC | (is_last ? 0 : O_DIRECTORY);
        bool allowed = may_open(parent, entry, is_last, why);
        fd = allowed ? openat(parent, entry, flags) : -1;
        if (allowed && fd < 0)
            refuse_errno(why);
        close(parent);
        if (fd < 0)
            return false;
    }
    bool read = fstat(fd, &info) == 0 && S_ISREG(info.st_mode) && descriptor_read(fd, content) &&
                content->len > 0;
    close(fd);
    return read || error_set(why, "changed while it was read");
}
