#include "judge/contract_replacer.h"

#include "course/course.h"
#include "judge/draw_random.h"
#include "judge/text_input.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_CHUNKS = 8, WAYS = 7, LARGE = 1 << 18 };

/* Short streams that are cut in every way. */
static const struct {
    const char *data, *find, *repl;
} short_streams[] = {
    {"abcelvis", "elvis", "Elvis"},
    {"elvielvis", "elvis", "Elvis"},
    {"aabeeeelvis", "elvis", "Elvis"},
    {"abaababa", "aba", "X"},
    {"aaaaaa", "aa", "b"},
    {"aabaabb", "aabb", ""},
};
enum { SHORT_STREAMS = sizeof short_streams / sizeof *short_streams };

static size_t splits_of(size_t stream)
{
    return (size_t)1 << (strlen(short_streams[stream].data) - 1);
}

/* Takes `len` bytes of the list's chunks, which were reserved. */
static unsigned char *take_chunks(struct case_list *list, size_t len)
{
    unsigned char *at = list->chunks.storage + list->chunks.len;
    cr_assert_leq(len, list->chunks.capacity - list->chunks.len);
    list->chunks.len += len;
    return at;
}

/* Up to eight lengths below `bound`, the last of which is none of 0. */
static struct bytes random_chunks(struct case_list *list, uint64_t *state, size_t bound)
{
    size_t count = 1 + random_below(state, MOST_CHUNKS);
    unsigned char *at = take_chunks(list, count);
    for (size_t i = 0; i < count; i++)
        at[i] = (unsigned char)random_below(state, bound);
    at[count - 1] |= 1;
    return bytes_of(at, count);
}

static struct bytes any_chunks(struct case_list *list, uint64_t *state, size_t data)
{
    static const size_t bounds[] = {2, 4, 8, 40};
    size_t bound = data >= LARGE ? 255 : bounds[random_below(state, 4)];
    switch (random_below(state, 8)) {
    case 0:
        return bytes_of(NULL, 0);
    case 1:
        return bytes_of("\1", data >= LARGE ? 0 : 1);
    default:
        return random_chunks(list, state, bound);
    }
}

static void add(struct case_list *list, struct named_case named, struct bytes chunks)
{
    named.c.stream.chunks = chunks;
    list->items[list->count++] = named;
}

/* What more room there must be for the output of the second stream. */
static uint64_t room_of_second(const struct probe_case *c, enum probe_second second)
{
    if (c->room == 0 || second == PROBE_AGAIN)
        return c->room;
    return c->data.len + c->data.len / c->repl.len * c->find.len;
}

static void add_second(struct case_list *list, struct named_case named, struct bytes chunks,
                       enum probe_second second)
{
    if (named.c.find.len == 0 || named.c.refuse != 0 ||
        (second == PROBE_BESIDE && named.c.repl.len == 0))
        return;
    named.c.room += room_of_second(&named.c, second);
    named.c.stream.second = second;
    add(list, named, chunks);
}

static void add_named(struct case_list *list, struct named_case named, uint64_t *state)
{
    bool small = named.c.data.len < LARGE;
    for (size_t len = 0; len <= (small ? 3 : 0); len++)
        add(list, named, bytes_of(&"\1\2\3"[len - (len > 0)], len > 0));
    add(list, named, random_chunks(list, state, small ? 6 : 255));
    if (!small)
        return;
    add_second(list, named, bytes_of("\1", 1), PROBE_AGAIN);
    add_second(list, named, random_chunks(list, state, 6), PROBE_BESIDE);
}

static void add_random(struct case_list *list, struct named_case named, uint64_t *state)
{
    struct bytes chunks = any_chunks(list, state, named.c.data.len);
    size_t before = list->count;
    if (random_below(state, 8) == 0)
        add_second(list, named, chunks, PROBE_AGAIN);
    else if (random_below(state, 8) == 0)
        add_second(list, named, chunks, PROBE_BESIDE);
    if (list->count == before)
        add(list, named, chunks);
}

/* The nth way to cut a short stream: behind each byte whose bit is set. */
static void add_split(struct case_list *list, size_t stream, size_t n)
{
    struct probe_case c = {.data = bytes_from_string(short_streams[stream].data),
                           .find = bytes_from_string(short_streams[stream].find),
                           .repl = bytes_from_string(short_streams[stream].repl),
                           .room = 32};
    unsigned char *at = take_chunks(list, c.data.len);
    size_t count = 0;
    size_t begun = 0;
    for (size_t i = 0; i < c.data.len; i++) {
        if (i + 1 < c.data.len && (n >> i & 1) == 0)
            continue;
        at[count++] = (unsigned char)(i + 1 - begun);
        begun = i + 1;
    }
    add(list, (struct named_case){.name = "every split of a short stream", .c = c},
        bytes_of(at, count));
}

static size_t size_of(const struct probe_case *c)
{
    return c->data.len + c->find.len + c->repl.len + c->before.len;
}

static int by_size(const void *a, const void *b)
{
    const struct probe_case *left = &((const struct named_case *)a)->c;
    const struct probe_case *right = &((const struct named_case *)b)->c;
    size_t l = size_of(left);
    size_t r = size_of(right);
    if (l != r)
        return l < r ? -1 : 1;
    if (left->stream.second != right->stream.second)
        return left->stream.second < right->stream.second ? -1 : 1;
    return (left->stream.chunks.len > right->stream.chunks.len) -
           (left->stream.chunks.len < right->stream.chunks.len);
}

/* Room for all cases, and for the lengths of their chunks. */
static void reserve(struct case_list *list, size_t whole)
{
    size_t most = whole * WAYS;
    size_t lengths = most * MOST_CHUNKS;
    for (size_t i = 0; i < SHORT_STREAMS; i++) {
        most += splits_of(i);
        lengths += splits_of(i) * strlen(short_streams[i].data);
    }
    list->items = calloc(most, sizeof *list->items);
    list->chunks = buffer_bounded(lengths);
    cr_assert_not_null(list->items);
    cr_assert_eq(buffer_reserve(&list->chunks, lengths), STREAM_OK);
}

void streams_cut(struct case_list *list, uint64_t seed)
{
    struct named_case *whole = list->items;
    size_t count = list->count;
    reserve(list, count);
    list->count = 0;
    for (size_t i = 0; i < count; i++) {
        if (strcmp(whole[i].name, cases_random_name) == 0)
            add_random(list, whole[i], &seed);
        else
            add_named(list, whole[i], &seed);
    }
    for (size_t i = 0; i < SHORT_STREAMS; i++) {
        for (size_t n = 0; n < splits_of(i); n++)
            add_split(list, i, n);
    }
    qsort(list->items, list->count, sizeof *list->items, by_size);
    free(whole);
}

static void fill(struct buffer *memory, struct bytes part, size_t times)
{
    *memory = buffer_bounded(SIZE_MAX);
    for (size_t i = 0; i < times; i++)
        cr_assert_eq(buffer_write(memory, part), STREAM_OK);
}

struct probe_case streams_long(uint64_t seed, struct buffer *memory)
{
    struct buffer twin;
    struct probe_case c = cases_twin_of_talk(seed, &twin);
    size_t once = STREAMS_CHUNK / c.data.len;
    size_t len = once * c.data.len;
    fill(memory, c.data, once);
    cr_assert_eq(buffer_write(memory, c.find), STREAM_OK);
    cr_assert_eq(buffer_write(memory, c.repl), STREAM_OK);
    c.find.at = memory->at + len;
    c.repl.at = c.find.at + c.find.len;
    c.data = bytes_of(memory->at, len);
    c.stream.times = STREAMS_LONG / len;
    buffer_dispose(&twin);
    return c;
}

struct probe_case streams_rare(struct buffer *memory)
{
    *memory = buffer_bounded(SIZE_MAX);
    cr_assert_eq(input_text(course_talk.find, 2 * STREAMS_CHUNK, memory), STREAM_OK);
    return (struct probe_case){
        .data = buffer_rest(memory), .find = course_talk.find, .repl = course_talk.repl};
}

struct probe_case streams_runs(struct buffer *memory)
{
    enum { FIND = 4096 };
    fill(memory, bytes_of("a", 1), STREAMS_CHUNK);
    cr_assert_eq(buffer_write_byte(memory, 'b'), STREAM_OK);
    return (struct probe_case){.data = bytes_of(memory->at, STREAMS_CHUNK),
                               .find = bytes_of(memory->at + STREAMS_CHUNK + 1 - FIND, FIND),
                               .repl = bytes_from_string("c")};
}
