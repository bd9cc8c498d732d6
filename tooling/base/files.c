#include "base/files.h"

#include "base/descriptor.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static bool failed(struct error *error, const char *what, const char *path)
{
    error_set(error, "cannot %s %s: %s", what, path, strerror(errno));
    return false;
}

bool file_read(const char *path, struct buffer *into, struct error *error)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return failed(error, "read", path);
    bool done = descriptor_read(fd, into) || failed(error, "read", path);
    close(fd);
    return done;
}

static bool write_beside(const char *path, struct bytes content, mode_t mode, struct error *error)
{
    char beside[4096];
    if (snprintf(beside, sizeof beside, "%s.XXXXXX", path) >= (int)sizeof beside) {
        errno = ENAMETOOLONG;
        return failed(error, "write", path);
    }
    int fd = mkstemp(beside);
    if (fd < 0)
        return failed(error, "write", path);
    bool written = descriptor_write(fd, content) && fchmod(fd, mode) == 0;
    written = close(fd) == 0 && written;
    if (written && rename(beside, path) == 0)
        return true;
    failed(error, "write", path);
    unlink(beside);
    return false;
}

bool file_write(const char *path, struct bytes content, struct error *error)
{
    return write_beside(path, content, 0644, error);
}

bool file_write_secret(const char *path, struct bytes content, struct error *error)
{
    return write_beside(path, content, 0600, error);
}

bool file_copy(const char *from, const char *to, struct error *error)
{
    struct stat info;
    struct buffer content = buffer_bounded(SIZE_MAX);
    if (stat(from, &info) != 0)
        return failed(error, "read", from);
    bool done = file_read(from, &content, error) &&
                write_beside(to, buffer_rest(&content), info.st_mode & 0777, error);
    buffer_dispose(&content);
    return done;
}

static bool is_folder(const char *path)
{
    struct stat info;
    return stat(path, &info) == 0 && S_ISDIR(info.st_mode);
}

const char *file_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash == NULL ? path : slash + 1;
}

bool folder_make(const char *path, struct error *error)
{
    char part[4096];
    size_t len = strlen(path);
    if (len >= sizeof part) {
        errno = ENAMETOOLONG;
        return failed(error, "make the folder", path);
    }
    for (size_t i = 1; i <= len; i++) {
        if (path[i] != '/' && path[i] != '\0')
            continue;
        memcpy(part, path, i);
        part[i] = '\0';
        if (mkdir(part, 0755) != 0 && (errno != EEXIST || !is_folder(part)))
            return failed(error, "make the folder", part);
    }
    return true;
}

static int remove_one(const char *path, const struct stat *info, int type, struct FTW *where)
{
    (void)info, (void)type, (void)where;
    return remove(path);
}

bool folder_remove(const char *path, struct error *error)
{
    enum { OPEN_FOLDERS = 16 };
    if (nftw(path, remove_one, OPEN_FOLDERS, FTW_DEPTH | FTW_PHYS) == 0)
        return true;
    return failed(error, "remove", path);
}
