#include "stream/buffer_expect.h"

#include <criterion/criterion.h>

void expect_unread(const struct buffer *buffer, struct bytes expected, const char *what)
{
    struct bytes unread = buffer_rest(buffer);
    cr_expect(bytes_equal(unread, expected), "%s: \"%.*s\"", what, (int)unread.len,
              (const char *)unread.at);
}

void fill(struct buffer *buffer, const char *text)
{
    cr_assert_eq(buffer_write(buffer, bytes_from_string(text)), STREAM_OK);
}

void expect_same(const struct buffer *a, const struct buffer *b, const char *what)
{
    cr_expect_eq(a->storage, b->storage, "%s: other storage", what);
    cr_expect_eq(a->at, b->at, "%s: other bytes", what);
    cr_expect_eq(a->offset, b->offset, "%s: offset %zu", what, a->offset);
    cr_expect_eq(a->len, b->len, "%s: len %zu", what, a->len);
    cr_expect_eq(a->capacity, b->capacity, "%s: capacity %zu", what, a->capacity);
    cr_expect_eq(a->limit, b->limit, "%s: limit %zu", what, a->limit);
}
