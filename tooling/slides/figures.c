#include "slides/figures.h"

#include "base/format.h"
#include "base/json.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { NAME_SIZE = 96 };

/* Fails at the cursor's line, about a word of it rather than the whole. */
static bool refuse(struct scan *s, const char *expected, const char *got)
{
    error_set(s->error, "%.60s:%zu: expected %.70s, got %.70s", s->name, s->line_number, expected,
              got);
    return false;
}

const cJSON *figures_find(const cJSON *figures, const char *name)
{
    char part[NAME_SIZE];
    while (figures != NULL && *name != '\0') {
        size_t len = strcspn(name, ".");
        snprintf(part, sizeof part, "%.*s", (int)len, name);
        figures = json_get(figures, part);
        name += len + (name[len] == '.');
    }
    return figures;
}

/* A number if `literal` allows one; else the name of a figure. */
static bool scan_term(struct scan *s, const cJSON *measured, bool literal, double *value)
{
    char name[NAME_SIZE];
    struct bytes word;
    size_t len = 0;
    while (len < s->rest.len && (isalnum(s->rest.at[len]) ||
                                 (s->rest.at[len] != '\0' && strchr("._-", s->rest.at[len]))))
        len++;
    if (len == 0 || len >= NAME_SIZE || !scan_bytes(s, len, &word))
        return scan_expected(s, "the name of a figure");
    memcpy(name, word.at, len);
    name[len] = '\0';
    if (isdigit((unsigned char)name[0])) {
        char *end;
        *value = strtod(name, &end);
        return (literal && *end == '\0') || refuse(s, "the name of a figure", name);
    }
    const cJSON *found = figures_find(json_get(measured, "figures"), name);
    *value = found == NULL ? 0 : found->valuedouble;
    return cJSON_IsNumber(found) || refuse(s, "a figure that was measured", name);
}

static bool scan_formula(struct scan *s, const cJSON *measured, bool literal, double *value)
{
    double right;
    if (!scan_term(s, measured, literal, value))
        return false;
    bool divided = scan_text(s, " / ");
    if (!divided && !scan_text(s, " - "))
        return true;
    if (!scan_term(s, measured, false, &right))
        return false;
    *value = divided ? *value / right : *value - right;
    return isfinite(*value) || refuse(s, "a finite figure", "a division by 0");
}

bool figures_add(struct scan *s, const cJSON *measured, struct buffer *text)
{
    double value;
    if (!scan_formula(s, measured, false, &value))
        return false;
    if (scan_text(s, " as percent"))
        format_add(text, "%.0f %%", 100 * value);
    else if (scan_text(s, " as times"))
        format_add(text, "%.1f", value);
    else if (scan_text(s, " as ratio"))
        format_add(text, "%.2f", value);
    else {
        double size = fabs(value);
        format_add(text, value < 0 ? "-" : "");
        if ((size == floor(size) || size >= 100) && size < 1e15)
            format_add_count(text, (uint64_t)(size + 0.5));
        else
            format_add(text, "%.2f", size);
    }
    return true;
}

bool figures_hold(struct scan *s, const cJSON *measured)
{
    /* Those that are longer come before what they begin with. */
    static const char *const signs[] = {" = ", " <= ", " >= ", " < ", " > "};
    enum { RELATIONS = sizeof signs / sizeof *signs };
    double left, right;
    char got[64];
    char expected[64];
    size_t relation = 0;
    const unsigned char *start = s->rest.at;
    if (!scan_formula(s, measured, false, &left))
        return false;
    int len = (int)(s->rest.at - start);
    while (relation < RELATIONS && !scan_text(s, signs[relation]))
        relation++;
    if (relation == RELATIONS)
        return scan_expected(s, "one of = < <= > >= between two formulas");
    if (!scan_formula(s, measured, true, &right))
        return false;
    const bool holds[RELATIONS] = {fabs(left - right) < 1e-9, left <= right, left >= right,
                                   left<right, left> right};
    if (holds[relation])
        return true;
    snprintf(expected, sizeof expected, "%.*s%s%g", len > 40 ? 40 : len, (const char *)start,
             signs[relation], right);
    snprintf(got, sizeof got, "%g", left);
    return refuse(s, expected, got);
}
