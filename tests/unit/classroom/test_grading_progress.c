/* What tooling/classroom/grading_progress.h promises. */
#include "classroom/grading_progress.h"

#include "base/format.h"

#include <criterion/criterion.h>

TestSuite(grade_progress, .timeout = 10);

Test(grade_progress, is_a_line_that_fits)
{
    static const struct {
        struct grading_progress progress;
        unsigned width;
        const char *line;
    } rows[] = {
        {{.total = 8}, 69, "[..........] 0/8, 0 not-yet, 0 inconclusive, time left: not known yet"},
        {{.total = 8, .done = 2, .not_yet = 1, .seconds = 10},
         72,
         "[#######.....................] 2/8, 1 not-yet, 0 inconclusive, 30 s left"},
        {{.total = 8, .done = 8, .inconclusive = 3, .seconds = 10},
         200,
         "[########################################] 8/8, 0 not-yet, 3 inconclusive, 0 s left"},
        {{.total = 8, .done = 2, .seconds = 10}, 20, "2/8, 0 not-yet, 0 inconclusive, 30 s left"},
        {{.total = 0}, 0, "0/0, 0 not-yet, 0 inconclusive, 0 s left"},
        {{.total = 100, .done = 1, .seconds = 2},
         0,
         "1/100, 0 not-yet, 0 inconclusive, 3 min 18 s left"},
        {{.total = 5000, .done = 1, .seconds = 3},
         0,
         "1/5000, 0 not-yet, 0 inconclusive, 4 h 9 min left"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct buffer text = buffer_bounded(SIZE_MAX);
        grading_progress_draw(&rows[i].progress, rows[i].width, &text);
        format_add_bytes(&text, bytes_of("", 1));
        cr_expect_str_eq((const char *)text.at, rows[i].line);
        buffer_dispose(&text);
    }
}

/* What an earlier run has done took none of this one's time. */
Test(grade_progress, counts_on_what_was_done_since_it_began)
{
    static const struct {
        struct grading_progress progress;
        long left;
    } rows[] = {
        {{.total = 10, .before = 5, .done = 5, .seconds = 100}, -1},
        {{.total = 10, .before = 5, .done = 6, .seconds = 2}, 8},
        {{.total = 10, .before = 0, .done = 3, .seconds = 1}, 3},
        {{.total = 10, .before = 10, .done = 10}, 0},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        cr_expect_eq(grading_progress_left(&rows[i].progress), rows[i].left, "%zu: %ld", i,
                     grading_progress_left(&rows[i].progress));
}
