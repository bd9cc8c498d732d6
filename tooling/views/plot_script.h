/* Scripts and data for gnuplot: the lines, and how to draw them. Gnuplot 5.4 and 6. */
#ifndef VIEWS_PLOT_SCRIPT_H
#define VIEWS_PLOT_SCRIPT_H

#include "stream/buffer.h"
#include "views/heap_line.h"

struct plot {
    unsigned stage; /* its number, for the title */
    const struct heap_line *lines;
    size_t line_count;
    const char *data; /* path of the data */
};

/* Appends the data: a block of "op bytes" for each line, two empty lines between blocks. */
void script_data(const struct plot *plot, struct buffer *text);

/* Appends a script that draws the data as SVG into the file at `output`. */
void script_svg(const struct plot *plot, const char *output, struct buffer *text);

/* Appends a script that prints the data as text, `columns` wide and `rows` high. */
void script_text(const struct plot *plot, unsigned columns, unsigned rows, struct buffer *text);

/* Appends the table of figures that belongs below a plot. */
void script_table(const struct plot *plot, struct buffer *text);

/* Appends a line for each two that run the same way: only the later is seen in a plot of text. */
void script_alike(const struct plot *plot, struct buffer *text);

#endif
