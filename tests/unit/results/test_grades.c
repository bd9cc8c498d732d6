/* What tooling/results/grades.h promises. */
#include "results/grades.h"

#include "unit/fixture.h"
#include "unit/reader_case.h"
#include "unit/results/gates_case.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

TestSuite(grades, .timeout = 60, .init = reader_case_hook_json);

static bool read_grades(const char *name, struct bytes text, struct error *error, bool *left_empty)
{
    cJSON *grades = grades_read(name, text, error);
    bool read = grades != NULL;
    *left_empty = !read;
    cJSON_Delete(grades);
    return read;
}

#define STAGES                                                                                     \
    "[{\"stage\":1,\"name\":\"one\",\"max_score\":25},{\"stage\":2,\"name\":\"two\",\"max_"        \
    "score\":10}]"
#define GATES "[{\"name\":\"heap\",\"verdict\":\"not-yet\",\"message\":\"m\"}]"
#define MEASURED "{\"allocs_per_op\":2}"
#define RESULT                                                                                     \
    "{\"stage\":1,\"name\":\"one\",\"file\":\"f\",\"verdict\":\"not-yet\",\"gates\":" GATES        \
    ",\"measured\":" MEASURED "}"
#define FIRST                                                                                      \
    "{\"stage\":1,\"name\":\"one\",\"verdict\":\"not-yet\",\"score\":5,\"max_score\":25,"          \
    "\"result\":" RESULT "}"
#define SECOND                                                                                     \
    "{\"stage\":2,\"name\":\"two\",\"verdict\":\"missing\",\"score\":0,\"max_score\":10,"          \
    "\"why\":\"no file\"}"

static const char whole[] =
    "{\"stages\":" STAGES ",\"boxed\":true,\"submissions\":[{\"name\":"
    "\"ann\",\"results\":[" FIRST "," SECOND "],\"score\":5,\"max_score\":35}]}";

/* The whole document with the one `part` of it replaced. The caller frees it. */
static char *edited(const char *part, const char *by)
{
    const char *at = strstr(whole, part);
    cr_assert_not_null(at, "%s: not in the document", part);
    char *text = malloc(sizeof whole + strlen(by));
    cr_assert_not_null(text);
    sprintf(text, "%.*s%s%s", (int)(at - whole), whole, by, at + strlen(part));
    return text;
}

#define VERDICTS "pass, not-yet, inconclusive or missing"
#define IN_FIRST "x: submissions[0].results[0]."
#define IN_SECOND "x: submissions[0].results[1]."

static const struct {
    const char *part, *by, *error;
} refused[] = {
    {whole, "[]", "x: expected an object, got an empty array"},
    {"\"stages\":", "\"Stages\":",
     "x: stages: expected an array of one stage or more, got nothing"},
    {STAGES, "{}", "x: stages: expected an array of one stage or more, got an empty object"},
    {STAGES, "[]", "x: stages: expected an array of one stage or more, got an empty array"},
    {STAGES, "[1]", "x: stages[0]: expected an object, got 1"},
    {"\"stage\":1,", "\"stage\":-1,",
     "x: stages[0].stage: expected a whole number, 0 to 1000000000, got -1"},
    {"\"stage\":1,", "\"stage\":1.5,",
     "x: stages[0].stage: expected a whole number, 0 to 1000000000, got 1.5"},
    {"\"stage\":1,", "\"stage\":1e99,",
     "x: stages[0].stage: expected a whole number, 0 to 1000000000, got 1e+99"},
    {"\"stage\":1,", "\"stage\":\"1\",",
     "x: stages[0].stage: expected a whole number, 0 to 1000000000, got \"1\""},
    {"\"name\":\"two\"", "\"name\":\"\"", "x: stages[1].name: expected a name, got \"\""},
    {"\"name\":\"two\"", "\"name\":2", "x: stages[1].name: expected a name, got 2"},
    {"\"max_score\":10", "\"most\":10",
     "x: stages[1].max_score: expected a whole number, 0 to 1000000000, got nothing"},
    {"\"boxed\":true", "\"boxed\":\"no\"", "x: boxed: expected true or false, got \"no\""},
    {"\"boxed\":true,", "", "x: boxed: expected true or false, got nothing"},
    {"\"submissions\":", "\"students\":", "x: submissions: expected an array, got nothing"},
    {"[{\"name\":\"ann\"", "[7,{\"name\":\"ann\"", "x: submissions[0]: expected an object, got 7"},
    {"\"name\":\"ann\"", "\"name\":null", "x: submissions[0].name: expected a name, got null"},
    {"\"name\":\"ann\"", "\"name\":\"\"", "x: submissions[0].name: expected a name, got \"\""},
    {"\"results\":[", "\"result\":[", "x: submissions[0].results: expected an array, got nothing"},
    {"," SECOND, "", "x: submissions[0].results: expected one result per stage, got an array"},
    {SECOND, SECOND "," SECOND,
     "x: submissions[0].results: expected one result per stage, got an array"},
    {"],\"score\":5", "],\"score\":6",
     "x: submissions[0].score: expected the sum of the results', got 6"},
    {"],\"score\":5", "]",
     "x: submissions[0].score: expected a whole number, 0 to 1000000000, got nothing"},
    {"\"max_score\":35", "\"max_score\":25",
     "x: submissions[0].max_score: expected the sum of the results', got 25"},
    {SECOND, "{}", IN_SECOND "stage: expected a whole number, 0 to 1000000000, got nothing"},
    {FIRST, "1", "x: submissions[0].results[0]: expected an object, got 1"},
    {FIRST "," SECOND, SECOND "," FIRST,
     IN_FIRST "stage: expected the same as stages[0].stage, got 2"},
    {"2,\"name\":\"two\",\"verdict\"", "2,\"name\":\"Two\",\"verdict\"",
     IN_SECOND "name: expected the same as stages[1].name, got \"Two\""},
    {"\"missing\"", "\"absent\"", IN_SECOND "verdict: expected " VERDICTS ", got \"absent\""},
    {"\"missing\"", "true", IN_SECOND "verdict: expected " VERDICTS ", got true"},
    {"\"score\":0,\"max_score\":10", "\"score\":0,\"max_score\":11",
     IN_SECOND "max_score: expected the same as stages[1].max_score, got 11"},
    {"\"score\":0,\"max_score\":10", "\"score\":11,\"max_score\":10",
     IN_SECOND "score: expected at most max_score, got 11"},
    {"\"score\":0,", "\"score\":false,",
     IN_SECOND "score: expected a whole number, 0 to 1000000000, got false"},
    {"\"why\":\"no file\"", "\"because\":\"\"",
     IN_SECOND "why: expected the reason why there is no result, got nothing"},
    {"\"why\":\"no file\"", "\"result\":{}",
     IN_SECOND "result.stage: expected a whole number, got nothing"},
    {"\"missing\"", "\"pass\"", IN_SECOND "why: expected nothing beside a result, got \"no file\""},
    {"\"result\":" RESULT, "\"why\":\"\"",
     IN_FIRST "why: expected nothing beside a result, got \"\""},
    {"\"result\":" RESULT, "\"note\":\"\"",
     IN_FIRST "result: expected the check's result, got nothing"},
    {RESULT, "[]", IN_FIRST "result: expected an object, got an empty array"},
    {":{\"stage\":1,\"name\":\"one\"", ":{\"stage\":1,\"name\":\"two\"",
     IN_FIRST "result.name: expected the same as submissions[0].results[0].name, got \"two\""},
    {"\"verdict\":\"not-yet\",\"gates\"", "\"verdict\":\"pass\",\"gates\"",
     IN_FIRST
     "result.verdict: expected the same as submissions[0].results[0].verdict, got \"pass\""},
    {GATES, "{}", IN_FIRST "result.gates: expected an array, got an empty object"},
    {GATES, "[]", IN_FIRST "result.verdict: expected what the gates say, got \"not-yet\""},
    {"\"heap\",\"verdict\":\"not-yet\"", "\"heap\",\"verdict\":\"pass\"",
     IN_FIRST "result.verdict: expected what the gates say, got \"not-yet\""},
    {",\"message\":\"m\"", "", IN_FIRST "result.gates[0].message: expected a string, got nothing"},
    {MEASURED, "[]", IN_FIRST "result.measured: expected an object, got an empty array"},
    {MEASURED, "{\"allocs_per_op\":\"2\"}",
     IN_FIRST "result.measured.\"allocs_per_op\": expected a number, got \"2\""},
    {MEASURED, "{\"allocs_per_op\":1e999}",
     IN_FIRST "result.measured.\"allocs_per_op\": expected a number, got inf"},
};

Test(grades, of_which_a_draw_could_rely_on_too_little_are_refused)
{
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
        char *text = edited(refused[i].part, refused[i].by);
        expect_refusal(read_grades, refused[i].by, bytes_from_string(text), refused[i].error);
        free(text);
    }

    char error[512];
    char *text = edited("\"name\":\"heap\"", "\"name\":\"time\"");
    snprintf(error, sizeof error, IN_FIRST "result.gates[0].name: expected %s, got \"time\"",
             gates_listed());
    expect_refusal(read_grades, "another gate", bytes_from_string(text), error);
    free(text);
}

Test(grades, that_are_no_json_are_refused_with_their_place)
{
    static const struct refused cases[] = {
        {"nothing", "", "x:1: expected JSON, and the memory for it, got the end of the text", 0},
        {"a comma too many", "{\n\"stages\":[,]}",
         "x:2: expected JSON, and the memory for it, got \"\\\"stages\\\":[,]}\" and the end of "
         "the text",
         0},
        {"two", "{}{}",
         "x:1: expected nothing after the JSON, got \"{}{}\" and the end of the text", 0},
    };
    expect_refused(read_grades, cases, sizeof cases / sizeof *cases);
    cr_expect_eq(count_prefixes_read(read_grades, bytes_of(whole, sizeof whole - 1)), 0);
}

Test(grades, are_read_where_there_is_a_reason_in_place_of_a_result)
{
    static const char *const verdicts[] = {"\"missing\"", "\"inconclusive\""};
    for (size_t i = 0; i < sizeof verdicts / sizeof *verdicts; i++) {
        struct error error;
        char *text = edited("\"missing\"", verdicts[i]);
        cJSON *grades = grades_read("x", bytes_from_string(text), &error);
        cr_expect_not_null(grades, "%s", error.text);
        cJSON_Delete(grades);
        free(text);
    }
}

Test(grades, have_stages_submissions_results_and_numbers)
{
    struct error error;
    cJSON *grades = grades_read("x", bytes_of(whole, sizeof whole - 1), &error);
    cr_assert_not_null(grades, "%s", error.text);
    const cJSON *ann = json_get(grades, "submissions")->child;
    cr_expect_eq(cJSON_GetArraySize(json_get(grades, "stages")), 2);
    cr_expect_eq(cJSON_GetArraySize(json_get(ann, "results")), 2);
    cr_expect_eq(json_number(ann, "max_score"), 35);
    cr_expect_eq(json_number(ann, "name"), 0);
    cJSON_Delete(grades);
}

Test(grades, of_a_real_class_are_read)
{
    struct error error;
    struct bytes text = fixture_load("grades/class.json");
    cJSON *grades = grades_read("class.json", text, &error);
    cr_assert_not_null(grades, "%s", error.text);
    cr_expect_eq(cJSON_GetArraySize(json_get(grades, "submissions")), 8);
    cJSON_Delete(grades);
    fixture_dispose(text);
}

Test(grades, are_not_read_whichever_allocation_is_refused)
{
    expect_no_json_memory_refused(read_grades, bytes_of(whole, sizeof whole - 1));
}
