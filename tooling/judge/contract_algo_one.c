/* The contract `algo_one`: one call replaces in the whole of its data. */
#include "judge/contract_algo_one.h"

#include "base/format.h"
#include "course/course.h"
#include "judge/case_sizes.h"
#include "judge/contracts.h"
#include "judge/cost_shapes.h"
#include "judge/edge_cases.h"
#include "judge/replace_oracle.h"

#include <stdlib.h>
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

static void add_with_room(struct case_list *list, const char *name, struct probe_case c)
{
    c.room = cases_enough_room(&c);
    cases_add(list, name, c);
}

enum { MOST_REFUSED = 3, REFUSED_INPUTS = 5 };

/* One that no window of a constant size has room for. */
#define LONG_FIND "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef+"

/* Refuses each of the first allocations: those of the stage, and those of a full output. */
static void add_refusals(struct case_list *list)
{
    static const char *const names[MOST_REFUSED] = {"the first allocation is refused",
                                                    "the second allocation is refused",
                                                    "the third allocation is refused"};
    static const struct {
        const char *data, *find;
    } inputs[REFUSED_INPUTS] = {{"", "elvis"},
                                {"abc", "elvis"},
                                {"elvis", "elvis"},
                                {"an elvis, another elvis, and elvi", "elvis"},
                                {"<" LONG_FIND ">", LONG_FIND}};
    for (size_t i = 0; i < REFUSED_INPUTS; i++) {
        for (uint64_t n = 1; n <= MOST_REFUSED; n++) {
            struct probe_case c = {.data = bytes_from_string(inputs[i].data),
                                   .find = bytes_from_string(inputs[i].find),
                                   .repl = course_talk.repl,
                                   .refuse = n};
            cases_add(list, names[n - 1], c);
            add_with_room(list, names[n - 1], c);
        }
    }
}

static void add_shortages(struct case_list *list)
{
    for (size_t i = 0; i < shortage_case_count; i++) {
        const struct edge_case *input = &shortage_cases[i].input;
        struct probe_case c = {.data = input->data,
                               .find = input->find,
                               .repl = input->repl,
                               .before = input->before,
                               .refuse = shortage_cases[i].refuse,
                               .room = shortage_cases[i].room};
        cases_add(list, input->name, c);
    }
}

/* Streams of `len` bytes that repeat the talk's; a find of one byte keeps the window's cost low. */
static void add_large(struct case_list *list, size_t len)
{
    unsigned char *data = cases_take(&list->memory, len);
    for (size_t i = 0; i < len; i++)
        data[i] = course_talk.stream.at[i % course_talk.stream.len];
    struct probe_case c = {.data = bytes_of(data, len),
                           .find = bytes_from_string("s"),
                           .repl = bytes_from_string("SSS")};
    add_with_room(list, "a large stream", c);
    c = (struct probe_case){.data = bytes_of(data, len / 16),
                            .find = course_talk.find,
                            .repl = bytes_from_string("ELVIS PRESLEY")};
    cases_add(list, "a large stream into an output that must grow", c);
    c = (struct probe_case){.data = bytes_of(data, len / 15),
                            .find = bytes_of(data + 3, len / 15 - 8),
                            .repl = bytes_from_string("short")};
    add_with_room(list, "a find almost as long as a large stream", c);
}

enum { BYTES = 256, EACH_BYTE = 3 };

/* Every byte stands in data, in find and in repl. */
static void add_each_byte(struct case_list *list)
{
    unsigned char *all = cases_take(&list->memory, 2 * BYTES);
    for (size_t i = 0; i < 2 * BYTES; i++)
        all[i] = (unsigned char)i;
    struct bytes once = bytes_of(all, BYTES), twice = bytes_of(all, 2 * BYTES);
    struct probe_case in_data = {.data = twice, .find = bytes_of(all + 254, 3)};
    struct probe_case in_find = {.data = twice, .find = once, .repl = bytes_from_string("+")};
    struct probe_case in_repl = {
        .data = bytes_from_string("a"), .find = bytes_from_string("a"), .repl = once};
    add_with_room(list, "each byte in data", in_data);
    add_with_room(list, "each byte in find", in_find);
    cases_add(list, "each byte in repl", in_repl);
}

/* Bytes of a small alphabet, so that matches and near matches are common. */
static struct bytes random_bytes(struct case_list *list, uint64_t *state, size_t len)
{
    static const size_t alphabets[] = {1, 2, 2, 2, 3, 4, 26, 256};
    size_t alphabet = alphabets[cases_random(state, COUNT(alphabets))];
    unsigned char first = alphabet == 256 ? 0 : 'a';
    return cases_random_bytes(list, state, len, first, alphabet);
}

enum { RANDOM_DATA = 160, RANDOM_FIND = 80, RANDOM_REPL = 12, RANDOM_BEFORE = 8 };

static void add_random(struct case_list *list, uint64_t *state)
{
    static const size_t find_bounds[] = {4, 4, 8, 8, 16, RANDOM_FIND};
    struct probe_case c;
    size_t find_bound = find_bounds[cases_random(state, COUNT(find_bounds))];
    size_t data_bound = cases_random(state, 2) == 0 ? 16 : RANDOM_DATA;
    c = (struct probe_case){.data = random_bytes(list, state, cases_random(state, data_bound)),
                            .find = random_bytes(list, state, 1 + cases_random(state, find_bound)),
                            .repl = random_bytes(list, state, cases_random(state, RANDOM_REPL))};
    if (cases_random(state, 4) == 0)
        c.before = random_bytes(list, state, cases_random(state, RANDOM_BEFORE));
    /* Find is put into data at random places: long finds would never match otherwise. */
    unsigned char *data = (unsigned char *)(uintptr_t)c.data.at;
    for (size_t i = cases_random(state, 4); i > 0 && c.find.len <= c.data.len; i--)
        memcpy(data + cases_random(state, c.data.len - c.find.len + 1), c.find.at, c.find.len);
    if (cases_random(state, 4) != 0)
        c.room = cases_enough_room(&c);
    cases_add(list, cases_random_name, c);
    list->items[list->count - 1].is_one_way = true;
}

static int by_size(const void *a, const void *b)
{
    size_t l = cases_size(&((const struct named_case *)a)->c);
    size_t r = cases_size(&((const struct named_case *)b)->c);
    return l < r ? -1 : l > r;
}

/* A square of the largest data does not end in time. */
const struct case_bounds cases_of_correctness = {.random = CASES_RANDOM,
                                                 .largest = 1 << 19,
                                                 .power = 1 << 16,
                                                 .work = 1 << 18,
                                                 .exact = SIZE_MAX};

bool algo_one_cases(const struct case_bounds *bounds, struct case_list *list)
{
    uint64_t seed = bounds->seed;
    size_t most = course_talk.row_count + 1 + 2 * edge_case_count +
                  REFUSED_INPUTS * MOST_REFUSED * 2 + shortage_case_count + 3 + EACH_BYTE +
                  bounds->random;
    size_t each = RANDOM_DATA + RANDOM_FIND + RANDOM_REPL + RANDOM_BEFORE;
    size_t bytes = bounds->largest + 2 * BYTES + bounds->random * each;
    sizes_measure(bounds, &most, &bytes);
    if (!cases_reserve(list, most, bytes))
        return false;
    for (size_t i = 0; i < course_talk.row_count; i++)
        add_with_room(list, "a row of the talk",
                      (struct probe_case){.data = course_talk.rows[i],
                                          .find = course_talk.find,
                                          .repl = course_talk.repl});
    cases_add(list, "the talk's stream", algo_one_talk(seed, NULL));
    for (size_t i = 0; i < edge_case_count; i++) {
        struct probe_case c = {.data = edge_cases[i].data,
                               .find = edge_cases[i].find,
                               .repl = edge_cases[i].repl,
                               .before = edge_cases[i].before};
        cases_add(list, edge_cases[i].name, c);
        add_with_room(list, edge_cases[i].name, c);
    }
    add_refusals(list);
    add_shortages(list);
    add_each_byte(list);
    add_large(list, bounds->largest);
    sizes_add(bounds, list);
    for (size_t i = 0; i < bounds->random; i++)
        add_random(list, &seed);
    qsort(list->items, list->count, sizeof *list->items, by_size);
    return true;
}

struct probe_case algo_one_talk(uint64_t seed, struct buffer *memory)
{
    struct probe_case c = {
        .data = course_talk.stream, .find = course_talk.find, .repl = course_talk.repl};
    (void)seed, (void)memory;
    c.room = cases_enough_room(&c);
    return c;
}

/*
 * What stands for each byte: for a letter another, and what is commoner in English stays so; for the
 * rest, an E and a 1, what is no letter. A search for the rarest byte has as much to do as in the talk.
 */
static void draw_names(uint64_t *seed, unsigned char names[256])
{
    unsigned char all[COST_LETTERS], used[COST_LETTERS], drawn[COST_LETTERS], others[256];
    size_t letters = 0, count = 0;
    cost_letters(seed, all, COST_LETTERS);
    for (size_t i = 0; i < COST_LETTERS; i++) {
        if (memchr(course_talk.stream.at, all[i], course_talk.stream.len) != NULL)
            used[letters++] = all[i];
    }
    cost_letters(seed, drawn, letters);
    for (size_t i = 0; i < letters; i++)
        names[used[i]] = drawn[i];
    for (size_t i = 0; i < 256; i++) {
        if (memchr(all, (int)i, sizeof all) == NULL)
            others[count++] = (unsigned char)i;
    }
    size_t turn = 1 + cases_random(seed, count - 1);
    for (size_t i = 0; i < count; i++)
        names[others[i]] = others[(i + turn) % count];
}

/* Appends the bytes, each as the byte that stands for it, to memory that was reserved. */
static struct bytes add_renamed(struct buffer *memory, struct bytes bytes,
                                const unsigned char names[256])
{
    unsigned char *at = cases_take(memory, bytes.len);
    for (size_t i = 0; i < bytes.len; i++)
        at[i] = names[bytes.at[i]];
    return bytes_of(at, bytes.len);
}

struct probe_case algo_one_twin(uint64_t seed, struct buffer *memory)
{
    enum { MOST_ROWS = 32 };
    struct bytes rows[MOST_ROWS];
    unsigned char names[256];
    struct probe_case c = {.data = course_talk.stream};
    size_t count = course_talk.row_count < MOST_ROWS ? course_talk.row_count : MOST_ROWS;

    memcpy(rows, course_talk.rows, count * sizeof *rows);
    /* Fisher and Yates, as in Knuth, "The Art of Computer Programming", volume 2, algorithm P. */
    for (size_t i = count; i > 1; i--) {
        size_t other = cases_random(&seed, i);
        struct bytes row = rows[i - 1];
        rows[i - 1] = rows[other];
        rows[other] = row;
    }
    draw_names(&seed, names);
    if (buffer_reserve(memory, c.data.len + course_talk.find.len + course_talk.repl.len) !=
        STREAM_OK) {
        memory->limit = 0;
        return algo_one_talk(seed, memory);
    }
    c.data.at = memory->storage;
    for (size_t i = 0; i < count; i++)
        add_renamed(memory, rows[i], names);
    c.find = add_renamed(memory, course_talk.find, names);
    c.repl = add_renamed(memory, course_talk.repl, names);
    return c;
}

const struct judged_contract judged_algo_one = {
    .contract = &contract_algo_one,
    .make_cases = algo_one_cases,
    .oracle = replace_oracle,
    .streams = {[OPS_TALK] = {"on the talk's stream", NULL, algo_one_talk},
                [OPS_TWIN] = {"on a stream like the talk's", NULL, algo_one_twin}}};
