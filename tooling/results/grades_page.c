#include "base/format.h"
#include "results/grades_drawings.h"
#include "results/page_parts.h"

#include <string.h>

/* page.html, with its style and script in it: made by results/embed. */
static const char *const lines[] = {
#include "grades_page.inc"
};

/* What is drawn in place of a line of the template. */
static const struct {
    const char *line;
    void (*draw)(const cJSON *grades, struct buffer *page);
} parts[] = {
    {"{{summary}}\n", page_summary},   {"{{stages}}\n", page_stages},
    {"{{outcomes}}\n", page_outcomes}, {"{{open}}\n", page_open},
    {"{{rows}}\n", page_rows},         {"{{submissions}}\n", page_submissions},
};
enum { PARTS = sizeof parts / sizeof *parts };

void grades_draw_page(const cJSON *grades, struct buffer *page)
{
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        size_t part = 0;
        while (part < PARTS && strcmp(parts[part].line, lines[i]) != 0)
            part++;
        if (part < PARTS)
            parts[part].draw(grades, page);
        else
            format_add(page, "%s", lines[i]);
    }
}
