#include "base/format.h"
#include "results/grades_drawings.h"
#include "results/outcome.h"
#include "results/page_parts.h"

#include <string.h>

/* page.html, with its style and script, by grades/embed. */
static const char *const lines[] = {
#include "grades_page.inc"
};

/* What is drawn in place of a line of the template. */
static const struct part {
    const char *line;
    void (*draw)(const cJSON *grades, struct buffer *page);
} parts[] = {
    {"{{summary}}\n", page_summary},   {"{{stages}}\n", page_stages},
    {"{{outcomes}}\n", page_outcomes}, {"{{open}}\n", page_open},
    {"{{rows}}\n", page_rows},         {"{{submissions}}\n", page_submissions},
};

static const struct part *part_of(const char *line)
{
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        if (strcmp(parts[i].line, line) == 0)
            return &parts[i];
    }
    return NULL;
}

void grades_draw_page(const cJSON *grades, struct buffer *page)
{
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        const struct part *part = part_of(lines[i]);
        if (part != NULL)
            part->draw(grades, page);
        else
            format_add(page, "%s", lines[i]);
    }
}
