#include "judge/case_sizes.h"

#include <string.h>

/* Bytes. Lengths below LEAST are those of other cases; numbers of the file may be larger than powers. */
enum { LEAST = 8, SMALL = 4096, PAGE = 4096, SHORT_FIND = 5, OTHER_FIND = 40, TIMES_POWER = 8 };

/* Cases that are made of the same bytes: with another room, or an allocation that is refused. */
enum { MOST_WAYS = 8 };

struct making {
    const struct case_bounds *bounds;
    struct case_list *list; /* NULL: only what they need is counted */
    size_t count, bytes;
    uint64_t lengths, content; /* what comes next at random */
    bool is_own;               /* of a number of the file */
};

/* The parts of a case, to be filled in. */
struct parts {
    const char *name;
    unsigned char *data, *find, *repl, *before;
    size_t data_len, find_len, repl_len, before_len;
    size_t output; /* bytes that a right call appends */
};

/* Fills memory with letters a to d. */
static void fill(struct making *making, unsigned char *at, size_t len)
{
    size_t bits = 0;
    for (size_t i = 0; i < len; i++) {
        if (i % 16 == 0)
            bits = cases_random(&making->content, UINT32_MAX);
        at[i] = (unsigned char)('a' + (bits >> i % 16 * 2 & 3));
    }
}

static unsigned char *take(struct making *making, size_t len)
{
    unsigned char *at = cases_take(&making->list->memory, len);
    fill(making, at, len);
    return at;
}

/* Takes memory: data is all dots, the rest letters. False if the case is only counted. */
static bool begin(struct making *making, struct parts *parts)
{
    making->count += MOST_WAYS;
    making->bytes += parts->data_len + parts->find_len + parts->repl_len + parts->before_len;
    if (making->list == NULL)
        return false;
    parts->data = cases_take(&making->list->memory, parts->data_len);
    memset(parts->data, '.', parts->data_len);
    parts->find = take(making, parts->find_len);
    parts->repl = take(making, parts->repl_len);
    parts->before = take(making, parts->before_len);
    parts->output = parts->data_len;
    return true;
}

/* Puts find into data, as a match. */
static void put(struct parts *parts, size_t at)
{
    memcpy(parts->data + at, parts->find, parts->find_len);
    parts->output = parts->output - parts->find_len + parts->repl_len;
}

/* Room for the most that a call could write. */
static const uint64_t enough = UINT64_MAX;

static void add(struct making *making, const struct parts *parts, uint64_t room, uint64_t refuse)
{
    struct probe_case c = {.data = bytes_of(parts->data, parts->data_len),
                           .find = bytes_of(parts->find, parts->find_len),
                           .repl = bytes_of(parts->repl, parts->repl_len),
                           .before = bytes_of(parts->before, parts->before_len),
                           .room = room,
                           .refuse = refuse};
    if (room == enough)
        c.room = cases_enough_room(&c);
    cases_add(making->list, parts->name, c);
    making->list->items[making->list->count - 1].is_one_way = true;
}

/* As it is; with room enough; and with allocations that are refused. A long one goes fewer ways. */
static void add_ways(struct making *making, const struct parts *parts, bool is_long)
{
    add(making, parts, 0, 0);
    add(making, parts, 0, 1);
    for (uint64_t refuse = 0; refuse <= 2 && !is_long; refuse++)
        add(making, parts, enough, refuse);
    if (!is_long)
        add(making, parts, 0, 2);
}

/* How data is made for a long find, of which a window at each byte is compared few times. */
enum shape { TWICE, OTHER_WINDOW, IN_PIECES, AFTER_A_RUN, ALL_OF_DATA, LONGER, SHAPES };

static void shape_data(struct making *making, struct parts *p, enum shape shape, size_t more)
{
    size_t find = p->find_len;
    if (shape == AFTER_A_RUN) {
        /* A run that goes on in find, but for find's last byte. */
        memset(p->find, 'a', find - 1);
        p->find[find - 1] = 'b';
        memset(p->data, 'a', more);
        put(p, more);
    } else if (shape == OTHER_WINDOW) {
        /* A window that ends in the byte with which find begins: no match. */
        memcpy(p->data, p->find + 1, find - 1);
        p->find[0] = p->data[find - 1] = '<';
    } else if (shape == IN_PIECES) {
        /* The end of find, find, and its beginning. */
        p->find[0] = '<';
        memcpy(p->data, p->find + find - more / 2, more / 2);
        put(p, more / 2);
        memcpy(p->data + more / 2 + find, p->find, more - more / 2);
    } else if (shape == LONGER) {
        memcpy(p->data, p->find, p->data_len);
    } else {
        put(p, 0);
        if (shape == TWICE)
            put(p, find + more);
    }
    if (shape == TWICE)
        add_ways(making, p, find > SMALL);
    else
        add(making, p, 0, 0);
}

/* Whether it is a long power of two, or one less or more: of those a few are enough. */
static bool is_about_power(size_t len)
{
    return len > SMALL &&
           ((len & (len - 1)) == 0 || (len & (len + 1)) == 0 || ((len - 1) & (len - 2)) == 0);
}

static void add_find(struct making *making, size_t len)
{
    size_t more = making->bounds->work / len;
    more = more < 4 ? 4 : more > len ? len : more;
    for (enum shape shape = TWICE; shape < SHAPES; shape++) {
        /* A run of two to the 16 and one more is too long for 16 bits. */
        size_t find = len + (shape == AFTER_A_RUN && len > SMALL ? 4 : 0);
        struct parts p = {.name = "the length of find",
                          .data_len = find + more + (shape == TWICE ? len : 0),
                          .find_len = find,
                          .repl_len = len % 4};
        if (shape == ALL_OF_DATA || shape == LONGER)
            p.data_len = find - (shape == LONGER);
        /* Long ones are few: a program may make a table of each. */
        bool is_one = !is_about_power(len) || len % 4 == shape;
        if (is_one && begin(making, &p))
            shape_data(making, &p, shape, more);
    }
}

static void add_repl(struct making *making, size_t len)
{
    struct parts p = {.name = "the length of repl",
                      .data_len = 2 * SHORT_FIND + 3,
                      .find_len = SHORT_FIND,
                      .repl_len = len};
    if (!begin(making, &p))
        return;
    put(&p, 1);
    put(&p, SHORT_FIND + 2);
    add_ways(making, &p, len > SMALL);
    add(making, &p, len + 3, PROBE_NO_GROWTH);
}

static void add_before(struct making *making, size_t len)
{
    struct parts p = {.name = "the length of what is in output, and its room",
                      .data_len = SHORT_FIND + 3,
                      .find_len = SHORT_FIND,
                      .repl_len = 7,
                      .before_len = len};
    if (!begin(making, &p))
        return;
    put(&p, 2);
    if (len <= SMALL || len % 2 == 0)
        add(making, &p, len <= 2 * p.data_len ? enough : len - 1, 0);
    if (len <= SMALL || len % 2 != 0)
        add(making, &p, 3, PROBE_NO_GROWTH);
    if (len <= SMALL)
        add(making, &p, 0, 0);
}

/* Fewer than 32 bytes at a page's end are compared slowly by some processors: not so often, then. */
static size_t find_for(size_t len)
{
    return len <= SMALL ? SHORT_FIND : OTHER_FIND;
}

/* Whether data of that length takes a slow program too long while it is watched. */
static bool is_slow(const struct making *making, size_t len)
{
    enum { QUICK = 520 };
    return making->bounds->exact != SIZE_MAX && len > QUICK && !making->is_own;
}

/* Matches at both ends, and across each `block` bytes. */
static void add_data(struct making *making, size_t len, size_t block)
{
    size_t find = find_for(len);
    struct parts p = {
        .name = "the length of data", .data_len = len, .find_len = find, .repl_len = find};
    if (len < 2 * find || is_slow(making, len) || (is_about_power(len) && len % 4 == 3) ||
        !begin(making, &p))
        return;
    put(&p, 0);
    for (size_t i = block; i + find < len - find; i += block)
        put(&p, i - 1 - i / block % (find - 1));
    put(&p, len - find);
    if (len <= SMALL || len % 2 == 0)
        add(making, &p, 0, 0);
    /* Such a limit is reached by the last byte; then one more byte does not fit. */
    if (len <= SMALL || len % 4 == 1)
        add(making, &p, p.output - 1, PROBE_NO_GROWTH);
    if (len <= SMALL)
        add(making, &p, p.output - 2, PROBE_NO_GROWTH);
}

/* Nothing but matches; and two of them far from each other. */
static void add_matches(struct making *making, size_t len)
{
    size_t find = find_for(len);
    struct parts many = {
        .name = "the number of matches", .data_len = len, .find_len = 1, .repl_len = len % 2};
    struct parts two = {.name = "the distance between matches",
                        .data_len = len + 2 * find,
                        .find_len = find,
                        .repl_len = 3};
    if (is_slow(making, len))
        return;
    bool is_most = len / 2 > making->bounds->power / 4 && len % 4 == 1;
    if ((!is_about_power(len) || is_most) && begin(making, &many)) {
        for (size_t i = 0; i < len; i++)
            put(&many, i);
        add(making, &many, 0, 0);
    }
    if ((!is_about_power(len) || len % 2 == 0) && begin(making, &two)) {
        put(&two, 0);
        put(&two, len + find);
        add(making, &two, enough, 0);
    }
}

static void add_length(struct making *making, size_t len)
{
    add_find(making, len);
    add_repl(making, len);
    add_before(making, len);
    add_data(making, len, PAGE);
    add_matches(making, len);
}

static void add_around(struct making *making, size_t number)
{
    size_t exact = making->bounds->exact;
    size_t from = number - (exact == SIZE_MAX) + (number > exact && is_about_power(number));
    for (size_t len = from; len <= number + 1; len++)
        add_length(making, len);
    if (number >= 2 * find_for(3 * number) && number <= making->bounds->power / 4)
        add_data(making, 3 * number, number);
}

/* A length up to `most`: each order of magnitude alike. */
static size_t any_length(uint64_t *state, size_t most)
{
    size_t powers = 1;
    while (most >> powers > 0)
        powers++;
    size_t below = (size_t)1 << cases_random(state, powers);
    size_t len = below - 1 + cases_random(state, below);
    return len < most ? len : most;
}

static size_t less(size_t a, size_t b)
{
    return a < b ? a : b;
}

static void add_any(struct making *making)
{
    enum { MOST_OUTPUT = 1 << 16 };
    uint64_t *state = &making->lengths;
    struct parts p = {.name = cases_random_name,
                      .data_len = any_length(state, making->bounds->power / 16),
                      .before_len = any_length(state, making->bounds->power / 64)};
    size_t places = cases_random(state, 4);
    /* A find as long as data is compared once, a short one has a short window. */
    p.find_len = 1 + (cases_random(state, 4) == 0
                          ? p.data_len - less(p.data_len, cases_random(state, 16))
                          : any_length(state, less(making->bounds->power / 4,
                                                   making->bounds->work / (p.data_len + 1))));
    p.repl_len = any_length(state, MOST_OUTPUT / (p.data_len / p.find_len + 1));
    if (!begin(making, &p))
        return;
    fill(making, p.data, p.data_len);
    for (; places > 0 && p.find_len <= p.data_len; places--)
        memcpy(p.data + cases_random(&making->content, p.data_len - p.find_len + 1), p.find,
               p.find_len);
    add(making, &p, p.repl_len % 2 == 0 ? 0 : enough, 0);
}

static void add_all(struct making *making)
{
    const struct case_bounds *bounds = making->bounds;
    for (size_t power = LEAST; power <= bounds->power; power *= 2)
        add_around(making, power);
    making->is_own = true;
    for (size_t i = 0; i < bounds->number_count; i++) {
        size_t number = bounds->numbers[i];
        bool is_power = (number & (number - 1)) == 0 && number <= bounds->power;
        if (number >= LEAST && number / TIMES_POWER <= bounds->power && !is_power)
            add_around(making, number);
    }
    for (size_t i = 0; i < bounds->random / 16; i++)
        add_any(making);
}

void sizes_measure(const struct case_bounds *bounds, size_t *count, size_t *bytes)
{
    struct making making = {.bounds = bounds, .lengths = bounds->seed};
    add_all(&making);
    *count += making.count;
    *bytes += making.bytes;
}

void sizes_add(const struct case_bounds *bounds, struct case_list *list)
{
    struct making making = {
        .bounds = bounds, .list = list, .lengths = bounds->seed, .content = ~bounds->seed};
    add_all(&making);
}
