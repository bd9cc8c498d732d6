/* What tooling/learn/progress_text.h and progress_record.h promise. */
#include "learn/progress_text.h"

#include "base/format.h"
#include "results/result.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

TestSuite(progress_draw, .timeout = 10);

/* A course that was begun: one stage in each state. */
static struct progress begun(struct record_file files[PROGRESS_MOST_STAGES])
{
    struct progress progress = progress_new();
    struct progress_stage *entry = progress.stages;
    for (size_t i = 0; i < PROGRESS_MOST_STAGES; i++)
        files[i] = (struct record_file){.hash = 1, .start = 2, .untouched = i >= 3};
    entry[0] = (struct progress_stage){.checks = 9,
                                       .verdict = RESULT_PASS,
                                       .passed = 1764072301,
                                       .best = {2, 53, 16876.49},
                                       .start = 2};
    entry[1] = (struct progress_stage){.checks = 1,
                                       .verdict = RESULT_NOT_YET,
                                       .gate = "correctness",
                                       .best = {1.5, -1, 1234567.8},
                                       .start = 3};
    return progress;
}

static char *draw(bool colours)
{
    struct record_file files[PROGRESS_MOST_STAGES];
    struct progress progress = begun(files);
    struct buffer text = buffer_bounded(SIZE_MAX);
    setenv("TZ", "UTC", 1);
    draw_progress(&progress, files, colours, &text);
    cr_assert_not(format_failed(&text));
    cr_assert_eq(buffer_write_byte(&text, '\0'), STREAM_OK);
    return (char *)text.storage;
}

static void expect_line(const char *text, const char *line)
{
    const char *at = strstr(text, line);
    cr_expect_not_null(at, "expected \"%s\" in\n%s", line, text);
    if (at != NULL)
        cr_expect((at == text || at[-1] == '\n') && at[strlen(line)] == '\n', "%s\nin\n%s", line,
                  text);
}

Test(progress_draw, shows_each_stages_state_and_best_figures)
{
    char *text = draw(false);
    expect_line(text, "1-algo-one              passed 2025-11-25 12:05           2      53       "
                      "16,876");
    expect_line(text, "2-remove-interface-call not yet at correctness         1.50            "
                      "1,234,568");
    expect_line(text, "3-fix-window-size       not checked yet");
    expect_line(text, "4-cpu-hotspot           not begun");
    expect_line(text, "Next: make check-stage 2; make hint 2 helps");
    free(text);
}

/* What a first stage with this entry is said to be, in a line or two. */
static void expect_state(const struct progress_stage *entry, bool untouched, const char *expected)
{
    struct record_file files[PROGRESS_MOST_STAGES] = {{.untouched = untouched}};
    struct progress progress = progress_new();
    struct buffer text = buffer_bounded(SIZE_MAX);
    progress.stages[0] = *entry;
    draw_progress(&progress, files, false, &text);
    cr_assert_eq(buffer_write_byte(&text, '\0'), STREAM_OK);
    expect_line((const char *)text.at, expected);
    buffer_dispose(&text);
}

#define ENTRY(checked, first_passed, now, at)                                                      \
    {                                                                                              \
        .checks = (checked), .passed = (first_passed), .verdict = (now), .gate = (at), .best = {   \
            -1,                                                                                    \
            -1,                                                                                    \
            -1                                                                                     \
        }                                                                                          \
    }

Test(progress_draw, tells_what_was_passed_from_what_is_now)
{
    static const struct {
        struct progress_stage entry;
        bool untouched;
        const char *says;
    } rows[] = {
        {ENTRY(0, 0, NULL, NULL), true, "not begun"},
        {ENTRY(0, 0, NULL, NULL), false, "not checked yet"},
        {ENTRY(1, 0, RESULT_NOT_YET, "heap"), true, "not yet at heap"},
        {ENTRY(1, 0, RESULT_INCONCLUSIVE, "cpu"), false, "inconclusive at cpu"},
        {ENTRY(1, 0, NULL, NULL), true, "begun anew"},
        {ENTRY(1, 1764072301, RESULT_PASS, NULL), false, "passed 2025-11-25 12:05"},
        {ENTRY(2, 1764072301, RESULT_NOT_YET, "heap"), true,
         "passed 2025-11-25 12:05\n                          now not yet at heap"},
        {ENTRY(2, 1764072301, RESULT_INCONCLUSIVE, "memory"), false,
         "passed 2025-11-25 12:05\n                          now inconclusive at memory"},
        {ENTRY(2, 1764072301, NULL, NULL), true,
         "passed 2025-11-25 12:05\n                          now begun anew"},
        {ENTRY(2, 1764072301, NULL, NULL), false,
         "passed 2025-11-25 12:05\n                          now not checked yet"},
    };
    setenv("TZ", "UTC", 1);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char expected[128];
        snprintf(expected, sizeof expected, "1-algo-one              %s", rows[i].says);
        expect_state(&rows[i].entry, rows[i].untouched, expected);
    }
}

/* Whose figures they are: a stage's compiler, "" where it is not known, and what is said of them. */
Test(progress_draw, tells_whose_figures_it_shows)
{
    static const struct {
        const char *first, *second, *says;
    } rows[] = {
        {"gcc 12.2.0", "gcc 12.2.0",
         "\nFigures: your best with gcc 12.2.0; a check with another compiler begins them "
         "anew.\n\nNext"},
        {"gcc 12.2.0", "clang 14.0.6",
         "\nFigures: your best with gcc 12.2.0; a check with another compiler begins them "
         "anew.\nThose of "
         "stage 2: with clang 14.0.6.\n"
         "\nNext"},
        {"", "clang 14.0.6",
         "\nFigures: your best with clang 14.0.6; a check with another compiler begins them "
         "anew.\n\nNext"},
        {"", "", "not begun\n\nNext"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct record_file files[PROGRESS_MOST_STAGES];
        struct progress progress = begun(files);
        struct buffer text = buffer_bounded(SIZE_MAX);
        strcpy(progress.stages[0].compiler, rows[i].first);
        strcpy(progress.stages[1].compiler, rows[i].second);
        draw_progress(&progress, files, false, &text);
        cr_assert_eq(buffer_write_byte(&text, '\0'), STREAM_OK);
        cr_expect_not_null(strstr((const char *)text.at, rows[i].says), "row %zu\n%s", i,
                           (const char *)text.at);
        buffer_dispose(&text);
    }
}

Test(progress_draw, tells_that_a_start_file_has_changed)
{
    char *text = draw(false);
    expect_line(text, "The start file of stage 2 has changed since you began. Yours works as "
                      "before;");
    expect_line(text, "make reset-stage 2 would take the new one, and keep yours beside it.");
    cr_expect_null(strstr(text, "start file of stage 1"));
    free(text);
}

Test(progress_draw, fits_80_columns_and_is_coloured_only_when_asked)
{
    char *text = draw(false);
    cr_expect_null(strchr(text, '\033'));
    for (const char *line = text; *line != '\0';) {
        size_t len = strcspn(line, "\n");
        cr_expect_leq(len, 80, "%.*s", (int)len, line);
        cr_expect(len == 0 || line[len - 1] != ' ', "%.*s", (int)len, line);
        line += len + 1;
    }
    free(text);
    text = draw(true);
    cr_expect_not_null(strstr(text, "\033[32m########\033[0m"), "%s", text);
    cr_expect_not_null(strstr(text, "\033[32mpassed 2025-11-25 12:05"), "%s", text);
    free(text);
}

Test(progress_draw, has_a_bar_that_ends_with_the_course)
{
    struct record_file files[PROGRESS_MOST_STAGES];
    struct progress progress = begun(files);
    struct buffer text = buffer_bounded(SIZE_MAX);
    char expected[128];
    for (size_t i = 0; i < course_stage_count; i++)
        progress.stages[i].passed = 1;
    draw_progress(&progress, files, false, &text);
    cr_assert_eq(buffer_write_byte(&text, '\0'), STREAM_OK);
    snprintf(expected, sizeof expected,
             "[########################################]  %zu of %zu stages passed",
             course_stage_count, course_stage_count);
    expect_line((const char *)text.at, expected);
    expect_line((const char *)text.at, "All stages are passed. make tour shows them side by side.");
    buffer_dispose(&text);
}

Test(progress_draw, of_a_start_file_begins_with_the_first_look)
{
    struct progress_stage entry = progress_unbegun;
    record_begin(&entry, &(struct record_file){.start = 5});
    cr_expect_eq(entry.start, 5);
    record_begin(&entry, &(struct record_file){.start = 6});
    cr_expect_eq(entry.start, 5, "it is the one that was begun with");
    cr_expect(record_start_changed(&entry, &(struct record_file){.start = 6}));
    cr_expect_not(record_start_changed(&entry, &(struct record_file){.start = 5}));
    cr_expect_not(record_start_changed(&entry, &(struct record_file){.start = 0}));
    cr_expect_not(
        record_start_changed(&entry, &(struct record_file){.start = 6, .untouched = true}));
    record_begin(&entry, &(struct record_file){.start = 6, .untouched = true});
    cr_expect_eq(entry.start, 6);
}
