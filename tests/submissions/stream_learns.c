/* Right, and unusual: three blocks, and it learns from the stream which byte is rare. */
#include "replacer.h"

#include <stdlib.h>
#include <string.h>

struct parts {
    unsigned char *tail; /* owned */
    size_t *counts;      /* owned: of each byte of the stream, up to here */
};

struct replacer {
    struct bytes find, repl;
    struct parts parts;
    size_t held, begun;
    size_t rare; /* where in find the byte is that was seen least */
};

enum { LOOKED_AT = 1024 }; /* bytes of the stream that are counted */

enum stream_status replacer_init(struct replacer **made, struct bytes find, struct bytes repl)
{
    *made = NULL;
    if (find.len == 0)
        return STREAM_EMPTY_FIND;
    struct replacer *r = calloc(1, sizeof *r);
    if (r == NULL)
        return STREAM_NO_MEMORY;
    *r = (struct replacer){.find = find, .repl = repl};
    r->parts.tail = malloc(2 * find.len);
    r->parts.counts = calloc(256, sizeof *r->parts.counts);
    if (r->parts.tail != NULL && r->parts.counts != NULL) {
        *made = r;
        return STREAM_OK;
    }
    replacer_free(r);
    return STREAM_NO_MEMORY;
}

/* Looks at the first chunks which byte of find comes least. */
static void learn(struct replacer *r, struct bytes chunk)
{
    for (size_t i = 0; i < chunk.len && r->begun < LOOKED_AT; i++, r->begun++)
        r->parts.counts[chunk.at[i]]++;
    for (size_t i = 0; i < r->find.len && i < LOOKED_AT; i++) {
        if (r->parts.counts[r->find.at[i]] < r->parts.counts[r->find.at[r->rare]])
            r->rare = i;
    }
}

/* Compares from the end to the start: most windows that are nearly a match differ there. */
static int is_match(struct bytes find, const unsigned char *window)
{
    size_t i = find.len;
    while (i > 0 && window[i - 1] == find.at[i - 1])
        i--;
    return i == 0;
}

static size_t find_match(const struct replacer *r, struct bytes data, size_t from)
{
    while (data.len >= from + r->find.len) {
        const unsigned char *window = data.at + from;
        const unsigned char *rare =
            memchr(window + r->rare, r->find.at[r->rare], data.len - from - r->find.len + 1);
        if (rare == NULL)
            return data.len;
        from = (size_t)(rare - data.at) - r->rare;
        if (is_match(r->find, data.at + from))
            return from;
        from++;
    }
    return data.len;
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
        memcpy(r->parts.tail, data.at + data.len - held, held);
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
        memcpy(r->parts.tail + r->held, chunk.at, more);
    struct bytes joined = bytes_of(r->parts.tail, r->held + more);
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
    memmove(r->parts.tail, joined.at + joined.len - held, held);
    r->held = held;
    *taken = chunk.len + 1;
    return status;
}

enum stream_status replacer_feed(struct replacer *r, struct bytes chunk, struct buffer *output)
{
    size_t taken = 0;
    enum stream_status status = STREAM_OK;
    if (r->begun < LOOKED_AT)
        learn(r, chunk);
    if (r->held > 0)
        status = join(r, chunk, &taken, output);
    return status != STREAM_OK || taken > chunk.len ? status : replace(r, chunk, taken, output);
}

enum stream_status replacer_finish(struct replacer *r, struct buffer *output)
{
    size_t held = r->held;
    r->held = 0;
    return buffer_write(output, bytes_of(r->parts.tail, held));
}

void replacer_free(struct replacer *r)
{
    if (r == NULL)
        return;
    free(r->parts.tail);
    free(r->parts.counts);
    free(r);
}
