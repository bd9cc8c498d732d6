/* What tooling/probe/frame.h promises. */
#include "probe/frame.h"

#include "support/fail_alloc.h"
#include "unit/reader_case.h"

#include <criterion/criterion.h>

TestSuite(frame, .timeout = 10);

#define TEXT(literal)                                                                              \
    {                                                                                              \
        (const unsigned char *)(literal), sizeof(literal) - 1                                      \
    }

static const struct {
    struct probe_case c;
    struct bytes frame;
} cases[] = {
    {{.data = TEXT("an elvis"), .find = TEXT("elvis"), .repl = TEXT("Elvis")},
     TEXT("case 8 5 5 0 0 0\nan elviselvisElvis\n")},
    {{.room = 0}, TEXT("case 0 0 0 0 0 0\n\n")},
    {{.data = TEXT("d"), .before = TEXT("before"), .room = 12, .refuse = 3},
     TEXT("case 1 0 0 6 12 3\ndbefore\n")},
    {{.data = TEXT("\n\0\n"), .find = TEXT("\0"), .repl = TEXT("\xff\n")},
     TEXT("case 3 1 2 0 0 0\n\n\0\n\0\xff\n\n")},
    {{.data = TEXT("case 0 0 0 0 0 0\n\n"), .find = TEXT("end\n")},
     TEXT("case 18 4 0 0 0 0\ncase 0 0 0 0 0 0\n\nend\n\n")},
    {{.data = TEXT("abc"),
      .find = TEXT("b"),
      .stream = {.chunks = TEXT("\1\0\n"), .times = 12, .second = PROBE_BESIDE}},
     TEXT("stream 3 12 2\n\1\0\n\ncase 3 1 0 0 0 0\nabcb\n")},
    {{.data = TEXT("a"),
      .stream = {.chunks = TEXT("\xff\xff\3"), .span = UINT64_MAX, .readable = 4096}},
     TEXT("over 18446744073709551615 4096\nstream 3 0 0\n\xff\xff\3\ncase 1 0 0 0 0 0\na\n")},
    {{.stream = {.second = PROBE_AGAIN}}, TEXT("stream 0 0 1\n\ncase 0 0 0 0 0 0\n\n")},
    {{.room = UINT64_MAX, .refuse = UINT64_MAX},
     TEXT("case 0 0 0 0 18446744073709551615 18446744073709551615\n\n")},
};

enum { CASES = sizeof cases / sizeof *cases };

static bool same_case(const struct probe_case *a, const struct probe_case *b)
{
    return bytes_equal(a->data, b->data) && bytes_equal(a->find, b->find) &&
           bytes_equal(a->repl, b->repl) && bytes_equal(a->before, b->before) &&
           a->room == b->room && a->refuse == b->refuse &&
           bytes_equal(a->stream.chunks, b->stream.chunks) && a->stream.times == b->stream.times &&
           a->stream.second == b->stream.second && a->stream.span == b->stream.span &&
           a->stream.readable == b->stream.readable;
}

/* All cases, one behind the other. */
static struct buffer write_cases(void)
{
    struct buffer text = buffer_bounded(SIZE_MAX);
    for (size_t i = 0; i < CASES; i++)
        cr_assert_eq(frame_write_case(&text, &cases[i].c), STREAM_OK);
    return text;
}

Test(frame, of_a_case_is_written_as_documented)
{
    struct buffer all = write_cases();
    struct bytes rest = buffer_rest(&all);
    for (size_t i = 0; i < CASES; i++) {
        cr_assert_geq(rest.len, cases[i].frame.len);
        cr_expect(bytes_equal(bytes_of(rest.at, cases[i].frame.len), cases[i].frame), "case %zu",
                  i);
        rest = bytes_skip(rest, cases[i].frame.len);
    }
    cr_expect_eq(rest.len, 0);
    buffer_dispose(&all);
}

Test(frame, of_a_case_is_read_as_it_was_written)
{
    struct error error;
    struct buffer all = write_cases();
    struct scan s = scan_of("x", buffer_rest(&all), &error);
    for (size_t i = 0; i < CASES; i++) {
        struct probe_case c;
        cr_assert(frame_read_case(&s, &c), "%s", error.text);
        cr_expect(same_case(&c, &cases[i].c), "case %zu", i);
    }
    cr_expect(scan_at_end(&s));
    buffer_dispose(&all);
}

/* Reads cases up to the end of the text. */
static bool read_cases(const char *name, struct bytes text, struct error *error, bool *left_empty)
{
    struct probe_case c;
    struct scan s = scan_of(name, text, error);
    bool done = true;
    *left_empty = true; /* a case borrows */
    while (done && !scan_at_end(&s))
        done = frame_read_case(&s, &c);
    return done;
}

Test(frame, of_a_case_that_was_cut_off_is_refused)
{
    struct buffer all = write_cases();
    cr_expect_eq(count_prefixes_read(read_cases, buffer_rest(&all)), CASES,
                 "more than those that end with a case");
    buffer_dispose(&all);
}

#define HEAD "x:1: expected case DATA FIND REPL BEFORE ROOM REFUSE, got "
#define PLAIN_HEAD "expected case DATA FIND REPL BEFORE ROOM REFUSE, got "
#define STREAM "x:1: expected stream CHUNKS TIMES SECOND, got "
#define CHUNKS "expected as many chunks as the line above says, not all of them empty, got "
#define BODY "expected as many bytes as the case's first line says, got "

Test(frame, of_a_case_that_is_damaged_is_refused_with_its_place)
{
    static const struct refused rows[] = {
        {"a blank line", "\n", HEAD "\"\"", 0},
        {"a stream without numbers", "stream\n", STREAM "\"stream\"", 0},
        {"a stream with another number", "stream 0 0 1 0\n\n", STREAM "\"stream 0 0 1 0\"", 0},
        {"no such second", "stream 0 0 8\n\n", STREAM "\"stream 0 0 8\"", 0},
        {"a length cut off", "stream 2 0 0\n\1\x80\ncase 0 0 0 0 0 0\n\n",
         "x:2: " CHUNKS "\"\\x01\\x80\"", 0},
        {"over nothing", "over 0 0\n", "x:1: expected over SPAN READABLE, got \"over 0 0\"", 0},
        {"more to read than there is", "over 5 6\n",
         "x:1: expected over SPAN READABLE, got \"over 5 6\"", 0},
        {"fewer chunks", "stream 3 0 0\n\1\n", "x:2: " CHUNKS "\"\\x01\"", 0},
        {"chunks of nothing", "stream 2 0 0\n\0\0\ncase 0 0 0 0 0 0\n\n",
         "x:2: " CHUNKS "\"\\x00\\x00\"", 38},
        {"a stream without a case", "stream 1 0 0\n\1\n", "x:3: " PLAIN_HEAD "the end of the text",
         0},
        {"binary", "\0\0\0", HEAD "\"\\x00\\x00\\x00\" and the end of the text", 3},
        {"answers", "end\n", HEAD "\"end\"", 0},
        {"no numbers", "case\n", HEAD "\"case\"", 0},
        {"five numbers", "case 0 0 0 0 0\n\n", HEAD "\"case 0 0 0 0 0\"", 0},
        {"seven numbers", "case 0 0 0 0 0 0 0\n\n", HEAD "\"case 0 0 0 0 0 0 0\"", 0},
        {"a space more", "case 0 0 0 0 0 0 \n\n", HEAD "\"case 0 0 0 0 0 0 \"", 0},
        {"two spaces", "case 0  0 0 0 0 0\n\n", HEAD "\"case 0  0 0 0 0 0\"", 0},
        {"a tab", "case 0\t0 0 0 0 0\n\n", HEAD "\"case 0\\t0 0 0 0 0\"", 0},
        {"negative", "case -1 0 0 0 0 0\n\n", HEAD "\"case -1 0 0 0 0 0\"", 0},
        {"hexadecimal", "case 0x1 0 0 0 0 0\n\n", HEAD "\"case 0x1 0 0 0 0 0\"", 0},
        {"more than 64 bits", "case 18446744073709551616 0 0 0 0 0\n\n",
         HEAD "\"case 18446744073709551616 0 0 0 0 0\"", 0},
        {"more than there is", "case 18446744073709551615 1 0 0 0 0\n\n", "x:2: " BODY "\"\"", 0},
        {"more than there is behind it", "case 1 18446744073709551615 0 0 0 0\nd\n",
         "x:2: " BODY "\"d\"", 0},
        {"a byte short", "case 1 1 0 0 0 0\nd\n", "x:3: " BODY "the end of the text", 0},
        {"a byte long", "case 1 0 0 0 0 0\ndx\n", "x:2: " BODY "\"dx\"", 0},
        {"a carriage return", "case 1 0 0 0 0 0\r\nd\n", HEAD "\"case 1 0 0 0 0 0\\r\"", 0},
    };
    expect_refused(read_cases, rows, sizeof rows / sizeof *rows);
}

static const struct {
    struct probe_answer answer;
    struct bytes frame;
} answers[] = {
    {{.output = TEXT("an Elvis")}, TEXT("answer 0 8 0 0 0 0\nan Elvis\n")},
    {{.status = 4, .allocated = 2, .freed = 1, .refused = 1, .errors = 7},
     TEXT("answer 4 0 2 1 1 7\n\n")},
    {{.output = TEXT("X"), .allocated = 2, .freed = 2, .before_first_chunk = 1, .begun_bytes = 76},
     TEXT("began 1 76\nanswer 0 1 2 2 0 0\nX\n")},
    {{.output = TEXT("X"), .fed = TEXT("\0\1"), .made = 1},
     TEXT("fed 2 1\n\0\1\nanswer 0 1 0 0 0 0\nX\n")},
    {{.output = TEXT("X"), .stack = 20000, .kept = 64, .place = PROBE_IN_LIBRARY},
     TEXT("used 20000 64 1\nanswer 0 1 0 0 0 0\nX\n")},
    {{.status = 3, .made = 1}, TEXT("fed 0 1\n\nanswer 3 0 0 0 0 0\n\n")},
    {{.output = TEXT("end\n\0")}, TEXT("answer 0 5 0 0 0 0\nend\n\0\n")},
    {{.status = UINT64_MAX,
      .allocated = UINT64_MAX,
      .freed = UINT64_MAX,
      .refused = UINT64_MAX,
      .before_first_chunk = UINT64_MAX,
      .begun_bytes = UINT64_MAX,
      .stack = UINT64_MAX,
      .kept = UINT64_MAX,
      .place = PROBE_IN_ARGUMENTS,
      .errors = UINT64_MAX},
     TEXT("began 18446744073709551615 18446744073709551615\n"
          "used 18446744073709551615 18446744073709551615 3\nanswer 18446744073709551615 0 "
          "18446744073709551615 18446744073709551615 "
          "18446744073709551615 18446744073709551615\n\n")},
};

enum { ANSWERS = sizeof answers / sizeof *answers };

static bool same_answer(const struct probe_answer *a, const struct probe_answer *b)
{
    return bytes_equal(a->output, b->output) && a->status == b->status &&
           a->allocated == b->allocated && a->freed == b->freed && a->refused == b->refused &&
           a->errors == b->errors && a->before_first_chunk == b->before_first_chunk &&
           a->begun_bytes == b->begun_bytes && bytes_equal(a->fed, b->fed) && a->made == b->made &&
           a->stack == b->stack && a->kept == b->kept && a->place == b->place;
}

/* All answers, and their end. */
static struct buffer all_answers(void)
{
    struct buffer text = buffer_bounded(SIZE_MAX);
    for (size_t i = 0; i < ANSWERS; i++)
        cr_assert_eq(buffer_write(&text, answers[i].frame), STREAM_OK);
    cr_assert_eq(buffer_write(&text, bytes_from_string("end\n")), STREAM_OK);
    return text;
}

Test(frame, of_an_answer_begins_as_documented)
{
    for (size_t i = 0; i < ANSWERS; i++) {
        const struct probe_answer *answer = &answers[i].answer;
        char head[FRAME_HEAD_SIZE], fed[FRAME_HEAD_SIZE];
        size_t len = frame_answer_head(head, answer);
        size_t fed_len = frame_fed_head(fed, answer);
        struct bytes frame = answers[i].frame;
        cr_expect(bytes_equal(bytes_of(fed, fed_len), bytes_of(frame.at, fed_len)), "answer %zu",
                  i);
        frame = bytes_skip(frame, fed_len > 0 ? fed_len + answer->fed.len + 1 : 0);
        size_t expected = frame.len - answer->output.len - 1;
        cr_expect(bytes_equal(bytes_of(head, len), bytes_of(frame.at, expected)), "answer %zu: %s",
                  i, head);
    }
}

/* The longest that it can be: every number the largest. */
Test(frame, has_room_for_the_longest_first_line)
{
    struct probe_answer answer = answers[ANSWERS - 1].answer;
    char head[FRAME_HEAD_SIZE];
    answer.output.len = SIZE_MAX;
    cr_expect_lt(frame_answer_head(head, &answer), sizeof head);
}

Test(frame, of_an_answer_is_read_as_it_was_written)
{
    struct error error;
    bool ended = true;
    struct probe_answer answer;
    struct buffer all = all_answers();
    struct scan s = scan_of("x", buffer_rest(&all), &error);
    for (size_t i = 0; i < ANSWERS; i++) {
        cr_assert(frame_read_answer(&s, &answer, &ended), "%s", error.text);
        cr_expect_not(ended);
        cr_expect(same_answer(&answer, &answers[i].answer), "answer %zu", i);
    }
    cr_expect_not(frame_read_answer(&s, &answer, &ended));
    cr_expect(ended);
    cr_expect_str_eq(error.text, "");
    buffer_dispose(&all);
}

/* Reads answers up to their end. */
static bool read_answers(const char *name, struct bytes text, struct error *error, bool *left_empty)
{
    struct probe_answer answer;
    bool ended = false;
    struct scan s = scan_of(name, text, error);
    *left_empty = true; /* an answer borrows */
    while (frame_read_answer(&s, &answer, &ended)) {
    }
    return ended && error->text[0] == '\0';
}

Test(frame, of_an_answer_that_was_cut_off_is_refused)
{
    struct buffer all = all_answers();
    cr_expect_eq(count_prefixes_read(read_answers, buffer_rest(&all)), 0);
    buffer_dispose(&all);
}

#define ANSWER "x:1: expected answer STATUS LENGTH ALLOCATED FREED REFUSED ERRORS, got "
#define PLAIN_ANSWER "expected answer STATUS LENGTH ALLOCATED FREED REFUSED ERRORS, got "
#define BEGAN "x:1: expected began BLOCKS BYTES, got "
#define OUTPUT "expected as many bytes as the answer's first line says, got "

Test(frame, of_an_answer_that_is_damaged_is_refused_with_its_place)
{
    static const struct refused rows[] = {
        {"empty", "", ANSWER "the end of the text", 0},
        {"a blank line", "\n", ANSWER "\"\"", 0},
        {"a beginning with one number", "began 1\n", BEGAN "\"began 1\"", 0},
        {"a beginning alone", "began 1 2\nend\n", "x:2: " PLAIN_ANSWER "\"end\"", 0},
        {"a place that is none", "used 0 8 4\nanswer 0 0 0 0 0 0\n\n",
         "x:2: expected used STACK KEPT PLACE, got \"answer 0 0 0 0 0 0\"", 0},
        {"lengths cut off", "fed 2 0\n\1",
         "x:2: expected fed LENGTH MADE, and as many bytes, got \"\\x01\" and the end of the text",
         0},
        {"an end cut off", "end", ANSWER "\"end\" and the end of the text", 0},
        {"cases", "case 0 0 0 0 0 0\n\n", ANSWER "\"case 0 0 0 0 0 0\"", 0},
        {"five numbers", "answer 0 0 0 0 0\n\n", ANSWER "\"answer 0 0 0 0 0\"", 0},
        {"seven numbers", "answer 0 0 0 0 0 0 0\n\n", ANSWER "\"answer 0 0 0 0 0 0 0\"", 0},
        {"negative", "answer 0 -1 0 0 0 0\n\n", ANSWER "\"answer 0 -1 0 0 0 0\"", 0},
        {"more than there is", "answer 0 18446744073709551615 0 0 0 0\nx\n", "x:2: " OUTPUT "\"x\"",
         0},
        {"a byte short", "answer 0 1 0 0 0 0\n\n", "x:3: " OUTPUT "the end of the text", 0},
        {"another end", "end\nend\n", "x:2: expected nothing behind the end, got \"end\"", 0},
        {"a blank line behind the end", "end\n\n", "x:2: expected nothing behind the end, got \"\"",
         0},
        {"a byte long", "answer 0 1 0 0 0 0\nxy\n", "x:2: " OUTPUT "\"xy\"", 0},
    };
    expect_refused(read_answers, rows, sizeof rows / sizeof *rows);
}

Test(frame, says_when_there_is_no_memory_for_it)
{
    struct bytes frame = cases[0].frame;
    for (size_t limit = 0; limit < frame.len; limit++) {
        struct buffer text = buffer_bounded(limit);
        cr_expect_eq(frame_write_case(&text, &cases[0].c), STREAM_NO_MEMORY, "limit %zu", limit);
        buffer_dispose(&text);
    }
    struct buffer text = buffer_bounded(SIZE_MAX);
    fail_alloc_begin(1);
    enum stream_status status = frame_write_case(&text, &cases[0].c);
    buffer_dispose(&text);
    struct fail_alloc_count count = fail_alloc_end();
    cr_expect_eq(status, STREAM_NO_MEMORY);
    cr_expect_eq(count.live, 0);
}
