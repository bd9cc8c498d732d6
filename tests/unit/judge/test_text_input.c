/* What tooling/judge/text_input.h promises. */
#include "judge/text_input.h"

#include <criterion/criterion.h>
#include <string.h>

TestSuite(bench_input, .timeout = 60);

static const char find[] = "elvis";

static struct buffer text_of(size_t size)
{
    struct buffer text = buffer_bounded(SIZE_MAX);
    cr_assert_eq(input_text(bytes_from_string(find), 1, size, &text), STREAM_OK);
    return text;
}

static size_t count_finds(const struct buffer *text, size_t *first)
{
    size_t count = 0;
    const unsigned char *at = text->at;
    const unsigned char *end = text->at + text->len;
    while ((at = memmem(at, (size_t)(end - at), find, strlen(find))) != NULL) {
        if (count++ == 0)
            *first = (size_t)(at - text->at);
        at++;
    }
    return count;
}

Test(bench_input, has_every_size_asked_for)
{
    static const size_t sizes[] = {0, 1, 2, 1000, 99999, 100003};
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        struct buffer text = text_of(sizes[i]);
        cr_expect_eq(text.len, sizes[i]);
        buffer_dispose(&text);
    }
}

Test(bench_input, says_find_once_in_a_hundred_thousand_bytes)
{
    size_t first = 0;
    struct buffer text = text_of(INPUT_BYTES);
    cr_expect_eq(count_finds(&text, &first), 671);
    cr_expect(first >= INPUT_FIND_EVERY && first < INPUT_FIND_EVERY + 16, "%zu", first);
    buffer_dispose(&text);
}

Test(bench_input, is_the_same_each_time_whatever_its_size)
{
    struct buffer one = text_of(1000);
    struct buffer two = text_of(5000);
    cr_expect(bytes_equal(buffer_rest(&one), bytes_of(two.at, 1000)));
    buffer_dispose(&one);
    buffer_dispose(&two);
}

Test(bench_input, says_when_there_is_no_room)
{
    struct buffer text = buffer_bounded(10);
    cr_expect_eq(input_text(bytes_from_string(find), 1, 11, &text), STREAM_NO_MEMORY);
    cr_expect_eq(input_answer(bytes_from_string("more than ten"), bytes_from_string(find),
                              bytes_from_string("x"), &text),
                 STREAM_NO_MEMORY);
    buffer_dispose(&text);
}

Test(bench_input, answers_leftmost_first_and_never_overlapping)
{
    static const struct {
        const char *data, *find, *repl, *answer;
    } rows[] = {
        {"", "elvis", "Elvis", ""},
        {"elvi", "elvis", "Elvis", "elvi"},
        {"elvielvis", "elvis", "Elvis", "elviElvis"},
        {"elviselvisx", "elvis", "Elvis", "ElvisElvisx"},
        {"aaaaa", "aa", "b", "bba"},
        {"aaab", "aab", "", "a"},
        {"a", "a", "aaa", "aaa"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct buffer answer = buffer_bounded(SIZE_MAX);
        cr_assert_eq(input_answer(bytes_from_string(rows[i].data), bytes_from_string(rows[i].find),
                                  bytes_from_string(rows[i].repl), &answer),
                     STREAM_OK);
        cr_expect(bytes_equal(buffer_rest(&answer), bytes_from_string(rows[i].answer)), "%s",
                  rows[i].data);
        buffer_dispose(&answer);
    }
}
