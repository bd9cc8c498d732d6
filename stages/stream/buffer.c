#include "buffer.h"

#include <assert.h>
#include <string.h>

struct buffer buffer_bounded(size_t limit)
{
    return (struct buffer){.limit = limit};
}

void buffer_dispose(struct buffer *buffer)
{
    free(buffer->storage);
    *buffer = buffer_bounded(buffer->limit);
}

void buffer_free(struct buffer *buffer)
{
    if (buffer == NULL)
        return;
    buffer_dispose(buffer);
    free(buffer);
}

void buffer_reset(struct buffer *buffer)
{
    buffer->at = buffer->storage;
    buffer->len = 0;
    buffer->offset = 0;
}

struct bytes buffer_rest(const struct buffer *buffer)
{
    return bytes_skip(bytes_of(buffer->at, buffer->len), buffer->offset);
}

/* Moves all that the buffer holds to storage of `capacity` bytes. */
static enum stream_status move_to_storage(struct buffer *buffer, size_t capacity)
{
    unsigned char *storage = realloc(buffer->storage, capacity);
    if (storage == NULL)
        return STREAM_NO_MEMORY;
    if (buffer->storage == NULL && buffer->len > 0)
        memcpy(storage, buffer->at, buffer->len);
    buffer->storage = storage;
    buffer->at = storage;
    buffer->capacity = capacity;
    return STREAM_OK;
}

enum stream_status buffer_reserve(struct buffer *buffer, size_t more)
{
    if (buffer->len > buffer->limit || more > buffer->limit - buffer->len)
        return STREAM_NO_MEMORY;
    size_t needed = buffer->len + more;
    if (more == 0 || needed <= buffer->capacity)
        return STREAM_OK;
    size_t doubled = buffer->capacity > buffer->limit / 2 ? buffer->limit : buffer->capacity * 2;
    return move_to_storage(buffer, needed > doubled ? needed : doubled);
}

enum stream_status buffer_write(struct buffer *buffer, struct bytes data)
{
    if (data.len == 0)
        return STREAM_OK;
    enum stream_status status = buffer_reserve(buffer, data.len);
    if (status != STREAM_OK)
        return status;
    memcpy(buffer->storage + buffer->len, data.at, data.len);
    buffer->len += data.len;
    return STREAM_OK;
}

enum stream_status buffer_write_byte(struct buffer *buffer, unsigned char byte)
{
    enum stream_status status = buffer_reserve(buffer, 1);
    if (status != STREAM_OK)
        return status;
    buffer->storage[buffer->len] = byte;
    buffer->len++;
    return STREAM_OK;
}

enum stream_status buffer_read(struct buffer *buffer, unsigned char *into, size_t wanted,
                               size_t *got)
{
    struct bytes unread = buffer_rest(buffer);
    *got = wanted < unread.len ? wanted : unread.len;
    if (*got == 0)
        return wanted == 0 ? STREAM_OK : STREAM_END;
    memcpy(into, unread.at, *got);
    buffer->offset += *got;
    return STREAM_OK;
}

enum stream_status buffer_read_byte(struct buffer *buffer, unsigned char *byte)
{
    if (buffer->offset == buffer->len)
        return STREAM_END;
    *byte = buffer->at[buffer->offset];
    buffer->offset++;
    return STREAM_OK;
}

void buffer_unread_byte(struct buffer *buffer)
{
    assert(buffer->offset > 0);
    buffer->offset--;
}

/* The cpu gate counts the calls to this function: they are the interface calls. */
static enum stream_status buffer_reader_read(void *self, unsigned char *into, size_t wanted,
                                             size_t *got)
{
    return buffer_read(self, into, wanted, got);
}

struct reader buffer_reader(struct buffer *buffer)
{
    static const struct reader_operations operations = {.read = buffer_reader_read};
    return (struct reader){.operations = &operations, .self = buffer};
}
