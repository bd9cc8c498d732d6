/* What tooling/results/result_drawings.h promises. */
#include "results/result_drawings.h"

#include "base/format.h"
#include "support/fail_alloc.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

TestSuite(draw, .timeout = 10);

#define HEAD(verdict)                                                                              \
    "{\"stage\":2,\"name\":\"2-two\",\"file\":\"a b.c\",\"verdict\":\"" verdict "\","
#define GATE(name, verdict, message)                                                               \
    "{\"name\":\"" name "\",\"verdict\":\"" verdict "\",\"message\":\"" message "\"}"

static const char passed[] = HEAD("pass") "\"gates\":[" GATE("build", "pass", "compiles") "," GATE(
    "correctness", "pass", "9 cases are right") "]}";
static const char failed[] = HEAD("not-yet") "\"gates\":[" GATE("build", "pass", "") "," GATE(
    "heap", "not-yet",
    "2 allocs/op\\n a.c:1\\n  b") "," GATE("memory", "inconclusive",
                                           "no Valgrind") "," GATE("cpu", "not-yet", "5 Ir") "]}";
static const char unsure[] =
    HEAD("inconclusive") "\"gates\":[" GATE("storage", "inconclusive", "why") "]}";
static const char empty[] = HEAD("inconclusive") "\"gates\":[]}";

typedef void drawer(const cJSON *result, struct buffer *text);

static void draw_plain(const cJSON *result, struct buffer *text)
{
    result_draw_text(result, false, text);
}

static void draw_coloured(const cJSON *result, struct buffer *text)
{
    result_draw_text(result, true, text);
}

static void expect_drawn(drawer *draw, const char *json, const char *expected)
{
    struct buffer text = buffer_bounded(SIZE_MAX);
    cJSON *result = cJSON_Parse(json);
    cr_assert_not_null(result, "not JSON: %s", json);
    draw(result, &text);
    cr_expect_not(format_failed(&text));
    cr_expect(bytes_equal(buffer_rest(&text), bytes_from_string(expected)),
              "\n     got %.*s\nexpected %s", (int)text.len, (const char *)text.at, expected);
    buffer_dispose(&text);
    cJSON_Delete(result);
}

Test(draw, shows_a_person_every_gate_and_what_is_behind_it)
{
    static const struct {
        const char *result, *text;
    } rows[] = {
        {passed, "Stage 2-two   a b.c\n\n"
                 "  build        pass         compiles\n"
                 "  correctness  pass         9 cases are right\n"
                 "\npass\n"},
        {failed, "Stage 2-two   a b.c\n\n"
                 "  build        pass         \n"
                 "  heap         not-yet      2 allocs/op\n       a.c:1\n        b\n"
                 "  memory       inconclusive no Valgrind\n"
                 "  cpu          not-yet      5 Ir\n"
                 "\nnot-yet: heap, cpu\n"},
        {unsure, "Stage 2-two   a b.c\n\n"
                 "  storage      inconclusive why\n"
                 "\ninconclusive: storage\n"},
        {empty, "Stage 2-two   a b.c\n\n\ninconclusive\n"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        expect_drawn(draw_plain, rows[i].result, rows[i].text);
}

Test(draw, colours_verdicts_and_nothing_else)
{
    static const struct {
        const char *result, *text;
    } rows[] = {
        {passed, "\033[1mStage 2-two\033[0m   a b.c\n\n"
                 "  build        \033[32mpass         \033[0mcompiles\n"
                 "  correctness  \033[32mpass         \033[0m9 cases are right\n"
                 "\n\033[32mpass\033[0m\n"},
        {failed, "\033[1mStage 2-two\033[0m   a b.c\n\n"
                 "  build        \033[32mpass         \033[0m\n"
                 "  heap         \033[31mnot-yet      \033[0m2 allocs/op\n       a.c:1\n        b\n"
                 "  memory       \033[33minconclusive \033[0mno Valgrind\n"
                 "  cpu          \033[31mnot-yet      \033[0m5 Ir\n"
                 "\n\033[31mnot-yet\033[0m: heap, cpu\n"},
        {unsure, "\033[1mStage 2-two\033[0m   a b.c\n\n"
                 "  storage      \033[33minconclusive \033[0mwhy\n"
                 "\n\033[33minconclusive\033[0m: storage\n"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        expect_drawn(draw_coloured, rows[i].result, rows[i].text);
}

#define XML "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
#define CASE(name) "  <testcase classname=\"2-two\" name=\"" name "\">\n"
#define END "  </testcase>\n"

Test(draw, gives_graders_a_testcase_for_each_gate)
{
    static const struct {
        const char *result, *xml;
    } rows[] = {
        {passed, XML "<testsuite name=\"2-two\" tests=\"2\" failures=\"0\" errors=\"0\">\n" CASE(
                     "build") "    <system-out>compiles</system-out>\n" END
                     CASE("correctness") "    <system-out>9 cases are right</system-out>\n" END
                                         "</testsuite>\n"},
        {failed,
         XML "<testsuite name=\"2-two\" tests=\"4\" failures=\"2\" errors=\"1\">\n" CASE(
             "build") "    <system-out></system-out>\n" END
             CASE(
                 "heap") "    <failure message=\"not-yet\">2 allocs/op\n a.c:1\n  b</failure>\n" END
                 CASE("memory") "    <error message=\"inconclusive\">no Valgrind</error>\n" END
                     CASE("cpu") "    <failure message=\"not-yet\">5 Ir</failure>\n" END
                                 "</testsuite>\n"},
        {empty, XML "<testsuite name=\"2-two\" tests=\"0\" failures=\"0\" errors=\"0\">\n"
                    "</testsuite>\n"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        expect_drawn(result_draw_junit, rows[i].result, rows[i].xml);
}

/* A message may hold what a stranger's program printed, or what a compiler quotes of its source. */
Test(draw, writes_no_byte_into_xml_that_may_not_stand_there)
{
    static const struct {
        const char *message, *xml;
    } rows[] = {
        {"a < b && c > \\\"d\\\"", "a &#60; b &#38;&#38; c &#62; &#34;d&#34;"},
        {"]]></failure>", "]]&#62;&#60;/failure&#62;"},
        {"&amp;", "&#38;amp;"},
        {"tab\\t line\\n return\\r", "tab\t line\n return\\x0d"},
        {"\\u0001 \\b \\f \\u001b[31m", "\\x01 \\x08 \\x0c \\x1b[31m"},
        {"\xc3\xb6 \xe2\x82\xac", "\xc3\xb6 \xe2\x82\xac"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char json[512];
        char xml[512];
        snprintf(json, sizeof json, HEAD("pass") "\"gates\":[" GATE("heap", "pass", "%s") "]}",
                 rows[i].message);
        snprintf(xml, sizeof xml,
                 XML "<testsuite name=\"2-two\" tests=\"1\" failures=\"0\" errors=\"0\">\n" CASE(
                     "heap") "    <system-out>%s</system-out>\n" END "</testsuite>\n",
                 rows[i].xml);
        expect_drawn(result_draw_junit, json, xml);
    }
}

Test(draw, says_so_whichever_allocation_is_refused)
{
    static drawer *const drawers[] = {draw_plain, draw_coloured, result_draw_junit};
    cJSON *result = cJSON_Parse(failed);
    for (size_t i = 0; i < sizeof drawers / sizeof *drawers; i++) {
        struct fail_alloc_count count = {.refused = 1};
        for (size_t n = 1; count.refused > 0; n++) {
            struct buffer text = buffer_bounded(SIZE_MAX);
            fail_alloc_begin(n);
            drawers[i](result, &text);
            bool cut_short = format_failed(&text);
            buffer_dispose(&text);
            count = fail_alloc_end();
            cr_expect_eq(count.live, 0, "allocation %zu refused: %zu leaked", n, count.live);
            cr_expect_eq(cut_short, count.refused > 0, "allocation %zu refused", n);
        }
    }
    cJSON_Delete(result);
}
