#include "unit/results/grades_case.h"

#include "base/format.h"
#include "results/grades.h"
#include "support/fail_alloc.h"

#include <criterion/criterion.h>
#include <stdint.h>
#include <string.h>

static const char document[] =
    "{\"stages\":[{\"stage\":1,\"name\":\"1-one\",\"max_score\":25},"
    "{\"stage\":2,\"name\":\"2-two\",\"max_score\":10}],\"boxed\":true,\"submissions\":["
    "{\"name\":\"NAME\",\"score\":5,\"max_score\":35,\"results\":["
    "{\"stage\":1,\"name\":\"1-one\",\"verdict\":\"not-yet\",\"score\":5,\"max_score\":25,"
    "\"result\":{\"stage\":1,\"name\":\"1-one\",\"file\":\"f.c\",\"verdict\":\"not-yet\",\"gates\":"
    "["
    "{\"name\":\"build\",\"verdict\":\"pass\",\"message\":\"compiles\"},"
    "{\"name\":\"heap\",\"verdict\":\"not-yet\",\"message\":\"REASON\"}],"
    "\"measured\":{\"allocs_per_op\":2,\"instructions_per_op\":16821.33}}},"
    "{\"stage\":2,\"name\":\"2-two\",\"verdict\":\"inconclusive\",\"score\":0,\"max_score\":10,"
    "\"why\":\"REASON\"}]}]}";

static cJSON *field(cJSON *object, const char *name)
{
    return cJSON_GetObjectItemCaseSensitive(object, name);
}

static void set(cJSON *object, const char *name, const char *text)
{
    cr_assert(cJSON_ReplaceItemInObjectCaseSensitive(object, name, cJSON_CreateString(text)));
}

cJSON *grades_named(const char *name, const char *reason)
{
    struct error error;
    cJSON *grades = grades_read("document", bytes_of(document, sizeof document - 1), &error);
    cr_assert_not_null(grades, "%s", error.text);
    cJSON *submission = field(grades, "submissions")->child;
    cJSON *first = field(submission, "results")->child;
    set(submission, "name", name);
    set(field(field(first, "result"), "gates")->child->next, "message", reason);
    set(first->next, "why", reason);
    return grades;
}

const struct hostile_name hostile_names[] = {
    {"Zo\xc3\xab O'Neil", "Zo\xc3\xab O'Neil"},
    {"<script>alert(1)</script>", "<script>alert(1)</script>"},
    {"</title><script>alert(1)</script>", "</title><script>alert(1)</script>"},
    {"\"><img src=x onerror=alert(1)>", "\"><img src=x onerror=alert(1)>"},
    {"' onclick='alert(1)", "' onclick='alert(1)"},
    {"<!-- &lt; ]]> -->", "<!-- &lt; ]]> -->"},
    {"{{rows}}", "{{rows}}"},
    {"%s%n", "%s%n"},
    {"=cmd()|' /C calc'!A0", "=cmd()|' /C calc'!A0"},
    {"+1", "+1"},
    {"-1", "-1"},
    {"@SUM(1)", "@SUM(1)"},
    {"\t=1", "\\x09=1"},
    {"\r=1", "\\x0d=1"},
    {"\xef\xbc\x9d"
     "1",
     "\xef\xbc\x9d"
     "1"},
    {"'=1", "'=1"},
    {"a,b\",\"c", "a,b\",\"c"},
    {"two\r\nlines", "two\\x0d\\x0alines"},
    {"\x1b]0;title\a\x1b[2J", "\\x1b]0;title\\x07\\x1b[2J"},
    {"\xc2\x9b"
     "2J",
     "\\u009b2J"},
    {"\xe2\x80\xae"
     "fdp.c",
     "\\u202efdp.c"},
    {"\xff\xc0\xaf", "\\xff\\xc0\\xaf"},
};

const size_t hostile_name_count = sizeof hostile_names / sizeof *hostile_names;

struct buffer grades_drawn(grades_drawer *draw, cJSON *grades)
{
    struct buffer text = buffer_bounded(SIZE_MAX);
    draw(grades, &text);
    cr_assert_not(format_failed(&text));
    cr_assert_eq(buffer_write_byte(&text, '\0'), STREAM_OK);
    cJSON_Delete(grades);
    return text;
}

void expect_draw_says_no_memory(grades_drawer *draw)
{
    cJSON *grades = grades_named("\x1b<ann>", "a\nb");
    struct fail_alloc_count count = {.refused = 1};
    for (size_t n = 1; count.refused > 0; n++) {
        struct buffer text = buffer_bounded(SIZE_MAX);
        fail_alloc_begin(n);
        draw(grades, &text);
        bool cut_short = format_failed(&text);
        buffer_dispose(&text);
        count = fail_alloc_end();
        if (count.live > 0 || cut_short != (count.refused > 0))
            cr_expect_fail("allocation %zu refused: %zu leaked", n, count.live);
    }
    cJSON_Delete(grades);
}
