/* What tooling/judge/cost_shapes.h promises. */
#include "judge/cost_shapes.h"

#include "judge/replace_oracle.h"
#include "support/fail_alloc.h"

#include <criterion/criterion.h>
#include <string.h>

static struct probe_case make(size_t shape, bool is_long, uint64_t seed, struct buffer *memory)
{
    *memory = buffer_bounded(SIZE_MAX);
    return cost_case(shape, is_long, seed, memory);
}

/* Matches, as far as what comes out tells. */
static size_t count_matches(const struct probe_case *c)
{
    struct buffer expected = buffer_bounded(SIZE_MAX);
    struct probe_case marked = *c;
    size_t count = 0;
    marked.repl = bytes_of("\xff", 1);
    cr_assert_eq(replace_oracle(&marked, &expected), STREAM_OK);
    for (size_t i = 0; i < expected.len; i++)
        count += expected.at[i] == 0xff;
    buffer_dispose(&expected);
    return count;
}

Test(cost_shapes, grow_by_their_factor_in_what_they_say)
{
    for (size_t i = 0; i < cost_shape_count(true); i++) {
        struct buffer one, six;
        struct probe_case s = make(i, false, 7, &one), l = make(i, true, 7, &six);
        enum cost_growth growth = cost_shapes[i].growth;
        bool both = growth == COST_DATA_AND_FIND;
        if (growth == COST_DATA || both)
            cr_expect_eq(l.data.len - (both ? 0 : l.find.len),
                         COST_GROWTH * (s.data.len - (both ? 0 : s.find.len)));
        else
            cr_expect_eq(l.data.len, s.data.len);
        bool finds = both || growth == COST_FIND;
        cr_expect_eq(l.find.len, s.find.len * (finds ? COST_GROWTH : 1), "%s", cost_shapes[i].name);
        cr_expect_eq(l.repl.len, s.repl.len * (growth == COST_REPL ? COST_GROWTH : 1));
        cr_expect_eq(cost_shapes[i].has_room, s.room > 0);
        cr_expect_eq(cost_shapes[i].chunks != NULL, s.stream.chunks.len > 0);
        buffer_dispose(&one);
        buffer_dispose(&six);
    }
}

Test(cost_shapes, have_other_letters_and_lengths_for_each_seed_and_as_much_to_do)
{
    for (size_t i = 0; i < cost_shape_count(true); i++) {
        struct buffer memory[3];
        struct probe_case a = make(i, true, 1, &memory[0]), b = make(i, true, 2, &memory[1]);
        struct probe_case again = make(i, true, 1, &memory[2]);
        cr_expect(bytes_equal(a.data, again.data) && bytes_equal(a.find, again.find));
        cr_expect_not(bytes_equal(a.data, b.data));
        size_t in_a = count_matches(&a) * 1000 / a.data.len;
        size_t in_b = count_matches(&b) * 1000 / b.data.len;
        cr_expect(in_a <= in_b + 2 && in_b <= in_a + 2, "%s: %zu, %zu", cost_shapes[i].name, in_a,
                  in_b);
        cr_expect_eq(in_a > 0,
                     cost_shapes[i].kind < COST_AAAB && cost_shapes[i].growth != COST_FIND,
                     "%s: %zu", cost_shapes[i].name, in_a);
        for (size_t j = 0; j < 3; j++)
            buffer_dispose(&memory[j]);
    }
}

Test(cost_shapes, draw_letters_with_the_commonest_first)
{
    static const char common[] = " etaoinsrhldcumfpgwybvkxjqz";
    for (uint64_t seed = 0; seed < 100; seed++) {
        unsigned char letters[COST_LETTERS];
        uint64_t state = seed;
        size_t count = 1 + seed % COST_LETTERS;
        cost_letters(&state, letters, count);
        for (size_t i = 1; i < count; i++)
            cr_expect_lt(strchr(common, letters[i - 1]), strchr(common, letters[i]));
    }
}

Test(cost_shapes, say_so_if_memory_runs_out)
{
    struct buffer memory;
    fail_alloc_begin(1);
    make(0, true, 1, &memory);
    fail_alloc_end();
    cr_expect_eq(memory.limit, 0);
}
