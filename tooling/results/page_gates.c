#include "base/format.h"
#include "base/markup.h"
#include "results/outcome.h"
#include "results/page_parts.h"

#include <string.h>

/* Appends a gate, and with it those behind it that say the same. Returns the last of them. */
static const cJSON *add_gates(const cJSON *gate, struct buffer *page)
{
    const cJSON *last = result_last_alike(gate);
    struct page_look look = page_look_of(json_text(gate, "verdict"));
    format_add(page, "<div><dt class=\"%s\"><span class=\"sign\" aria-hidden=\"true\">%s</span> %s",
               look.class, look.sign, json_text(gate, "name"));
    for (const cJSON *alike = gate; alike != last; alike = alike->next)
        format_add(page, ", %s", json_text(alike->next, "name"));
    format_add(page, ": %s</dt>\n<dd><pre>", json_text(gate, "verdict"));
    markup_add(page, json_text(gate, "message"), true);
    format_add(page, "</pre></dd></div>\n");
    return last;
}

static void add_verdict(const char *outcome, struct buffer *page)
{
    struct page_look look = page_look_of(outcome);
    format_add(page,
               "<span class=\"verdict %s\"><span class=\"sign\" aria-hidden=\"true\">%s</span>%s"
               "</span>\n",
               look.class, look.sign, outcome);
}

static void add_points(const cJSON *graded, struct buffer *page)
{
    if (outcome_is_open(graded))
        format_add(page, "not scored");
    else
        format_add(page, "%.0f of %.0f", json_number(graded, "score"),
                   json_number(graded, "max_score"));
}

static void add_stage(const cJSON *graded, struct buffer *page)
{
    const cJSON *result = json_get(graded, "result");
    const cJSON *gates = json_get(result, "gates");
    markup_add(page, json_text(graded, "name"), false);
    format_add(page, "\n");
    add_verdict(json_text(graded, "verdict"), page);
    add_points(graded, page);
    format_add(page, "</h4>\n");
    if (gates == NULL) {
        format_add(page, "<pre>");
        markup_add(page, outcome_reason(graded), true);
        format_add(page, "</pre>\n");
        return;
    }
    format_add(page, "<dl>\n");
    for (const cJSON *gate = gates->child; gate != NULL; gate = gate->next)
        gate = add_gates(gate, page);
    format_add(page, "</dl>\n");
}

/* The line that stands for a submission while its details are closed. */
static void add_summary(const cJSON *submission, struct buffer *page)
{
    const cJSON *graded;
    format_add(page, "<summary><h3>");
    page_add_name(json_text(submission, "name"), page);
    format_add(page, "</h3>\n");
    cJSON_ArrayForEach(graded, json_get(submission, "results"))
    {
        add_verdict(outcome_of(graded), page);
    }
    format_add(page, "</summary>\n");
}

void page_submissions(const cJSON *grades, struct buffer *page)
{
    const cJSON *submission, *graded;
    int row = 0;
    cJSON_ArrayForEach(submission, json_get(grades, "submissions"))
    {
        int column = 0;
        format_add(page, "<details>");
        add_summary(submission, page);
        format_add(page, "<div class=\"inside\" id=\"s%d\">\n", row);
        cJSON_ArrayForEach(graded, json_get(submission, "results"))
        {
            format_add(page, "<h4 id=\"s%d-%d\">", row, column++);
            add_stage(graded, page);
        }
        format_add(page, "</div></details>\n");
        row++;
    }
}
