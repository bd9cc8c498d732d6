#include "base/format.h"
#include "base/markup.h"
#include "results/outcome.h"
#include "results/page_parts.h"

#include <string.h>

struct page_look page_look_of(const char *outcome)
{
    if (strcmp(outcome, RESULT_PASS) == 0)
        return (struct page_look){"pass", "✓"};
    if (strcmp(outcome, RESULT_INCONCLUSIVE) == 0)
        return (struct page_look){"open", "?"};
    if (strcmp(outcome, GRADES_MISSING) == 0)
        return (struct page_look){"missing", "–"};
    return (struct page_look){"fell", "✗"};
}

void page_add_name(const char *name, struct buffer *page)
{
    format_add(page, "<bdi>");
    markup_add(page, name, false);
    format_add(page, "</bdi>");
}

static int count_submissions(const cJSON *grades)
{
    return cJSON_GetArraySize(json_get(grades, "submissions"));
}

void page_summary(const cJSON *grades, struct buffer *page)
{
    int count = count_submissions(grades);
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

static bool is_worst(const cJSON *grades, int stage, const char *outcome, unsigned count)
{
    const char *worst = outcome_worst_gate(grades, stage);
    return result_is_gate_name(outcome) && worst != NULL &&
           count == outcome_count(grades, stage, worst);
}

/* A number, and a bar of that part of the class. */
static void add_count(const cJSON *grades, int stage, const char *outcome, struct buffer *page)
{
    int all = count_submissions(grades);
    unsigned count = outcome_count(grades, stage, outcome);
    if (strcmp(outcome, RESULT_PASS) == 0)
        format_add(page, "<td>%u of %d", count, all);
    else if (count == 0)
        format_add(page, "<td class=\"zero\">0");
    else if (is_worst(grades, stage, outcome, count))
        format_add(page, "<td class=\"most\">%u <small>most</small>", count);
    else
        format_add(page, "<td>%u", count);
    if (count > 0)
        format_add(page,
                   "<svg viewBox=\"0 0 100 1\" preserveAspectRatio=\"none\" aria-hidden=\"true\">"
                   "<rect width=\"%.1f\" height=\"1\"/></svg>",
                   100.0 * count / all);
    format_add(page, "</td>");
}

static void add_outcome(const cJSON *grades, const char *outcome, struct buffer *page)
{
    struct page_look look = page_look_of(outcome);
    format_add(page,
               "<tr class=\"%s\"><th scope=\"row\">"
               "<span class=\"sign\" aria-hidden=\"true\">%s</span> %s</th>",
               look.class, look.sign, outcome);
    for (int stage = 0; stage < cJSON_GetArraySize(json_get(grades, "stages")); stage++)
        add_count(grades, stage, outcome, page);
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
