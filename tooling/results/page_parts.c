#include "results/page_parts.h"

#include "base/format.h"
#include "base/markup.h"
#include "results/outcome.h"

#include <string.h>

/* How an outcome, or a verdict, looks: a class of page.css, and a sign beside the colour. */
struct look {
    const char *class, *sign;
};

static struct look look_of(const char *outcome)
{
    if (strcmp(outcome, RESULT_PASS) == 0)
        return (struct look){"pass", "✓"};
    if (strcmp(outcome, RESULT_INCONCLUSIVE) == 0)
        return (struct look){"open", "?"};
    if (strcmp(outcome, GRADES_MISSING) == 0)
        return (struct look){"missing", "–"};
    return (struct look){"not-yet", "✗"};
}

static void add_sign(const char *outcome, struct buffer *page)
{
    format_add(page, "<span class=\"sign\" aria-hidden=\"true\">%s</span>", look_of(outcome).sign);
}

/* Appends a stranger's name, kept apart from the direction of the text around it. */
static void add_name(const cJSON *submission, struct buffer *page)
{
    format_add(page, "<bdi>");
    markup_add(page, json_text(submission, "name"), false);
    format_add(page, "</bdi>");
}

static void add_verdict(const char *outcome, struct buffer *page)
{
    format_add(page, "<span class=\"verdict %s\">", look_of(outcome).class);
    add_sign(outcome, page);
    format_add(page, "%s</span>\n", outcome);
}

void page_summary(const cJSON *grades, struct buffer *page)
{
    int count = cJSON_GetArraySize(json_get(grades, "submissions"));
    unsigned tenths;
    format_add(page, "%d submission%s", count, count == 1 ? "" : "s");
    if (outcome_mean(grades, &tenths))
        format_add(page, ", mean score %u.%u of %u", tenths / 10, tenths % 10,
                   outcome_most(grades));
    format_add(page, ".\n");
    if (!cJSON_IsTrue(json_get(grades, "boxed")))
        format_add(page, "They ran without a box, with all the rights of whoever graded them.\n");
}

void page_stages(const cJSON *grades, struct buffer *page)
{
    const cJSON *stage;
    cJSON_ArrayForEach(stage, json_get(grades, "stages"))
    {
        format_add(page, "<th scope=\"col\">");
        markup_add(page, json_text(stage, "name"), false);
        format_add(page, "<br><small>of %.0f</small></th>\n", json_number(stage, "max_score"));
    }
}

/* A row: how many submissions had the outcome at each stage, and a bar of that part of the class. */
static void add_outcome(const cJSON *grades, const char *outcome, struct buffer *page)
{
    int all = cJSON_GetArraySize(json_get(grades, "submissions"));
    format_add(page, "<tr class=\"%s\"><th scope=\"row\">", look_of(outcome).class);
    add_sign(outcome, page);
    format_add(page, " %s</th>", outcome);
    for (int stage = 0; stage < cJSON_GetArraySize(json_get(grades, "stages")); stage++) {
        unsigned count = outcome_count(grades, stage, outcome);
        const char *worst = outcome_worst_gate(grades, stage);
        if (strcmp(outcome, RESULT_PASS) == 0)
            format_add(page, "<td>%u of %d", count, all);
        else if (count == 0)
            format_add(page, "<td class=\"zero\">0");
        else if (result_is_gate_name(outcome) && worst != NULL &&
                 count == outcome_count(grades, stage, worst))
            format_add(page, "<td class=\"most\">%u <small>most</small>", count);
        else
            format_add(page, "<td>%u", count);
        if (count > 0)
            format_add(page,
                       "<svg viewBox=\"0 0 100 1\" preserveAspectRatio=\"none\""
                       " aria-hidden=\"true\"><rect width=\"%.1f\" height=\"1\"/></svg>",
                       100.0 * count / all);
        format_add(page, "</td>");
    }
    format_add(page, "</tr>\n");
}

void page_outcomes(const cJSON *grades, struct buffer *page)
{
    add_outcome(grades, RESULT_PASS, page);
    for (size_t i = 0; result_gates[i] != NULL; i++)
        add_outcome(grades, result_gates[i], page);
    add_outcome(grades, RESULT_INCONCLUSIVE, page);
    add_outcome(grades, GRADES_MISSING, page);
}

void page_open(const cJSON *grades, struct buffer *page)
{
    const cJSON *submission, *graded;
    int row = 0;
    if (grades_count(grades, RESULT_INCONCLUSIVE) == 0)
        return;
    format_add(page, "<section>\n<h2>Inconclusive</h2>\n"
                     "<p>These scores stay open (?) until they are graded again.</p>\n<ul>\n");
    cJSON_ArrayForEach(submission, json_get(grades, "submissions"))
    {
        int column = 0;
        cJSON_ArrayForEach(graded, json_get(submission, "results"))
        {
            const cJSON *gate = outcome_gate(graded);
            int here = column++;
            if (!outcome_is_open(graded))
                continue;
            format_add(page, "<li><a href=\"#s%d-%d\">", row, here);
            add_name(submission, page);
            format_add(page, ", ");
            markup_add(page, json_text(graded, "name"), false);
            format_add(page, "</a>: ");
            if (gate != NULL)
                format_add(page, "%s: ", json_text(gate, "name"));
            markup_add(page, outcome_reason(graded), true);
            format_add(page, "</li>\n");
        }
        row++;
    }
    format_add(page, "</ul>\n</section>\n");
}

/* More is better: a pass sorts before what is not, and what is open before what is missing. */
static double sort_key(const cJSON *graded)
{
    if (json_is(graded, "verdict", GRADES_MISSING))
        return -2;
    return outcome_is_open(graded)
               ? -1
               : 2 * json_number(graded, "score") + json_is(graded, "verdict", RESULT_PASS);
}

void page_rows(const cJSON *grades, struct buffer *page)
{
    const cJSON *submission, *graded;
    int row = 0;
    cJSON_ArrayForEach(submission, json_get(grades, "submissions"))
    {
        int column = 0;
        format_add(page, "<tr><th scope=\"row\"><a href=\"#s%d\">", row);
        add_name(submission, page);
        format_add(page, "</a></th>");
        cJSON_ArrayForEach(graded, json_get(submission, "results"))
        {
            const char *outcome = outcome_of(graded);
            format_add(page, "<td class=\"%s\" data-key=\"%.0f\"><a href=\"#s%d-%d\"><span>",
                       look_of(outcome).class, sort_key(graded), row, column++);
            add_sign(outcome, page);
            format_add(page, " %s</span>", outcome);
            if (!outcome_is_open(graded))
                format_add(page, " <span>%.0f</span>", json_number(graded, "score"));
            format_add(page, "</a></td>");
        }
        double score = json_number(submission, "score");
        format_add(page, "<td data-key=\"%.0f\">%.0f%s</td></tr>\n", score, score,
                   outcome_any_open(submission) ? " + ?" : "");
        row++;
    }
}

/* A stage's gates, of which those that say the same share an entry; or why there are none. */
static void add_gates(const cJSON *graded, struct buffer *page)
{
    const cJSON *gates = json_get(json_get(graded, "result"), "gates");
    if (gates == NULL) {
        format_add(page, "<pre>");
        markup_add(page, outcome_reason(graded), true);
        format_add(page, "</pre>\n");
        return;
    }
    format_add(page, "<dl>\n");
    for (const cJSON *gate = gates->child; gate != NULL; gate = gate->next) {
        const char *verdict = json_text(gate, "verdict");
        format_add(page, "<div><dt class=\"%s\">", look_of(verdict).class);
        add_sign(verdict, page);
        format_add(page, " %s", json_text(gate, "name"));
        for (const cJSON *last = result_last_alike(gate); gate != last; gate = gate->next)
            format_add(page, ", %s", json_text(gate->next, "name"));
        format_add(page, ": %s</dt>\n<dd><pre>", verdict);
        markup_add(page, json_text(gate, "message"), true);
        format_add(page, "</pre></dd></div>\n");
    }
    format_add(page, "</dl>\n");
}

void page_submissions(const cJSON *grades, struct buffer *page)
{
    const cJSON *submission, *graded;
    int row = 0;
    cJSON_ArrayForEach(submission, json_get(grades, "submissions"))
    {
        int column = 0;
        format_add(page, "<details><summary><h3>");
        add_name(submission, page);
        format_add(page, "</h3>\n");
        cJSON_ArrayForEach(graded, json_get(submission, "results"))
        {
            add_verdict(outcome_of(graded), page);
        }
        format_add(page, "</summary>\n<div class=\"inside\" id=\"s%d\">\n", row);
        cJSON_ArrayForEach(graded, json_get(submission, "results"))
        {
            format_add(page, "<h4 id=\"s%d-%d\">", row, column++);
            markup_add(page, json_text(graded, "name"), false);
            format_add(page, "\n");
            add_verdict(json_text(graded, "verdict"), page);
            if (outcome_is_open(graded))
                format_add(page, "not scored</h4>\n");
            else
                format_add(page, "%.0f of %.0f</h4>\n", json_number(graded, "score"),
                           json_number(graded, "max_score"));
            add_gates(graded, page);
        }
        format_add(page, "</div></details>\n");
        row++;
    }
}
