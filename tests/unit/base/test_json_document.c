/* What tooling/base/json_document.h and json.h promise. */
#include "base/json_document.h"

#include "base/json.h"
#include "unit/reader_case.h"

#include <criterion/criterion.h>
#include <string.h>

TestSuite(json_document, .timeout = 30, .init = reader_case_hook_json);

static const char *const colours[] = {"red", "green", "blue", NULL};
static const struct json_field figure = {.kind = JSON_NUMBER, .null_allowed = true};
static const struct json_field point_fields[] = {
    {.name = "x", .kind = JSON_NUMBER, .least = -2, .most = 2}, {0}};
static const struct json_field point = {.kind = JSON_OBJECT, .fields = point_fields};
static const struct json_field fields[] = {
    {.name = "version", .kind = JSON_WHOLE, .least = 2, .most = 2, .expected = "2"},
    {.name = "count", .kind = JSON_WHOLE, .most = 9},
    {.name = "name", .kind = JSON_TEXT, .optional = true, .least = 1, .expected = "a name"},
    {.name = "colour", .kind = JSON_TEXT, .optional = true, .words = colours},
    {.name = "on", .kind = JSON_BOOLEAN, .optional = true, .null_allowed = true},
    {.name = "points", .kind = JSON_ARRAY, .optional = true, .each = &point},
    {.name = "figures", .kind = JSON_OBJECT, .optional = true, .each = &figure},
    {.name = "open",
     .kind = JSON_OBJECT,
     .optional = true,
     .fields = point_fields,
     .others_allowed = true},
    {0}};
static const struct json_field document = {.kind = JSON_OBJECT, .fields = fields};

static bool read_and_end(const char *name, struct bytes text, struct error *error, bool *left_empty)
{
    struct scan s = scan_of(name, text, error);
    cJSON *json;
    bool read = json_read(&s, &document, &json);
    *left_empty = json == NULL;
    cJSON_Delete(json);
    return read;
}

#define WITH(more) "{\"version\":2,\"count\":1" more "}"
#define WHOLE                                                                                      \
    WITH(",\"name\":\"n\",\"colour\":\"blue\",\"on\":null,\"points\":[{\"x\":-2}],"                \
         "\"figures\":{\"a\":0.5,\"b\":null},\"open\":{\"x\":2,\"y\":[]}")

Test(json_document, is_read_where_it_is_as_the_table_says)
{
    static const char *const texts[] = {WITH(""), WITH(",\"on\":true"), WITH(",\"points\":[]"),
                                        WHOLE, WHOLE " \t\n\n"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct error error;
        bool left_empty;
        cr_expect(read_and_end("x", bytes_from_string(texts[i]), &error, &left_empty), "%s: %s",
                  texts[i], error.text);
    }
}

Test(json_document, is_refused_with_place_and_what_was_expected_and_found)
{
    static const struct refused cases[] = {
        {"no object", "[1]", "x: expected an object, got an array", 0},
        {"nothing", "{}", "x: version: expected 2, got nothing", 0},
        {"the version first", "{\"new\":1,\"version\":3}", "x: version: expected 2, got 3", 0},
        {"an unknown field", WITH(",\"a\\u001b\":1"), "x: expected a known field, got \"a\\x1b\"",
         0},
        {"a field twice", WITH(",\"count\":1"), "x: count: expected one such field, got two", 0},
        {"a field missing", "{\"version\":2}",
         "x: count: expected a whole number, 0 to 9, got nothing", 0},
        {"too large", "{\"version\":2,\"count\":10}",
         "x: count: expected a whole number, 0 to 9, got 10", 0},
        {"not whole", "{\"version\":2,\"count\":0.5}",
         "x: count: expected a whole number, 0 to 9, got 0.5", 0},
        {"no name", WITH(",\"name\":\"\""), "x: name: expected a name, got \"\"", 0},
        {"no word", WITH(",\"colour\":\"pink\""),
         "x: colour: expected red, green or blue, got \"pink\"", 0},
        {"another kind", WITH(",\"colour\":{}"),
         "x: colour: expected red, green or blue, got an empty object", 0},
        {"no boolean", WITH(",\"on\":1"), "x: on: expected true or false or null, got 1", 0},
        {"an item", WITH(",\"points\":[{\"x\":1},null]"),
         "x: points[1]: expected an object, got null", 0},
        {"a field of an item", WITH(",\"points\":[{\"x\":-2.5}]"),
         "x: points[0].x: expected a number, -2 to 2, got -2.5", 0},
        {"a field that an item has not", WITH(",\"points\":[{\"x\":1,\"y\":1}]"),
         "x: points[0]: expected a known field, got \"y\"", 0},
        {"a value", WITH(",\"figures\":{\"a\\n\":1e999}"),
         "x: figures.\"a\\n\": expected a number or null, got inf", 0},
        {"a value below 0", WITH(",\"figures\":{\"a\":-1}"),
         "x: figures.\"a\": expected a number or null, got -1", 0},
        {"two documents", "{}\n{}",
         "x:2: expected nothing after the JSON, got \"{}\" and the end of "
         "the text",
         0},
        {"a NUL", "{\0}\n", "x:1: expected JSON, which has no NUL bytes, got \"{\\x00}\"", 4},
    };
    expect_refused(read_and_end, cases, sizeof cases / sizeof *cases);
    cr_expect_eq(count_prefixes_read(read_and_end, bytes_of(WHOLE, strlen(WHOLE))), 0);
}

Test(json_document, is_not_read_whichever_allocation_is_refused)
{
    expect_no_json_memory_refused(read_and_end, bytes_of(WHOLE, strlen(WHOLE)));
}

Test(json, gives_what_is_there_and_nothing_for_what_is_not)
{
    cJSON *object = cJSON_Parse("{\"text\":\"red\",\"number\":1.5}");
    cr_expect_str_eq(json_text(object, "text"), "red");
    cr_expect_str_eq(json_text(object, "Text"), "");
    cr_expect_str_eq(json_text(object, "number"), "");
    cr_expect_eq(json_number(object, "number"), 1.5);
    cr_expect_eq(json_number(object, "text"), 0);
    cr_expect_eq(json_word(object, "text", colours), colours[0]);
    cr_expect_null(json_word(object, "number", colours));
    cr_expect_str_eq(json_text(NULL, "text"), "");
    cr_expect_not(json_add_text(NULL, "text", "") || json_add_number(NULL, "number", 1));
    cr_expect_null(json_append(NULL, cJSON_CreateObject()));
    cJSON_Delete(object);
}
