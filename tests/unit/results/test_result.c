/* What tooling/results/result.h promises. */
#include "results/result.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

TestSuite(result, .timeout = 10);

static const struct stage stage = {
    .number = 7,
    .name = "7-seven",
    .allocs_per_op = 2,
    .stack_bytes = 4096,
    .bytes_per_op = COURSE_NO_LIMIT,
    .longest_find = 64,
    .interface_calls_per_op = 0,
    .instructions = {{.reference = "solution-3", .numerator = 1, .denominator = 3},
                     {.reference = "algo-two", .numerator = 1, .denominator = 1, .strict = true}},
    .instruction_count = 2,
};

static cJSON *parse(const char *text)
{
    cJSON *json = cJSON_Parse(text);
    cr_assert_not_null(json, "not JSON: %s", text);
    return json;
}

static void expect_json(const cJSON *json, const char *expected)
{
    char *text = cJSON_PrintUnformatted(json);
    cr_assert_not_null(text);
    cr_expect_str_eq(text, expected, "\n     got %s\nexpected %s", text, expected);
    cJSON_free(text);
}

/* Without its ceilings, which are the same in every result of a stage. */
static void expect_result(cJSON *result, const char *expected)
{
    cJSON_DeleteItemFromObjectCaseSensitive(result, "ceilings");
    expect_json(result, expected);
    cJSON_Delete(result);
}

Test(result, is_born_inconclusive_with_the_ceilings_of_its_stage)
{
    cJSON *result = result_new(&stage, "a \"file\".c");
    cr_assert_not_null(result);
    expect_json(result, "{\"stage\":7,\"name\":\"7-seven\",\"file\":\"a \\\"file\\\".c\","
                        "\"verdict\":\"inconclusive\",\"gates\":[],\"measured\":{},"
                        "\"ceilings\":{\"allocs_per_op\":2,\"leaked_bytes\":0,\"stack_bytes\":4096,"
                        "\"longest_find\":64,"
                        "\"interface_calls_per_op\":0,"
                        "\"instructions\":[\"<= 1/3 solution-3\",\"< 1/1 algo-two\"]}}");
    cJSON_Delete(result);
}

#define BORN "{\"stage\":7,\"name\":\"7-seven\",\"file\":\"f.c\",\"verdict\":\"inconclusive\","

Test(result, takes_copies_of_gates_and_gathers_what_they_measured)
{
    static const char heap_text[] = "{\"name\":\"heap\",\"verdict\":\"pass\",\"message\":\"m\","
                                    "\"measured\":{\"allocs_per_op\":2,\"peak_bytes\":53}}";
    static const char cpu_text[] = "{\"name\":\"cpu\",\"verdict\":\"not-yet\",\"message\":\"n\","
                                   "\"measured\":{\"instructions_per_op\":1234.5}}";
    cJSON *result = result_new(&stage, "f.c");
    cJSON *heap = parse(heap_text);
    cJSON *cpu = parse(cpu_text);
    cr_assert(result_add_gate(result, heap));
    cr_assert(result_add_gate(result, cpu));
    expect_json(heap, heap_text);
    cJSON_Delete(heap);
    cJSON_Delete(cpu);
    expect_result(result, BORN "\"gates\":["
                               "{\"name\":\"heap\",\"verdict\":\"pass\",\"message\":\"m\"},"
                               "{\"name\":\"cpu\",\"verdict\":\"not-yet\",\"message\":\"n\"}],"
                               "\"measured\":{\"allocs_per_op\":2,\"peak_bytes\":53,"
                               "\"instructions_per_op\":1234.5}}");
}

Test(result, says_of_a_gate_that_was_not_measured_why)
{
    cJSON *result = result_new(&stage, "f.c");
    cr_assert(result_add_new_gate(result, "memory", RESULT_INCONCLUSIVE, "no Valgrind"));
    expect_result(result, BORN "\"gates\":[{\"name\":\"memory\",\"verdict\":\"inconclusive\","
                               "\"message\":\"no Valgrind\"}],\"measured\":{}}");
}

Test(result, settles_by_the_worst_of_its_gates)
{
    static const struct {
        const char *gates[4];
        const char *verdict;
    } rows[] = {
        {{NULL}, "inconclusive"},
        {{"pass"}, "pass"},
        {{"pass", "pass", "pass"}, "pass"},
        {{"inconclusive"}, "inconclusive"},
        {{"pass", "inconclusive", "pass"}, "inconclusive"},
        {{"not-yet"}, "not-yet"},
        {{"pass", "pass", "not-yet"}, "not-yet"},
        {{"not-yet", "inconclusive"}, "not-yet"},
        {{"inconclusive", "not-yet", "pass"}, "not-yet"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cJSON *result = result_new(&stage, "f.c");
        for (size_t g = 0; rows[i].gates[g] != NULL; g++) {
            cJSON *gate = cJSON_CreateObject();
            cJSON_AddStringToObject(gate, "name", "heap");
            cJSON_AddStringToObject(gate, "verdict", rows[i].gates[g]);
            cr_assert(result_add_gate(result, gate));
            cJSON_Delete(gate);
        }
        cr_expect(result_settle(result));
        cr_expect_str_eq(json_text(result, "verdict"), rows[i].verdict, "row %zu", i);
        cJSON_Delete(result);
    }
}

/* A gate that came late counts as one that was there. */
Test(result, can_be_settled_again)
{
    cJSON *result = result_new(&stage, "f.c");
    cJSON *pass = parse("{\"name\":\"heap\",\"verdict\":\"pass\",\"message\":\"\"}");
    cr_assert(result_add_gate(result, pass) && result_settle(result));
    cr_expect_str_eq(json_text(result, "verdict"), "pass");
    cr_assert(result_add_new_gate(result, "cpu", RESULT_INCONCLUSIVE, "") && result_settle(result));
    cr_expect_str_eq(json_text(result, "verdict"), "inconclusive");
    cJSON_Delete(pass);
    cJSON_Delete(result);
}

Test(result, knows_a_gate_when_it_sees_one)
{
    static const struct {
        const char *gate;
        bool is_gate;
    } rows[] = {
        {"{\"name\":\"heap\",\"verdict\":\"pass\",\"message\":\"\"}", true},
        {"{\"name\":\"heap\",\"verdict\":\"not-yet\",\"message\":\"m\",\"measured\":{}}", true},
        {"{\"name\":\"heap\",\"verdict\":\"inconclusive\",\"message\":\"m\"}", true},
        {"{\"name\":\"heap\",\"verdict\":\"Pass\",\"message\":\"m\"}", false},
        {"{\"name\":\"heap\",\"verdict\":\"passed\",\"message\":\"m\"}", false},
        {"{\"name\":\"heap\",\"verdict\":true,\"message\":\"m\"}", false},
        {"{\"name\":\"heap\",\"message\":\"m\"}", false},
        {"{\"verdict\":\"pass\",\"message\":\"m\"}", false},
        {"{\"name\":1,\"verdict\":\"pass\",\"message\":\"m\"}", false},
        {"{\"name\":\"heap\",\"verdict\":\"pass\"}", false},
        {"{\"name\":\"heap\",\"verdict\":\"pass\",\"message\":null}", false},
        {"[\"heap\",\"pass\",\"m\"]", false},
        {"\"pass\"", false},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct error error;
        cJSON *gate = result_read_gate("x", bytes_from_string(rows[i].gate), &error);
        cr_expect_eq(gate != NULL, rows[i].is_gate, "%s", rows[i].gate);
        cJSON_Delete(gate);
    }
}

#define NAMED "\"stage\":1,\"name\":\"n\",\"file\":\"f\""
#define SETTLED NAMED ",\"verdict\":\"pass\""

Test(result, is_read_only_where_it_is_one)
{
    static const struct {
        const char *text, *error;
    } rows[] = {
        {"", "x:1: expected JSON, and the memory for it, got the end of the text"},
        {"\xff\xfe",
         "x:1: expected JSON, and the memory for it, got \"\\xff\\xfe\" and the end of the text"},
        {"null", "x: expected an object, got null"},
        {"[]", "x: expected an object, got an empty array"},
        {"{\"stage\":1", "x:1: expected JSON, and the memory for it, got \"{\\\"stage\\\":1\" and "
                         "the end of the text"},
        {"{" SETTLED ",\"gates\":[],\"measured\":{}}\n7",
         "x:2: expected nothing after the JSON, got \"7\" and the end of the text"},
        {"{}", "x: stage: expected a whole number, got nothing"},
        {"{\"stage\":\"1\"}", "x: stage: expected a whole number, got \"1\""},
        {"{\"Stage\":1}", "x: stage: expected a whole number, got nothing"},
        {"{\"stage\":1}", "x: name: expected a string, got nothing"},
        {"{\"stage\":1,\"name\":\"n\"}", "x: file: expected a string, got nothing"},
        {"{\"stage\":1,\"name\":\"n\",\"file\":2}", "x: file: expected a string, got 2"},
        {"{" NAMED "}", "x: verdict: expected pass, not-yet or inconclusive, got nothing"},
        {"{" NAMED ",\"verdict\":\"good\"}",
         "x: verdict: expected pass, not-yet or inconclusive, got \"good\""},
        {"{" SETTLED "}", "x: gates: expected an array, got nothing"},
        {"{" SETTLED ",\"gates\":{}}", "x: gates: expected an array, got an empty object"},
        {"{" SETTLED ",\"gates\":[1]}", "x: gates[0]: expected an object, got 1"},
        {"{" SETTLED ",\"gates\":[{\"name\":\"heap\",\"verdict\":\"pass\"}]}",
         "x: gates[0].message: expected a string, got nothing"},
        {"{" SETTLED ",\"gates\":[]}", "x: measured: expected an object, got nothing"},
        {"{" SETTLED ",\"gates\":[],\"measured\":[]}",
         "x: measured: expected an object, got an empty array"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct error error = {0};
        cr_expect_null(result_read("x", bytes_from_string(rows[i].text), &error), "%s",
                       rows[i].text);
        cr_expect_str_eq(error.text, rows[i].error, "%s: %s", rows[i].text, error.text);
    }
}

/* What is nested without end must not exhaust the reader's stack. */
Test(result, that_is_a_hundred_thousand_brackets_is_refused)
{
    enum { MANY = 100000 };
    struct error error;
    char *text = malloc(MANY);
    cr_assert_not_null(text);
    memset(text, '[', MANY);
    cr_expect_null(result_read("x", bytes_of(text, MANY), &error));
    cr_expect(strncmp(error.text, "x:1: expected JSON, ", 20) == 0, "%s", error.text);
    free(text);
}

Test(result, is_read_as_it_was_written)
{
    struct error error;
    struct buffer json = buffer_bounded(SIZE_MAX);
    cJSON *result = result_new(&stage, "a \"file\"\n.c");
    cr_assert(
        result_add_new_gate(result, "cpu", RESULT_INCONCLUSIVE, "tab\t, \\, \x01 and \xc3\xb6"));
    cr_assert(result_settle(result) && json_write(result, &json));
    cr_expect_eq(json.at[json.len - 1], '\n');

    cJSON *read = result_read("x", buffer_rest(&json), &error);
    cr_assert_not_null(read, "%s", error.text);
    cr_expect(cJSON_Compare(result, read, true));
    cJSON_Delete(read);
    cJSON_Delete(result);
    buffer_dispose(&json);
}

Test(result, says_which_gates_left_a_case)
{
    cJSON *result = parse("{\"gates\":[{\"name\":\"heap\",\"case\":true},{\"name\":\"cpu\"},"
                          "{\"name\":\"memory\",\"case\":1}]}");
    cr_expect(result_has_case(result, "heap"));
    cr_expect_not(result_has_case(result, "cpu"));
    cr_expect_not(result_has_case(result, "memory"));
    cr_expect_not(result_has_case(result, "build"));
    cr_expect_not(result_has_case(NULL, "heap"));
    cJSON_Delete(result);
}

Test(result, without_a_text_has_an_empty_one)
{
    cJSON *object = parse("{\"text\":\"t\",\"number\":1}");
    cr_expect_str_eq(json_text(object, "text"), "t");
    cr_expect_str_eq(json_text(object, "Text"), "");
    cr_expect_str_eq(json_text(object, "number"), "");
    cr_expect_str_eq(json_text(NULL, "text"), "");
    cJSON_Delete(object);
}
