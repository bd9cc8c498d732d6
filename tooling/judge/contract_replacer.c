/* The contract `replacer`: a stream comes in chunks, of any lengths, to one replacer or two. */
#include "base/format.h"
#include "course/course.h"
#include "judge/contract_algo_one.h"
#include "judge/contracts.h"
#include "judge/replace_oracle.h"
#include "judge/text_input.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_CHUNKS = 8, WAYS = 7, LARGE = 1 << 18 };

/*
 * Bytes. A stream of 64 MiB takes the solution half a second under massif, and what gathers it four:
 * too near to a run's limit. Nothing that grows with the stream is smaller for that.
 */
enum { CHUNK = 1 << 16, LONG = 16 << 20 };

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

/* Up to eight lengths below `bound`, the last of which is none of 0. */
static struct bytes random_chunks(struct case_list *list, uint64_t *state, size_t bound)
{
    size_t count = 1 + cases_random(state, MOST_CHUNKS);
    unsigned char *at = cases_take(&list->chunks, count);
    for (size_t i = 0; i < count; i++)
        at[i] = (unsigned char)cases_random(state, bound);
    at[count - 1] |= 1;
    return bytes_of(at, count);
}

static struct bytes any_chunks(struct case_list *list, uint64_t *state, size_t data)
{
    static const size_t bounds[] = {2, 4, 8, 40};
    size_t bound = data >= LARGE ? 255 : bounds[cases_random(state, 4)];
    switch (cases_random(state, 8)) {
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
    cases_add(list, named.name, named.c);
}

static void add_second(struct case_list *list, struct named_case named, struct bytes chunks,
                       enum probe_second second)
{
    if (named.c.find.len == 0 || named.c.refuse != 0 ||
        (second == PROBE_BESIDE && named.c.repl.len == 0))
        return;
    uint64_t more = named.c.room; /* for the output of the second stream */
    if (more > 0 && second == PROBE_BESIDE)
        more = named.c.data.len + named.c.data.len / named.c.repl.len * named.c.find.len;
    named.c.room += more;
    named.c.stream.second = second;
    add(list, named, chunks);
}

/* A case that has a name, cut in several ways; it is fed twice, and to two replacers in turn. */
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
    if (cases_random(state, 8) == 0)
        add_second(list, named, chunks, PROBE_AGAIN);
    else if (cases_random(state, 8) == 0)
        add_second(list, named, chunks, PROBE_BESIDE);
    if (list->count == before)
        add(list, named, chunks);
}

/* The nth way to cut a short stream: after each byte whose bit is set. */
static void add_split(struct case_list *list, size_t stream, size_t n)
{
    struct probe_case c = {.data = bytes_from_string(short_streams[stream].data),
                           .find = bytes_from_string(short_streams[stream].find),
                           .repl = bytes_from_string(short_streams[stream].repl),
                           .room = 32};
    unsigned char *at = cases_take(&list->chunks, c.data.len);
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

static int by_size(const void *a, const void *b)
{
    const struct probe_case *left = &((const struct named_case *)a)->c;
    const struct probe_case *right = &((const struct named_case *)b)->c;
    size_t l = cases_size(left);
    size_t r = cases_size(right);
    if (l != r)
        return l < r ? -1 : 1;
    if (left->stream.second != right->stream.second)
        return left->stream.second < right->stream.second ? -1 : 1;
    return (left->stream.chunks.len > right->stream.chunks.len) -
           (left->stream.chunks.len < right->stream.chunks.len);
}

/* Makes room for all cases that come of `whole`, whose memory it takes over, and for their chunks. */
static bool reserve(struct case_list *list, struct case_list *whole)
{
    size_t most = whole->count * WAYS;
    size_t lengths = most * MOST_CHUNKS;
    for (size_t i = 0; i < SHORT_STREAMS; i++) {
        most += splits_of(i);
        lengths += splits_of(i) * strlen(short_streams[i].data);
    }
    if (!cases_reserve(list, most, 0))
        return false;
    list->memory = whole->memory;
    whole->memory = buffer_bounded(0);
    list->chunks = buffer_bounded(lengths);
    return buffer_reserve(&list->chunks, lengths) == STREAM_OK;
}

/* The cases of algo_one, cut into chunks; and every split of some short streams. */
static bool replacer_cases(uint64_t seed, size_t random, size_t largest, struct case_list *list)
{
    struct case_list whole;
    *list = (struct case_list){.items = NULL};
    bool made = algo_one_cases(seed, random, largest, &whole) && reserve(list, &whole);
    for (size_t i = 0; made && i < whole.count; i++) {
        if (strcmp(whole.items[i].name, cases_random_name) == 0)
            add_random(list, whole.items[i], &seed);
        else
            add_named(list, whole.items[i], &seed);
    }
    for (size_t i = 0; made && i < SHORT_STREAMS; i++) {
        for (size_t n = 0; n < splits_of(i); n++)
            add_split(list, i, n);
    }
    if (made)
        qsort(list->items, list->count, sizeof *list->items, by_size);
    cases_dispose(&whole);
    return made;
}

/* The twin of the talk's stream over and over, in chunks of nearly CHUNK bytes. */
static struct probe_case make_long(uint64_t seed, struct buffer *memory)
{
    struct buffer twin = buffer_bounded(SIZE_MAX);
    struct probe_case c = algo_one_twin(seed, &twin);
    size_t once = CHUNK / c.data.len;
    size_t len = once * c.data.len;
    for (size_t i = 0; i < once; i++)
        format_add_bytes(memory, c.data);
    format_add_bytes(memory, c.find);
    format_add_bytes(memory, c.repl);
    c.data = bytes_of(memory->at, len);
    c.find.at = memory->at + len;
    c.repl.at = c.find.at + c.find.len;
    c.stream.times = LONG / len;
    if (format_failed(&twin))
        memory->limit = 0;
    buffer_dispose(&twin);
    return c;
}

/* 128 KiB of words, with one elvis among them. */
static struct probe_case make_rare(uint64_t seed, struct buffer *memory)
{
    (void)seed;
    if (input_text(course_talk.find, 2 * CHUNK, memory) != STREAM_OK)
        memory->limit = 0;
    return (struct probe_case){
        .data = buffer_rest(memory), .find = course_talk.find, .repl = course_talk.repl};
}

/* One byte over and over, and a long find that differs from it in its last byte. */
static struct probe_case make_runs(uint64_t seed, struct buffer *memory)
{
    enum { FIND = 4096 };
    (void)seed;
    for (size_t i = 0; i < CHUNK; i++)
        format_add_bytes(memory, bytes_of("a", 1));
    format_add_bytes(memory, bytes_of("b", 1));
    return (struct probe_case){.data = bytes_of(memory->at, CHUNK),
                               .find = bytes_of(memory->at + CHUNK + 1 - FIND, FIND),
                               .repl = bytes_from_string("c")};
}

const struct judged_contract judged_replacer = {
    .contract = &contract_replacer,
    .make_cases = replacer_cases,
    .oracle = replace_oracle,
    .streams = {[OPS_TALK] = {"on the talk's stream", NULL, algo_one_talk},
                [OPS_TWIN] = {"on a stream like the talk's", NULL, algo_one_twin},
                [OPS_RARE] = {"where a match is rare", "instructions_per_byte_rare", make_rare},
                [OPS_RUNS] = {"where each window is nearly a match", "instructions_per_byte_runs",
                              make_runs},
                [OPS_LONG] = {"on a stream of 16 MiB", NULL, make_long}},
    .in_chunks = true};
