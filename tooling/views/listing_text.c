#include "views/listing_text.h"

#include "base/format.h"
#include "base/scan.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

enum { COST_SIZE = 48, COLUMN = 11 };

/* The cost per op as text: "5 B", "16,871", "0.125"; "." if it is 0. */
static void cost_text(uint64_t cost, const struct draw_style *style, char text[COST_SIZE])
{
    struct buffer made = buffer_bounded(SIZE_MAX);
    if (cost == 0)
        format_add(&made, ".");
    else if (style->whole && cost >= style->ops)
        format_add_count(&made, (cost + style->ops / 2) / style->ops);
    else
        format_add_per_op(&made, cost, style->ops);
    if (cost > 0)
        format_add(&made, "%s", style->unit);
    snprintf(text, COST_SIZE, "%.*s", (int)made.len, (const char *)made.at);
    buffer_dispose(&made);
}

static void add_costs(const struct listing_cost *cost, const struct draw_style *style,
                      struct buffer *text)
{
    char flat[COST_SIZE];
    char cum[COST_SIZE];
    cost_text(cost->flat, style, flat);
    cost_text(cost->cum, style, cum);
    format_add(text, "%*s %*s", COLUMN, flat, COLUMN, cum);
}

/* Thousandths as "12.5 %". */
static void add_share(uint64_t part, uint64_t whole, struct buffer *text)
{
    uint64_t share = whole == 0 ? 0 : (uint64_t)((double)part * 1000 / (double)whole + 0.5);
    format_add(text, "%3" PRIu64 ".%" PRIu64 " %%", share / 10, share % 10);
}

struct bytes draw_path(struct bytes file, const char *root)
{
    size_t len = strlen(root);
    if (len == 0 || file.len <= len || memcmp(file.at, root, len) != 0 || file.at[len] != '/')
        return file;
    return bytes_skip(file, len + 1);
}

static void add_file(struct bytes file, const struct draw_style *style, struct buffer *text)
{
    if (file.len == 0)
        format_add(text, "a library");
    else
        format_add_printable(text, draw_path(file, style->root));
}

void draw_total(const struct listing *listing, const struct draw_style *style, const char *what,
                struct buffer *text)
{
    char total[COST_SIZE];
    struct draw_style bare = *style;
    bare.unit = "";
    cost_text(listing->total, &bare, total);
    format_add(text, "Total: %s %s/op (%s: ", listing->total == 0 ? "0" : total, style->noun, what);
    format_add_count(text, listing->total);
    format_add(text, " %s in ", style->noun);
    format_add_count(text, style->ops);
    format_add(text, " op%s %s)\n", style->ops == 1 ? "" : "s", style->on);
}

static void draw_source_lines(const struct listing *listing, const struct sample_place *function,
                              const struct draw_source *source, const struct draw_style *style,
                              struct buffer *text)
{
    struct error unused;
    const struct ctags_function *found = ctags_find(source->functions, function->function);
    struct scan s = scan_of("", source->text, &unused);
    struct sample_place place = *function;
    struct bytes line;
    uint64_t hottest = 0; /* the line with the largest cum */
    uint64_t most = 0;
    for (size_t i = 0; style->mark_hottest && i < listing->line_count; i++) {
        const struct listing_cost *cost = &listing->lines[i];
        if (cost->cum > most && bytes_equal(cost->place.function, function->function) &&
            bytes_equal(cost->place.file, function->file)) {
            most = cost->cum;
            hottest = cost->place.line;
        }
    }
    for (place.line = 1; found != NULL && place.line <= found->last_line; place.line++) {
        if (!scan_line(&s, &line)) { /* the last line may lack its end */
            line = s.rest;
            s.rest = bytes_of(NULL, 0);
        }
        if (place.line < found->first_line)
            continue;
        struct listing_cost cost = listing_line(listing, &place);
        bool is_hottest = place.line == hottest;
        bool is_coloured = cost.cum > 0 && style->colours;
        if (is_coloured)
            format_add(text, "%s", is_hottest ? "\033[1;31m" : "\033[1m"); /* red or bold */
        add_costs(&cost, style, text);
        format_add(text, " %c %4" PRIu64 ": ", cost.cum > 0 ? '>' : ' ', place.line);
        format_add_printable(text, line);
        format_add(text, "%s%s\n", is_hottest ? "   <- hottest line" : "",
                   is_coloured ? "\033[0m" : "");
    }
}

void draw_function(const struct listing *listing, const struct listing_cost *function,
                   const struct draw_source *source, const struct draw_style *style,
                   struct buffer *text)
{
    format_add(text, "\nROUTINE ======================== ");
    format_add_printable(text, function->place.function);
    format_add(text, " in ");
    add_file(function->place.file, style, text);
    format_add(text, "\n");
    add_costs(function, style, text);
    format_add(text, " (flat, cum) ");
    add_share(function->cum, listing->total, text);
    format_add(text, " of the total\n");
    if (source != NULL)
        draw_source_lines(listing, &function->place, source, style, text);
    else
        format_add(text, "%*s (its source is not here)\n", 2 * COLUMN + 1, "");
}

void draw_top(const struct listing *listing, const struct draw_style *style, struct buffer *text)
{
    format_add(text, "%*s %8s %*s %8s  %s\n", COLUMN, "flat", "flat %", COLUMN, "cum", "cum %",
               "function");
    for (size_t i = 0; i < listing->function_count; i++) {
        const struct listing_cost *cost = &listing->functions[i];
        char flat[COST_SIZE];
        char cum[COST_SIZE];
        cost_text(cost->flat, style, flat);
        cost_text(cost->cum, style, cum);
        format_add(text, "%*s  ", COLUMN, flat);
        add_share(cost->flat, listing->total, text);
        format_add(text, " %*s  ", COLUMN, cum);
        add_share(cost->cum, listing->total, text);
        format_add(text, "  ");
        format_add_printable(text, cost->place.function);
        format_add(text, "  (");
        add_file(cost->place.file, style, text);
        format_add(text, ")\n");
    }
}
