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

/* Notes how long the output is after a chunk, if that is asked for. */
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

/* A second replacer: it works beside the first, or is freed after its first chunk. */
static enum stream_status probe_other(const struct probe_case *c, struct arena *arena,
                                      const struct fed *fed, struct buffer *output)
{
    struct fed both[2] = {*fed, {.output = output}};
    bool is_beside = c->stream.second == PROBE_BESIDE;
    struct cut cut = cut_of(c->data, c->stream.chunks);
    enum stream_status status = replacer_init(&both[1].replacer, is_beside ? c->repl : c->find,
                                              is_beside ? c->find : c->repl);
    note_beginning();
    if (status != STREAM_OK)
        return status;
    status = is_beside ? probe_both(c, arena, both) : probe_feed(&both[1], arena, cut_next(&cut));
    replacer_free(both[1].replacer);
    return status;
}

/* Each call gets the other one of two outputs, and what it has written comes behind what others have. */
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
        probe_allocations.counting = false;
        if (status == STREAM_OK)
            status = buffer_write(fed->output, buffer_rest(given.output));
        probe_allocations.counting = true;
        if (status == STREAM_OK && !ends)
            note_fed(arena, fed->output->len);
    }
    return status;
}

/* What needs outputs of the probe's own, which are not counted. */
static enum stream_status probe_with_outputs(const struct probe_case *c, struct arena *arena,
                                             const struct fed *fed)
{
    struct buffer outputs[2] = {buffer_bounded(SIZE_MAX), buffer_bounded(SIZE_MAX)};
    bool is_beside = c->stream.second == PROBE_BESIDE && c->repl.len > 0;
    size_t matches = is_beside ? c->data.len / c->repl.len : 0; /* of repl */
    size_t room = (size_t)c->room + c->data.len + matches * c->find.len + 1;
    enum stream_status status = STREAM_OK;
    probe_allocations.counting = false;
    for (size_t i = 0; i < 2 && status == STREAM_OK; i++)
        status = buffer_reserve(&outputs[i], room);
    probe_allocations.counting = true;
    if (status == STREAM_OK && c->stream.second == PROBE_TWO_OUTPUTS)
        status = probe_in_turn(c, arena, fed, outputs);
    else if (status == STREAM_OK)
        status = probe_other(c, arena, fed, &outputs[0]);
    probe_allocations.counting = false;
    for (size_t i = 0; i < 2; i++)
        buffer_dispose(&outputs[i]);
    probe_allocations.counting = true;
    return status;
}

INLINE enum stream_status probe_whole(const struct probe_case *c, struct arena *arena,
                                      const struct fed *fed)
{
    enum stream_status status = STREAM_OK;
    uint64_t second = c->stream.second;
    if (second == PROBE_AGAIN)
        status = probe_stream(c, arena, fed);
    else if (second == PROBE_UNFED)
        status = replacer_finish(fed->replacer, fed->output);
    else if (second != PROBE_ONE_STREAM && second != PROBE_FREES_NULL)
        status = probe_with_outputs(c, arena, fed);
    bool is_over = second == PROBE_BESIDE || second == PROBE_TWO_OUTPUTS;
    return status == STREAM_OK && !is_over ? probe_stream(c, arena, fed) : status;
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
