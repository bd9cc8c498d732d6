#include "slides/gather.h"

#include "base/format.h"

#include <stdio.h>
#include <string.h>

enum { LABEL_SIZE = 64 };

static cJSON *field(const cJSON *object, const char *name)
{
    return cJSON_GetObjectItemCaseSensitive(object, name);
}

cJSON *gather_new(void)
{
    cJSON *document = cJSON_CreateObject();
    if (cJSON_AddObjectToObject(document, "figures") != NULL)
        return document;
    cJSON_Delete(document);
    return NULL;
}

/* The figures of a label, made where there are none yet. */
static cJSON *figures_of(cJSON *document, const char *label)
{
    cJSON *figures = field(document, "figures");
    cJSON *own = field(figures, label);
    return own != NULL ? own : cJSON_AddObjectToObject(figures, label);
}

static bool add_copy(cJSON *object, const char *name, const cJSON *item)
{
    cJSON *copy = cJSON_Duplicate(item, true);
    if (copy != NULL && cJSON_AddItemToObject(object, name, copy))
        return true;
    cJSON_Delete(copy);
    return false;
}

bool gather_result(cJSON *document, const char *label, const cJSON *result)
{
    const cJSON *figure;
    cJSON *own = figures_of(document, label);
    if (own == NULL)
        return false;
    cJSON_ArrayForEach(figure, field(result, "measured"))
    {
        if (!add_copy(own, figure->string, figure))
            return false;
    }
    return add_copy(own, "ceilings", field(result, "ceilings"));
}

/* "solution 2" is the label solution-2. */
static void label_of(const char *name, char label[LABEL_SIZE])
{
    snprintf(label, LABEL_SIZE, "%.40s", strcmp(name, "start 1") == 0 ? "stage-1" : name);
    for (char *at = label; *at != '\0'; at++)
        *at = *at == ' ' || *at == '_' ? '-' : *at;
}

static bool add_times(cJSON *document, const cJSON *row)
{
    char label[LABEL_SIZE];
    label_of(cJSON_GetStringValue(field(row, "name")), label);
    cJSON *own = figures_of(document, label);
    return own != NULL && add_copy(own, "talk", field(row, "talk")) &&
           add_copy(own, "rare", field(row, "rare"));
}

static bool add_course(cJSON *document, const cJSON *report)
{
    static const char *const names[][2] = {{"talk", "stream_bytes"}, {"rare", "long_bytes"}};
    cJSON *course = figures_of(document, "course");
    if (course == NULL)
        return false;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const cJSON *input = field(field(report, "inputs"), names[i][0]);
        if (!add_copy(course, names[i][1], field(input, "bytes")))
            return false;
    }
    return add_copy(course, "repetitions", field(report, "repetitions"));
}

bool gather_bench(cJSON *document, const cJSON *report)
{
    const cJSON *row;
    cJSON_ArrayForEach(row, field(report, "rows"))
    {
        if (field(row, "why") == NULL && !add_times(document, row))
            return false;
    }
    return add_course(document, report);
}

/* The figure at a path of at most two names. */
static const cJSON *figure_at(const cJSON *own, const char *path)
{
    char first[LABEL_SIZE];
    const char *dot = strchr(path, '.');
    if (dot == NULL)
        return field(own, path);
    snprintf(first, sizeof first, "%.*s", (int)(dot - path), path);
    return field(field(own, first), dot + 1);
}

void gather_bars(const cJSON *document, const char *path, struct buffer *rows)
{
    const cJSON *own;
    double first = 0;
    cJSON_ArrayForEach(own, field(document, "figures"))
    {
        const cJSON *figure = figure_at(own, path);
        if (!cJSON_IsNumber(figure) || strcmp(own->string, "memcpy") == 0)
            continue;
        double value = figure->valuedouble;
        first = first == 0 ? value : first;
        format_add(rows, "\"%s\" %.6f \"", own->string, value / first);
        if (value >= 100)
            format_add_count(rows, (uint64_t)(value + 0.5));
        else
            format_add(rows, "%.2f", value);
        format_add(rows, "\"\n");
    }
}
