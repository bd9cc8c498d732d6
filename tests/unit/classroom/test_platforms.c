/* What tooling/classroom/platforms.h promises. */
#include "classroom/platforms.h"

#include "base/scan.h"
#include "results/result.h"
#include "support/fail_alloc.h"
#include "unit/reader_case.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

TestSuite(platforms, .timeout = 30, .init = reader_case_hook_json);

#define GATE(name, verdict, message)                                                               \
    "{\"name\":\"" name "\",\"verdict\":\"" verdict "\",\"message\":\"" message "\"}"
#define PASSES(name) GATE(name, "pass", "fine")
#define RESULT(verdict, gates)                                                                     \
    "{\"stage\":2,\"name\":\"2-remove-interface-call\",\"file\":\"f.c\",\"verdict\":\"" verdict    \
    "\",\"measured\":{},\"gates\":[" gates "]}"
#define STAGE(verdict, score, more)                                                                \
    "{\"stage\":2,\"name\":\"2-remove-interface-call\",\"verdict\":\"" verdict                     \
    "\",\"score\":" score ",\"max_score\":25," more "}"
#define GRADES(score, results)                                                                     \
    "{\"stages\":[],\"boxed\":true,\"submissions\":[{\"name\":\"a\",\"score\":" score              \
    ",\"max_score\":25,\"results\":[" results "]}]}"
#define UNMEASURED RESULT("inconclusive", GATE("build", "inconclusive", "no gcc"))
#define MISSING GRADES("0", STAGE("missing", "0", "\"why\":\"there is no file\""))

/* What stands for a gate, instead of what stands for the others. */
struct instead {
    const char *gate, *text;
};

enum { TEXT_SIZE = 8192 }; /* bytes */

/* Writes a text for each gate: `form`, whose %s is the gate's name, or what stands instead. */
static const char *each_gate(const char *form, const char *between, const struct instead *instead,
                             char text[TEXT_SIZE])
{
    size_t len = 0;
    for (size_t i = 0; result_gates[i] != NULL; i++) {
        const char *own = form;
        for (const struct instead *one = instead; one->gate != NULL; one++)
            own = strcmp(one->gate, result_gates[i]) == 0 ? one->text : own;
        len += (size_t)snprintf(text + len, TEXT_SIZE - len, "%s", len == 0 ? "" : between);
        len += (size_t)snprintf(text + len, TEXT_SIZE - len, own, result_gates[i]);
        cr_assert_lt(len, TEXT_SIZE);
    }
    return text;
}

/* The grades of one submission, not-yet; every gate passes but for those `instead`. Static. */
static const char *graded(const char *score, const struct instead *instead)
{
    static char text[2 * TEXT_SIZE];
    char gates[TEXT_SIZE];
    snprintf(text, sizeof text,
             GRADES("%s", STAGE("not-yet", "%s", "\"result\":" RESULT("not-yet", "%s"))), score,
             score, each_gate(PASSES("%s"), ",", instead, gates));
    return text;
}

/* The same, at half of its points: cpu is not-yet. */
static const char *half(void)
{
    static const struct instead cpu[] = {{"cpu", GATE("cpu", "not-yet", "93 calls\\n  here")},
                                         {NULL, NULL}};
    return graded("15", cpu);
}

static struct scores the_scores(void)
{
    static const char text[] = "{\"1-algo-one\":{\"heap\":25},"
                               "\"2-remove-interface-call\":{\"heap\":15,\"cpu\":10},"
                               "\"3-fix-window-size\":{\"heap\":25},\"4-cpu-hotspot\":{\"cpu\":25},"
                               "\"5-keep-going\":{\"heap\":25}}";
    struct error error;
    struct scores scores;
    cr_assert(scores_read("x", bytes_from_string(text), &scores, &error), "%s", error.text);
    return scores;
}

static bool write(const cJSON *grades, bool classroom, struct buffer *json)
{
    struct scores scores = the_scores();
    return classroom ? classroom_write(grades, json) : gradescope_write(grades, &scores, json);
}

/* What is written, on one line and without blanks where it may be, is `expected`. */
static void expect_written(const char *text, bool classroom, const char *expected)
{
    cJSON *grades = cJSON_Parse(text);
    struct buffer json = buffer_bounded(SIZE_MAX);
    cr_assert_not_null(grades, "%s", text);
    cr_assert(write(grades, classroom, &json));
    for (size_t i = 0; i < json.len; i++)
        cr_assert(json.at[i] < 0x7f, "byte %zu", i);
    cJSON *written = cJSON_ParseWithLength((const char *)json.at, json.len);
    char *line = cJSON_PrintUnformatted(written);
    cr_assert_not_null(line);
    cr_expect_str_eq(line, expected, "\n     got %s\nexpected %s", line, expected);
    cJSON_free(line);
    cJSON_Delete(written);
    cJSON_Delete(grades);
    buffer_dispose(&json);
}

#define TEST(name, output, score, most, status)                                                    \
    "{\"name\":\"2-remove-interface-call" name "\",\"output\":\"" output "\",\"score\":" score     \
    ",\"max_score\":" most ",\"status\":\"" status "\",\"visibility\":\"visible\"}"
#define PASSED(gate, points) TEST(": " gate, "pass: fine", points, points, "passed")
#define DOCUMENT(score, output, tests)                                                             \
    "{\"score\":" score ",\"visibility\":\"visible\",\"stdout_visibility\":\"hidden\","            \
    "\"output\":\"" output "\",\"tests\":[" tests "]}"
#define NO_GRADE                                                                                   \
    "INCONCLUSIVE: not everything could be graded, and that is not the fault of what was "         \
    "submitted.\\n"                                                                                \
    "The points below are no grade. Submit again, or ask your instructor to rerun the "            \
    "autograder.\\n"

/* Of the graded submission, what is written for Gradescope. */
static void expect_gradescope(const char *text, const char *score, const struct instead *instead)
{
    char expected[2 * TEXT_SIZE];
    char tests[TEXT_SIZE];
    snprintf(expected, sizeof expected,
             DOCUMENT("%s", "2-remove-interface-call: not-yet, %s of 25 points\\n", "%s"), score,
             score, each_gate(PASSED("%s", "0"), ",", instead, tests));
    expect_written(text, false, expected);
}

Test(platforms, gradescope_has_a_test_for_each_gate)
{
    static const struct instead tests[] = {
        {"heap", PASSED("heap", "15")},
        {"cpu", TEST(": cpu", "not-yet: 93 calls\\n  here", "0", "10", "failed")},
        {NULL, NULL}};
    expect_gradescope(half(), "15", tests);
}

#define WITHHELD "pass: fine\\nNo points yet: all gates without points must pass, too."

Test(platforms, gradescope_says_why_a_gate_that_passes_brings_nothing)
{
    static const struct instead wrong[] = {
        {"correctness", GATE("correctness", "not-yet", "\\u00ff\\u001b[2J")}, {NULL, NULL}};
    static const struct instead tests[] = {
        {"correctness", TEST(": correctness", "not-yet: ??\\u001b[2J", "0", "0", "failed")},
        {"heap", TEST(": heap", WITHHELD, "0", "15", "failed")},
        {"cpu", TEST(": cpu", WITHHELD, "0", "10", "failed")},
        {NULL, NULL}};
    expect_gradescope(graded("0", wrong), "0", tests);
}

Test(platforms, gradescope_says_of_what_could_not_be_judged_that_it_is_no_grade)
{
    expect_written(GRADES("0", STAGE("inconclusive", "0", "\"result\":" UNMEASURED)), false,
                   DOCUMENT("0",
                            NO_GRADE "2-remove-interface-call: inconclusive, 0 of 25 points\\n",
                            TEST(": build", "inconclusive: no gcc", "0", "0", "failed")));
    expect_written(GRADES("0", STAGE("inconclusive", "0", "\"why\":\"the check died\"")), false,
                   DOCUMENT("0",
                            NO_GRADE "2-remove-interface-call: inconclusive, 0 of 25 points\\n",
                            TEST("", "inconclusive: the check died", "0", "25", "failed")));
    expect_written(MISSING, false,
                   DOCUMENT("0", "2-remove-interface-call: missing, 0 of 25 points\\n",
                            TEST("", "missing: there is no file", "0", "25", "failed")));
}

#define RUN(status, tests)                                                                         \
    "{\"version\":1,\"status\":\"" status "\",\"max_score\":25,\"tests\":[" tests "]}"
#define STEP(status, score, message)                                                               \
    "{\"message\":\"" message "\",\"test_code\":\"make check-stage 2\","                           \
    "\"filename\":\"stages/2-remove-interface-call/algo_one.c\","                                  \
    "\"name\":\"2-remove-interface-call\",\"status\":\"" status "\",\"score\":" score              \
    ",\"line_no\":0}"

Test(platforms, classroom_has_a_test_for_each_stage)
{
    static const struct instead cpu[] = {{"cpu", ""}, {NULL, NULL}};
    char expected[2 * TEXT_SIZE];
    char passed[TEXT_SIZE];
    each_gate("%s, ", "", cpu, passed);
    snprintf(expected, sizeof expected,
             RUN("fail", STEP("fail", "15",
                              "Stage 2-remove-interface-call   f.c\\n\\n"
                              "  %.*s\\n"
                              "               pass         fine\\n"
                              "  cpu          not-yet      93 calls\\n        here\\n\\n"
                              "not-yet: cpu\\n")),
             (int)strlen(passed) - 2, passed);
    expect_written(half(), true, expected);
    expect_written(MISSING, true, RUN("fail", STEP("fail", "0", "missing: there is no file")));
    expect_written(GRADES("25", STAGE("pass", "25", "\"why\":\"\"")), true,
                   RUN("pass", STEP("pass", "25", "pass: ")));
}

/* An error of ours is told from a failure, whatever came before and after. */
Test(platforms, classroom_is_in_error_where_a_stage_is_inconclusive)
{
    expect_written(
        GRADES("0", STAGE("missing", "0", "\"why\":\"a\"") "," STAGE(
                        "inconclusive", "0", "\"why\":\"b\"") "," STAGE("missing", "0",
                                                                        "\"why\":\"c\"")),
        true,
        RUN("error", STEP("fail", "0", "missing: a") "," STEP(
                         "error", "0", "inconclusive: b") "," STEP("fail", "0", "missing: c")));
}

Test(platforms, write_nothing_whichever_allocation_is_refused)
{
    const char *const texts[] = {half(), MISSING};
    for (size_t i = 0; i < 4; i++) {
        cJSON *grades = cJSON_Parse(texts[i / 2]);
        struct fail_alloc_count count = {.refused = 1};
        for (size_t n = 1; count.refused > 0; n++) {
            struct scores scores = the_scores();
            struct buffer json = buffer_bounded(SIZE_MAX);
            fail_alloc_begin(n);
            bool done = i % 2 == 0 ? classroom_write(grades, &json)
                                   : gradescope_write(grades, &scores, &json);
            buffer_dispose(&json);
            count = fail_alloc_end();
            cr_expect_eq(count.live, 0, "allocation %zu refused: %zu leaked", n, count.live);
            cr_expect_eq(done, count.refused == 0, "document %zu, allocation %zu", i, n);
        }
        cJSON_Delete(grades);
    }
}
