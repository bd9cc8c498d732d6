/* The memory of a buffer, as stages/stream/buffer.h promises it: when it is had, and given back. */
#include "stream/buffer.h"
#include "stream/buffer_expect.h"
#include "support/fail_alloc.h"

#include <criterion/criterion.h>
#include <string.h>

TestSuite(buffer_memory, .timeout = 10);

enum { ROOM = 16, UNTOUCHED = '#' };

Test(buffer_memory, reserves_exactly_at_first_and_doubles_from_then_on)
{
    static const struct {
        size_t more;
        size_t capacity;
    } rows[] = {{0, 0}, {5, 5}, {5, 5}, {6, 10}, {10, 10}, {11, 20}, {300, 300}};
    struct buffer buffer = buffer_bounded(SIZE_MAX);

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cr_assert_eq(buffer_reserve(&buffer, rows[i].more), STREAM_OK);
        cr_expect_eq(buffer.capacity, rows[i].capacity, "row %zu: capacity %zu", i,
                     buffer.capacity);
        expect_unread(&buffer, bytes_of(NULL, 0), "room is not content");
    }
    buffer_dispose(&buffer);
}

Test(buffer_memory, allocates_nothing_to_write_what_was_reserved)
{
    struct buffer buffer = buffer_from(bytes_from_string("el"));
    cr_assert_eq(buffer_reserve(&buffer, 4), STREAM_OK);

    fail_alloc_begin(0);
    enum stream_status whole = buffer_write(&buffer, bytes_from_string("vis"));
    enum stream_status byte = buffer_write_byte(&buffer, '!');
    struct fail_alloc_count count = fail_alloc_end();

    cr_expect_eq(whole, STREAM_OK);
    cr_expect_eq(byte, STREAM_OK);
    cr_expect_eq(count.asked, 0, "%zu allocations", count.asked);
    expect_unread(&buffer, bytes_from_string("elvis!"), "written");
    buffer_dispose(&buffer);
}

Test(buffer_memory, grows_seldom)
{
    struct buffer buffer = buffer_bounded(SIZE_MAX);
    enum stream_status status = STREAM_OK;

    fail_alloc_begin(0);
    for (size_t i = 0; i < 1024 && status == STREAM_OK; i++)
        status = buffer_write_byte(&buffer, 'a');
    struct fail_alloc_count count = fail_alloc_end();

    cr_expect_eq(status, STREAM_OK);
    cr_expect_leq(count.asked, 11, "%zu allocations for 1024 bytes", count.asked);
    buffer_dispose(&buffer);
}

Test(buffer_memory, refuses_to_hold_more_than_its_limit)
{
    static const struct {
        size_t limit;
        const char *held;
        size_t more;
        enum stream_status status;
    } rows[] = {
        {0, "", 0, STREAM_OK},
        {0, "", 1, STREAM_NO_MEMORY},
        {5, "", 5, STREAM_OK},
        {5, "", 6, STREAM_NO_MEMORY},
        {5, "elv", 2, STREAM_OK},
        {5, "elv", 3, STREAM_NO_MEMORY},
        {5, "elvis", 0, STREAM_OK},
        {5, "elvis", 1, STREAM_NO_MEMORY},
        {5, "elv", SIZE_MAX, STREAM_NO_MEMORY},
        {SIZE_MAX, "elv", SIZE_MAX, STREAM_NO_MEMORY},
        {SIZE_MAX, "elv", SIZE_MAX - 2, STREAM_NO_MEMORY},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct buffer buffer = buffer_bounded(rows[i].limit);
        fill(&buffer, rows[i].held);
        struct buffer before = buffer;

        fail_alloc_begin(0);
        enum stream_status status = buffer_reserve(&buffer, rows[i].more);
        struct fail_alloc_count count = fail_alloc_end();

        cr_expect_eq(status, rows[i].status, "row %zu: status %s", i, stream_status_name(status));
        if (rows[i].status != STREAM_OK) {
            expect_same(&buffer, &before, "refused");
            cr_expect_eq(count.asked, 0, "row %zu: it asked for memory to refuse it", i);
        }
        expect_unread(&buffer, bytes_from_string(rows[i].held), "still held");
        buffer_dispose(&buffer);
    }
}

/* Bytes that were read count: the limit is on all that the buffer has been given. */
Test(buffer_memory, keeps_its_limit_until_the_bytes_are_forgotten)
{
    struct buffer buffer = buffer_bounded(5);
    unsigned char into[ROOM];
    size_t got;

    for (size_t i = 0; i < 3; i++) {
        fill(&buffer, "elvis");
        cr_assert_eq(buffer_read(&buffer, into, 5, &got), STREAM_OK);
        cr_expect_eq(buffer_write_byte(&buffer, 'x'), STREAM_NO_MEMORY, "all read");
        cr_expect_eq(buffer_write(&buffer, bytes_from_string("x")), STREAM_NO_MEMORY, "all read");
        expect_unread(&buffer, bytes_of(NULL, 0), "a refused write wrote");
        if (i == 0)
            buffer_reset(&buffer);
        else
            buffer_dispose(&buffer);
    }
}

Test(buffer_memory, keeps_its_storage_when_it_is_reset)
{
    struct buffer buffer = buffer_from(bytes_from_string("el"));
    fill(&buffer, "vis");
    unsigned char byte;
    cr_assert_eq(buffer_read_byte(&buffer, &byte), STREAM_OK);

    fail_alloc_begin(0);
    buffer_reset(&buffer);
    struct bytes unread = buffer_rest(&buffer);
    enum stream_status status = buffer_write(&buffer, bytes_from_string("ELVIS"));
    struct fail_alloc_count count = fail_alloc_end();

    cr_expect_eq(unread.len, 0);
    cr_expect_eq(status, STREAM_OK);
    cr_expect_eq(count.asked, 0, "%zu allocations", count.asked);
    expect_unread(&buffer, bytes_from_string("ELVIS"), "written anew");
    buffer_dispose(&buffer);
}

Test(buffer_memory, forgets_what_it_borrowed_when_it_is_reset)
{
    struct buffer buffer = buffer_from(bytes_from_string("elvis"));
    buffer_reset(&buffer);
    expect_unread(&buffer, bytes_of(NULL, 0), "reset");
    fill(&buffer, "a");
    expect_unread(&buffer, bytes_from_string("a"), "written");
    buffer_dispose(&buffer);
}

Test(buffer_memory, owns_nothing_once_disposed_and_can_be_used_again)
{
    fail_alloc_begin(0);
    struct buffer buffer = buffer_bounded(ROOM);
    enum stream_status first = buffer_write(&buffer, bytes_from_string("elvis"));
    buffer_dispose(&buffer);
    struct buffer disposed = buffer;
    buffer_dispose(&buffer);
    enum stream_status second = buffer_write(&buffer, bytes_from_string("aron"));
    bool held = bytes_equal(buffer_rest(&buffer), bytes_from_string("aron"));
    buffer_dispose(&buffer);
    struct fail_alloc_count count = fail_alloc_end();

    struct buffer empty = buffer_bounded(ROOM);
    expect_same(&disposed, &empty, "disposed");
    cr_expect_eq(first, STREAM_OK);
    cr_expect_eq(second, STREAM_OK);
    cr_expect(held);
    cr_expect_eq(count.live, 0, "%zu blocks leaked", count.live);
}

Test(buffer_memory, made_on_the_heap_is_one_block_and_goes_with_what_it_holds)
{
    const char data[] = "elvis";

    fail_alloc_begin(0);
    struct buffer *buffer = buffer_new(bytes_of(data, 5));
    bool made = buffer != NULL && buffer_rest(buffer).at == (const unsigned char *)data;
    enum stream_status status = made ? buffer_write_byte(buffer, '!') : STREAM_NO_MEMORY;
    buffer_free(buffer);
    buffer_free(NULL);
    struct fail_alloc_count count = fail_alloc_end();

    cr_expect(made);
    cr_expect_eq(status, STREAM_OK);
    cr_expect_eq(count.asked, 2, "%zu allocations: one is the buffer, one its copy", count.asked);
    cr_expect_eq(count.live, 0, "%zu blocks leaked", count.live);
}

Test(buffer_memory, cannot_be_made_on_the_heap_without_memory)
{
    fail_alloc_begin(1);
    struct buffer *buffer = buffer_new(bytes_of("elvis", 5));
    bool made = buffer != NULL;
    buffer_free(buffer); /* or clang leaves the allocation out */
    struct fail_alloc_count count = fail_alloc_end();

    cr_assert_eq(count.refused, 1);
    cr_expect_not(made);
    cr_expect_eq(count.live, 0, "%zu blocks leaked", count.live);
}

/* A write, or room for `reserve` bytes. */
static enum stream_status step(struct buffer *buffer, const char *write, size_t reserve)
{
    if (write == NULL)
        return buffer_reserve(buffer, reserve);
    if (strlen(write) == 1)
        return buffer_write_byte(buffer, (unsigned char)write[0]);
    return buffer_write(buffer, bytes_from_string(write));
}

Test(buffer_memory, is_as_it_was_whichever_allocation_is_refused)
{
    static const struct {
        const char *held; /* before the step */
        const char *write;
        size_t reserve;
    } steps[] = {
        {"b", "el", 0},       {"bel", "v", 0},        {"belv", "is", 0},
        {"belvis", NULL, 30}, {"belvis", " aron", 0}, {"belvis aron", NULL, 100},
    };
    size_t refused = 0;

    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
        for (size_t nth = 1;; nth++) {
            /* It has borrowed, and has been read: "ab", of which "a" is gone. */
            struct buffer buffer = buffer_from(bytes_from_string("ab"));
            unsigned char byte;
            cr_assert_eq(buffer_read_byte(&buffer, &byte), STREAM_OK);
            for (size_t b = 0; b < i; b++)
                cr_assert_eq(step(&buffer, steps[b].write, steps[b].reserve), STREAM_OK);
            struct buffer before = buffer;

            fail_alloc_begin(nth);
            enum stream_status status = step(&buffer, steps[i].write, steps[i].reserve);
            struct fail_alloc_count count = fail_alloc_end();
            if (count.refused == 0) {
                buffer_dispose(&buffer);
                break;
            }

            refused++;
            cr_expect_eq(status, STREAM_NO_MEMORY, "step %zu: status %s", i,
                         stream_status_name(status));
            cr_expect_eq(count.live, 0, "step %zu: %zu blocks leaked", i, count.live);
            expect_same(&buffer, &before, "refused");
            expect_unread(&buffer, bytes_from_string(steps[i].held), "refused");
            cr_expect_eq(step(&buffer, steps[i].write, steps[i].reserve), STREAM_OK,
                         "step %zu: no second try", i);
            buffer_dispose(&buffer);
        }
    }
    cr_expect_eq(refused, 4, "%zu steps allocate", refused);
}
