#include "documents/excerpt.h"

#include "documents/word.h"

#include <string.h>

/* Two lines, while they are compared word by word. */
struct pair {
    struct bytes shown, output; /* the rest of each */
    unsigned column;            /* words of `shown` that were compared */
    uint64_t moving;
    bool any_number; /* all numbers count as equal */
};

static bool is_moving_unit(struct bytes word)
{
    static const char *const units[] = {"instructions", "instructions/op", "ms",
                                        "ns",           "ns/op",           "%"};
    struct bytes bare = word_bare(word);
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        if (word_is(bare, units[i]))
            return true;
    }
    return false;
}

/* Whether `word`, which was taken last, is a figure that may vary. */
static bool is_moving(const struct pair *pair, struct bytes word)
{
    struct bytes unit;
    struct bytes after = pair->shown;
    struct bytes bare = word_bare(word);
    return (pair->column < 64 && (pair->moving >> pair->column & 1) != 0) ||
           (bare.len > 0 && bare.at[bare.len - 1] == '%') ||
           (word_next_on_line(&after, &unit) && is_moving_unit(unit));
}

static struct bytes skip_digits(struct bytes text)
{
    while (text.len > 0 && ((text.at[0] >= '0' && text.at[0] <= '9') || text.at[0] == ','))
        text = bytes_skip(text, 1);
    return text;
}

static bool differ_in_digits_alone(struct bytes a, struct bytes b)
{
    for (;; a = bytes_skip(a, 1), b = bytes_skip(b, 1)) {
        a = skip_digits(a);
        b = skip_digits(b);
        if (a.len == 0 || b.len == 0 || a.at[0] != b.at[0])
            return a.len == 0 && b.len == 0;
    }
}

static bool words_match(const struct pair *pair, struct bytes shown, struct bytes output)
{
    double here, there;
    if (bytes_equal(shown, output))
        return true;
    if (pair->any_number)
        return differ_in_digits_alone(shown, output);
    return word_number(shown, &here) && word_number(output, &there) && is_moving(pair, shown) &&
           word_within_band(here, there);
}

/* After a "...", the rest may start at any word of the output. */
static bool pair_matches(struct pair pair)
{
    struct bytes shown, output;
    while (word_next_on_line(&pair.shown, &shown)) {
        pair.column++;
        if (word_is(shown, "...")) {
            do {
                if (pair_matches(pair))
                    return true;
            } while (word_next_on_line(&pair.output, &output));
            return false;
        }
        if (!word_next_on_line(&pair.output, &output) || !words_match(&pair, shown, output))
            return false;
    }
    return !word_next_on_line(&pair.output, &output);
}

/* Takes the next line, without its end. False if there is none. */
static bool next_line(struct bytes *text, struct bytes *line)
{
    if (text->len == 0)
        return false;
    const unsigned char *end = memchr(text->at, '\n', text->len);
    size_t length = end == NULL ? text->len : (size_t)(end - text->at);
    *line = bytes_of(text->at, length);
    *text = bytes_skip(*text, length + (end != NULL));
    return true;
}

static bool lines_match(struct bytes shown, struct bytes output, uint64_t moving, bool any_number)
{
    return pair_matches((struct pair){
        .shown = shown, .output = output, .moving = moving, .any_number = any_number});
}

/* The first line of `output` that differs from `shown` in numbers alone; empty if there is none. */
static struct bytes most_like(struct bytes output, struct bytes shown)
{
    struct bytes line;
    while (next_line(&output, &line)) {
        if (lines_match(shown, line, 0, true))
            return line;
    }
    return bytes_of(NULL, 0);
}

static bool is_gap(struct bytes line)
{
    struct bytes word;
    return word_next_on_line(&line, &word) && word_is(word, "...") && line.len == 0;
}

/* How many of the first lines of `output` are those of `shown`, up to a gap or the end. */
static size_t lines_in_common(struct bytes output, struct bytes shown, uint64_t moving,
                              struct bytes *rest, struct excerpt_difference *difference)
{
    struct bytes line;
    size_t same = 0;
    while (next_line(&shown, &line) && !is_gap(line)) {
        struct bytes printed = bytes_of(NULL, 0);
        if (!next_line(&output, &printed) || !lines_match(line, printed, moving, false)) {
            difference->shown = line;
            difference->output = printed;
            return same;
        }
        same++;
    }
    difference->shown = bytes_of(NULL, 0);
    *rest = output;
    return same;
}

/* Finds the lines of `shown` up to a gap, and moves `output` past them. */
static bool find_lines(struct bytes *output, struct bytes shown, uint64_t moving,
                       struct excerpt_difference *best)
{
    struct excerpt_difference here;
    struct bytes line, rest;
    struct bytes from = *output;
    size_t most = 0;
    for (bool more = true; more; more = next_line(&from, &line)) {
        size_t same = lines_in_common(from, shown, moving, &rest, &here);
        if (here.shown.at == NULL) {
            *output = rest;
            return true;
        }
        if (same > most || best->shown.at == NULL)
            *best = here;
        most = same > most ? same : most;
    }
    if (most == 0)
        best->output = most_like(*output, best->shown);
    return false;
}

static size_t lines_before(struct bytes text, const unsigned char *place)
{
    size_t lines = 0;
    for (const unsigned char *at = text.at; at < place; at++)
        lines += *at == '\n';
    return lines;
}

bool excerpt_is_in(struct bytes output, struct bytes shown, uint64_t moving_columns,
                   struct excerpt_difference *difference)
{
    struct bytes left = shown;
    while (left.len > 0) {
        struct bytes line;
        *difference = (struct excerpt_difference){.line = 0};
        if (!find_lines(&output, left, moving_columns, difference)) {
            difference->line = lines_before(shown, difference->shown.at);
            return false;
        }
        while (next_line(&left, &line) && !is_gap(line))
            ;
    }
    return true;
}
