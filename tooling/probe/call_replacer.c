#include "probe/call.h"

#include "probe/allocations.h"
#include "probe/cut.h"
#include "replacer.h"

const char probe_called[] = "the replacer";

/* All is inlined into probe_ops, so that what it costs can be taken out of a profile. */
#define INLINE __attribute__((always_inline)) static inline

/* A replacer, and where its output goes. */
struct fed {
    struct replacer *replacer;
    struct buffer *output;
};

/* In the program that is built with the sanitizers, which do not let memcpy have NULL. */
extern void __asan_init(void) __attribute__((weak));

/* In an arena, a chunk lies where the one before it did; an empty one has no address. */
INLINE enum stream_status probe_feed(const struct fed *fed, struct arena *arena, struct bytes chunk)
{
    if (arena != NULL && chunk.len == 0 && __asan_init == NULL)
        chunk.at = NULL;
    else if (arena != NULL)
        chunk = arena_place(arena, chunk);
    return replacer_feed(fed->replacer, chunk, fed->output);
}

/* Notes how long the output is after a chunk, where that is asked for. */
INLINE void note_fed(const struct arena *arena, size_t output)
{
    struct buffer *lengths = &probe_fed.lengths;
    if (arena != NULL && lengths->capacity - lengths->len >= LENGTH_SIZE)
        lengths->len += length_write(lengths->storage + lengths->len, output);
}

/* Feeds the data to `count` replacers in turn. An empty stream is one empty chunk. */
INLINE enum stream_status probe_feed_data(const struct probe_case *c, struct arena *arena,
                                          const struct fed *fed, size_t count)
{
    struct cut cut = cut_of(c->data, c->stream.chunks);
    enum stream_status status = STREAM_OK;
    do {
        struct bytes chunk = cut_next(&cut);
        for (size_t i = 0; i < count && status == STREAM_OK; i++)
            status = probe_feed(&fed[i], arena, chunk);
        if (status == STREAM_OK)
            note_fed(arena, fed[0].output->len);
    } while (status == STREAM_OK && !cut_is_over(&cut));
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

/* A buffer with room for all that a call can write, which is not counted. */
static enum stream_status probe_reserve(const struct probe_case *c, struct buffer *output)
{
    probe_allocations.counting = false;
    enum stream_status status = buffer_reserve(output, (size_t)c->room + c->data.len + 1);
    probe_allocations.counting = true;
    return status;
}

/* What a call has written to its own output comes behind what others have. */
static enum stream_status probe_collect(const struct fed *fed, const struct buffer *given)
{
    probe_allocations.counting = false;
    enum stream_status status = buffer_write(fed->output, buffer_rest(given));
    probe_allocations.counting = true;
    return status;
}

static enum stream_status probe_in_turn(const struct probe_case *c, struct arena *arena,
                                        const struct fed *fed, struct buffer outputs[2])
{
    struct cut cut = cut_of(c->data, c->stream.chunks);
    enum stream_status status = STREAM_OK;
    bool ends = false;
    for (size_t turn = 0; status == STREAM_OK && !ends; turn++) {
        struct fed given = {fed->replacer, &outputs[turn % 2]};
        buffer_reset(given.output);
        ends = turn > 0 && cut_is_over(&cut);
        status = ends ? replacer_finish(given.replacer, given.output)
                      : probe_feed(&given, arena, cut_next(&cut));
        if (status == STREAM_OK)
            status = probe_collect(fed, given.output);
        if (status == STREAM_OK && !ends)
            note_fed(arena, fed->output->len);
    }
    return status;
}

static enum stream_status probe_two_outputs(const struct probe_case *c, struct arena *arena,
                                            const struct fed *fed)
{
    struct buffer outputs[2] = {buffer_bounded(SIZE_MAX), buffer_bounded(SIZE_MAX)};
    enum stream_status status = probe_reserve(c, &outputs[0]);
    if (status == STREAM_OK)
        status = probe_reserve(c, &outputs[1]);
    if (status == STREAM_OK)
        status = probe_in_turn(c, arena, fed, outputs);
    probe_allocations.counting = false;
    buffer_dispose(&outputs[0]);
    buffer_dispose(&outputs[1]);
    probe_allocations.counting = true;
    return status;
}

static enum stream_status probe_abandon(const struct probe_case *c, struct arena *arena)
{
    struct buffer output = buffer_bounded(SIZE_MAX);
    struct fed fed = {.output = &output};
    struct cut cut = cut_of(c->data, c->stream.chunks);
    enum stream_status status = probe_reserve(c, &output);
    if (status == STREAM_OK)
        status = replacer_init(&fed.replacer, c->find, c->repl);
    note_beginning();
    if (status == STREAM_OK) {
        status = probe_feed(&fed, arena, cut_next(&cut));
        replacer_free(fed.replacer);
    }
    probe_allocations.counting = false;
    buffer_dispose(&output);
    probe_allocations.counting = true;
    return status;
}

INLINE enum stream_status probe_whole(const struct probe_case *c, struct arena *arena,
                                      const struct fed *fed)
{
    enum stream_status status = STREAM_OK;
    switch (c->stream.second) {
    case PROBE_BESIDE:
        return probe_beside(c, arena, fed);
    case PROBE_TWO_OUTPUTS:
        return probe_two_outputs(c, arena, fed);
    case PROBE_ABANDONED:
        status = probe_abandon(c, arena);
        break;
    case PROBE_UNFED:
        status = replacer_finish(fed->replacer, fed->output);
        break;
    case PROBE_AGAIN:
        status = probe_stream(c, arena, fed);
        break;
    default:
        break;
    }
    return status == STREAM_OK ? probe_stream(c, arena, fed) : status;
}

INLINE enum stream_status probe_replace(const struct probe_case *c, struct arena *arena,
                                        struct buffer *output)
{
    static unsigned char not_made; /* a replacer that replacer_init has to replace by NULL, too */
    struct fed fed = {.replacer = (struct replacer *)(void *)&not_made, .output = output};
    if (c->stream.second == PROBE_FREES_NULL)
        replacer_free(NULL);
    enum stream_status status = replacer_init(&fed.replacer, c->find, c->repl);
    note_beginning();
    if (status != STREAM_OK) {
        probe_fed.made = fed.replacer != NULL;
        return status;
    }
    status = probe_whole(c, arena, &fed);
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
