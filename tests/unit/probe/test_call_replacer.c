/* What tooling/probe/call.h promises of a stream, by a replacer that says what it is asked. */
#include "probe/call.h"

#include "probe/allocations.h"
#include "replacer.h"

#include <criterion/criterion.h>
#include <string.h>

TestSuite(call_replacer, .timeout = 10);

#define BYTES(literal)                                                                             \
    {                                                                                              \
        (const unsigned char *)(literal), sizeof(literal) - 1                                      \
    }

struct replacer {
    struct bytes find;
};

static struct replacer replacers[2];
static size_t made, freed, freed_null;
static enum stream_status answer_of_init, answer_of_feed;
static bool keeps_made;               /* init leaves *made alone if it fails */
static const unsigned char *ends[64]; /* of the chunks */
static size_t chunks;

enum stream_status replacer_init(struct replacer **replacer, struct bytes find, struct bytes repl)
{
    (void)repl;
    if (!keeps_made)
        *replacer = NULL;
    if (answer_of_init != STREAM_OK)
        return answer_of_init;
    probe_allocations.allocated++;
    probe_allocations.bytes += 10;
    replacers[made].find = find;
    *replacer = &replacers[made++];
    return STREAM_OK;
}

/* Appends find:chunk, and a space. */
enum stream_status replacer_feed(struct replacer *replacer, struct bytes chunk,
                                 struct buffer *output)
{
    ends[chunks++] = chunk.at + chunk.len;
    if (answer_of_feed != STREAM_OK)
        return answer_of_feed;
    cr_assert_eq(buffer_write(output, replacer->find), STREAM_OK);
    cr_assert_eq(buffer_write_byte(output, ':'), STREAM_OK);
    cr_assert_eq(buffer_write(output, chunk), STREAM_OK);
    return buffer_write_byte(output, ' ');
}

enum stream_status replacer_finish(struct replacer *replacer, struct buffer *output)
{
    (void)replacer;
    return buffer_write_byte(output, '.');
}

void replacer_free(struct replacer *replacer)
{
    freed += replacer != NULL;
    freed_null += replacer == NULL;
}

static struct probe_case case_of(struct probe_stream stream)
{
    return (struct probe_case){
        .data = BYTES("abcde"), .find = BYTES("f"), .repl = BYTES("r"), .stream = stream};
}

static void expect(struct probe_stream stream, const char *expected)
{
    struct probe_case c = case_of(stream);
    struct buffer output = buffer_bounded(SIZE_MAX);
    made = freed = chunks = 0;
    cr_expect_eq(probe_ops(&c, &output), STREAM_OK);
    cr_expect(bytes_equal(buffer_rest(&output), bytes_from_string(expected)), "%.*s, not %s",
              (int)output.len, (const char *)output.at, expected);
    cr_expect_eq(freed, made);
    buffer_dispose(&output);
}

Test(call_replacer, cuts_the_stream_as_the_case_says)
{
    expect((struct probe_stream){.times = 0}, "f:abcde .");
    expect((struct probe_stream){.chunks = BYTES("\2")}, "f:ab f:cd f:e .");
    expect((struct probe_stream){.chunks = BYTES("\1\0\3")}, "f:a f: f:bcd f:e f: .");
    expect((struct probe_stream){.chunks = BYTES("\5\0\0")}, "f:abcde f: f: .");
    expect((struct probe_stream){.chunks = BYTES("\377\1")}, "f:abcde .");
    expect((struct probe_stream){.times = 1}, "f:abcde .");
}

Test(call_replacer, throws_away_what_a_long_stream_has_given)
{
    expect((struct probe_stream){.times = 3}, "f:abcde .");
    cr_expect_eq(chunks, 3);
}

Test(call_replacer, feeds_a_second_stream_behind_the_first_or_beside_it)
{
    expect((struct probe_stream){.chunks = BYTES("\3"), .second = PROBE_AGAIN},
           "f:abc f:de .f:abc f:de .");
    cr_expect_eq(made, 1);
    expect((struct probe_stream){.chunks = BYTES("\3"), .second = PROBE_BESIDE},
           "f:abc f:de .r:abc r:de .");
    cr_expect_eq(made, 2);
}

Test(call_replacer, does_what_else_the_contract_allows)
{
    expect((struct probe_stream){.chunks = BYTES("\2"), .second = PROBE_TWO_OUTPUTS},
           "f:ab f:cd f:e .");
    expect((struct probe_stream){.chunks = BYTES("\2"), .second = PROBE_UNFED}, ".f:ab f:cd f:e .");
    expect((struct probe_stream){.chunks = BYTES("\2"), .second = PROBE_ABANDONED},
           "f:ab f:cd f:e .");
    cr_expect_eq(made, 2);
    cr_expect_eq(freed_null, 0);
    expect((struct probe_stream){.second = PROBE_FREES_NULL}, "f:abcde .");
    cr_expect_eq(freed_null, 1);
}

static void expect_fed(enum probe_second second, const char *lengths)
{
    struct probe_case c = case_of((struct probe_stream){.chunks = BYTES("\2"), .second = second});
    struct buffer output = buffer_bounded(SIZE_MAX);
    struct arena arena;
    probe_fed.lengths = buffer_bounded(SIZE_MAX);
    made = 0;
    cr_assert(arena_map(&arena, c.data.len));
    cr_assert_eq(buffer_reserve(&probe_fed.lengths, 60), STREAM_OK);
    cr_expect_eq(probe_call(&arena, &c, &output), STREAM_OK);
    cr_expect(bytes_equal(buffer_rest(&probe_fed.lengths), bytes_from_string(lengths)));
    arena_unmap(&arena);
    buffer_dispose(&probe_fed.lengths);
    buffer_dispose(&output);
}

Test(call_replacer, notes_how_long_the_output_is_after_each_chunk)
{
    expect_fed(PROBE_ONE_STREAM, "\5\12\16");
    expect_fed(PROBE_TWO_OUTPUTS, "\5\12\16");
    expect_fed(PROBE_AGAIN, "\5\12\16\24\31\35");
}

Test(call_replacer, notes_what_init_leaves_after_an_error)
{
    struct probe_case c = case_of((struct probe_stream){.times = 0});
    struct buffer output = buffer_bounded(SIZE_MAX);
    answer_of_init = STREAM_NO_MEMORY;
    for (int i = 0; i < 2; i++) {
        keeps_made = i == 0;
        cr_expect_eq(probe_ops(&c, &output), STREAM_NO_MEMORY);
        cr_expect_eq(probe_fed.made, keeps_made);
    }
    buffer_dispose(&output);
}

Test(call_replacer, places_every_chunk_where_the_one_before_it_was)
{
    struct probe_case c = case_of((struct probe_stream){.chunks = BYTES("\2")});
    struct buffer output = buffer_bounded(SIZE_MAX);
    struct arena arena;
    cr_assert(arena_map(&arena, c.data.len));
    cr_expect_eq(probe_call(&arena, &c, &output), STREAM_OK);
    cr_expect_eq(chunks, 3);
    for (size_t i = 0; i < chunks; i++)
        cr_expect_eq(ends[i], arena.base + arena.size);
    arena_unmap(&arena);
    buffer_dispose(&output);
}

Test(call_replacer, tells_what_was_allocated_before_the_first_chunk)
{
    probe_allocations = (struct allocations){.counting = true};
    expect((struct probe_stream){.second = PROBE_BESIDE}, "f:abcde .r:abcde .");
    cr_expect_eq(probe_allocations.before_first_chunk, 2);
    cr_expect_eq(probe_allocations.begun_bytes, 20);
    cr_expect(probe_allocations.counting);
}

Test(call_replacer, ends_where_a_call_fails_and_frees_what_was_made)
{
    struct probe_case c = case_of((struct probe_stream){.chunks = BYTES("\1")});
    struct buffer output = buffer_bounded(SIZE_MAX);
    answer_of_init = STREAM_NO_MEMORY;
    cr_expect_eq(probe_ops(&c, &output), STREAM_NO_MEMORY);
    cr_expect_eq(freed, 0);
    answer_of_init = STREAM_OK;
    answer_of_feed = STREAM_NO_MEMORY;
    cr_expect_eq(probe_ops(&c, &output), STREAM_NO_MEMORY);
    cr_expect_eq(chunks, 1);
    cr_expect_eq(freed, 1);
    cr_expect_eq(output.len, 0);
    buffer_dispose(&output);
}
