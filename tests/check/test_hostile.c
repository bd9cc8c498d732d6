/*
 * Nothing hostile gets out of its box: each submission of that kind is checked in one, and then we
 * look for what it may have left behind. None of them is ever run without a box.
 */
#include "check/left_behind.h"
#include "check/matrix.h"
#include "check/numbers.h"
#include "check/submitted.h"
#include "support/needs_box.h"

#include <criterion/criterion.h>
#include <criterion/hooks.h>
#include <criterion/parameterized.h>
#include <stdio.h>

ReportHook(PRE_ALL)(struct criterion_test_set *tests)
{
    (void)tests;
    matrix_begin();
    left_behind_prepare();
}

ReportHook(POST_ALL)(struct criterion_global_stats *stats)
{
    (void)stats;
    matrix_draw_list();
    left_behind_end();
}

static bool is_hostile(size_t number)
{
    return submissions[number].kind == SUBMISSION_HOSTILE;
}

ParameterizedTestParameters(hostile, nothing_gets_out_of_its_box)
{
    return numbers_below(submission_count, is_hostile);
}

ParameterizedTest(size_t *number, hostile, nothing_gets_out_of_its_box, .timeout = 400,
                  .init = needs_box)
{
    const struct submission *submission = &submissions[*number];
    char stage[16];
    char label[32];
    snprintf(stage, sizeof stage, "%u", submission->stage);
    snprintf(label, sizeof label, "stage-%u", submission->stage);
    const char *const words[] = {"--boxed", "1", "--file", submission->file, stage, NULL};

    struct left_behind before = left_behind_begin();
    struct checked checked = check_now(words, label);
    submitted_expect(*number, &checked);
    left_behind_expect_nothing(&before, submission->file, &checked.ran);
    checked_dispose(&checked);
}
