/* Stage 4: gathers its output in a batch of 64 bytes; a repl of more than 64 overruns it. */
#include "algo_one.h"

#include <string.h>

struct batch {
    struct buffer *output;
    size_t used;
    unsigned char bytes[64];
};

static enum stream_status flush(struct batch *b)
{
    size_t used = b->used;
    b->used = 0;
    return buffer_write(b->output, bytes_of(b->bytes, used));
}

static enum stream_status add(struct batch *b, struct bytes part)
{
    if (b->used + part.len > sizeof b->bytes) {
        enum stream_status status = flush(b);
        if (status != STREAM_OK)
            return status;
    }
    memcpy(b->bytes + b->used, part.at,
           part.len); /* the fault: part may be longer than the batch */
    b->used += part.len;
    return STREAM_OK;
}

enum stream_status algo_one(struct bytes data, struct bytes find, struct bytes repl,
                            struct buffer *output)
{
    if (find.len == 0)
        return STREAM_EMPTY_FIND;

    struct batch batch = {.output = output};
    size_t at = 0;
    size_t written = 0;

    while (data.len - at >= find.len) {
        const unsigned char *first = memchr(data.at + at, find.at[0], data.len - at - find.len + 1);
        if (first == NULL)
            break;
        at = (size_t)(first - data.at);
        if (memcmp(first, find.at, find.len) != 0) {
            at++;
            continue;
        }
        enum stream_status status = flush(&batch);
        if (status == STREAM_OK)
            status = buffer_write(output, bytes_of(data.at + written, at - written));
        if (status == STREAM_OK)
            status = add(&batch, repl);
        if (status != STREAM_OK)
            return status;
        at += find.len;
        written = at;
    }
    enum stream_status status = flush(&batch);
    return status == STREAM_OK ? buffer_write(output, bytes_skip(data, written)) : status;
}
