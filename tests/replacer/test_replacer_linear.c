/*
 * A replacer's work is linear in the stream whatever find is. Work is counted, not timed: the basic
 * blocks that the replacer runs, which compiled code reports here, and the bytes that memcmp and
 * memchr look at for it.
 */
#include "replacer.h"

#include <criterion/criterion.h>
#include <stdint.h>
#include <string.h>

TestSuite(replacer_linear, .timeout = 60);

static uint64_t work;

/* What -fsanitize-coverage=trace-pc has each basic block call. */
void __sanitizer_cov_trace_pc(void);
void __sanitizer_cov_trace_pc(void)
{
    work++;
}

/* The linker's names: with --wrap=memcmp, a call of memcmp lands in __wrap_memcmp. */
int __wrap_memcmp(const void *a, const void *b, size_t n);
int __wrap_memcmp(const void *a, const void *b, size_t n)
{
    const unsigned char *left = a;
    const unsigned char *right = b;
    for (size_t i = 0; i < n; i++) {
        work++;
        if (left[i] != right[i])
            return left[i] < right[i] ? -1 : 1;
    }
    return 0;
}

void *__wrap_memchr(const void *at, int byte, size_t n);
void *__wrap_memchr(const void *at, int byte, size_t n)
{
    const unsigned char *bytes = at;
    for (size_t i = 0; i < n; i++) {
        work++;
        if (bytes[i] == (unsigned char)byte)
            return (void *)(uintptr_t)(bytes + i);
    }
    return NULL;
}

enum { FIND = 300, DATA = 1 << 17 };

/* Words that repeat a period: the letter `odd` at its end, and a before it. */
static const struct nasty {
    const char *name;
    size_t find_period, data_period;
    char find_odd, data_odd;
    char find_first, find_last;
} nasties[] = {
    {"a* b in a*", 1, 1, 'a', 'a', 'a', 'b'},
    {"b a* in a*", 1, 1, 'a', 'a', 'b', 'a'},
    {"a* in a*", 1, 1, 'a', 'a', 'a', 'a'},
    {"300 a where there are 299", 300, 300, 'a', 'b', 'a', 'a'},
    {"the last of 300 differs", 9, 9, 'b', 'b', 'a', 'c'},
    {"the first of 300 differs", 9, 9, 'b', 'b', 'c', 'a'},
    {"its first letters come nowhere", 2, 2, 'b', 'b', 'b', 'b'},
    {"its first and last letters differ", 9, 9, 'b', 'b', 'b', 'b'},
    {"one period more than there is", 50, 290, 'b', 'b', 'a', 'a'},
};

static void fill(unsigned char *at, size_t len, size_t period, char odd)
{
    for (size_t i = 0; i < len; i++)
        at[i] = (unsigned char)(i % period == period - 1 ? odd : 'a');
}

/* The work that it takes to feed `data` in chunks of `each` bytes. */
static uint64_t work_for(struct bytes find, struct bytes data, size_t each)
{
    struct replacer *replacer;
    struct buffer output = buffer_bounded(SIZE_MAX);
    cr_assert_eq(replacer_init(&replacer, find, bytes_from_string("X")), STREAM_OK);
    enum stream_status status = buffer_reserve(&output, data.len);

    work = 0;
    for (size_t at = 0; at < data.len && status == STREAM_OK; at += each) {
        size_t len = each < data.len - at ? each : data.len - at;
        status = replacer_feed(replacer, bytes_of(data.at + at, len), &output);
    }
    uint64_t done = work;

    cr_assert_eq(status, STREAM_OK);
    replacer_free(replacer);
    buffer_dispose(&output);
    return done;
}

/* Without a bound on what it wastes, some of these take hundreds a byte. */
Test(replacer_linear, takes_little_work_a_byte_whatever_find_is)
{
    static const size_t lengths[] = {1, 7, 299, 300, 301, 640, 4096, DATA};
    static unsigned char data[DATA];
    unsigned char find[FIND];
    for (size_t i = 0; i < sizeof nasties / sizeof *nasties; i++) {
        const struct nasty *nasty = &nasties[i];
        fill(data, DATA, nasty->data_period, nasty->data_odd);
        fill(find, FIND, nasty->find_period, nasty->find_odd);
        find[0] = (unsigned char)nasty->find_first;
        find[FIND - 1] = (unsigned char)nasty->find_last;
        for (size_t j = 0; j < sizeof lengths / sizeof *lengths; j++) {
            uint64_t half = work_for(bytes_of(find, FIND), bytes_of(data, DATA / 2), lengths[j]);
            uint64_t all = work_for(bytes_of(find, FIND), bytes_of(data, DATA), lengths[j]);
            uint64_t most = lengths[j] == 1 ? 40 : 20;
            cr_expect_leq(all, most * DATA, "%s, chunks of %zu: %.1f a byte", nasty->name,
                          lengths[j], (double)all / (double)DATA);
            cr_expect_leq(all, half / 2 * 5 + 4096, "%s, chunks of %zu: %.1f a byte, then %.1f",
                          nasty->name, lengths[j], (double)half / (double)(DATA / 2),
                          (double)all / (double)DATA);
        }
    }
}
