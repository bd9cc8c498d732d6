#include "judge/cost_shapes.h"

#include "judge/text_input.h"

/* What is not to grow has so many bytes of data: each find longer than that grows, too. */
enum { FIXED = 64 };

#define W COST_WORDS
#define N COST_NULS
#define D COST_DATA
const struct cost_shape cost_shapes[COST_MOST_SHAPES] = {
    {"with a find of one byte", W, D, 1, 1, 24, 0, NULL, 1, true},
    {"with a find of 16 bytes", W, D, 16, 14, 24, 6, NULL, 1, true},
    {"with a find of 64 bytes", N, D, 64, 0, 40, 20, NULL, 2, true},
    {"with an empty repl for each other byte", W, D, 1, 0, 1, 0, NULL, 0, true},
    {"with match after match into an output that grows", COST_ALIKE, D, 3, 5, 0, 0, NULL, 0, false},
    {"with a long repl into an output that grows", W, D, 3, 60, 6, 2, NULL, 0, false},
    {"with few matches into an output that grows", N, D, 9, 3, 400, 4, NULL, 0, false},
    {"with a find of 200 bytes into an output that grows", W, D, 200, 250, 10, 150, NULL, 0, false},
    {"with a find like a...ab in data like a...a", COST_AAAB, D, 130, 3, 0, 0, NULL, 0, true},
    {"with a find like ba...a in data like a...a", COST_BAAA, D, 33, 3, 0, 0, NULL, 0, true},
    {"with a find longer than data", W, COST_FIND, 0, 3, 9, 0, NULL, 0, true},
    {"with a repl longer than data", W, COST_REPL, 4, 0, 12, 2, NULL, 0, true},
    {"in chunks of one byte", W, D, 7, 3, 20, 4, "\1", 0, false},
    {"in chunks of 16 bytes", N, D, 40, 9, 30, 20, "\20", 0, false},
    {"in chunks that grow", COST_AAAB, D, 30, 3, 0, 0, "\1\2\3\4\6\10\14\22\33\50\74\132", 0,
     false},
    {"with a long find like a...ab in data like a...a", COST_AAAB, COST_DATA_AND_FIND, 0, 3, 0, 0,
     NULL, 0, true},
    {"with a long find like ba...a in data like a...a", COST_BAAA, COST_DATA_AND_FIND, 0, 3, 0, 0,
     NULL, 0, true},
    {"with a long find that repeats itself, as data does", COST_ABCA, COST_DATA_AND_FIND, 0, 3, 0,
     0, NULL, 0, true},
};
enum { WHOLE = 12 };

size_t cost_shape_count(bool in_chunks)
{
    return in_chunks ? COST_MOST_SHAPES : WHOLE;
}

void cost_letters(uint64_t *state, unsigned char *letters, size_t count)
{
    static const char common[] = " etaoinsrhldcumfpgwybvkxjqz";
    size_t drawn = 0;
    for (size_t i = 0; i < COST_LETTERS && drawn < count; i++) {
        if (cases_random(state, COST_LETTERS - i) < count - drawn)
            letters[drawn++] = (unsigned char)common[i];
    }
}

static bool has_words(enum cost_kind kind)
{
    return kind == COST_WORDS || kind == COST_NULS;
}

/* After so many letters the same ones come again. */
static size_t cycle_of(enum cost_kind kind)
{
    return kind == COST_ABCA ? 3 : 1;
}

/* The same letters in each check, but for what stands for them; the first is none of a filler's. */
static void fill_find(enum cost_kind kind, const unsigned char *letters, unsigned char *find,
                      size_t len)
{
    uint64_t order = 1;
    for (size_t i = 0; i < len; i++)
        find[i] = letters[has_words(kind) ? 1 + input_random(&order) % 6 : i % cycle_of(kind)];
    if (has_words(kind))
        find[0] = letters[3];
    else if (kind == COST_BAAA)
        find[0] = letters[5];
    else if (kind == COST_AAAB || kind == COST_ABCA)
        find[len - 1] = letters[kind == COST_AAAB ? 5 : len % cycle_of(kind)];
}

/* Filler, find's beginning, a letter, a match, and all over again; a stream of words ends within a match. */
static void fill_data(const struct cost_shape *shape, const unsigned char *letters,
                      struct bytes find, unsigned char *data, size_t len)
{
    uint64_t order = 2;
    size_t front = shape->filler + shape->near + (shape->near > 0);
    bool is_words = has_words(shape->kind);
    for (size_t i = 0; i < len; i++) {
        size_t place = i % (front + find.len);
        if (!is_words || place + 1 == front)
            data[i] = letters[is_words ? 0 : i % cycle_of(shape->kind)];
        else if (place < shape->filler)
            data[i] = letters[input_random(&order) % 3];
        else
            data[i] = find.at[place - (place < front ? shape->filler : front)];
    }
    for (size_t i = 1; i < find.len && is_words && find.len <= len; i++)
        data[len - find.len + i] = find.at[i - 1];
}

struct probe_case cost_case(size_t number, bool is_long, uint64_t seed, struct buffer *memory)
{
    enum { LEAST = 480, MORE = 64 };
    const struct cost_shape *shape = &cost_shapes[number];
    bool both = shape->growth == COST_DATA_AND_FIND;
    unsigned char letters[7];
    seed += number;
    cost_letters(&seed, letters, sizeof letters);
    if (shape->kind == COST_NULS)
        letters[1] = '\0';
    size_t len = (LEAST + cases_random(&seed, MORE)) * (is_long ? COST_GROWTH : 1);
    size_t find_len = both ? len : shape->growth == COST_FIND ? len : shape->find;
    size_t data_len = both || shape->growth == COST_DATA ? len + find_len : FIXED;
    size_t repl_len = shape->growth == COST_REPL ? len : shape->repl;
    if (buffer_reserve(memory, data_len + find_len + repl_len) != STREAM_OK) {
        memory->limit = 0;
        return (struct probe_case){0};
    }
    unsigned char *find = cases_take(memory, find_len);
    unsigned char *data = cases_take(memory, data_len);
    unsigned char *repl = cases_take(memory, repl_len);
    fill_find(shape->kind, letters, find, find_len);
    fill_data(shape, letters, bytes_of(find, find_len), data, data_len);
    for (size_t i = 0; i < repl_len; i++)
        repl[i] = letters[i % sizeof letters];
    struct probe_case c = {.data = bytes_of(data, data_len),
                           .find = bytes_of(find, find_len),
                           .repl = bytes_of(repl, repl_len)};
    if (shape->has_room)
        c.room = cases_enough_room(&c) + cases_random(&seed, 4096);
    if (shape->chunks != NULL)
        c.stream.chunks = bytes_from_string(shape->chunks);
    return c;
}
