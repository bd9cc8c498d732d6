/* The window is a ring: nothing in it is ever moved. */
#include "algo_one.h"

#include <stdbool.h>
#include <stdlib.h>

enum { RING_SIZE = 64 };

struct ring {
    unsigned char *at;
    size_t size, start, len;
};

static unsigned char ring_byte(const struct ring *ring, size_t i)
{
    size_t at = ring->start + i;
    return ring->at[at < ring->size ? at : at - ring->size];
}

static void ring_push(struct ring *ring, unsigned char byte)
{
    size_t at = ring->start + ring->len;
    ring->at[at < ring->size ? at : at - ring->size] = byte;
    ring->len++;
}

static void ring_drop(struct ring *ring)
{
    ring->start = ring->start + 1 == ring->size ? 0 : ring->start + 1;
    ring->len--;
}

static bool ring_matches(const struct ring *ring, struct bytes find)
{
    size_t i = 0;
    while (i < find.len && ring_byte(ring, i) == find.at[i])
        i++;
    return i == find.len;
}

static enum stream_status pass(struct ring *ring, struct bytes find, struct bytes repl,
                               struct buffer *output)
{
    if (ring_matches(ring, find)) {
        ring->len = 0;
        return buffer_write(output, repl);
    }
    enum stream_status status = buffer_write_byte(output, ring_byte(ring, 0));
    ring_drop(ring);
    return status;
}

static enum stream_status run(struct ring *ring, struct bytes data, struct bytes find,
                              struct bytes repl, struct buffer *output)
{
    enum stream_status status = STREAM_OK;
    for (size_t i = 0; i < data.len && status == STREAM_OK; i++) {
        ring_push(ring, data.at[i]);
        if (ring->len == find.len)
            status = pass(ring, find, repl, output);
    }
    for (; ring->len > 0 && status == STREAM_OK; ring_drop(ring))
        status = buffer_write_byte(output, ring_byte(ring, 0));
    return status;
}

enum stream_status algo_one(struct bytes data, struct bytes find, struct bytes repl,
                            struct buffer *output)
{
    unsigned char small[RING_SIZE];
    if (find.len == 0)
        return STREAM_EMPTY_FIND;
    bool fits = find.len <= sizeof small;
    struct ring ring = {.at = fits ? small : malloc(find.len), .size = find.len};
    if (ring.at == NULL)
        return STREAM_NO_MEMORY;
    enum stream_status status = run(&ring, data, find, repl, output);
    if (!fits)
        free(ring.at);
    return status;
}
