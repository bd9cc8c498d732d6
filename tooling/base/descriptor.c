#include "base/descriptor.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

bool descriptor_write(int fd, struct bytes data)
{
    while (data.len > 0) {
        ssize_t n = write(fd, data.at, data.len);
        if (n < 0 && errno != EINTR)
            return false;
        data = bytes_skip(data, n < 0 ? 0 : (size_t)n);
    }
    return true;
}

bool descriptor_write_parts(int fd, const struct bytes *parts, size_t count)
{
    struct iovec vectors[DESCRIPTOR_MOST_PARTS];
    assert(count <= DESCRIPTOR_MOST_PARTS);
    for (size_t i = 0; i < count; i++)
        vectors[i] = (struct iovec){(void *)(uintptr_t)parts[i].at, parts[i].len};
    ssize_t n = writev(fd, vectors, (int)count);
    if (n < 0 && errno != EINTR)
        return false;
    size_t written = n < 0 ? 0 : (size_t)n;
    for (size_t i = 0; i < count; i++) {
        size_t skipped = written < parts[i].len ? written : parts[i].len;
        if (!descriptor_write(fd, bytes_skip(parts[i], skipped)))
            return false;
        written -= skipped;
    }
    return true;
}

bool descriptor_read(int fd, struct buffer *into)
{
    unsigned char block[65536];
    ssize_t n;
    while ((n = read(fd, block, sizeof block)) != 0) {
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return false;
        if (buffer_write(into, bytes_of(block, (size_t)n)) != STREAM_OK) {
            errno = ENOMEM;
            return false;
        }
    }
    return true;
}

bool descriptor_map(const char *path, struct bytes *content)
{
    struct stat info;
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return false;
    bool done = fstat(fd, &info) == 0;
    *content = bytes_of(NULL, done ? (size_t)info.st_size : 0);
    if (content->len > 0) {
        void *at = mmap(NULL, content->len, PROT_READ, MAP_PRIVATE, fd, 0);
        done = at != MAP_FAILED;
        content->at = at;
    }
    close(fd);
    return done;
}
