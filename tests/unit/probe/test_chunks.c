/* What tooling/probe/chunks.h promises. */
#include "probe/chunks.h"

#include "base/format.h"

#include <criterion/criterion.h>

TestSuite(chunks, .timeout = 10);

#define CHUNKS(literal) .chunks = {(const unsigned char *)(literal), sizeof(literal) - 1}

Test(chunks, are_told_with_what_comes_after_them)
{
    static const struct {
        size_t data;
        struct probe_stream stream;
        const char *text;
    } rows[] = {
        {5, {.times = 0}, "one"},
        {5, {CHUNKS("\5")}, "5"},
        {5, {CHUNKS("\2")}, "2, 2, 1"},
        {5, {CHUNKS("\0\3")}, "0, 3, 0, 2; an empty one has no address (NULL)"},
        {300, {CHUNKS("\377\1\1")}, "255, 1, 44"},
        {5, {CHUNKS("\5\0")}, "5, 0; an empty one has no address (NULL)"},
        {1, {CHUNKS("\2\200\200\200\200\20"), .span = UINT64_C(4294967300)}, "2, 4294967296, 2"},
        {5, {.second = PROBE_UNFED}, "one; before that replacer_finish, without a chunk"},
        {0, {CHUNKS("\1")}, "0; an empty one has no address (NULL)"},
        {99, {CHUNKS("\1")}, "1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1 and so on"},
        {16, {CHUNKS("\1")}, "1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1"},
        {0, {.times = 0}, "0; an empty one has no address (NULL)"},
        {5, {.times = 1024}, "one, 1024 times"},
        {2,
         {CHUNKS("\1"), .second = PROBE_AGAIN},
         "1, 1; then the stream again, into the same replacer"},
        {2,
         {.second = PROBE_BESIDE},
         "one; each also into another replacer, which replaces repl by find: in the end its output "
         "comes behind the first one's"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct buffer text = buffer_bounded(SIZE_MAX);
        struct probe_case c = {.data.len = rows[i].data, .stream = rows[i].stream};
        chunks_describe(&c, &text);
        format_add_bytes(&text, bytes_of("", 1));
        cr_expect_str_eq((const char *)text.at, rows[i].text);
        buffer_dispose(&text);
    }
}
