/*
 * What tooling/results/grades_drawings.h promises of the page; tests/verbs/grade/page.mjs opens it.
 */
#include "results/grades_drawings.h"
#include "unit/results/grades_case.h"

#include <criterion/criterion.h>
#include <string.h>

TestSuite(grades_page, .timeout = 60);

static void expect_part(const char *page, const char *part)
{
    cr_expect(strstr(page, part) != NULL, "expected %s", part);
}

Test(grades_page, shows_the_class_each_submission_and_what_it_was_told)
{
    static const char *const parts[] = {
        "<p>\n1 submission.\n</p>",
        "<th scope=\"col\">2-two<br><small>of 10</small></th>",
        "</span> pass</th><td>0 of 1</td><td>0 of 1</td></tr>",
        "</span> build</th><td class=\"zero\">0</td>",
        "</span> heap</th><td class=\"most\">1 <small>most</small><svg ",
        "</span> inconclusive</th><td class=\"zero\">0</td><td>1<svg ",
        "<li><a href=\"#s0-1\"><bdi>ann</bdi>, 2-two</a>: no\nbox</li>",
        "</th><td class=\"not-yet\" data-key=\"10\"><a href=\"#s0-0\">",
        "<td data-key=\"5\">5 + ?</td></tr>",
        "<summary><h3><bdi>ann</bdi></h3>",
        "<h4 id=\"s0-0\">1-one\n",
        "heap: not-yet</dt>\n<dd><pre>no\nbox</pre></dd>",
        "not scored</h4>\n<pre>no\nbox</pre>",
    };
    struct buffer page = grades_drawn(grades_draw_page, grades_named("ann", "no\nbox"));
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        expect_part((const char *)page.at, parts[i]);
    buffer_dispose(&page);
}

Test(grades_page, says_that_there_was_no_box)
{
    cJSON *grades = grades_named("ann", "");
    cJSON_ReplaceItemInObject(grades, "boxed", cJSON_CreateFalse());
    struct buffer page = grades_drawn(grades_draw_page, grades);
    expect_part((const char *)page.at, "\nThey ran without a box");
    buffer_dispose(&page);
}

static size_t count_of(const struct buffer *text, char c)
{
    size_t count = 0;
    for (size_t i = 0; i < text->len; i++)
        count += text->at[i] == (unsigned char)c;
    return count;
}

/* A name that opens a tag, or ends a value, adds a character that makes one. */
Test(grades_page, has_as_much_markup_whatever_names_and_reasons_are)
{
    struct buffer plain = grades_drawn(grades_draw_page, grades_named("ann", "no"));
    for (size_t i = 0; i < hostile_name_count; i++) {
        const struct hostile_name *hostile = &hostile_names[i];
        struct buffer page =
            grades_drawn(grades_draw_page, grades_named(hostile->name, hostile->name));
        for (const char *c = "<>\"\x1b\r"; *c != '\0'; c++)
            cr_expect_eq(count_of(&page, *c), count_of(&plain, *c), "%s: %c", hostile->shown, *c);
        buffer_dispose(&page);
    }
    buffer_dispose(&plain);
}

Test(grades_page, says_so_whichever_allocation_is_refused)
{
    expect_draw_says_no_memory(grades_draw_page);
}
