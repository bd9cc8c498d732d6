/* What tooling/judge/held_back.h promises. */
#include "judge/held_back.h"

#include <criterion/criterion.h>

TestSuite(held_back, .timeout = 10);

#define TEXT(literal)                                                                              \
    {                                                                                              \
        (const unsigned char *)(literal), sizeof(literal) - 1                                      \
    }

#define AN_ELVIS .data = TEXT("an elvis, elvi"), .find = TEXT("elvis"), .repl = TEXT("E")

static const struct {
    struct probe_case c;
    struct bytes fed;
    struct held_back found; /* chunk 0: none */
} rows[] = {
    /* What is certain, less than that, and more: "an elvis" has 8 bytes, and comes out as "an E". */
    {{AN_ELVIS, .stream.chunks = TEXT("\6\2\6")}, TEXT("\2\4\6"), {0}},
    {{AN_ELVIS, .stream.chunks = TEXT("\6\2\6")}, TEXT("\1\4\6"), {1, 6, 1, 2}},
    {{AN_ELVIS, .stream.chunks = TEXT("\6\2\6")}, TEXT("\3\3\6"), {2, 8, 3, 4}},
    {{AN_ELVIS, .stream.chunks = TEXT("\6\2\6")}, TEXT("\3\4\5"), {3, 14, 5, 6}},
    {{AN_ELVIS, .stream.chunks = TEXT("\6\2\6")}, TEXT("\3\4\12"), {0}},
    /* What was there before counts, and so does the end of a stream that comes again. */
    {{AN_ELVIS, .before = TEXT("xyz")}, TEXT("\10"), {1, 14, 8, 9}},
    {{AN_ELVIS, .before = TEXT("xyz")}, TEXT("\11"), {0}},
    {{AN_ELVIS, .stream.second = PROBE_AGAIN}, TEXT("\6\20"), {0}},
    {{AN_ELVIS, .stream.second = PROBE_AGAIN}, TEXT("\6\17"), {1, 14, 15, 16}},
    /* One that gathers its stream, and one that writes only some of it. */
    {{AN_ELVIS, .stream.chunks = TEXT("\6\2\6")}, TEXT("\0\0\0"), {0}},
    {{AN_ELVIS, .stream.chunks = TEXT("\6\2\6")}, TEXT("\0\0\4"), {1, 6, 0, 2}},
    {{AN_ELVIS, .stream.second = PROBE_AGAIN}, TEXT("\0\12"), {0}},
    /* A call that failed says no more; an empty find has no chunks; empty chunks count. */
    {{AN_ELVIS, .stream.chunks = TEXT("\6\2\6")}, TEXT("\2"), {0}},
    {{AN_ELVIS}, TEXT(""), {0}},
    {{.data = TEXT("abc"), .repl = TEXT("E")}, TEXT("\0"), {0}},
    {{AN_ELVIS, .stream.chunks = TEXT("\10\0\6\0")}, TEXT("\4\4\6\5"), {4, 14, 5, 6}},
    {{.data = TEXT("aaa"), .find = TEXT("a"), .repl = TEXT("bb")}, TEXT("\5"), {1, 3, 5, 6}},
};

Test(held_back, is_found_where_a_chunk_left_less_than_is_certain)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct held_back found;
        bool is_late = held_back_find(&rows[i].c, rows[i].fed, &found);
        cr_expect_eq(is_late, rows[i].found.chunk > 0, "row %zu", i);
        if (!is_late)
            continue;
        cr_expect_eq(found.chunk, rows[i].found.chunk, "row %zu", i);
        cr_expect_eq(found.came, rows[i].found.came, "row %zu", i);
        cr_expect_eq(found.output, rows[i].found.output, "row %zu", i);
        cr_expect_eq(found.least, rows[i].found.least, "row %zu", i);
    }
}
