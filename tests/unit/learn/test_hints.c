/* What tooling/learn/hints.h and tooling/learn/prediction.h promise. */
#include "learn/hints.h"

#include "base/files.h"
#include "base/scan.h"
#include "course/course.h"
#include "learn/prediction.h"
#include "learn/progress_document.h"
#include "unit/reader_case.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

TestSuite(hints, .timeout = 10);

#define ALL "# Hints\n\n## 1\n\nfirst\n\n## 2\nsecond,\n\n    code\n\n## 3\n\n\nthird\n"

static bool read_and_end(const char *name, struct bytes text, struct error *error, bool *left_empty)
{
    static const struct hints none;
    struct hints hints;
    bool read = hints_read(name, text, &hints, error);
    *left_empty = memcmp(&hints, &none, sizeof none) == 0;
    return read;
}

static void expect_drawn(size_t first, size_t last, const char *expected)
{
    struct error error;
    struct hints hints;
    struct buffer text = buffer_bounded(SIZE_MAX);
    cr_assert(hints_read("x", bytes_from_string(ALL), &hints, &error), "%s", error.text);
    hints_draw(&hints, 7, first, last, &text);
    cr_assert_eq(buffer_write_byte(&text, '\0'), STREAM_OK);
    cr_expect_str_eq((const char *)text.at, expected);
    buffer_dispose(&text);
}

Test(hints, are_drawn_one_by_one_or_together)
{
    expect_drawn(1, 1,
                 "Hint 1 of 3 for stage 7\n\nfirst\n\nThe next hint for stage 7: make hint 7\n");
    expect_drawn(2, 3,
                 "Hint 2 of 3 for stage 7\n\nsecond,\n\n    code\n\n"
                 "Hint 3 of 3 for stage 7\n\nthird\n\n"
                 "That was the last hint for stage 7; make hint 7 shows all 3 again.\n");
}

Test(hints, refuse_what_they_do_not_understand)
{
    static const struct refused cases[] = {
        {"nothing", " ", "x:1: expected a whole line, got \" \" and the end of the text", 0},
        {"no first", "# Hints\n", "x:2: expected a line, or ## 1, got the end of the text", 0},
        {"no second", "## 1\na\n## 3\nb\n",
         "x:5: expected a line, or ## 2, got the end of the text", 0},
        {"no third", "## 1\na\n## 2\nb\n", "x:5: expected a line, or ## 3, got the end of the text",
         0},
        {"an empty one", "## 1\na\n## 2\n\n## 3\nc\n", "x: expected a hint below ## 2, got none",
         0},
        {"an empty last one", "## 1\na\n## 2\nb\n## 3\n", "x: expected a hint below ## 3, got none",
         0},
        {"a cut line", "## 1\na\n## 2\nb\n## 3\nc",
         "x:6: expected a whole line, got \"c\" and the end of the text", 0},
    };
    expect_refused(read_and_end, cases, sizeof cases / sizeof *cases);
}

/* A cut behind a line of the last hint cannot be seen. */
Test(hints, are_read_from_no_prefix_without_a_third)
{
    cr_expect_eq(count_prefixes_read(read_and_end, bytes_from_string(ALL)), 0);
}

/* By the command that shows it, not by its path. */
Test(hints, of_each_stage_are_three_and_the_last_tells_how_to_see_the_solution)
{
    cr_assert_eq(chdir(PROJECT_ROOT), 0);
    for (size_t i = 0; i < course_stage_count; i++) {
        char path[COURSE_PATH_SIZE];
        char command[64];
        struct error error;
        struct hints hints;
        struct buffer text = buffer_bounded(SIZE_MAX);
        snprintf(path, sizeof path, "stages/%.200s/hints.md", course_stages[i].name);
        cr_assert(file_read(path, &text, &error), "%s", error.text);
        cr_assert(hints_read(path, buffer_rest(&text), &hints, &error), "%s", error.text);
        snprintf(command, sizeof command, "`make solution %u ANYWAY=1`", course_stages[i].number);
        cr_expect_not_null(memmem(hints.of[2].at, hints.of[2].len, command, strlen(command)), "%s",
                           command);
        cr_expect_null(memmem(text.at, text.len, "solutions/", 10), "%s", path);
        buffer_dispose(&text);
    }
}

Test(hints, and_predictions_are_whole_numbers_or_nothing)
{
    static const struct prediction_kind cost = {"BYTES", 0, PREDICTION_MOST, NULL};
    static const struct prediction_kind line = {"LINE", 1, 52, "f.c"};
    static const struct {
        const struct prediction_kind *kind;
        const char *text;
        double guess;
        const char *error;
    } rows[] = {
#define COST " expected a whole number from 0 to 999999999"
#define LINES " expected a whole number from 1 to 52, the lines of f.c"
        {&cost, NULL, PROGRESS_UNKNOWN, ""},
        {&cost, "", PROGRESS_UNKNOWN, ""},
        {&cost, "0", 0, ""},
        {&cost, "999999999", 999999999, ""},
        {&cost, "1000000000", PROGRESS_UNKNOWN, "BYTES=\"1000000000\":" COST},
        {&cost, "99999999999999999999", PROGRESS_UNKNOWN, "BYTES=\"99999999999999999999\":" COST},
        {&cost, "-3", PROGRESS_UNKNOWN, "BYTES=\"-3\":" COST},
        {&cost, "2.5", PROGRESS_UNKNOWN, "BYTES=\"2.5\":" COST},
        {&cost, " 2", PROGRESS_UNKNOWN, "BYTES=\" 2\":" COST},
        {&cost, "two\x1b[2J", PROGRESS_UNKNOWN, "BYTES=\"two\\x1b[2J\":" COST},
        {&line, "", PROGRESS_UNKNOWN, ""},
        {&line, "1", 1, ""},
        {&line, "52", 52, ""},
        {&line, "53", PROGRESS_UNKNOWN, "LINE=\"53\":" LINES},
        {&line, "0", PROGRESS_UNKNOWN, "LINE=\"0\":" LINES},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct error error = {0};
        double guess;
        cr_expect_eq(prediction_read(rows[i].kind, rows[i].text, &guess, &error),
                     rows[i].error[0] == '\0');
        cr_expect_float_eq(guess, rows[i].guess, 0);
        cr_expect_str_eq(error.text, rows[i].error);
    }
}
