/* The contract `replacer`: a stream comes in chunks, of any lengths, to one replacer or two. */
#include "base/format.h"
#include "course/course.h"
#include "judge/contract_algo_one.h"
#include "judge/contracts.h"
#include "judge/cost_shapes.h"
#include "judge/edge_cases.h"
#include "judge/replace_oracle.h"
#include "judge/text_input.h"
#include "probe/cut.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_CHUNKS = 8, WAYS = 8, LARGE = 1 << 16 };

/*
 * Bytes. A stream of 64 MiB takes the solution half a second under massif, and what gathers it four:
 * too near to a run's limit. Nothing that grows with the stream is smaller for that.
 */
enum { CHUNK = 1 << 16, LONG = 16 << 20 };

enum { SLOW = 1024, SLOW_STEP = 5 };

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

/* Adds a length to the list of chunks that was begun last. */
static void add_length(struct case_list *list, struct bytes *chunks, uint64_t len)
{
    unsigned char length[LENGTH_SIZE];
    size_t size = length_write(length, len);
    unsigned char *at = cases_take(&list->chunks, size);
    memcpy(at, length, size);
    *chunks = bytes_of(chunks->len == 0 ? at : chunks->at, chunks->len + size);
}

/* Up to eight lengths below `bound`, the last of which is none of 0. */
static struct bytes random_chunks(struct case_list *list, uint64_t *state, size_t bound)
{
    struct bytes chunks = {.len = 0};
    for (size_t count = cases_random(state, MOST_CHUNKS); count > 0; count--)
        add_length(list, &chunks, cases_random(state, bound));
    add_length(list, &chunks, cases_random(state, bound) | 1);
    return chunks;
}

/* A power of two, one less or one more, or what lies between: each order of magnitude alike. */
static size_t any_length(uint64_t *state, size_t most)
{
    size_t power = 1;
    for (size_t i = cases_random(state, 64); i > 0; i--)
        power = power > most / 2 ? 1 : 2 * power;
    size_t way = cases_random(state, 4);
    return way < 3 ? power + way - 1 : power + cases_random(state, power);
}

static struct bytes any_chunks(struct case_list *list, uint64_t *state, size_t data)
{
    static const size_t bounds[] = {2, 4, 8, 40};
    struct bytes chunks = {.len = 0};
    size_t bound = data >= LARGE ? 255 : bounds[cases_random(state, 4)];
    switch (cases_random(state, 8)) {
    case 0:
        return bytes_of(NULL, 0);
    case 1:
        return bytes_of("\1", data >= LARGE ? 0 : 1);
    case 2:
    case 3:
        for (size_t count = cases_random(state, MOST_CHUNKS); count > 0; count--)
            add_length(list, &chunks, any_length(state, data));
        add_length(list, &chunks, any_length(state, data) | 1);
        return chunks;
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
    enum { MOST_OUTPUT = 1 << 20 };
    if (named.c.find.len == 0 || named.c.refuse != 0 ||
        (second == PROBE_BESIDE && named.c.repl.len == 0))
        return;
    uint64_t more = named.c.room; /* for the output of the second stream */
    if (second == PROBE_BESIDE) {
        const struct probe_case swapped = {
            .data = named.c.data, .find = named.c.repl, .repl = named.c.find};
        uint64_t most = cases_enough_room(&swapped);
        if (most > MOST_OUTPUT)
            return;
        more = more > 0 ? most : 0;
    }
    named.c.room += more;
    named.c.stream.second = second;
    add(list, named, chunks);
}

/* Those of which one is enough for a case, in turn. */
static enum probe_second any_second(uint64_t *state)
{
    return (enum probe_second)(PROBE_AGAIN + cases_random(state, PROBE_INSIDE - PROBE_AGAIN));
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
    add_second(list, named, random_chunks(list, state, 6), any_second(state));
}

static void add_random(struct case_list *list, struct named_case named, uint64_t *state)
{
    struct bytes chunks = any_chunks(list, state, named.c.data.len);
    size_t before = list->count;
    if (cases_random(state, 3) == 0)
        add_second(list, named, chunks, any_second(state));
    if (list->count == before)
        add(list, named, chunks);
}

#define B CASE_BYTES
#define ELVIS B("elvis"), B("Elvis")

/* replacer.h, clause by clause. What it says of all calls together is in the cases of algo_one. */
static const struct {
    const char *name;
    struct bytes data, find, repl, chunks;
    enum probe_second second;
} clauses[] = {
    {"an empty chunk first", B("elvis"), ELVIS, B("\0\5"), PROBE_ONE_STREAM},
    {"empty chunks within a match", B("an elvis"), ELVIS, B("\5\0\0\3"), PROBE_ONE_STREAM},
    {"an empty chunk after a match", B("elvis!"), ELVIS, B("\5\0\1"), PROBE_ONE_STREAM},
    {"an empty chunk last, after a match", B("an elvis"), ELVIS, B("\10\0"), PROBE_ONE_STREAM},
    {"an empty chunk last, within a match", B("an elvi"), ELVIS, B("\7\0\0"), PROBE_ONE_STREAM},
    {"a match that spans five chunks", B("an elvis"), ELVIS, B("\4\1\1\1\1"), PROBE_ONE_STREAM},
    {"a chunk that is not needed any more", B("elvisXX"), ELVIS, B("\3\4"), PROBE_ONE_STREAM},
    {"an output that the caller empties", B("an elvis, an elvi"), ELVIS, B("\6\1\5"),
     PROBE_TWO_OUTPUTS},
    {"two outputs in turn", B("abc elvis elvis"), ELVIS, B("\4"), PROBE_TWO_OUTPUTS},
    {"another output at the end", B("an elvi"), ELVIS, B("\7"), PROBE_TWO_OUTPUTS},
    {"replacer_finish without a chunk", B(""), ELVIS, B(""), PROBE_UNFED},
    {"a stream after one without a chunk", B("elvis"), ELVIS, B("\2"), PROBE_UNFED},
    {"a stream after one that ended within a match", B("vis elvi"), ELVIS, B("\3"), PROBE_AGAIN},
    {"a stream after one that ended with a match", B("an elvis"), ELVIS, B("\3"), PROBE_AGAIN},
    {"a replacer freed within a match", B("an elvis"), ELVIS, B("\6\2"), PROBE_ABANDONED},
    {"two replacers at once", B("elvis Elvis elvis"), ELVIS, B("\3"), PROBE_BESIDE},
    {"replacer_free(NULL)", B("elvis"), ELVIS, B("\5"), PROBE_FREES_NULL},
    {"lines that end in CR LF, a chunk each", B("elvis\r\nan elvis\r\n\r\nelv\r\nis"), ELVIS,
     B("\7\12\2\5\2"), PROBE_ONE_STREAM},
    {"CR LF cut in two", B("a\r\nelvis\r\n"), ELVIS, B("\2\7\1"), PROBE_ONE_STREAM},
    {"a find that ends in CR LF", B("elvis\r\nelvis\r"), B("s\r\n"), B("S\n"), B("\6\1"),
     PROBE_ONE_STREAM},
    {"chunks that end in a NUL", B("a\0elvis\0\0b"), ELVIS, B("\2\6\1"), PROBE_ONE_STREAM},
    {"chunks that end in a byte over 0x7f",
     B("\xff"
       "elvis\xff\xc3\xa9"),
     ELVIS, B("\1\6\1"), PROBE_ONE_STREAM},
    {"chunks that end in a space", B("an elvis  elvis "), ELVIS, B("\3\6\1"), PROBE_ONE_STREAM},
};
enum { CLAUSES = sizeof clauses / sizeof *clauses };

static void add_clauses(struct case_list *list)
{
    for (size_t i = 0; i < CLAUSES; i++) {
        struct probe_case c = {.data = clauses[i].data,
                               .find = clauses[i].find,
                               .repl = clauses[i].repl,
                               .room = 64,
                               .stream = {clauses[i].chunks, .second = clauses[i].second}};
        cases_add(list, clauses[i].name, c);
        c.before = bytes_from_string("before: ");
        c.room = 0;
        cases_add(list, clauses[i].name, c);
    }
}

enum { ROOMS = 36, REFUSALS = 8 };

/*
 * The output is full at each of its bytes, or at every `step`th; and each allocation is refused, also
 * those of the output.
 */
static void add_shortages(struct case_list *list, size_t step)
{
    static const struct bytes ways[] = {{.len = 0}, B("\1"), B("\7"), B("\20\0")};
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
        struct probe_case c = {.data = bytes_from_string("an elvis, another elvis, and elvi"),
                               .find = course_talk.find,
                               .repl = course_talk.repl,
                               .stream.chunks = ways[i]};
        for (c.refuse = 4; c.refuse <= REFUSALS; c.refuse++)
            cases_add(list, "a later allocation is refused", c);
        c.refuse = PROBE_NO_GROWTH;
        for (c.room = 0; c.room < ROOMS; c.room += step)
            cases_add(list, "an output that is at its limit", c);
    }
}
enum { SHORTAGES = 4 * (ROOMS + REFUSALS) };

enum { EVERY = 128, LEAST_POWER = 7, MOST_POWER = 17 };

/* Cuts the data into chunks of about this length, after a first one that ends within a match. */
static void add_chunks_of(struct case_list *list, const char *name, struct bytes data, size_t first,
                          size_t length)
{
    for (size_t chunk = length - 1; chunk <= length + 1; chunk++) {
        struct bytes chunks = {.len = 0};
        size_t most = first + 2 * chunk + 2 * EVERY;
        struct probe_case c = {.data = bytes_of(data.at, most < data.len ? most : data.len),
                               .find = course_talk.find,
                               .repl = bytes_from_string("E")};
        if (length < 2 || first + chunk > data.len)
            return;
        if (first > 0)
            add_length(list, &chunks, first);
        add_length(list, &chunks, chunk);
        c.room = c.data.len;
        c.stream.chunks = chunks;
        cases_add(list, name, c);
    }
}

/* Matches across each EVERY bytes: whole, and in chunks of each power of two and of the file's numbers. */
static void add_across(struct case_list *list, const struct case_bounds *bounds)
{
    static const char name[] = "matches across each power of two";
    size_t len = bounds->largest / 2, left = bounds->largest;
    unsigned char *data = cases_take(&list->memory, len);
    for (size_t i = 0; i < len; i++)
        data[i] = (unsigned char)('a' + i % 7);
    for (size_t i = EVERY; i + course_talk.find.len < len; i += EVERY)
        memcpy(data + i - 1 - i / EVERY % 4, course_talk.find.at, course_talk.find.len);
    for (size_t i = 0; i < bounds->number_count; i++) {
        if (bounds->numbers[i] >= 2 && bounds->numbers[i] + course_talk.find.len < len)
            memcpy(data + bounds->numbers[i] - 2, course_talk.find.at, course_talk.find.len);
    }
    for (size_t power = LEAST_POWER; power <= MOST_POWER; power++)
        add_chunks_of(list, name, bytes_of(data, len), 0, (size_t)1 << power);
    for (size_t i = 0; i < bounds->number_count && bounds->numbers[i] < left; i++) {
        left -= bounds->numbers[i];
        add_chunks_of(list, "a chunk of a length that stands in the file", bytes_of(data, len),
                      EVERY, bounds->numbers[i]);
    }
    struct probe_case whole = {
        .data = bytes_of(data, len), .find = course_talk.find, .repl = course_talk.repl};
    cases_add(list, "matches across each power of two, in one chunk", whole);
}
enum { ACROSS = 3 * (MOST_POWER - LEAST_POWER + 1) + 1 };

enum { PAIRS = 1 << 16 };

/* Every pair of bytes is a chunk, behind which a match goes on, or none. */
static void add_pairs(struct case_list *list)
{
    unsigned char *data = cases_take(&list->memory, 2 * PAIRS);
    for (size_t i = 0; i < PAIRS; i++) {
        data[2 * i] = (unsigned char)(i >> 8);
        data[2 * i + 1] = (unsigned char)i;
    }
    cases_add(list, "every pair of bytes, a chunk each",
              (struct probe_case){.data = bytes_of(data, 2 * PAIRS),
                                  .find = bytes_from_string("\r\n\r"),
                                  .repl = bytes_from_string("\n"),
                                  .room = 2 * PAIRS,
                                  .stream.chunks = bytes_from_string("\2")});
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

/*
 * Makes room for all cases that come of `whole`, whose memory it takes over, for their chunks, and for
 * the other cases.
 */
static bool reserve(struct case_list *list, struct case_list *whole,
                    const struct case_bounds *bounds)
{
    size_t most =
        whole->count * WAYS + 2 * CLAUSES + SHORTAGES + ACROSS + 1 + 3 * bounds->number_count;
    size_t lengths = most * MOST_CHUNKS * LENGTH_SIZE;
    for (size_t i = 0; i < SHORT_STREAMS; i++) {
        most += splits_of(i);
        lengths += splits_of(i) * strlen(short_streams[i].data);
    }
    if (!cases_reserve(list, most, bounds->largest + 2 * PAIRS))
        return false;
    list->borrowed = whole->memory;
    whole->memory = buffer_bounded(0);
    list->chunks = buffer_bounded(lengths);
    return buffer_reserve(&list->chunks, lengths) == STREAM_OK;
}

/* The cases of algo_one, cut into chunks; and every split of some short streams. */
static bool replacer_cases(const struct case_bounds *bounds, struct case_list *list)
{
    uint64_t seed = bounds->seed;
    size_t largest = bounds->largest;
    struct case_list whole;
    bool is_slow = largest <= SLOW; /* to be run under a tool: of many alike there are a few */
    *list = (struct case_list){.items = NULL};
    bool made = algo_one_cases(bounds, &whole) && reserve(list, &whole, bounds);
    for (size_t i = 0; made && i < whole.count; i++) {
        if (whole.items[i].is_one_way)
            add_random(list, whole.items[i], &seed);
        else
            add_named(list, whole.items[i], &seed);
    }
    for (size_t i = 0; made && i < SHORT_STREAMS; i++) {
        for (size_t n = is_slow ? seed % SLOW_STEP : 0; n < splits_of(i);
             n += is_slow ? SLOW_STEP : 1)
            add_split(list, i, n);
    }
    if (made) {
        add_clauses(list);
        add_shortages(list, is_slow ? SLOW_STEP : 1);
        add_across(list, bounds);
        if (largest >= 2 * PAIRS)
            add_pairs(list);
        qsort(list->items, list->count, sizeof *list->items, by_size);
    }
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

/* 128 KiB of words, with one elvis among them, which is in another place for another seed. */
static struct probe_case make_rare(uint64_t seed, struct buffer *memory)
{
    size_t skipped = cases_random(&seed, CHUNK);
    if (input_text(course_talk.find, seed, skipped + 2 * CHUNK, memory) != STREAM_OK) {
        memory->limit = 0;
        return (struct probe_case){.data = bytes_of(NULL, 0)};
    }
    return (struct probe_case){.data = bytes_skip(buffer_rest(memory), skipped),
                               .find = course_talk.find,
                               .repl = course_talk.repl};
}

/* One byte over and over, and a long find that differs from it in its last byte, a rarer one. */
static struct probe_case make_runs(uint64_t seed, struct buffer *memory)
{
    enum { FIND = 4096 };
    unsigned char letters[2];
    cost_letters(&seed, letters, 2);
    for (size_t i = 0; i < CHUNK; i++)
        format_add_bytes(memory, bytes_of(letters, 1));
    format_add_bytes(memory, bytes_of(letters + 1, 1));
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
