/* What stages/replacer.h promises about allocations that fail, and empty finds. */
#include "replacer/feeding.h"
#include "support/fail_alloc.h"

#include <criterion/criterion.h>

TestSuite(replacer_memory, .timeout = 10);

#define TEXT "an elvis, another elvis, and elvi"

Test(replacer_memory, an_empty_find_is_refused)
{
    struct replacer *replacer = (void *)&replacer;
    fail_alloc_begin(0);
    enum stream_status status =
        replacer_init(&replacer, bytes_of(NULL, 0), bytes_from_string("Elvis"));
    struct fail_alloc_count count = fail_alloc_end();
    cr_expect_eq(status, STREAM_EMPTY_FIND);
    cr_expect_null(replacer);
    cr_expect_eq(count.live, 0);
}

Test(replacer_memory, is_all_released_within_a_stream_too)
{
    struct replacer *replacer;
    struct buffer output = buffer_bounded(SIZE_MAX);
    fail_alloc_begin(0);
    enum stream_status made =
        replacer_init(&replacer, bytes_from_string("elvis"), bytes_from_string("Elvis"));
    enum stream_status fed = replacer_feed(replacer, bytes_from_string(TEXT), &output);
    replacer_free(replacer);
    replacer_free(NULL);
    buffer_dispose(&output);
    struct fail_alloc_count count = fail_alloc_end();
    cr_expect_eq(made, STREAM_OK);
    cr_expect_eq(fed, STREAM_OK);
    cr_expect_eq(count.live, 0, "%zu blocks leaked", count.live);
}

/* All of a replacer's life on one stream, in chunks of `each` bytes, up to the first refusal. */
static enum stream_status live(size_t each, struct buffer *output)
{
    struct bytes text = bytes_from_string(TEXT);
    struct replacer *replacer;
    enum stream_status status =
        replacer_init(&replacer, bytes_from_string("elvis"), bytes_from_string("ELVIS PRESLEY"));
    for (size_t at = 0; status == STREAM_OK && at < text.len; at += each) {
        size_t len = each < text.len - at ? each : text.len - at;
        status = replacer_feed(replacer, bytes_of(text.at + at, len), output);
    }
    if (status == STREAM_OK)
        status = replacer_finish(replacer, output);
    replacer_free(replacer);
    return status;
}

Test(replacer_memory, whichever_allocation_is_refused_it_says_so_and_leaks_nothing)
{
    static const size_t lengths[] = {1, 2, 5, 100};
    for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++) {
        size_t refused = 0;
        for (size_t nth = 1;; nth++) {
            struct buffer output = buffer_bounded(SIZE_MAX);
            fail_alloc_begin(nth);
            enum stream_status status = live(lengths[i], &output);
            buffer_dispose(&output);
            struct fail_alloc_count count = fail_alloc_end();
            cr_expect_eq(count.live, 0, "%zu blocks leaked", count.live);
            if (count.refused == 0)
                break;
            refused++;
            cr_expect_eq(status, STREAM_NO_MEMORY, "%s", stream_status_name(status));
        }
        cr_expect_geq(refused, 2, "%zu", refused);
    }
}

Test(replacer_memory, an_output_with_just_enough_room_is_enough)
{
    struct bytes right = bytes_from_string("an ELVIS PRESLEY, another ELVIS PRESLEY, and elvi");
    for (size_t each = 1; each <= 40; each++) {
        struct buffer output = buffer_bounded(right.len);
        cr_expect_eq(live(each, &output), STREAM_OK);
        cr_expect(bytes_equal(buffer_rest(&output), right));
        buffer_dispose(&output);

        output = buffer_bounded(right.len - 1);
        cr_expect_eq(live(each, &output), STREAM_NO_MEMORY);
        buffer_dispose(&output);
    }
}
