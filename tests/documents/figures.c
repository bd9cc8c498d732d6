#include "documents/figures.h"

#include "documents/word.h"

#include <stdlib.h>

static const struct {
    const char *word;
    enum unit unit;
} units[] = {{"B", UNIT_BYTES},
             {"B/op", UNIT_BYTES},
             {"byte", UNIT_BYTES},
             {"bytes", UNIT_BYTES},
             {"allocs/op", UNIT_BLOCKS},
             {"allocation", UNIT_BLOCKS},
             {"allocations", UNIT_BLOCKS},
             {"block", UNIT_BLOCKS},
             {"blocks", UNIT_BLOCKS},
             {"blocks/op", UNIT_BLOCKS},
             {"instruction", UNIT_INSTRUCTIONS},
             {"instructions", UNIT_INSTRUCTIONS},
             {"instructions/op", UNIT_INSTRUCTIONS},
             {"interface", UNIT_INTERFACE_CALLS},
             {"ms", UNIT_MILLISECONDS},
             {"ms/op", UNIT_MILLISECONDS},
             {"ns", UNIT_NANOSECONDS},
             {"ns/op", UNIT_NANOSECONDS}};

static enum unit unit_of(struct bytes word)
{
    struct bytes bare = word_bare(word);
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        if (word_is(bare, units[i].word))
            return units[i].unit;
    }
    return UNIT_NONE;
}

/* Lines that end between two places of a text. */
static size_t lines_between(const unsigned char *from, const unsigned char *to)
{
    size_t lines = 0;
    for (; from < to; from++)
        lines += *from == '\n';
    return lines;
}

bool figure_next(struct bytes *text, size_t *line, struct figure *figure)
{
    struct bytes word;
    for (const unsigned char *from = text->at; word_next(text, &word); from = word.at) {
        struct bytes after = *text;
        struct bytes unit;
        *line += lines_between(from, word.at);
        if (!word_number(word, &figure->number) || !word_next(&after, &unit))
            continue;
        figure->unit = unit_of(unit);
        if (figure->unit == UNIT_NONE)
            continue;
        figure->line = *line;
        figure->text = bytes_of(word.at, (size_t)(unit.at + unit.len - word.at));
        *line += lines_between(word.at, text->at);
        return true;
    }
    return false;
}

bool figures_add(struct figures *figures, double number, enum unit unit)
{
    struct figure *more = realloc(figures->list, (figures->count + 1) * sizeof *more);
    if (more == NULL)
        return false;
    figures->list = more;
    more[figures->count++] = (struct figure){.number = number, .unit = unit};
    return true;
}

bool figures_add_text(struct figures *figures, struct bytes text)
{
    struct figure figure;
    size_t line = 0;
    while (figure_next(&text, &line, &figure)) {
        if (!figures_add(figures, figure.number, figure.unit))
            return false;
    }
    return true;
}

/* Whether it depends on the compiler or the machine. */
static bool is_moving(enum unit unit)
{
    return unit == UNIT_INSTRUCTIONS || unit == UNIT_NANOSECONDS || unit == UNIT_MILLISECONDS;
}

static bool is_same(const struct figure *shown, const struct figure *known, bool exact)
{
    if (shown->unit != known->unit)
        return false;
    if (is_moving(shown->unit) && !exact)
        return word_within_band(shown->number, known->number);
    return !(shown->number < known->number) && !(shown->number > known->number);
}

bool figures_have(const struct figures *figures, const struct figure *figure, bool exact)
{
    for (size_t i = 0; i < figures->count; i++) {
        if (is_same(figure, &figures->list[i], exact))
            return true;
    }
    return false;
}

void figures_dispose(struct figures *figures)
{
    free(figures->list);
    *figures = (struct figures){.list = NULL};
}
