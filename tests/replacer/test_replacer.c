/* What stages/replacer.h promises about the output, however the stream is cut. */
#include "judge/contract_algo_one.h"
#include "judge/replace_oracle.h"
#include "replacer/feeding.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

TestSuite(replacer, .timeout = 60);

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* The table of all stages, and as many random cases, each cut in several ways. */
Test(replacer, gives_what_the_oracle_gives_for_the_cases_of_all_stages)
{
    static const size_t lengths[] = {1, 2, 3, 7, 16, 33, SIZE_MAX};
    static const struct case_bounds bounds = {
        .seed = 5, .random = CASES_RANDOM, .largest = 1 << 14, .power = 1 << 12, .work = 1 << 12};
    struct case_list list;
    cr_assert(algo_one_cases(&bounds, &list));
    for (size_t i = 0; i < list.count; i++) {
        const struct named_case *named = &list.items[i];
        if (named->c.find.len == 0 || named->c.refuse != 0)
            continue;
        for (size_t j = 0; j < COUNT(lengths); j++)
            expect_as_oracle(&named->c, cut_each(lengths[j]), named->name);
        for (unsigned seed = 0; seed < 4; seed++)
            expect_as_oracle(&named->c, cut_at_random(seed, 12), named->name);
    }
    cases_dispose(&list);
}

/* The nth word of `len` letters a and b. */
static struct bytes word(unsigned char *at, size_t len, unsigned n)
{
    for (size_t i = 0; i < len; i++)
        at[i] = (n >> i & 1) == 0 ? 'a' : 'b';
    return bytes_of(at, len);
}

static void expect_all_splits(const struct probe_case *c, const char *what)
{
    for (uint64_t mask = 0; mask >> (c->data.len - 1) == 0; mask++)
        expect_as_oracle(c, cut_where(mask), what);
}

Test(replacer, gives_the_same_for_every_split_of_every_short_stream)
{
    enum { LONGEST_FIND = 4, LONGEST_DATA = 7 };
    unsigned char find[LONGEST_FIND];
    unsigned char data[LONGEST_DATA];
    for (size_t find_len = 1; find_len <= LONGEST_FIND; find_len++) {
        for (unsigned f = 0; f < 1u << find_len; f++) {
            for (unsigned d = 0; d < 1u << LONGEST_DATA; d++) {
                struct probe_case c = {.data = word(data, LONGEST_DATA, d),
                                       .find = word(find, find_len, f),
                                       .repl = bytes_of("-+", f % 3)};
                expect_all_splits(&c, "a short stream");
            }
        }
    }
}

Test(replacer, gives_the_same_for_every_split_of_the_talks_rows)
{
    static const char *const rows[] = {"abcelvis", "aabeeeelvis", "elvielvis", "elvielviselvi"};
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct probe_case c = {.data = bytes_from_string(rows[i]),
                               .find = bytes_from_string("elvis"),
                               .repl = bytes_from_string("Elvis")};
        expect_all_splits(&c, rows[i]);
    }
}

/* Wherever a vector begins or ends, and wherever the stream does. */
Test(replacer, finds_a_match_at_every_place_of_every_stream_of_up_to_140_bytes)
{
    static const char *const finds[] = {"a", "ab", "elvis", "0123456789abcdefghijklmnopqrstuvwxyz"};
    unsigned char data[140];
    for (size_t f = 0; f < COUNT(finds); f++) {
        struct bytes find = bytes_from_string(finds[f]);
        for (size_t len = find.len; len <= sizeof data; len++) {
            for (size_t at = 0; at + find.len <= len; at++) {
                memset(data, finds[f][at % find.len], sizeof data);
                memcpy(data + at, find.at, find.len);
                struct probe_case c = {
                    .data = bytes_of(data, len), .find = find, .repl = bytes_from_string("X")};
                expect_as_oracle(&c, cut_each(SIZE_MAX), "a planted match");
            }
        }
    }
}

enum { MOST_LETTERS = 256 };

static void fill_random(unsigned char *at, size_t len, size_t letters, unsigned *seed)
{
    for (size_t i = 0; i < len; i++)
        at[i] =
            (unsigned char)((letters == MOST_LETTERS ? 0 : 'a') + (size_t)rand_r(seed) % letters);
}

/* Puts `times` beginnings of find into data; about half of them are all of it. */
static void plant(struct bytes find, unsigned char *data, size_t len, size_t times, unsigned *seed)
{
    for (size_t i = 0; i < times && find.len <= len; i++) {
        size_t at = (size_t)rand_r(seed) % (len - find.len + 1);
        size_t part = rand_r(seed) % 2 == 0 ? find.len : (size_t)rand_r(seed) % find.len;
        memcpy(data + at, find.at, part);
    }
}

Test(replacer, gives_what_the_oracle_gives_for_finds_of_1_to_300_bytes)
{
    enum { LONGEST_FIND = 300, DATA = 1200 };
    static const size_t letters[] = {1, 2, 3, MOST_LETTERS};
    unsigned char find[LONGEST_FIND];
    unsigned char data[DATA];
    unsigned seed = 1;
    for (size_t len = 1; len <= LONGEST_FIND; len++) {
        for (size_t i = 0; i < COUNT(letters); i++) {
            size_t period = 1 + (size_t)rand_r(&seed) % len;
            fill_random(find, len, letters[i], &seed);
            for (size_t j = period; j < len; j++)
                find[j] = find[j - period];
            fill_random(data, DATA, letters[i], &seed);
            struct probe_case c = {.data = bytes_of(data, DATA),
                                   .find = bytes_of(find, len),
                                   .repl = bytes_from_string("<>")};
            plant(c.find, data, DATA, 6, &seed);
            expect_as_oracle(&c, cut_at_random(seed, len + 1), "a long find");
            expect_as_oracle(&c, cut_each(SIZE_MAX), "a long find, uncut");
            if (len % 16 == 1)
                expect_as_oracle(&c, cut_each(1), "a long find, bytewise");
        }
    }
}

/* Long enough for every way to search to take its turn. */
Test(replacer, gives_what_the_oracle_gives_for_long_streams)
{
    enum { LONGEST_FIND = 40, DATA = 100000 };
    static const size_t letters[] = {1, 2, 3, 4, 20, MOST_LETTERS};
    static const size_t longest[] = {1, 100, 5000, 40000};
    unsigned char find[LONGEST_FIND];
    unsigned char *data = malloc(DATA);
    cr_assert_not_null(data);
    for (unsigned seed = 0; seed < 24; seed++) {
        unsigned s = seed;
        size_t of = letters[seed % COUNT(letters)];
        size_t len = 1 + (size_t)rand_r(&s) % LONGEST_FIND;
        fill_random(find, len, of, &s);
        fill_random(data, DATA, of, &s);
        struct probe_case c = {.data = bytes_of(data, DATA),
                               .find = bytes_of(find, len),
                               .repl = bytes_of("123456", seed % 7)};
        plant(c.find, data, DATA, seed % 5 * 100, &s);
        expect_as_oracle(&c, cut_at_random(s, longest[seed % COUNT(longest)]), "a long stream");
        expect_as_oracle(&c, cut_each(SIZE_MAX), "a long stream, uncut");
    }
    free(data);
}

static const struct probe_case talk = {.data = {(const unsigned char *)"an elvis, elviselvi", 19},
                                       .find = {(const unsigned char *)"elvis", 5},
                                       .repl = {(const unsigned char *)"Elvis", 5}};

Test(replacer, gives_nothing_for_nothing)
{
    struct feeding feeding = feeding_begin(&talk);
    struct buffer output = buffer_bounded(0);
    feeding_feed(&feeding, bytes_of(NULL, 0), &output);
    feeding_feed_all(&feeding, bytes_of(NULL, 0), cut_each(1), &output);
    feeding_end(&feeding);
    cr_expect_eq(output.len, 0);
}

/* The stream before ends within a match: nothing of it may be left. */
Test(replacer, can_be_fed_another_stream_when_it_has_finished)
{
    struct feeding feeding = feeding_begin(&talk);
    struct buffer output = buffer_bounded(SIZE_MAX);
    feeding_feed_all(&feeding, bytes_from_string("elvi"), cut_each(2), &output);
    feeding_feed_all(&feeding, bytes_from_string("selvis elv"), cut_each(3), &output);
    feeding_feed_all(&feeding, bytes_from_string("is"), cut_each(1), &output);
    feeding_end(&feeding);
    cr_expect(bytes_equal(buffer_rest(&output), bytes_from_string("elvisElvis elvis")));
    buffer_dispose(&output);
}

Test(replacer, does_not_look_at_what_it_has_written)
{
    struct feeding feeding = feeding_begin(&talk);
    struct buffer output = buffer_bounded(SIZE_MAX);
    struct buffer all = buffer_bounded(SIZE_MAX);
    for (size_t i = 0; i < talk.data.len; i++) {
        feeding_feed(&feeding, bytes_of(talk.data.at + i, 1), &output);
        cr_assert_eq(buffer_write(&all, buffer_rest(&output)), STREAM_OK);
        buffer_dispose(&output);
    }
    cr_assert_eq(replacer_finish(feeding.replacer, &all), STREAM_OK);
    feeding_end(&feeding);
    cr_expect(bytes_equal(buffer_rest(&all), bytes_from_string("an Elvis, Elviselvi")));
    buffer_dispose(&all);
}

Test(replacer, shares_nothing_with_another)
{
    struct feeding one = feeding_begin(&talk);
    struct feeding other = feeding_begin(&(struct probe_case){.find = bytes_from_string("vi")});
    struct buffer outputs[] = {buffer_bounded(SIZE_MAX), buffer_bounded(SIZE_MAX)};
    for (size_t i = 0; i < talk.data.len; i++) {
        feeding_feed(&one, bytes_of(talk.data.at + i, 1), &outputs[0]);
        feeding_feed(&other, bytes_of(talk.data.at + i, 1), &outputs[1]);
    }
    feeding_feed_all(&one, bytes_of(NULL, 0), cut_each(1), &outputs[0]);
    feeding_feed_all(&other, bytes_of(NULL, 0), cut_each(1), &outputs[1]);
    feeding_end(&one);
    feeding_end(&other);
    cr_expect(bytes_equal(buffer_rest(&outputs[0]), bytes_from_string("an Elvis, Elviselvi")));
    cr_expect(bytes_equal(buffer_rest(&outputs[1]), bytes_from_string("an els, elsel")));
    buffer_dispose(&outputs[0]);
    buffer_dispose(&outputs[1]);
}
