#include "judge/cases.h"

#include "base/format.h"
#include "course/course.h"
#include "judge/draw_random.h"
#include "judge/edge_cases.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

const char cases_random_name[] = "a random stream";

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* The most that a right answer appends: writing it needs no more room than this. */
static uint64_t enough_room(const struct probe_case *c)
{
    size_t matches = c->find.len == 0 ? 0 : c->data.len / c->find.len;
    return c->data.len + matches * c->repl.len;
}

static void add(struct case_list *list, const char *name, struct probe_case c)
{
    list->items[list->count] = (struct named_case){.name = name, .c = c};
    list->count++;
}

static void add_with_room(struct case_list *list, const char *name, struct probe_case c)
{
    c.room = enough_room(&c);
    add(list, name, c);
}

struct probe_case cases_talk_stream(void)
{
    struct probe_case c = {
        .data = course_talk.stream, .find = course_talk.find, .repl = course_talk.repl};
    c.room = enough_room(&c);
    return c;
}

static void add_talk(struct case_list *list)
{
    for (size_t i = 0; i < course_talk.row_count; i++) {
        struct probe_case c = {
            .data = course_talk.rows[i], .find = course_talk.find, .repl = course_talk.repl};
        add_with_room(list, "a row of the talk", c);
    }
    add_with_room(list, "the talk's stream", cases_talk_stream());
}

static void add_traps(struct case_list *list)
{
    for (size_t i = 0; i < trap_count; i++) {
        struct probe_case c = {.data = traps[i].data,
                               .find = traps[i].find,
                               .repl = traps[i].repl,
                               .before = traps[i].before};
        add(list, traps[i].name, c);
        add_with_room(list, traps[i].name, c);
    }
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
            add(list, names[n - 1], c);
            add_with_room(list, names[n - 1], c);
        }
    }
}

enum { LIMITS = 3 };

/* The output can hold less than all that is appended to it. */
static void add_limits(struct case_list *list)
{
    static const uint64_t rooms[LIMITS] = {0, 7, 20};
    for (size_t i = 0; i < LIMITS; i++) {
        struct probe_case c = {.data = bytes_from_string("an elvis, another elvis, and elvi"),
                               .find = course_talk.find,
                               .repl = course_talk.repl,
                               .before = bytes_from_string("before: "),
                               .room = rooms[i],
                               .refuse = PROBE_NO_GROWTH};
        add(list, "an output that is at its limit", c);
    }
}

/* Takes `len` bytes of the list's memory, which was reserved: it does not move. */
static unsigned char *take_memory(struct case_list *list, size_t len)
{
    unsigned char *at = list->memory.storage + list->memory.len;
    cr_assert_leq(len, list->memory.capacity - list->memory.len);
    list->memory.len += len;
    return at;
}

/* Streams of `len` bytes that repeat the talk's; a find of one byte keeps the window's cost low. */
static void add_large(struct case_list *list, size_t len)
{
    unsigned char *data = take_memory(list, len);
    for (size_t i = 0; i < len; i++)
        data[i] = course_talk.stream.at[i % course_talk.stream.len];
    struct probe_case c = {.data = bytes_of(data, len),
                           .find = bytes_from_string("s"),
                           .repl = bytes_from_string("SSS")};
    add_with_room(list, "a large stream", c);
    c = (struct probe_case){.data = bytes_of(data, len / 16),
                            .find = course_talk.find,
                            .repl = bytes_from_string("ELVIS PRESLEY")};
    add(list, "a large stream into an output that must grow", c);
    c = (struct probe_case){.data = bytes_of(data, len / 15),
                            .find = bytes_of(data + 3, len / 15 - 8),
                            .repl = bytes_from_string("short")};
    add_with_room(list, "a find almost as long as a large stream", c);
}

/* Bytes of a small alphabet, so that matches and near matches are common. */
static struct bytes random_bytes(struct case_list *list, uint64_t *state, size_t len)
{
    static const size_t alphabets[] = {1, 2, 2, 2, 3, 4, 26, 256};
    size_t alphabet = alphabets[random_below(state, COUNT(alphabets))];
    unsigned char first = alphabet == 256 ? 0 : 'a';
    unsigned char *at = take_memory(list, len);
    for (size_t i = 0; i < len; i++)
        at[i] = (unsigned char)(first + random_below(state, alphabet));
    return bytes_of(at, len);
}

/* Puts find into the data at random places: long finds would never match otherwise. */
static void plant(struct probe_case *c, uint64_t *state)
{
    unsigned char *data = (unsigned char *)(uintptr_t)c->data.at;
    for (size_t i = random_below(state, 4); i > 0 && c->find.len <= c->data.len; i--)
        memcpy(data + random_below(state, c->data.len - c->find.len + 1), c->find.at, c->find.len);
}

enum { RANDOM_DATA = 160, RANDOM_FIND = 80, RANDOM_REPL = 12, RANDOM_BEFORE = 8 };

static void add_random(struct case_list *list, uint64_t *state)
{
    static const size_t find_bounds[] = {4, 4, 8, 8, 16, RANDOM_FIND};
    struct probe_case c;
    size_t find_bound = find_bounds[random_below(state, COUNT(find_bounds))];
    size_t data_bound = random_below(state, 2) == 0 ? 16 : RANDOM_DATA;
    c = (struct probe_case){.data = random_bytes(list, state, random_below(state, data_bound)),
                            .find = random_bytes(list, state, 1 + random_below(state, find_bound)),
                            .repl = random_bytes(list, state, random_below(state, RANDOM_REPL))};
    if (random_below(state, 4) == 0)
        c.before = random_bytes(list, state, random_below(state, RANDOM_BEFORE));
    plant(&c, state);
    if (random_below(state, 4) != 0)
        c.room = enough_room(&c);
    add(list, cases_random_name, c);
}

static int by_size(const void *a, const void *b)
{
    const struct probe_case *left = &((const struct named_case *)a)->c;
    const struct probe_case *right = &((const struct named_case *)b)->c;
    size_t l = left->data.len + left->find.len + left->repl.len + left->before.len;
    size_t r = right->data.len + right->find.len + right->repl.len + right->before.len;
    return l < r ? -1 : l > r;
}

struct case_list cases_make(uint64_t seed, size_t random, size_t largest)
{
    struct case_list list = {.memory = buffer_bounded(SIZE_MAX), .chunks = buffer_bounded(0)};
    size_t most = course_talk.row_count + 1 + 2 * trap_count + REFUSED_INPUTS * MOST_REFUSED * 2 +
                  LIMITS + 3 + random;
    size_t each = RANDOM_DATA + RANDOM_FIND + RANDOM_REPL + RANDOM_BEFORE;

    list.items = calloc(most, sizeof *list.items);
    cr_assert_not_null(list.items);
    cr_assert_eq(buffer_reserve(&list.memory, largest + random * each), STREAM_OK);
    add_talk(&list);
    add_traps(&list);
    add_refusals(&list);
    add_limits(&list);
    add_large(&list, largest);
    for (size_t i = 0; i < random; i++)
        add_random(&list, &seed);
    qsort(list.items, list.count, sizeof *list.items, by_size);
    return list;
}

void cases_dispose(struct case_list *list)
{
    free(list->items);
    buffer_dispose(&list->memory);
    buffer_dispose(&list->chunks);
    *list = (struct case_list){0};
}

/* Fisher and Yates, as in Knuth, "The Art of Computer Programming", volume 2, algorithm P. */
static void shuffle_rows(struct bytes *rows, size_t count, uint64_t *state)
{
    for (size_t i = count; i > 1; i--) {
        size_t other = random_below(state, i);
        struct bytes row = rows[i - 1];
        rows[i - 1] = rows[other];
        rows[other] = row;
    }
}

/* What stands for each byte: every byte once. */
static void shuffle_bytes(unsigned char names[256], uint64_t *state)
{
    for (size_t i = 0; i < 256; i++) {
        size_t other = random_below(state, i + 1);
        names[i] = names[other];
        names[other] = (unsigned char)i;
    }
}

static struct bytes add_renamed(struct buffer *memory, struct bytes bytes,
                                const unsigned char names[256])
{
    size_t before = memory->len;
    for (size_t i = 0; i < bytes.len; i++)
        cr_assert_eq(buffer_write_byte(memory, names[bytes.at[i]]), STREAM_OK);
    return bytes_of(memory->at + before, bytes.len);
}

struct probe_case cases_twin_of_talk(uint64_t seed, struct buffer *memory)
{
    struct bytes rows[32];
    unsigned char names[256];
    struct probe_case c = {.data = course_talk.stream};
    size_t bytes = course_talk.stream.len + course_talk.find.len + course_talk.repl.len;

    cr_assert_leq(course_talk.row_count, COUNT(rows));
    memcpy(rows, course_talk.rows, course_talk.row_count * sizeof *rows);
    shuffle_rows(rows, course_talk.row_count, &seed);
    shuffle_bytes(names, &seed);
    *memory = buffer_bounded(bytes);
    cr_assert_eq(buffer_reserve(memory, bytes), STREAM_OK);
    c.data.at = memory->storage;
    for (size_t i = 0; i < course_talk.row_count; i++)
        add_renamed(memory, rows[i], names);
    c.find = add_renamed(memory, course_talk.find, names);
    c.repl = add_renamed(memory, course_talk.repl, names);
    return c;
}
