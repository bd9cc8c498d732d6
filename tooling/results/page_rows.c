#include "base/format.h"
#include "base/markup.h"
#include "results/outcome.h"
#include "results/page_parts.h"

#include <string.h>

/* More is better; what passed is before what did not, what is open is before what is missing. */
static double key_of(const cJSON *graded)
{
    if (outcome_is_open(graded))
        return -1;
    if (json_is(graded, "verdict", GRADES_MISSING))
        return -2;
    return 2 * json_number(graded, "score") + (json_is(graded, "verdict", RESULT_PASS));
}

static void add_cell(const cJSON *graded, int row, int column, struct buffer *page)
{
    const char *outcome = outcome_of(graded);
    struct page_look look = page_look_of(outcome);
    format_add(page,
               "<td class=\"%s\" data-key=\"%.0f\"><a href=\"#s%d-%d\">"
               "<span><span class=\"sign\" aria-hidden=\"true\">%s</span> %s</span>",
               look.class, key_of(graded), row, column, look.sign, outcome);
    if (!outcome_is_open(graded))
        format_add(page, " <span>%.0f</span>", json_number(graded, "score"));
    format_add(page, "</a></td>");
}

static void add_row(const cJSON *submission, int row, struct buffer *page)
{
    const cJSON *graded;
    int column = 0;
    format_add(page, "<tr><th scope=\"row\"><a href=\"#s%d\">", row);
    page_add_name(json_text(submission, "name"), page);
    format_add(page, "</a></th>");
    cJSON_ArrayForEach(graded, json_get(submission, "results"))
    {
        add_cell(graded, row, column++, page);
    }
    format_add(page, "<td data-key=\"%.0f\">%.0f%s</td></tr>\n", json_number(submission, "score"),
               json_number(submission, "score"), outcome_any_open(submission) ? " + ?" : "");
}

void page_rows(const cJSON *grades, struct buffer *page)
{
    const cJSON *submission;
    int row = 0;
    cJSON_ArrayForEach(submission, json_get(grades, "submissions"))
    {
        add_row(submission, row++, page);
    }
}

static void add_open(const cJSON *submission, const cJSON *graded, struct buffer *page)
{
    const cJSON *gate = outcome_gate(graded);
    page_add_name(json_text(submission, "name"), page);
    format_add(page, ", ");
    markup_add(page, json_text(graded, "name"), false);
    format_add(page, "</a>: ");
    if (gate != NULL)
        format_add(page, "%s: ", json_text(gate, "name"));
    markup_add(page, outcome_reason(graded), true);
    format_add(page, "</li>\n");
}

static void add_all_open(const cJSON *submission, int row, struct buffer *page)
{
    const cJSON *graded;
    int column = 0;
    cJSON_ArrayForEach(graded, json_get(submission, "results"))
    {
        if (outcome_is_open(graded)) {
            format_add(page, "<li><a href=\"#s%d-%d\">", row, column);
            add_open(submission, graded, page);
        }
        column++;
    }
}

void page_open(const cJSON *grades, struct buffer *page)
{
    const cJSON *submission;
    bool any = false;
    cJSON_ArrayForEach(submission, json_get(grades, "submissions"))
    {
        any |= outcome_any_open(submission);
    }
    if (!any)
        return;
    format_add(page, "<section>\n<h2>Inconclusive</h2>\n"
                     "<p>These scores stay open (?) until they are graded again.</p>\n<ul>\n");
    int row = 0;
    cJSON_ArrayForEach(submission, json_get(grades, "submissions"))
    {
        add_all_open(submission, row++, page);
    }
    format_add(page, "</ul>\n</section>\n");
}
