/* What stages/stream/reader.h promises, of any reader and of a buffer's. */
#include "stream/buffer.h"
#include "stream/bytes.h"
#include "stream/reader.h"

#include <criterion/criterion.h>
#include <string.h>

TestSuite(reader, .timeout = 10);

enum { ROOM = 16, UNTOUCHED = '#' };

/* A reader that gives little at a time, and may fail in between. */
struct trickle {
    struct bytes rest;
    size_t at_most;            /* bytes a call */
    enum stream_status at_end; /* what it returns when it has given all: STREAM_END, or a fault */
    size_t calls;
};

static enum stream_status trickle_read(void *self, unsigned char *into, size_t wanted, size_t *got)
{
    struct trickle *trickle = self;
    size_t n = trickle->rest.len < trickle->at_most ? trickle->rest.len : trickle->at_most;
    trickle->calls++;
    *got = n < wanted ? n : wanted;
    if (*got == 0)
        return trickle->at_end;
    memcpy(into, trickle->rest.at, *got);
    trickle->rest = bytes_skip(trickle->rest, *got);
    return STREAM_OK;
}

static struct reader trickle_reader(struct trickle *trickle)
{
    static const struct reader_operations operations = {.read = trickle_read};
    return (struct reader){.operations = &operations, .self = trickle};
}

/* The table of read_full. It must hold for every reader. */
static const struct read_full_row {
    const char *data;
    size_t wanted;
    enum stream_status status;
    size_t got;
} read_full_rows[] = {
    {"", 0, STREAM_OK, 0},          {"", 1, STREAM_END, 0},       {"", 5, STREAM_END, 0},
    {"a", 0, STREAM_OK, 0},         {"a", 1, STREAM_OK, 1},       {"a", 2, STREAM_SHORT, 1},
    {"elvis", 0, STREAM_OK, 0},     {"elvis", 1, STREAM_OK, 1},   {"elvis", 4, STREAM_OK, 4},
    {"elvis", 5, STREAM_OK, 5},     {"elvi", 5, STREAM_SHORT, 4}, {"e", 5, STREAM_SHORT, 1},
    {"elvis", 16, STREAM_SHORT, 5},
};

static void expect_row(struct reader from, const struct read_full_row *row, const char *what)
{
    unsigned char into[ROOM];
    size_t got = 99;

    memset(into, UNTOUCHED, sizeof into);
    enum stream_status status = read_full(from, into, row->wanted, &got);
    cr_expect_eq(status, row->status, "%s, %zu of \"%s\": status %s", what, row->wanted, row->data,
                 stream_status_name(status));
    cr_assert_eq(got, row->got, "%s, %zu of \"%s\": got %zu", what, row->wanted, row->data, got);
    cr_expect_eq(memcmp(into, row->data, got), 0, "%s, %zu of \"%s\": other bytes", what,
                 row->wanted, row->data);
    for (size_t i = got; i < sizeof into; i++)
        cr_expect_eq(into[i], UNTOUCHED, "%s, %zu of \"%s\": wrote behind what it got", what,
                     row->wanted, row->data);
}

Test(reader, read_full_reads_a_buffer_to_what_is_wanted_or_to_its_end)
{
    for (size_t i = 0; i < sizeof read_full_rows / sizeof *read_full_rows; i++) {
        struct buffer buffer = buffer_from(bytes_from_string(read_full_rows[i].data));
        expect_row(buffer_reader(&buffer), &read_full_rows[i], "a buffer");
    }
}

Test(reader, read_full_goes_on_where_a_read_was_short)
{
    static const char *const names[] = {"one at a time", "two at a time", "three at a time"};

    for (size_t n = 0; n < sizeof names / sizeof *names; n++) {
        for (size_t i = 0; i < sizeof read_full_rows / sizeof *read_full_rows; i++) {
            struct bytes data = bytes_from_string(read_full_rows[i].data);
            struct trickle trickle = {data, n + 1, STREAM_END, 0};
            expect_row(trickle_reader(&trickle), &read_full_rows[i], names[n]);
        }
    }
}

Test(reader, read_full_says_how_much_came_before_a_fault)
{
    for (size_t given = 0; given <= 5; given++) {
        struct trickle trickle = {bytes_of("elvis", given), 1, STREAM_NO_MEMORY, 0};
        struct read_full_row row = {"elvis", 5, STREAM_NO_MEMORY, given};
        if (given == 5)
            row.status = STREAM_OK; /* it never meets the fault */
        expect_row(trickle_reader(&trickle), &row, "a faulty reader");
    }
}

Test(reader, read_full_asks_again_only_for_what_lacks)
{
    struct trickle trickle = {bytes_from_string("elvis"), 1, STREAM_END, 0};
    struct reader reader = trickle_reader(&trickle);
    unsigned char into[ROOM];
    size_t got;

    cr_assert_eq(read_full(reader, into, 0, &got), STREAM_OK);
    cr_expect_eq(trickle.calls, 0, "nothing wanted: nothing asked");
    cr_assert_eq(read_full(reader, into, 3, &got), STREAM_OK);
    cr_expect_eq(trickle.calls, 3, "three wanted, one at a time: %zu calls", trickle.calls);
}

Test(reader, reads_follow_one_another_through_the_stream)
{
    struct buffer buffer = buffer_from(bytes_from_string("elvis"));
    struct trickle trickle = {bytes_from_string("elvis"), 1, STREAM_END, 0};
    const struct reader readers[] = {buffer_reader(&buffer), trickle_reader(&trickle)};
    static const struct read_full_row rows[] = {
        {"el", 2, STREAM_OK, 2},   {"", 0, STREAM_OK, 0},  {"vi", 2, STREAM_OK, 2},
        {"s", 2, STREAM_SHORT, 1}, {"", 2, STREAM_END, 0}, {"", 2, STREAM_END, 0},
    };

    for (size_t r = 0; r < 2; r++)
        for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
            expect_row(readers[r], &rows[i], r == 0 ? "a buffer" : "one at a time");
}

Test(reader, a_buffer_is_read_in_place)
{
    struct buffer buffer = buffer_from(bytes_from_string("elvis"));
    struct reader reader = buffer_reader(&buffer);
    unsigned char into[ROOM];
    size_t got = 99;

    cr_assert_eq(reader.operations->read(reader.self, into, 2, &got), STREAM_OK);
    cr_expect_eq(got, 2);
    cr_expect(bytes_equal(buffer_rest(&buffer), bytes_from_string("vis")));

    /* Bytes that are read from the buffer directly are not seen by the reader. */
    cr_assert_eq(buffer_read_byte(&buffer, into), STREAM_OK);
    cr_assert_eq(reader.operations->read(reader.self, into, ROOM, &got), STREAM_OK);
    cr_expect(bytes_equal(bytes_of(into, got), bytes_from_string("is")));
    cr_expect_eq(reader.operations->read(reader.self, into, 1, &got), STREAM_END);
    cr_expect_eq(got, 0);
}
