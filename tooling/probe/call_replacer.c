#include "probe/call.h"

#include "probe/allocations.h"
#include "replacer.h"

const char probe_called[] = "the replacer";

/* All is inlined into probe_ops, so that what it costs can be taken out of a profile. */
#define INLINE __attribute__((always_inline)) static inline

/* What is left of a stream, and the place of its next chunk's length. */
struct cut {
    struct bytes rest, chunks;
    size_t at;
};

INLINE struct bytes probe_next_chunk(struct cut *cut)
{
    size_t len = cut->rest.len;
    if (cut->chunks.len > 0) {
        size_t next = cut->chunks.at[cut->at];
        cut->at = cut->at + 1 < cut->chunks.len ? cut->at + 1 : 0;
        len = next < len ? next : len;
    }
    struct bytes chunk = bytes_of(cut->rest.at, len);
    cut->rest = bytes_skip(cut->rest, len);
    return chunk;
}

/* A replacer, and where its output goes. */
struct fed {
    struct replacer *replacer;
    struct buffer *output;
};

/* In an arena, a chunk lies where the one before it did. */
INLINE enum stream_status probe_feed(const struct fed *fed, struct arena *arena, struct bytes chunk)
{
    return replacer_feed(fed->replacer, arena == NULL ? chunk : arena_place(arena, chunk),
                         fed->output);
}

/* Feeds the data to `count` replacers in turn. An empty stream is one empty chunk. */
INLINE enum stream_status probe_feed_data(const struct probe_case *c, struct arena *arena,
                                          const struct fed *fed, size_t count)
{
    struct cut cut = {.rest = c->data, .chunks = c->stream.chunks};
    enum stream_status status = STREAM_OK;
    do {
        struct bytes chunk = probe_next_chunk(&cut);
        for (size_t i = 0; i < count && status == STREAM_OK; i++)
            status = probe_feed(&fed[i], arena, chunk);
    } while (status == STREAM_OK && cut.rest.len > 0);
    return status;
}

INLINE enum stream_status probe_stream(const struct probe_case *c, struct arena *arena,
                                       const struct fed *fed)
{
    enum stream_status status = STREAM_OK;
    uint64_t i = 0;
    do {
        if (c->stream.times > 1)
            buffer_reset(fed->output);
        status = probe_feed_data(c, arena, fed, 1);
        i++;
    } while (status == STREAM_OK && i < c->stream.times);
    return status == STREAM_OK ? replacer_finish(fed->replacer, fed->output) : status;
}

INLINE void note_beginning(void)
{
    probe_allocations.before_first_chunk = probe_allocations.allocated;
    probe_allocations.begun_bytes = probe_allocations.bytes;
}

static enum stream_status probe_both(const struct probe_case *c, struct arena *arena,
                                     const struct fed fed[2])
{
    enum stream_status status = probe_feed_data(c, arena, fed, 2);
    for (size_t i = 0; i < 2 && status == STREAM_OK; i++)
        status = replacer_finish(fed[i].replacer, fed[i].output);
    return status == STREAM_OK ? buffer_write(fed[0].output, buffer_rest(fed[1].output)) : status;
}

/* The second replacer's output is the probe's: it is not counted. */
static enum stream_status probe_beside(const struct probe_case *c, struct arena *arena,
                                       const struct fed *fed)
{
    struct buffer output = buffer_bounded(SIZE_MAX);
    struct fed both[2] = {*fed, {.output = &output}};
    probe_allocations.counting = false;
    enum stream_status status =
        buffer_reserve(&output, c->data.len + c->data.len / c->repl.len * c->find.len + 1);
    probe_allocations.counting = true;
    if (status == STREAM_OK)
        status = replacer_init(&both[1].replacer, c->repl, c->find);
    note_beginning();
    if (status == STREAM_OK) {
        status = probe_both(c, arena, both);
        replacer_free(both[1].replacer);
    }
    probe_allocations.counting = false;
    buffer_dispose(&output);
    probe_allocations.counting = true;
    return status;
}

INLINE enum stream_status probe_replace(const struct probe_case *c, struct arena *arena,
                                        struct buffer *output)
{
    struct fed fed = {.output = output};
    enum stream_status status = replacer_init(&fed.replacer, c->find, c->repl);
    note_beginning();
    if (status != STREAM_OK)
        return status;
    if (c->stream.second == PROBE_BESIDE) {
        status = probe_beside(c, arena, &fed);
    } else {
        status = probe_stream(c, arena, &fed);
        if (status == STREAM_OK && c->stream.second == PROBE_AGAIN)
            status = probe_stream(c, arena, &fed);
    }
    replacer_free(fed.replacer);
    return status;
}

enum stream_status probe_ops(const struct probe_case *c, struct buffer *output)
{
    return probe_replace(c, NULL, output);
}

enum stream_status probe_call(struct arena *arena, const struct probe_case *c,
                              struct buffer *output)
{
    return probe_replace(c, arena, output);
}
