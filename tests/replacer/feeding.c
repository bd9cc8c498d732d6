#include "replacer/feeding.h"

#include "base/format.h"
#include "judge/replace_oracle.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

static size_t next_longest(struct cutter *cutter, size_t at)
{
    (void)at;
    return cutter->longest;
}

struct cutter cut_each(size_t n)
{
    return (struct cutter){.next = next_longest, .longest = n};
}

static size_t next_where(struct cutter *cutter, size_t at)
{
    uint64_t rest = cutter->mask >> at;
    return rest == 0 ? SIZE_MAX : (size_t)__builtin_ctzll(rest) + 1;
}

struct cutter cut_where(uint64_t mask)
{
    return (struct cutter){.next = next_where, .mask = mask};
}

static size_t next_random(struct cutter *cutter, size_t at)
{
    (void)at;
    return (size_t)rand_r(&cutter->seed) % (cutter->longest + 1);
}

struct cutter cut_at_random(unsigned seed, size_t longest)
{
    return (struct cutter){.next = next_random, .longest = longest, .seed = seed};
}

/* A block of just these bytes, which the caller frees; NULL for none. */
static unsigned char *copy_of(struct bytes bytes)
{
    if (bytes.len == 0)
        return NULL;
    unsigned char *copy = malloc(bytes.len);
    cr_assert_not_null(copy);
    memcpy(copy, bytes.at, bytes.len);
    return copy;
}

struct feeding feeding_begin(const struct probe_case *c)
{
    struct feeding feeding = {.find = copy_of(c->find), .repl = copy_of(c->repl)};
    enum stream_status status =
        replacer_init(&feeding.replacer, bytes_of(feeding.find, c->find.len),
                      bytes_of(feeding.repl, c->repl.len));
    cr_assert_eq(status, STREAM_OK, "init: %s", stream_status_name(status));
    return feeding;
}

void feeding_end(struct feeding *feeding)
{
    replacer_free(feeding->replacer);
    free(feeding->find);
    free(feeding->repl);
}

void feeding_feed(struct feeding *feeding, struct bytes chunk, struct buffer *output)
{
    unsigned char *copy = copy_of(chunk);
    enum stream_status status = replacer_feed(feeding->replacer, bytes_of(copy, chunk.len), output);
    cr_assert_eq(status, STREAM_OK, "feed: %s", stream_status_name(status));
    if (chunk.len > 0)
        memset(copy, '~', chunk.len);
    free(copy);
}

void feeding_feed_all(struct feeding *feeding, struct bytes data, struct cutter cutter,
                      struct buffer *output)
{
    for (size_t at = 0; at < data.len;) {
        size_t len = cutter.next(&cutter, at);
        len = len < data.len - at ? len : data.len - at;
        feeding_feed(feeding, bytes_of(data.at + at, len), output);
        at += len;
    }
    enum stream_status status = replacer_finish(feeding->replacer, output);
    cr_assert_eq(status, STREAM_OK, "finish: %s", stream_status_name(status));
}

static void describe(const struct probe_case *c, struct bytes got, struct buffer *text)
{
    format_add(text, "find ");
    format_add_printable(text, c->find);
    format_add(text, ", repl ");
    format_add_printable(text, c->repl);
    format_add(text, "\ndata ");
    format_add_printable(text, c->data);
    format_add(text, "\ngot  ");
    format_add_printable(text, got);
    cr_assert_eq(buffer_write_byte(text, '\0'), STREAM_OK);
}

void expect_as_oracle(const struct probe_case *c, struct cutter cutter, const char *what)
{
    struct buffer expected = buffer_bounded(SIZE_MAX);
    struct buffer output = buffer_bounded(SIZE_MAX);
    cr_assert_eq(replace_oracle(c, &expected), STREAM_OK);
    cr_assert_eq(buffer_write(&output, c->before), STREAM_OK);

    struct feeding feeding = feeding_begin(c);
    feeding_feed_all(&feeding, c->data, cutter, &output);
    feeding_end(&feeding);

    if (!bytes_equal(buffer_rest(&output), buffer_rest(&expected))) {
        struct buffer text = buffer_bounded(SIZE_MAX);
        describe(c, buffer_rest(&output), &text);
        cr_assert_fail("%s:\n%s", what, (const char *)text.at);
    }
    buffer_dispose(&output);
    buffer_dispose(&expected);
}
