/* What tooling/probe/inside.h promises, of an algo_one that sees a call inside of a call. */
#include "probe/inside.h"

#include "algo_one.h"

#include <criterion/criterion.h>
#include <string.h>
#include <unistd.h>

TestSuite(inside, .timeout = 10);

static volatile size_t depth, deepest, read_before; /* bytes that the outer call had read */
static volatile struct bytes finds[2];

/* Appends the last byte of data, then find. */
enum stream_status algo_one(struct bytes data, struct bytes find, struct bytes repl,
                            struct buffer *output)
{
    volatile unsigned char last = 0;
    (void)repl;
    finds[depth].at = find.at;
    finds[depth].len = find.len;
    deepest = ++depth > deepest ? depth : deepest;
    for (size_t i = 0; i < data.len; i++) {
        if (depth == 1 && deepest == 1)
            read_before = i;
        last = data.at[i];
    }
    depth--;
    if (find.len == 0)
        return STREAM_EMPTY_FIND;
    enum stream_status status = buffer_write_byte(output, last);
    return status == STREAM_OK ? buffer_write(output, find) : status;
}

static enum stream_status call(struct bytes data, const char *find, const char *repl,
                               struct buffer *output)
{
    struct arena arena;
    const struct probe_case c = {.data = data,
                                 .find = bytes_from_string(find),
                                 .repl = bytes_from_string(repl),
                                 .stream.second = PROBE_INSIDE};
    *output = buffer_bounded(SIZE_MAX);
    deepest = 0;
    cr_assert(arena_map(&arena, data.len));
    enum stream_status status = inside_call(&arena, &c, output);
    arena_unmap(&arena);
    return status;
}

static void expect(const struct buffer *output, const char *expected)
{
    cr_expect(bytes_equal(buffer_rest(output), bytes_from_string(expected)), "%.*s",
              (int)output->len, (const char *)output->storage);
}

Test(inside, a_second_call_comes_when_the_first_reaches_the_last_page)
{
    static unsigned char data[200000];
    struct buffer output;
    size_t page = (size_t)sysconf(_SC_PAGESIZE);
    memset(data, 'x', sizeof data);
    cr_expect_eq(call(bytes_of(data, page + 700), "find", "repl", &output), STREAM_OK);
    cr_expect_eq(deepest, 2);
    cr_expect_eq(read_before, 700);
    cr_expect(bytes_equal(bytes_of(finds[1].at, finds[1].len), bytes_from_string("repl")));
    expect(&output, "xfindxrepl");
    buffer_dispose(&output);
}

Test(inside, a_second_call_comes_afterwards_if_nothing_is_read)
{
    struct buffer output;
    cr_expect_eq(call(bytes_of(NULL, 0), "find", "repl", &output), STREAM_OK);
    cr_expect_eq(deepest, 1);
    cr_expect_eq(output.len, 10);
    buffer_dispose(&output);
}

Test(inside, the_first_status_that_is_no_success_is_returned)
{
    struct buffer output;
    cr_expect_eq(call(bytes_from_string("data"), "", "repl", &output), STREAM_EMPTY_FIND);
    buffer_dispose(&output);
    cr_expect_eq(call(bytes_from_string("data"), "find", "", &output), STREAM_EMPTY_FIND);
    expect(&output, "afind");
    buffer_dispose(&output);
}
