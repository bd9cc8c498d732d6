/*
 * What solution 5 and the fast replacer promise beyond their contract: what they cost, and how soon
 * they write.
 */
#include "judge/replace_oracle.h"
#include "replacer/feeding.h"
#include "support/fail_alloc.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

TestSuite(replacer_solution, .timeout = 60);

/* A find of `len` bytes that begins again and again. */
static unsigned char *long_find(size_t len)
{
    unsigned char *find = malloc(len);
    cr_assert_not_null(find);
    for (size_t i = 0; i < len; i++)
        find[i] = i % 7 == 6 ? 'b' : 'a';
    return find;
}

Test(replacer_solution, is_one_block_of_a_small_multiple_of_find)
{
    static const size_t lengths[] = {1, 5, 64, 300, 4096, 1000000};
    for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++) {
        unsigned char *find = long_find(lengths[i]);
        struct replacer *replacer;
        fail_alloc_begin(0);
        enum stream_status status =
            replacer_init(&replacer, bytes_of(find, lengths[i]), bytes_from_string("X"));
        replacer_free(replacer);
        struct fail_alloc_count count = fail_alloc_end();
        cr_expect_eq(status, STREAM_OK);
        cr_expect_eq(count.asked, 1, "%zu blocks", count.asked);
        cr_expect_leq(count.bytes, BYTES_PER_FIND * lengths[i] + 128, "%zu B for %zu", count.bytes,
                      lengths[i]);
        cr_expect_eq(count.live, 0);
        free(find);
    }
}

/* 200 KB of beginnings of find, in chunks of every length up to 64 and then some. */
Test(replacer_solution, allocates_nothing_for_a_stream)
{
    enum { DATA = 200000, FIND = 300 };
    unsigned char *find = long_find(FIND);
    unsigned char *data = long_find(DATA);
    struct replacer *replacer;
    struct buffer output = buffer_bounded(SIZE_MAX);
    enum stream_status status =
        replacer_init(&replacer, bytes_of(find, FIND), bytes_from_string("X"));
    cr_assert_eq(status, STREAM_OK);
    cr_assert_eq(buffer_reserve(&output, DATA), STREAM_OK);

    fail_alloc_begin(0);
    size_t each = 0;
    for (size_t at = 0; at < DATA && status == STREAM_OK; at += each) {
        each = at < 2080 ? each + 1 : 9000;
        size_t len = each < DATA - at ? each : DATA - at;
        status = replacer_feed(replacer, bytes_of(data + at, len), &output);
    }
    if (status == STREAM_OK)
        status = replacer_finish(replacer, &output);
    struct fail_alloc_count count = fail_alloc_end();

    cr_expect_eq(status, STREAM_OK);
    cr_expect_eq(count.asked, 0, "%zu allocations", count.asked);
    replacer_free(replacer);
    buffer_dispose(&output);
    free(data);
    free(find);
}

/* How many bytes at the end of `data` could begin a match, in the simplest way. */
static size_t undecided(struct bytes data, struct bytes find)
{
    for (size_t len = find.len - 1; len > 0; len--) {
        if (len <= data.len && memcmp(data.at + data.len - len, find.at, len) == 0)
            return len;
    }
    return 0;
}

/* With "-" for a match, what follows the last match follows the last "-". */
static size_t certain(struct bytes data, struct bytes find)
{
    struct probe_case c = {.data = data, .find = find, .repl = bytes_from_string("-")};
    struct buffer expected = buffer_bounded(SIZE_MAX);
    cr_assert_eq(replace_oracle(&c, &expected), STREAM_OK);
    struct bytes all = buffer_rest(&expected);
    const unsigned char *dash = all.len == 0 ? NULL : memrchr(all.at, '-', all.len);
    struct bytes last = dash == NULL ? all : bytes_skip(all, (size_t)(dash - all.at) + 1);
    size_t len = all.len - undecided(last, find);
    buffer_dispose(&expected);
    return len;
}

Test(replacer_solution, writes_all_that_is_certain_at_once)
{
    static const char *const finds[] = {"a", "ab", "aab", "abab", "aaaa", "abaab"};
    unsigned seed = 2;
    for (size_t f = 0; f < sizeof finds / sizeof *finds; f++) {
        struct probe_case c = {.find = bytes_from_string(finds[f]), .repl = bytes_of("-", 1)};
        for (size_t longest = 1; longest < 80; longest += 13) {
            unsigned char data[400];
            struct feeding feeding = feeding_begin(&c);
            struct buffer output = buffer_bounded(SIZE_MAX);
            for (size_t at = 0; at + longest < sizeof data;) {
                size_t len = 1 + (size_t)rand_r(&seed) % longest;
                for (size_t i = 0; i < len; i++)
                    data[at + i] = rand_r(&seed) % 3 == 0 ? 'b' : 'a';
                feeding_feed(&feeding, bytes_of(data + at, len), &output);
                at += len;
                cr_assert_eq(output.len, certain(bytes_of(data, at), c.find), "%s", finds[f]);
            }
            buffer_dispose(&output);
            feeding_end(&feeding);
        }
    }
}
