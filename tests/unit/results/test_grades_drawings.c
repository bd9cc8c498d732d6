/* What tooling/results/grades_drawings.h promises of the table, the CSV and the JUnit file. */
#include "results/grades_drawings.h"

#include "results/grades.h"
#include "unit/fixture.h"
#include "unit/results/grades_case.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

TestSuite(grades_draw, .timeout = 60);

static void draw_table(const cJSON *grades, struct buffer *text)
{
    grades_draw_table(grades, false, 0, text);
}

static void draw_narrow(const cJSON *grades, struct buffer *text)
{
    grades_draw_table(grades, false, 48, text);
}

static void draw_coloured(const cJSON *grades, struct buffer *text)
{
    grades_draw_table(grades, true, 0, text);
}

static void expect_drawn(grades_drawer *draw, cJSON *grades, const char *expected)
{
    struct buffer text = grades_drawn(draw, grades);
    cr_expect_str_eq((const char *)text.at, expected, "\n%s\nexpected\n%s", text.at, expected);
    buffer_dispose(&text);
}

static void expect_part(grades_drawer *draw, cJSON *grades, const char *part)
{
    struct buffer text = grades_drawn(draw, grades);
    cr_expect(strstr((const char *)text.at, part) != NULL, "\n%s\nexpected\n%s", text.at, part);
    buffer_dispose(&text);
}

#define OPEN "\nInconclusive, and so not scored:\n  "

Test(grades_draw, has_a_row_for_each_submission_and_the_reason_of_what_is_open)
{
    expect_drawn(draw_table, grades_named("ann", "no box\nhere"),
                 "submission    stage 1         stage 2          score\n"
                 "ann           heap         5  inconclusive ?  5+?/35\n"
                 "passed        0 of 1          0 of 1\n"
                 "most not-yet  heap (1)        -\n" OPEN "ann, stage 2: no box\n");
}

Test(grades_draw, leaves_out_scores_and_then_ends_of_names_for_a_narrow_terminal)
{
    expect_drawn(draw_narrow, grades_named("a name of 22 columns..", "no"),
                 "submission    stage 1       stage 2        score\n"
                 "a name of...  heap          inconclusive  5+?/35\n"
                 "passed        0 of 1        0 of 1\n"
                 "most not-yet  heap (1)      -\n" OPEN "a name of 22 columns.., stage 2: no\n");
    expect_part(draw_narrow, grades_named("ann", "no"), "\nann           heap          incon");
}

Test(grades_draw, cuts_a_name_without_end)
{
    char name[256];
    memset(name, 'n', sizeof name - 1);
    name[sizeof name - 1] = '\0';
    expect_part(draw_table, grades_named(name, "no"),
                "\nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn...  heap  ");
}

Test(grades_draw, colours_outcomes)
{
    expect_part(draw_coloured, grades_named("ann", "no"),
                "ann           \033[31mheap        \033[0m 5"
                "  \033[33minconclusive\033[0m ?  5+?/35\n");
}

/* The bytes that a terminal shows, and newlines. */
static bool is_harmless(const char *text)
{
    for (; *text != '\0'; text++) {
        unsigned char c = (unsigned char)*text;
        if ((c < 0x20 && c != '\n') || c == 0x7f || (c == 0xc2 && (unsigned char)text[1] < 0xa0))
            return false;
    }
    return true;
}

static size_t count_of(const struct buffer *text, char c)
{
    size_t count = 0;
    for (size_t i = 0; i < text->len; i++)
        count += text->at[i] == (unsigned char)c;
    return count;
}

Test(grades_draw, lets_no_name_and_no_reason_act_on_a_terminal)
{
    for (size_t i = 0; i < hostile_name_count; i++) {
        const struct hostile_name *hostile = &hostile_names[i];
        char expected[256];
        struct buffer text = grades_drawn(draw_table, grades_named(hostile->name, hostile->name));
        snprintf(expected, sizeof expected, "\n  %s, stage 2: ", hostile->shown);
        cr_expect(strstr((const char *)text.at, expected) != NULL, "%s", text.at);
        cr_expect(is_harmless((const char *)text.at), "%s", hostile->shown);
        cr_expect_eq(count_of(&text, '\n'), 7, "%s", text.at);
        buffer_dispose(&text);
    }
}

#define HEAD                                                                                       \
    "name,stage,verdict,first_failed_gate,score,max_score,allocs_per_op,bytes_per_op,"             \
    "leaked_bytes,peak_bytes,instructions_per_op,interface_calls_per_op\r\n"

Test(grades_draw, has_a_csv_row_for_each_stage_without_what_is_not_known)
{
    expect_drawn(grades_draw_csv, grades_named("ann", "no"),
                 HEAD "\"ann\",1,not-yet,heap,5,25,2,,,,16821.33,\r\n"
                      "\"ann\",2,inconclusive,,,10,,,,,,\r\n");
}

/*
 * Reads a field of a CSV as RFC 4180 has it, without its quotes, and returns what is behind it: a
 * comma, or a line's end.
 */
static const char *read_field(const char *at, char *field)
{
    bool quoted = *at == '"';
    for (at += quoted; *at != '\0'; at++) {
        if (quoted && at[0] == '"' && at[1] == '"')
            at++;
        else if (quoted ? *at == '"' : *at == ',' || *at == '\r')
            break;
        *field++ = *at;
    }
    *field = '\0';
    return at + quoted;
}

static void expect_row(const char **at, const struct hostile_name *hostile)
{
    char field[256];
    size_t fields = 1;
    *at = read_field(*at, field);
    const char *name = field[0] == '\'' ? field + 1 : field;
    cr_expect_str_eq(name, hostile->shown);
    cr_expect(strchr("=+-@\t\r", field[0]) == NULL && strncmp(field, "\xef\xbc", 2) != 0, "%s",
              field);
    for (; **at == ','; fields++)
        *at = read_field(*at + 1, field);
    cr_expect_eq(fields, 12, "%s: %zu fields", hostile->shown, fields);
    cr_assert_eq(strncmp(*at, "\r\n", 2), 0, "%s: %s", hostile->shown, *at);
    *at += 2;
}

Test(grades_draw, gives_a_spreadsheet_names_and_no_formulas)
{
    for (size_t i = 0; i < hostile_name_count; i++) {
        const struct hostile_name *hostile = &hostile_names[i];
        struct buffer csv =
            grades_drawn(grades_draw_csv, grades_named(hostile->name, hostile->name));
        const char *at = strstr((const char *)csv.at, "\r\n") + 2;
        expect_row(&at, hostile);
        expect_row(&at, hostile);
        cr_expect_eq(*at, '\0', "%s", at);
        buffer_dispose(&csv);
    }
}

Test(grades_draw, has_a_testsuite_for_each_submission)
{
    expect_drawn(grades_draw_junit, grades_named("<ann>", "a\n<b>"),
                 "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                 "<testsuites tests=\"3\" failures=\"1\" errors=\"1\">\n"
                 "<testsuite name=\"&#60;ann&#62;\" tests=\"3\" failures=\"1\" errors=\"1\" "
                 "skipped=\"0\">\n"
                 "  <testcase classname=\"1-one\" name=\"build\">\n"
                 "    <system-out>compiles</system-out>\n  </testcase>\n"
                 "  <testcase classname=\"1-one\" name=\"heap\">\n"
                 "    <failure message=\"not-yet\">a\n&#60;b&#62;</failure>\n  </testcase>\n"
                 "  <testcase classname=\"2-two\" name=\"submission\">\n"
                 "    <error message=\"inconclusive\">a\n&#60;b&#62;</error>\n  </testcase>\n"
                 "</testsuite>\n</testsuites>\n");
}

Test(grades_draw, of_a_real_class_has_its_figures)
{
    struct error error;
    struct bytes text = fixture_load("grades/class.json");
    expect_part(draw_table, grades_read("x", text, &error),
                "\ngus           pass         25  heap ");
    expect_part(draw_table, grades_read("x", text, &error), "\npassed        4 of 8  ");
    expect_part(draw_table, grades_read("x", text, &error), "\nmean score 39.3 of 100\n");
    expect_part(grades_draw_csv, grades_read("x", text, &error),
                "\r\n\"ann\",4,pass,,25,25,0,0,0,0,2497,0\r\n");
    expect_part(grades_draw_csv, grades_read("x", text, &error),
                "\r\n\"eva\",3,not-yet,build,0,25,,,,,,\r\n\"eva\",4,missing,,0,25,,,,,,\r\n");
    expect_part(grades_draw_junit, grades_read("x", text, &error),
                "<testsuites tests=\"167\" failures=\"20\" errors=\"8\">");
    expect_part(grades_draw_junit, grades_read("x", text, &error),
                "<skipped message=\"missing\">no file for this stage</skipped>");
    fixture_dispose(text);
}

Test(grades_draw, says_so_whichever_allocation_is_refused)
{
    expect_draw_says_no_memory(draw_table);
    expect_draw_says_no_memory(draw_narrow);
    expect_draw_says_no_memory(grades_draw_csv);
    expect_draw_says_no_memory(grades_draw_junit);
}
