#include "views/plot_script.h"

#include "base/format.h"
#include "views/gnuplot.h"

#include <inttypes.h>

void script_data(const struct plot *plot, struct buffer *text)
{
    for (size_t i = 0; i < plot->line_count; i++) {
        const struct heap_line *line = &plot->lines[i];
        format_add(text, "%s# %s\n", i == 0 ? "" : "\n\n", line->name);
        for (size_t k = 0; k < line->point_count; k++)
            format_add(text, "%.4f %" PRIu64 "\n", line->points[k].op, line->points[k].bytes);
    }
}

/* A line at 0 stays clear of the axis. */
static void add_axes(const struct plot *plot, struct buffer *text)
{
    double most = 10;
    for (size_t i = 0; i < plot->line_count; i++) {
        double peak = (double)plot->lines[i].peak_bytes;
        most = peak > most ? peak : most;
    }
    format_add(text,
               "set title \"Stage %u: bytes on the heap, over %u ops on the talk's stream\"\n"
               "set xlabel 'ops'\n"
               "set xrange [0:%u]\n"
               "set yrange [%.1f:%.1f]\n"
               "set format y '%%.0f'\n"
               "set key below left vertical Left reverse\n"
               "set tics nomirror out\n"
               "set border 3\n",
               plot->stage, plot->lines[0].ops, plot->lines[0].ops, -most / 20, most * 1.1);
}

static void add_lines(const struct plot *plot, bool looks_matter, struct buffer *text)
{
    /*
     * Colours that the colour-blind can tell apart (Okabe and Ito). Each line is thinner than the one
     * below it, so that all are seen if they run together.
     */
    static const char *const looks[] = {"lc rgb '#e69f00' dt 1 lw 5",
                                        "lc rgb '#000000' dt (6,3) lw 3",
                                        "lc rgb '#0072b2' dt 1 lw 1.5"};
    for (size_t i = 0; i < plot->line_count; i++) {
        const struct heap_line *line = &plot->lines[i];
        const char *look = i + 1 == plot->line_count ? looks[2] : looks[i];
        format_add(text, i == 0 ? "plot " : ", \\\n     ");
        gnuplot_add_path(text, plot->data);
        format_add(text, " index %zu using 1:2 with steps %s title ' %s: peak ", i,
                   looks_matter ? look : "", line->name);
        format_add_count(text, line->peak_bytes);
        format_add(text, " B, ");
        format_add_count(text, line->totals.left_bytes);
        format_add(text, " B left'");
    }
    format_add(text, "\n");
}

void script_svg(const struct plot *plot, const char *output, struct buffer *text)
{
    format_add(text, "set terminal svg size 900,480 font 'sans-serif,15' background '#ffffff'\n"
                     "set output ");
    gnuplot_add_path(text, output);
    format_add(text, "\nset encoding utf8\n"
                     "set grid ytics lc rgb '#dddddd' lw 1\n"
                     "set ylabel 'bytes'\n");
    add_axes(plot, text);
    add_lines(plot, true, text);
}

void script_text(const struct plot *plot, unsigned columns, unsigned rows, struct buffer *text)
{
    format_add(text, "set terminal dumb size %u,%u\n", columns, rows);
    add_axes(plot, text);
    add_lines(plot, false, text);
}

void script_table(const struct plot *plot, struct buffer *text)
{
    format_add(text, "%-10s %9s %7s %10s %10s\n", "", "allocs/op", "B/op", "peak B", "left B");
    for (size_t i = 0; i < plot->line_count; i++) {
        const struct heap_line *line = &plot->lines[i];
        double ops = line->ops;
        format_add(text, "%-10s %9.6g %7.6g %10" PRIu64 " %10" PRIu64 "\n", line->name,
                   (double)line->totals.blocks / ops, (double)line->totals.bytes / ops,
                   line->peak_bytes, line->totals.left_bytes);
    }
}

void script_alike(const struct plot *plot, struct buffer *text)
{
    for (size_t i = 1; i < plot->line_count; i++) {
        for (size_t k = 0; k < i; k++) {
            const struct heap_line *a = &plot->lines[k];
            const struct heap_line *b = &plot->lines[i];
            bool alike = a->point_count == b->point_count;
            for (size_t at = 0; alike && at < a->point_count; at++) {
                const struct heap_point *p = &a->points[at];
                const struct heap_point *q = &b->points[at];
                alike = p->bytes == q->bytes && p->op >= q->op && p->op <= q->op;
            }
            if (alike)
                format_add(text, "The line of %s is the line of %s, too.\n", b->name, a->name);
        }
    }
}
