#include "bench/compare_chart.h"

#include "base/format.h"
#include "bench/comparison.h"
#include "views/gnuplot.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

enum { COLUMNS = 2, WIDTH = 1120, ROW_HEIGHT = 290, HEAD = 90 };

/* Colours that the colour-blind can tell apart (Okabe and Ito); wrong answers are pale. */
static const unsigned replace_colour = 0x0072b2, limit_colour = 0x999999, other_colour = 0xe69f00,
                      wrong_colour = 0xf3dcb0;

/* What a panel shows of each program. */
struct panel {
    const char *figure;
    double unit;
};

/* Text in double quotes, of which gnuplot takes nothing for its own. */
static void add_text(struct buffer *text, const char *string)
{
    format_add(text, "\"");
    for (; *string != '\0'; string++) {
        bool plain = isalnum((unsigned char)*string) || strchr(" .,:()-_", *string) != NULL;
        format_add(text, plain ? "%c" : "\\%03o", (unsigned char)*string);
    }
    format_add(text, "\"");
}

/* A line of data, "row figure colour label name"; the label is the figure, or why there is none. */
static void add_bar(const cJSON *program, unsigned row, double figure, struct buffer *text)
{
    char label[64];
    const char *name = json_text(program, "name");
    bool counts = comparison_counts(program);
    unsigned colour = other_colour;
    if (!counts)
        colour = wrong_colour;
    else if (strcmp(name, peers[PEER_REPLACE].name) == 0)
        colour = replace_colour;
    else if (strcmp(name, peers[PEER_LIMIT].name) == 0)
        colour = limit_colour;
    snprintf(label, sizeof label, "%.*f%s",
             figure < 1     ? 2
             : figure < 100 ? 1
                            : 0,
             figure, counts ? "" : ", wrong answer");
    format_add(text, "%u %.6g %u ", row, figure, colour);
    add_text(text, figure <= 0 ? json_text(program, "answer") : label);
    format_add(text, " ");
    add_text(text, name);
    format_add(text, "\n");
}

static void add_panel(const cJSON *input, const struct panel *panel, const char *title,
                      struct buffer *text)
{
    const cJSON *program;
    unsigned row = 0;
    double most = 0;
    format_add(text, "\n$bars << END\n");
    cJSON_ArrayForEach(program, json_get(input, "programs"))
    {
        double figure = json_number(program, panel->figure) / panel->unit;
        most = figure > most ? figure : most;
        add_bar(program, row++, figure, text);
    }
    format_add(text, "END\nset yrange [%u.6:-0.6]\nset label 1 ", row - 1);
    add_text(text, title);
    format_add(text,
               " at graph 0,1.08 left font ',15'\nset xrange [0:%.6g]\n"
               "plot $bars using ($2/2):1:($2/2):(0.36):3:ytic(5) with boxxyerror "
               "fill solid 1 noborder lc rgb variable, \\\n"
               "     $bars using 2:1:4 with labels left offset 0.5,0\n",
               most > 0 ? most * 1.3 : 1);
}

void compare_chart_script(const cJSON *document, const char *output, struct buffer *text)
{
    static const struct panel speed = {"gb_per_s", 1};
    static const struct panel memory = {"peak_bytes", 1 << 20};
    const cJSON *input;
    const cJSON *inputs = json_get(document, "inputs");
    unsigned panels = (unsigned)cJSON_GetArraySize(inputs) + 1;
    unsigned rows = (panels + COLUMNS - 1) / COLUMNS;
    format_add(text,
               "set terminal svg size %u,%u font 'sans-serif,14' background '#ffffff' noenhanced\n"
               "set output ",
               WIDTH, HEAD + rows * ROW_HEIGHT);
    gnuplot_add_path(text, output);
    format_add(text,
               "\nset encoding utf8\nunset key\nset border 2 lc rgb '#666666'\n"
               "set xtics out nomirror scale 0.5 textcolor rgb '#666666'\n"
               "set ytics scale 0 nomirror textcolor rgb '#000000'\n"
               "set grid xtics lc rgb '#e4e4e4' lw 1 lt 1\n"
               "set multiplot layout %u,%u margins 0.085,0.985,0.045,0.87 spacing 0.1,0.1\n"
               "set label 2 \"Whole programs on files of %.4g MiB, GB/s: longer bars are faster\" "
               "at screen 0.012,0.972 left font ',19'\n"
               "set label 3 \"Grey: cat, which only copies. Pale: the answer is wrong.\" "
               "at screen 0.012,0.942 left textcolor rgb '#444444'\n",
               rows, COLUMNS, json_number(document, "bytes") / (1 << 20));
    cJSON_ArrayForEach(input, inputs)
    {
        char title[160];
        snprintf(title, sizeof title, "%s: %s", json_text(input, "name"), json_text(input, "what"));
        add_panel(input, &speed, title, text);
        format_add(text, "unset label 2\nunset label 3\n"); /* once is enough */
    }
    if (cJSON_GetArraySize(inputs) > 0)
        add_panel(cJSON_GetArrayItem(inputs, 0), &memory,
                  "Memory at its peak, on the first file, MiB: shorter is less", text);
    format_add(text, "\nunset multiplot\n");
}
