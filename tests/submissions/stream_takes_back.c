/* It writes all at once, and takes back from the output what the next chunk may need. */
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

/*
 * Goes on with what is held: joined with as much of the chunk, it has every match that begins in
 * it. Tells how much of the chunk that takes.
 */
static enum stream_status join(struct replacer *r, struct bytes chunk, size_t *taken,
                               struct buffer *output)
{
    enum stream_status status = STREAM_OK;
    size_t more = chunk.len < r->find.len ? chunk.len : r->find.len - 1;
    if (more > 0)
        memcpy(r->tail + r->held, chunk.at, more);
    struct bytes joined = bytes_of(r->tail, r->held + more);
    size_t at = 0;
    size_t match;
    while (status == STREAM_OK && at < r->held && (match = find_match(r, joined, at)) < r->held) {
        status = buffer_write(output, bytes_of(joined.at + at, match - at));
        if (status == STREAM_OK)
            status = buffer_write(output, r->repl);
        at = match + r->find.len;
    }
    *taken = at > r->held ? at - r->held : 0;
    if (status != STREAM_OK || at >= r->held)
        return status;
    if (more < chunk.len)
        return buffer_write(output, bytes_of(joined.at + at, r->held - at));
    size_t left = joined.len - at;
    size_t held = left < r->find.len ? left : r->find.len - 1;
    status = buffer_write(output, bytes_of(joined.at + at, left - held));
    memmove(r->tail, joined.at + joined.len - held, held);
    r->held = held;
    *taken = chunk.len + 1;
    return status;
}

static enum stream_status feed_block(struct replacer *r, struct bytes chunk, struct buffer *output)
{
    size_t taken = 0;
    enum stream_status status = STREAM_OK;
    if (r->held > 0)
        status = join(r, chunk, &taken, output);
    return status != STREAM_OK || taken > chunk.len ? status : replace(r, chunk, taken, output);
}

enum stream_status replacer_feed(struct replacer *r, struct bytes chunk, struct buffer *output)
{
    output->len -= r->held;
    enum stream_status s = feed_block(r, chunk, output);
    return s == STREAM_OK ? buffer_write(output, bytes_of(r->tail, r->held)) : s;
}

enum stream_status replacer_finish(struct replacer *r, struct buffer *output)
{
    output->len -= r->held;
    size_t held = r->held;
    r->held = 0;
    return buffer_write(output, bytes_of(r->tail, held));
}

void replacer_free(struct replacer *r)
{
    free(r);
}
