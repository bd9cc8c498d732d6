/*
 * A solution against the oracle: what it writes, what it returns, and that it leaks nothing.
 *
 *     FIND REPL BEFORE LIMIT REFUSE    a byte each: lengths, see struct call for the other two
 *     <find><repl><before><data>       as far as there are bytes; for the data see add_data
 */
#include "algo_one.h"
#include "base/format.h"
#include "judge/replace_oracle.h"
#include "support/fail_alloc.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { HEAD = 5, MOST_DATA = 4096, NO_LIMIT = 0, WHOLE_FIND = 0xff, BEGIN_OF_FIND = 0xfe };

struct call {
    struct probe_case c; /* its slices are owned */
    size_t limit;        /* most bytes that the output may hold after `before` */
};

static void expect(bool condition, const char *what)
{
    if (condition)
        return;
    fprintf(stderr, "broken promise: %s\n", what);
    abort();
}

/* In a block that ends with the slice, so that AddressSanitizer sees one byte too much read. */
static struct bytes exact_copy(struct bytes from)
{
    unsigned char *copy = malloc(from.len);
    expect(copy != NULL, "there is memory for the case");
    if (from.len > 0)
        memcpy(copy, from.at, from.len);
    return bytes_of(copy, from.len);
}

static struct bytes take(struct bytes *rest, size_t len)
{
    struct bytes taken = bytes_of(rest->at, len < rest->len ? len : rest->len);
    *rest = bytes_skip(*rest, taken.len);
    return taken;
}

/*
 * A byte stands for itself, but 0xff for find, and 0xfe with a number after it for the beginning of
 * find: so there are long finds, and broken ones, that nobody has to guess byte by byte.
 */
static void add_data(struct buffer *data, struct bytes script, struct bytes find)
{
    while (script.len > 0 && !format_failed(data)) {
        struct bytes added = take(&script, 1);
        if (added.at[0] == WHOLE_FIND) {
            added = find;
        } else if (added.at[0] == BEGIN_OF_FIND && script.len > 0) {
            struct bytes rest = find;
            added = take(&rest, take(&script, 1).at[0]);
        }
        format_add_bytes(data, added);
    }
}

static struct call call_of(struct bytes input)
{
    struct bytes head = take(&input, HEAD);
    struct buffer data = buffer_bounded(MOST_DATA);
    struct bytes find = take(&input, head.at[0]);
    struct bytes repl = take(&input, head.at[1]);
    struct bytes before = take(&input, head.at[2]);
    add_data(&data, input, find);
    struct probe_case c = {.find = exact_copy(find),
                           .repl = exact_copy(repl),
                           .before = exact_copy(before),
                           .data = exact_copy(buffer_rest(&data)),
                           .refuse = head.at[4]};
    buffer_dispose(&data);
    return (struct call){c, head.at[3] == NO_LIMIT ? SIZE_MAX - c.before.len : head.at[3] * 4U};
}

static void dispose(struct call *call)
{
    free((void *)call->c.find.at);
    free((void *)call->c.repl.at);
    free((void *)call->c.before.at);
    free((void *)call->c.data.at);
}

/* Without all the memory that it asks for it may have done a part, and says so. */
static void expect_right(const struct call *call, enum stream_status status, struct bytes output,
                         bool refused)
{
    struct buffer expected = buffer_bounded(SIZE_MAX);
    enum stream_status right = replace_oracle(&call->c, &expected);
    bool limited = expected.len - call->c.before.len > call->limit;
    if (right == STREAM_OK && (limited || refused)) {
        expect(status == STREAM_NO_MEMORY, "it says that there is no memory");
        expect(output.len >= call->c.before.len && output.len <= expected.len, "it did a part");
        expected.len = output.len;
    }
    expect(status == STREAM_NO_MEMORY || status == right, "its status is the oracle's");
    expect(bytes_equal(output, buffer_rest(&expected)), "its output is the oracle's");
    buffer_dispose(&expected);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < HEAD)
        return -1;
    struct call call = call_of(bytes_of(data, size));
    struct buffer output = buffer_bounded(call.c.before.len + call.limit);
    expect(buffer_write(&output, call.c.before) == STREAM_OK, "there is room for what was before");
    fail_alloc_begin(call.c.refuse);
    enum stream_status status = algo_one(call.c.data, call.c.find, call.c.repl, &output);
    bool refused = fail_alloc_end().refused > 0;
    expect_right(&call, status, buffer_rest(&output), refused);
    buffer_dispose(&output);
    dispose(&call);
    return 0;
}
