/* What tooling/learn/progress_note.h promises. */
#include "learn/progress_note.h"

#include "results/result.h"
#include "unit/results/gates_case.h"

#include <criterion/criterion.h>
#include <string.h>

TestSuite(progress_note, .timeout = 10);

/* See result_but; the first gate has the figures, which are JSON. */
static cJSON *result_with(const char *others, const char *figures)
{
    cJSON *result = result_but(&course_stages[0], others);
    cr_assert(cJSON_ReplaceItemInObject(result, "measured", cJSON_Parse(figures)));
    cr_assert(result_settle(result));
    return result;
}

#define FIGURES(allocs, bytes, instructions)                                                       \
    "{\"allocs_per_op\":" #allocs ",\"bytes_per_op\":" #bytes                                      \
    ",\"instructions_per_op\":" #instructions ",\"hottest_line\":33}"

static void note_by(struct progress_stage *entry, const char *compiler, const char *others,
                    const char *figures)
{
    cJSON *result = result_with(others, figures);
    cJSON *provenance = cJSON_AddObjectToObject(result, "provenance");
    cr_assert_not_null(cJSON_AddStringToObject(provenance, "compiler", compiler));
    note_check(entry, result, 7, 1000 + entry->checks);
    cJSON_Delete(result); /* the entry borrows nothing of it */
}

static void note(struct progress_stage *entry, const char *others, const char *figures)
{
    note_by(entry, "gcc 12.2.0", others, figures);
}

static void expect_best(const struct progress_stage *entry, double allocs, double bytes,
                        double instructions)
{
    cr_expect_float_eq(entry->best[BEST_ALLOCS], allocs, 0);
    cr_expect_float_eq(entry->best[BEST_BYTES], bytes, 0);
    cr_expect_float_eq(entry->best[BEST_INSTRUCTIONS], instructions, 0);
}

Test(progress_note, of_a_check_is_its_verdict_and_the_first_gate_that_gives_it)
{
    static const struct {
        const char *others, *verdict, *gate;
    } rows[] = {
        {"", RESULT_PASS, NULL},
        {"heap:n cpu:n", RESULT_NOT_YET, "heap"},
        {"cpu:n", RESULT_NOT_YET, "cpu"},
        {"build:n correctness:i", RESULT_NOT_YET, "build"},
        {"correctness:i storage:n", RESULT_NOT_YET, "storage"},
        {"storage:i cpu:i", RESULT_INCONCLUSIVE, "storage"},
        {"build:i correctness:i", RESULT_INCONCLUSIVE, "build"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct progress_stage entry = progress_unbegun;
        note(&entry, rows[i].others, "{}");
        cr_expect_eq(entry.checks, 1);
        cr_expect_eq(entry.file, 7);
        cr_expect_str_eq(entry.verdict, rows[i].verdict, "%s", rows[i].others);
        cr_expect_eq(entry.passed, rows[i].gate == NULL ? 1000 : 0);
        if (rows[i].gate == NULL)
            cr_expect_null(entry.gate);
        else
            cr_expect_str_eq(entry.gate, rows[i].gate, "%s", rows[i].others);
    }
}

Test(progress_note, of_a_pass_keeps_when_it_came_first)
{
    struct progress_stage entry = progress_unbegun;
    note(&entry, "heap:n", "{}");
    note(&entry, "", "{}");
    note(&entry, "heap:n", "{}");
    note(&entry, "", "{}");
    cr_expect_eq(entry.checks, 4);
    cr_expect_eq(entry.passed, 1001);
}

Test(progress_note, of_figures_keeps_the_best_of_programs_that_are_right)
{
    struct progress_stage entry = progress_unbegun;
    note(&entry, "correctness:n", FIGURES(0, 0, 1));
    note(&entry, "storage:n", FIGURES(0, 0, 1));
    note(&entry, "correctness:i", FIGURES(0, 0, 1));
    expect_best(&entry, -1, -1, -1);
    note(&entry, "heap:n cpu:n", FIGURES(2, 53, 16876.5));
    expect_best(&entry, 2, 53, 16876.5);
    note(&entry, "heap:i cpu:n", FIGURES(null, null, 900));
    expect_best(&entry, 2, 53, 900);
    note(&entry, "cpu:n", FIGURES(0, 60, 1000));
    expect_best(&entry, 0, 53, 900);
}

Test(progress_note, of_figures_keeps_those_that_pass_once_some_do)
{
    struct progress_stage entry = progress_unbegun;
    note(&entry, "heap:n", FIGURES(0, 53, 900));
    note(&entry, "", FIGURES(1, 8, 1000));
    expect_best(&entry, 1, 8, 1000);
    note(&entry, "cpu:n", FIGURES(0, 0, 800));
    note(&entry, "heap:n cpu:i", FIGURES(0, 0, 800));
    expect_best(&entry, 1, 8, 1000);
    note(&entry, "", FIGURES(1, 6, 1100));
    expect_best(&entry, 1, 6, 1000);
}

Test(progress_note, of_figures_keeps_one_compilers)
{
    struct progress_stage entry = progress_unbegun;
    note(&entry, "", FIGURES(1, 8, 1000));
    cr_expect_str_eq(entry.compiler, "gcc 12.2.0");
    note_by(&entry, "clang 14.0.6", "cpu:n", FIGURES(1, 8, 2000));
    note_by(&entry, "clang 14.0.6", "correctness:n", FIGURES(1, 8, 2000));
    expect_best(&entry, 1, 8, 1000);
    note_by(&entry, "clang 14.0.6", "", FIGURES(1, 9, 1500));
    expect_best(&entry, 1, 9, 1500);
    cr_expect_str_eq(entry.compiler, "clang 14.0.6");
}

enum { CHECKED = 7 }; /* the hash of the file that is checked */

static void expect_compared(struct progress_stage *entry, const char *figures, const char *expected)
{
    struct buffer text = buffer_bounded(SIZE_MAX);
    cJSON *result = result_with("", figures);
    note_compare(entry, result, CHECKED, &text);
    cr_assert_eq(buffer_write_byte(&text, '\0'), STREAM_OK);
    cr_expect_str_eq((const char *)text.at, expected);
    cJSON_Delete(result);
    buffer_dispose(&text);
}

static struct progress_stage predicting(double allocs, double bytes, double line)
{
    struct progress_stage entry = progress_unbegun;
    entry.predicted[GUESS_ALLOCS] = allocs;
    entry.predicted[GUESS_BYTES] = bytes;
    entry.predicted[GUESS_LINE] = line;
    return entry;
}

Test(progress_note, of_a_prediction_stands_beside_what_was_measured)
{
    static const struct {
        double allocs, bytes, line;
        const char *says;
    } rows[] = {
        {2, 53, 33,
         "You predicted  2 allocs/op, 53 B/op, line 33\n"
         "Measured       2 allocs/op, 53 B/op, line 33: just as you said\n"},
        {2, 40, 23,
         "You predicted  2 allocs/op, 40 B/op, line 23\n"
         "Measured       2 allocs/op, 53 B/op, line 33: 1 of 3 as you said; the rest is worth a"
         " look\n"},
        {-1, 1e9, -1,
         "You predicted  1000000000 B/op\n"
         "Measured       53 B/op: 0 of 1 as you said; the rest is worth a look\n"},
        {-1, -1, -1, ""},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct progress_stage entry = predicting(rows[i].allocs, rows[i].bytes, rows[i].line);
        expect_compared(&entry, FIGURES(2, 53, 9), rows[i].says);
        expect_compared(&entry, FIGURES(2, 53, 9), "");
    }
}

Test(progress_note, of_a_prediction_waits_for_what_could_not_be_measured)
{
    struct progress_stage entry = predicting(2, -1, 33);
    expect_compared(&entry, "{}", "");
    expect_compared(&entry, "{\"allocs_per_op\":2}", "");
    expect_compared(&entry, FIGURES(2, 53, 9),
                    "You predicted  2 allocs/op, line 33\n"
                    "Measured       2 allocs/op, line 33: just as you said\n");
}

Test(progress_note, of_a_prediction_tells_a_file_that_has_changed_since)
{
    static const char same[] = "You predicted  2 allocs/op, 40 B/op\n"
                               "Measured       2 allocs/op, 53 B/op: 1 of 2 as you said; the rest"
                               " is worth a look\n";
    static const char changed[] =
        "You predicted  2 allocs/op, 40 B/op\n"
        "Measured       2 allocs/op, 53 B/op\n"
        "Your guess was about the file as it was then; it has changed since.\n";
    static const struct {
        uint64_t predicted_of;
        const char *says;
    } rows[] = {{CHECKED, same}, {0, same}, {CHECKED + 1, changed}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct progress_stage entry = predicting(2, 40, -1);
        entry.predicted_of = rows[i].predicted_of;
        expect_compared(&entry, FIGURES(2, 53, 9), rows[i].says);
        expect_compared(&entry, FIGURES(2, 53, 9), "");
    }
}
