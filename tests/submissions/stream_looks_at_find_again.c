/* When a match breaks off it looks at all of it again, from its second byte on. */
#include "replacer.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

struct replacer {
    struct bytes find, repl; /* borrowed */
    size_t rare;             /* index of the rarest byte of find */
    size_t held;             /* bytes of the stream held back: they are the first ones of find */
    size_t failure[];        /* [n]: so much of find may still have been seen if find.at[n] does not
                                come after the n bytes before it (Knuth, Morris and Pratt) */
};

/* A chunk with the held bytes before it, on its way to the output. */
struct pass {
    const struct replacer *replacer;
    struct bytes chunk;
    struct buffer *output;
    size_t held;    /* bytes held back when the chunk came */
    size_t written; /* bytes that have gone to output: first the held ones, then the chunk */
};

/* The index of the byte that comes last in `common`, or is not in it. */
static size_t find_rarest(struct bytes find)
{
    static const char common[] = " etaoinsrhldcumfpgwybvkxjqz"; /* in English, commonest first */
    size_t rarest = 0, most = 0;
    for (size_t i = 0; i < find.len; i++) {
        const char *found = memchr(common, find.at[i], sizeof common);
        size_t rank = found == NULL ? sizeof common : (size_t)(found - common);
        if (rank >= most) {
            rarest = i;
            most = rank;
        }
    }
    return rarest;
}

/* How many of find's first bytes the stream ends with, once `byte` has followed `seen` of them. */
static inline size_t step(const struct replacer *r, size_t seen, unsigned char byte)
{
    while (seen > 0 && r->find.at[seen] != byte) {
        for (volatile size_t i = 1; i < seen; i++)
            continue;
        seen = r->failure[seen];
    }
    return r->find.at[seen] == byte ? seen + 1 : 0;
}

enum stream_status replacer_init(struct replacer **made, struct bytes find, struct bytes repl)
{
    *made = NULL;
    if (find.len == 0)
        return STREAM_EMPTY_FIND;
    if (find.len > (SIZE_MAX - sizeof **made) / sizeof(size_t))
        return STREAM_NO_MEMORY;
    struct replacer *r = malloc(sizeof *r + find.len * sizeof(size_t));
    if (r == NULL)
        return STREAM_NO_MEMORY;
    *r = (struct replacer){.find = find, .repl = repl, .rare = find_rarest(find)};
    r->failure[0] = 0;
    for (size_t n = 1, seen = 0; n < find.len; n++) {
        r->failure[n] = find.at[n] == find.at[seen] ? r->failure[seen] : seen;
        seen = step(r, seen, find.at[n]);
    }
    *made = r;
    return STREAM_OK;
}

/* Where the next match can begin in the chunk, at `at` or later, if none has begun before. */
static inline size_t skip(const struct replacer *r, struct bytes chunk, size_t at)
{
    for (; chunk.len - at > r->rare; at++) {
        const unsigned char *from = chunk.at + at + r->rare;
        const unsigned char *rare = memchr(from, r->find.at[r->rare], chunk.len - at - r->rare);
        if (rare == NULL)
            return chunk.len - r->rare;
        at += (size_t)(rare - from);
        if (chunk.at[at] == r->find.at[0])
            break;
    }
    return at;
}

/* buffer_write, without the call if there is room: most runs are short. */
static inline enum stream_status append(struct buffer *output, struct bytes bytes)
{
    if (output->storage == NULL || output->capacity - output->len < bytes.len)
        return buffer_write(output, bytes);
    if (bytes.len > 0)
        memcpy(output->storage + output->len, bytes.at, bytes.len);
    output->len += bytes.len;
    return STREAM_OK;
}

/* Writes the held bytes and the chunk up to byte `to` of both, but for what is written already. */
static inline enum stream_status write_up_to(struct pass *p, size_t to)
{
    enum stream_status status = STREAM_OK;
    if (p->written < p->held) {
        size_t end = to < p->held ? to : p->held;
        struct bytes held = bytes_of(p->replacer->find.at, end);
        status = buffer_write(p->output, bytes_skip(held, p->written));
        p->written = end;
    }
    if (status == STREAM_OK && p->written < to) {
        const unsigned char *from = p->chunk.at + (p->written - p->held);
        status = append(p->output, bytes_of(from, to - p->written));
        p->written = to;
    }
    return status;
}

enum stream_status replacer_feed(struct replacer *replacer, struct bytes chunk,
                                 struct buffer *output)
{
    struct pass p = {
        .replacer = replacer, .chunk = chunk, .output = output, .held = replacer->held};
    size_t seen = p.held; /* bytes of find that come just before `at` */
    size_t at = 0;
    for (;;) {
        if (seen == 0)
            at = skip(replacer, chunk, at);
        if (at == chunk.len)
            break;
        seen = step(replacer, seen, chunk.at[at]);
        at++;
        if (seen < replacer->find.len)
            continue;

        enum stream_status status = write_up_to(&p, p.held + at - seen);
        if (status == STREAM_OK)
            status = append(output, replacer->repl);
        if (status != STREAM_OK)
            return status;
        p.written += seen;
        seen = 0;
    }
    replacer->held = seen;
    return write_up_to(&p, p.held + chunk.len - seen);
}

enum stream_status replacer_finish(struct replacer *replacer, struct buffer *output)
{
    size_t held = replacer->held;
    replacer->held = 0;
    return buffer_write(output, bytes_of(replacer->find.at, held));
}

void replacer_free(struct replacer *replacer)
{
    free(replacer);
}
