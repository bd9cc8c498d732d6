/* What tooling/bench/compare_input.h promises: the answer that is made beside a file is the oracle's. */
#include "bench/compare_input.h"

#include "base/quote.h"
#include "judge/replace_oracle.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

TestSuite(compare_sample, .timeout = 60);

struct made {
    struct buffer data, answer; /* owned */
    uint64_t matches;
};

static struct made make(const struct sample_kind *kind, uint64_t size, uint64_t seed, size_t least)
{
    struct made made = {buffer_bounded(SIZE_MAX), buffer_bounded(SIZE_MAX), 0};
    struct sample sample = sample_begin(kind, size, seed);
    for (size_t before = SIZE_MAX; made.data.len != before;) {
        before = made.data.len;
        cr_assert_eq(sample_next(&sample, least, &made.data, &made.answer), STREAM_OK);
        cr_assert(made.data.len >= before + least || made.data.len == size);
    }
    made.matches = sample.matches;
    return made;
}

static void dispose(struct made *made)
{
    buffer_dispose(&made->data);
    buffer_dispose(&made->answer);
}

static uint64_t count(struct bytes data, const char *find)
{
    uint64_t found = 0;
    size_t len = strlen(find);
    const unsigned char *at;
    while (data.len > 0 && (at = memmem(data.at, data.len, find, len)) != NULL) {
        found++;
        data = bytes_skip(data, (size_t)(at - data.at) + len);
    }
    return found;
}

static void expect_right(const struct sample_kind *kind, uint64_t size)
{
    struct made made = make(kind, size, 1, 1000);
    struct buffer expected = buffer_bounded(SIZE_MAX);
    const struct probe_case c = {.data = buffer_rest(&made.data),
                                 .find = bytes_from_string(kind->find),
                                 .repl = bytes_from_string(kind->repl)};
    cr_assert_eq(replace_oracle(&c, &expected), STREAM_OK);
    cr_expect_eq(made.data.len, size, "%s", kind->name);
    cr_expect(bytes_equal(buffer_rest(&made.answer), buffer_rest(&expected)), "%s of %zu",
              kind->name, (size_t)size);
    cr_expect_eq(made.matches, count(c.data, kind->find), "%s of %zu", kind->name, (size_t)size);
    buffer_dispose(&expected);
    dispose(&made);
}

Test(compare_sample, has_the_answer_of_the_oracle)
{
    for (size_t i = 0; i < SAMPLE_KINDS; i++) {
        for (uint64_t size = 1; size < 200; size++)
            expect_right(&sample_kinds[i], size);
        expect_right(&sample_kinds[i], 4095);
        expect_right(&sample_kinds[i], 4097);
        expect_right(&sample_kinds[i], (1 << 21) + 12345);
    }
}

Test(compare_sample, has_as_many_matches_as_it_says)
{
    static const struct {
        const char *name;
        uint64_t least, most; /* in 2 MiB */
    } rows[] = {
        {"rare", 20, 20}, {"dense", 150000, 250000}, {"none", 0, 0},
        {"random", 0, 0}, {"needle", 2, 2},
    };
    for (size_t i = 0; i < SAMPLE_KINDS; i++) {
        struct made made = make(&sample_kinds[i], 1 << 21, 1, 4096);
        cr_expect_str_eq(sample_kinds[i].name, rows[i].name);
        cr_expect(made.matches >= rows[i].least && made.matches <= rows[i].most, "%s: %zu",
                  rows[i].name, (size_t)made.matches);
        dispose(&made);
    }
}

Test(compare_sample, is_the_same_however_it_is_made_and_another_for_another_seed)
{
    for (size_t i = 0; i < SAMPLE_KINDS; i++) {
        struct made one = make(&sample_kinds[i], 100000, 7, 1);
        struct made other = make(&sample_kinds[i], 100000, 7, 1 << 20);
        struct made third = make(&sample_kinds[i], 100000, 8, 1 << 20);
        bool seeded = strcmp(sample_kinds[i].name, "needle") != 0;
        cr_expect(bytes_equal(buffer_rest(&one.data), buffer_rest(&other.data)));
        cr_expect(bytes_equal(buffer_rest(&one.answer), buffer_rest(&other.answer)));
        cr_expect_neq(bytes_equal(buffer_rest(&one.data), buffer_rest(&third.data)), seeded);
        dispose(&one);
        dispose(&other);
        dispose(&third);
    }
}

/* A program that goes by lines adds the last one's end if there is none. */
Test(compare_sample, ends_a_line_where_it_is_text)
{
    for (size_t i = 0; i < SAMPLE_KINDS; i++) {
        for (uint64_t size = 1; size < 5000; size += 97) {
            struct made made = make(&sample_kinds[i], size, 1, 1 << 20);
            if (strcmp(sample_kinds[i].name, "random") != 0)
                cr_expect_eq(made.data.at[size - 1], '\n', "%s of %zu", sample_kinds[i].name,
                             (size_t)size);
            dispose(&made);
        }
    }
}
