/* Reading and writing, as stages/stream/buffer.h promises them. */
#include "stream/buffer.h"
#include "stream/buffer_expect.h"
#include "support/fail_alloc.h"

#include <criterion/criterion.h>
#include <criterion/redirect.h>
#include <signal.h>
#include <string.h>

TestSuite(buffer, .timeout = 10);

enum { ROOM = 16, UNTOUCHED = '#' };

/* The talk's 53 B an op are this and a window of 5 bytes. */
Test(buffer, takes_48_bytes_where_a_pointer_takes_8)
{
    if (sizeof(void *) == 8)
        cr_assert_eq(sizeof(struct buffer), 48, "%zu bytes", sizeof(struct buffer));
}

Test(buffer, holds_what_is_written_to_it_in_order)
{
    static const struct {
        const char *row;
        const char *borrowed; /* NULL: nothing */
        const char *writes[4];
    } rows[] = {
        {"in one write", NULL, {"elvis"}},
        {"in small writes", NULL, {"e", "l", "v", "is"}},
        {"in empty writes too", NULL, {"", "e", "", "lvis"}},
        {"behind nothing, borrowed", "", {"elvis"}},
        {"behind what is borrowed", "el", {"vis"}},
        {"behind what is borrowed, in small writes", "el", {"v", "i", "s"}},
        {"nothing behind what is borrowed", "elvis", {""}},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct buffer buffer = rows[i].borrowed == NULL
                                   ? buffer_bounded(SIZE_MAX)
                                   : buffer_from(bytes_from_string(rows[i].borrowed));
        for (size_t w = 0; w < 4 && rows[i].writes[w] != NULL; w++)
            fill(&buffer, rows[i].writes[w]);
        expect_unread(&buffer, bytes_from_string("elvis"), rows[i].row);
        buffer_dispose(&buffer);
    }
}

Test(buffer, holds_any_bytes)
{
    struct buffer buffer = buffer_bounded(SIZE_MAX);
    for (unsigned value = 0; value <= 255; value++)
        cr_assert_eq(buffer_write_byte(&buffer, (unsigned char)value), STREAM_OK);
    for (unsigned value = 0; value <= 255; value++) {
        unsigned char byte = 0;
        cr_assert_eq(buffer_read_byte(&buffer, &byte), STREAM_OK);
        cr_expect_eq(byte, value, "wrote %u, read %u", value, (unsigned)byte);
    }
    buffer_dispose(&buffer);
}

Test(buffer, gives_what_it_has_when_more_is_wanted)
{
    static const struct {
        const char *held;
        size_t wanted;
        enum stream_status status;
        size_t got;
    } rows[] = {
        {"", 0, STREAM_OK, 0},         {"", 1, STREAM_END, 0},     {"elvis", 0, STREAM_OK, 0},
        {"elvis", 1, STREAM_OK, 1},    {"elvis", 5, STREAM_OK, 5}, {"elvis", 6, STREAM_OK, 5},
        {"elvis", ROOM, STREAM_OK, 5},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct buffer buffer = buffer_from(bytes_from_string(rows[i].held));
        unsigned char into[ROOM];
        size_t got = 99;

        memset(into, UNTOUCHED, sizeof into);
        enum stream_status status = buffer_read(&buffer, into, rows[i].wanted, &got);
        cr_expect_eq(status, rows[i].status, "row %zu: status %s", i, stream_status_name(status));
        cr_assert_eq(got, rows[i].got, "row %zu: got %zu", i, got);
        cr_expect_eq(memcmp(into, rows[i].held, got), 0, "row %zu: other bytes", i);
        for (size_t b = got; b < sizeof into; b++)
            cr_expect_eq(into[b], UNTOUCHED, "row %zu: wrote behind what it got", i);
        expect_unread(&buffer, bytes_from_string(rows[i].held + got), "left to read");
    }
}

Test(buffer, is_read_in_pieces_up_to_its_end)
{
    struct buffer buffer = buffer_from(bytes_from_string("elvis"));
    static const char *const pieces[] = {"elv", "is", ""};

    for (size_t i = 0; i < 3; i++) {
        unsigned char into[3];
        size_t got = 99;
        enum stream_status status = buffer_read(&buffer, into, 3, &got);
        cr_expect_eq(status, i < 2 ? STREAM_OK : STREAM_END, "piece %zu: status %s", i,
                     stream_status_name(status));
        cr_expect(bytes_equal(bytes_of(into, got), bytes_from_string(pieces[i])), "piece %zu", i);
    }
}

Test(buffer, ends_byte_by_byte_and_leaves_the_byte_alone)
{
    struct buffer buffer = buffer_from(bytes_from_string("ab"));
    unsigned char byte = UNTOUCHED;

    cr_assert_eq(buffer_read_byte(&buffer, &byte), STREAM_OK);
    cr_expect_eq(byte, 'a');
    cr_assert_eq(buffer_read_byte(&buffer, &byte), STREAM_OK);
    cr_expect_eq(byte, 'b');
    byte = UNTOUCHED;
    cr_expect_eq(buffer_read_byte(&buffer, &byte), STREAM_END);
    cr_expect_eq(byte, UNTOUCHED);
}

Test(buffer, reads_a_byte_again_that_was_taken_back)
{
    struct buffer buffer = buffer_from(bytes_from_string("ab"));
    unsigned char byte = UNTOUCHED;

    for (size_t i = 0; i < 3; i++) {
        cr_assert_eq(buffer_read_byte(&buffer, &byte), STREAM_OK);
        cr_expect_eq(byte, 'a');
        buffer_unread_byte(&buffer);
        expect_unread(&buffer, bytes_from_string("ab"), "taken back");
    }
}

Test(buffer, taking_back_what_was_not_read_aborts, .signal = SIGABRT, .init = cr_redirect_stderr)
{
    struct buffer buffer = buffer_from(bytes_from_string("ab"));
    buffer_unread_byte(&buffer);
}

Test(buffer, borrows_what_it_reads)
{
    const char data[] = "elvis";
    unsigned char into[ROOM];
    size_t got;

    fail_alloc_begin(0);
    struct buffer buffer = buffer_from(bytes_of(data, 5));
    const void *at = buffer_rest(&buffer).at;
    enum stream_status status = buffer_read(&buffer, into, 2, &got);
    enum stream_status empty_write = buffer_write(&buffer, bytes_of(NULL, 0));
    buffer_dispose(&buffer);
    struct fail_alloc_count count = fail_alloc_end();

    cr_expect_eq(at, (const void *)data, "it reads the bytes where they lie");
    cr_expect_eq(status, STREAM_OK);
    cr_expect_eq(empty_write, STREAM_OK);
    cr_expect_eq(count.asked, 0, "%zu allocations", count.asked);
    cr_expect_str_eq(data, "elvis");
}

Test(buffer, reads_on_where_it_was_after_its_first_write_copied)
{
    char data[] = "elvis";
    struct buffer buffer = buffer_from(bytes_of(data, 5));
    unsigned char byte;

    cr_assert_eq(buffer_read_byte(&buffer, &byte), STREAM_OK);
    fill(&buffer, "!");
    cr_expect_str_eq(data, "elvis", "a write changed what was borrowed");
    memset(data, UNTOUCHED, 5); /* its owner may do as he likes now */
    expect_unread(&buffer, bytes_from_string("lvis!"), "behind the byte that was read");

    /* And the byte that was read has been copied with the rest. */
    buffer_unread_byte(&buffer);
    expect_unread(&buffer, bytes_from_string("elvis!"), "taken back");
    buffer_dispose(&buffer);
}
