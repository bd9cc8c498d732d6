/* It joins what it holds with the chunk, in a new block. */
#include "replacer.h"

#include <stdlib.h>
#include <string.h>

struct replacer {
    struct bytes find, repl;
    size_t held;
    unsigned char tail[];
};

enum stream_status replacer_init(struct replacer **made, struct bytes find, struct bytes repl)
{
    *made = NULL;
    if (find.len == 0)
        return STREAM_EMPTY_FIND;
    struct replacer *r = malloc(sizeof *r + 2 * find.len);
    if (r == NULL)
        return STREAM_NO_MEMORY;
    *r = (struct replacer){.find = find, .repl = repl};
    *made = r;
    return STREAM_OK;
}

/* The first match at `from` or after it; data.len if there is none. */
static size_t find_match(const struct replacer *r, struct bytes data, size_t from)
{
    const unsigned char *match = memmem(data.at + from, data.len - from, r->find.at, r->find.len);
    return match == NULL ? data.len : (size_t)(match - data.at);
}

/* Replaces from `from` on, and holds the last bytes back: fewer than find has. */
static enum stream_status replace(struct replacer *r, struct bytes data, size_t from,
                                  struct buffer *output)
{
    enum stream_status status = STREAM_OK;
    size_t match;
    while (status == STREAM_OK && (match = find_match(r, data, from)) < data.len) {
        status = buffer_write(output, bytes_of(data.at + from, match - from));
        if (status == STREAM_OK)
            status = buffer_write(output, r->repl);
        from = match + r->find.len;
    }
    size_t left = data.len - from;
    size_t held = left < r->find.len ? left : r->find.len - 1;
    if (status == STREAM_OK)
        status = buffer_write(output, bytes_of(data.at + from, left - held));
    if (held > 0)
        memcpy(r->tail, data.at + data.len - held, held);
    r->held = held;
    return status;
}

enum stream_status replacer_feed(struct replacer *r, struct bytes chunk, struct buffer *output)
{
    if (r->held == 0)
        return replace(r, chunk, 0, output);
    size_t len = r->held + chunk.len;
    unsigned char *joined = malloc(len);
    if (joined == NULL)
        return STREAM_NO_MEMORY;
    memcpy(joined, r->tail, r->held);
    if (chunk.len > 0)
        memcpy(joined + r->held, chunk.at, chunk.len);
    enum stream_status status = replace(r, bytes_of(joined, len), 0, output);
    free(joined);
    return status;
}

enum stream_status replacer_finish(struct replacer *r, struct buffer *output)
{
    size_t held = r->held;
    r->held = 0;
    return buffer_write(output, bytes_of(r->tail, held));
}

void replacer_free(struct replacer *r)
{
    free(r);
}
