/* What bench/replacing.h promises: the oracle's answer, matches that are counted, fixed room. */
#include "bench/replacing.h"

#include "base/format.h"
#include "judge/replace_oracle.h"
#include "support/fail_alloc.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

TestSuite(replacing, .timeout = 60);

#define TEXT(string)                                                                               \
    {                                                                                              \
        (const unsigned char *)(string), sizeof(string) - 1                                        \
    }

static const struct {
    struct bytes data, find, repl;
    uint64_t matches; /* if repl is as long as find, 1 stands for more */
} streams[] = {
    {TEXT("elvis has left, elvis"), TEXT("elvis"), TEXT("Elvis"), 1},
    {TEXT("elvis"), TEXT("elvis"), TEXT("elvis"), 1},
    {TEXT("elvi"), TEXT("elvis"), TEXT("Elvis"), 0},
    {TEXT("elvi"), TEXT("elvis"), TEXT(""), 0},
    {TEXT(""), TEXT("elvis"), TEXT("Elvis"), 0},
    {TEXT("aaaaaaa"), TEXT("aa"), TEXT("b"), 3},
    {TEXT("aaaaaaa"), TEXT("aa"), TEXT("bb"), 1},
    {TEXT("aaaaaaa"), TEXT("aa"), TEXT(""), 3},
    {TEXT("aaaaaaa"), TEXT("a"), TEXT("a very long replacement, as long as that"), 7},
    {TEXT("abababababac"), TEXT("ababac"), TEXT("0123456789"), 1},
    {TEXT("a\0b\0\0c\0\0\0"), TEXT("\0\0"), TEXT("\0"), 2},
    {TEXT("elviselvielvis"), TEXT("elvis"), TEXT("Elvis Presley"), 2},
    {TEXT("abaababaaababababbaba"), TEXT("aba"), TEXT("twenty-four bytes, or so"), 5},
};

enum { STREAMS = sizeof streams / sizeof *streams };

static void pass_on(struct replacing *replacing, size_t capacity, struct buffer *into)
{
    cr_assert_eq(replacing->output.capacity, capacity, "the output has grown");
    format_add_bytes(into, buffer_rest(&replacing->output));
    buffer_reset(&replacing->output);
}

/* Feeds a stream in chunks of `each` bytes. */
static void replace_stream(struct replacing *replacing, struct bytes data, size_t each,
                           struct buffer *into)
{
    size_t capacity = replacing->output.capacity;
    while (data.len > 0) {
        struct bytes chunk = bytes_of(data.at, each < data.len ? each : data.len);
        data = bytes_skip(data, chunk.len);
        while (chunk.len > 0) {
            size_t before = chunk.len;
            cr_assert_eq(replacing_take(replacing, &chunk), STREAM_OK);
            cr_assert_lt(chunk.len, before, "nothing was taken");
            pass_on(replacing, capacity, into);
        }
    }
    cr_assert_eq(replacing_finish(replacing), STREAM_OK);
    pass_on(replacing, capacity, into);
}

static void expect_as_oracle(size_t at, size_t room, size_t each)
{
    const struct probe_case c = {
        .data = streams[at].data, .find = streams[at].find, .repl = streams[at].repl};
    struct buffer expected = buffer_bounded(SIZE_MAX);
    struct replacing replacing;
    cr_assert_eq(replace_oracle(&c, &expected), STREAM_OK);
    cr_assert_eq(replacing_begin(&replacing, c.find, c.repl, room), STREAM_OK);
    for (unsigned stream = 1; stream <= 2; stream++) {
        struct buffer got = buffer_bounded(SIZE_MAX);
        replace_stream(&replacing, c.data, each, &got);
        cr_expect(bytes_equal(buffer_rest(&got), buffer_rest(&expected)),
                  "stream %zu, room %zu, chunks of %zu: %.*s", at, room, each, (int)got.len,
                  (const char *)got.at);
        bool exact = c.find.len != c.repl.len;
        cr_expect_eq(replacing.matches, streams[at].matches * (exact ? stream : 1),
                     "stream %zu, room %zu, chunks of %zu: %zu matches", at, room, each,
                     (size_t)replacing.matches);
        buffer_dispose(&got);
    }
    replacing_end(&replacing);
    buffer_dispose(&expected);
}

Test(replacing, does_as_the_oracle_in_any_room_and_counts)
{
    for (size_t at = 0; at < STREAMS; at++) {
        for (size_t room = 0; room < 40; room++) {
            for (size_t each = 1; each <= streams[at].data.len; each++)
                expect_as_oracle(at, room, each);
        }
    }
}

Test(replacing, takes_in_one_part_what_has_few_matches_however_long_repl_is)
{
    enum { ROOM = 4096, REPL = 3000 };
    unsigned char data[ROOM], repl[REPL];
    struct replacing replacing;
    memset(data, 'e', sizeof data);
    memset(repl, 'r', sizeof repl);
    memcpy(data + 2000, "elvis", 5);
    cr_assert_eq(
        replacing_begin(&replacing, bytes_from_string("elvis"), bytes_of(repl, REPL), ROOM),
        STREAM_OK);
    struct bytes chunk = bytes_of(data, 1024);
    for (size_t part = 0; part < 4; part++, chunk = bytes_of(chunk.at, 1024)) {
        cr_assert_eq(replacing_take(&replacing, &chunk), STREAM_OK);
        cr_expect_eq(chunk.len, 0, "part %zu", part);
        buffer_reset(&replacing.output);
    }
    replacing_end(&replacing);
}

Test(replacing, allocates_nothing_after_its_beginning)
{
    for (size_t at = 0; at < STREAMS; at++) {
        struct replacing replacing;
        struct buffer got = buffer_bounded(SIZE_MAX);
        cr_assert_eq(buffer_reserve(&got, 4096), STREAM_OK);
        cr_assert_eq(replacing_begin(&replacing, streams[at].find, streams[at].repl, 8), STREAM_OK);
        fail_alloc_begin(0);
        replace_stream(&replacing, streams[at].data, 3, &got);
        cr_expect_eq(fail_alloc_end().asked, 0, "stream %zu", at);
        replacing_end(&replacing);
        buffer_dispose(&got);
    }
}

Test(replacing, leaks_nothing_if_memory_is_refused)
{
    for (size_t at = 0; at < STREAMS; at++) {
        for (size_t n = 1;; n++) {
            struct replacing replacing;
            fail_alloc_begin(n);
            enum stream_status status =
                replacing_begin(&replacing, streams[at].find, streams[at].repl, 8);
            replacing_end(&replacing);
            struct fail_alloc_count count = fail_alloc_end();
            cr_expect_eq(count.live, 0);
            cr_expect_eq(status, count.refused == 0 ? STREAM_OK : STREAM_NO_MEMORY);
            if (count.refused == 0)
                break;
        }
    }
}

Test(replacing, refuses_an_empty_find)
{
    struct replacing replacing;
    cr_expect_eq(replacing_begin(&replacing, bytes_of("", 0), bytes_of("x", 1), 8),
                 STREAM_EMPTY_FIND);
    replacing_end(&replacing);
}
