#include "slides/gather.h"

#include "base/format.h"
#include "base/json.h"
#include "slides/figures.h"

#include <stdio.h>
#include <string.h>

enum { LABEL_SIZE = 64 };

cJSON *gather_new(void)
{
    cJSON *document = cJSON_CreateObject();
    if (cJSON_AddObjectToObject(document, "figures") != NULL)
        return document;
    cJSON_Delete(document);
    return NULL;
}

/* The figures of a label, made if there are none yet. */
static cJSON *figures_of(cJSON *document, const char *label)
{
    cJSON *figures = cJSON_GetObjectItemCaseSensitive(document, "figures");
    cJSON *own = cJSON_GetObjectItemCaseSensitive(figures, label);
    return own != NULL ? own : cJSON_AddObjectToObject(figures, label);
}

static bool add_copy(cJSON *object, const char *name, const cJSON *item)
{
    return json_add_item(object, name, cJSON_Duplicate(item, true));
}

bool gather_result(cJSON *document, const char *label, const cJSON *result)
{
    const cJSON *figure;
    cJSON *own = figures_of(document, label);
    if (own == NULL)
        return false;
    cJSON_ArrayForEach(figure, json_get(result, "measured"))
    {
        if (!add_copy(own, figure->string, figure))
            return false;
    }
    return add_copy(own, "ceilings", json_get(result, "ceilings"));
}

bool gather_bench(cJSON *document, const cJSON *report)
{
    const cJSON *row;
    cJSON_ArrayForEach(row, json_get(report, "rows"))
    {
        /* "solution 2" is the label solution-2. */
        char label[LABEL_SIZE];
        const char *name = json_text(row, "name");
        snprintf(label, sizeof label, "%.40s", strcmp(name, "start 1") == 0 ? "stage-1" : name);
        for (char *at = label; *at != '\0'; at++)
            *at = *at == ' ' || *at == '_' ? '-' : *at;
        if (json_get(row, "why") != NULL)
            continue;
        cJSON *own = figures_of(document, label);
        if (own == NULL || !add_copy(own, "talk", json_get(row, "talk")) ||
            !add_copy(own, "rare", json_get(row, "rare")))
            return false;
    }
    cJSON *course = figures_of(document, "course");
    const cJSON *inputs = json_get(report, "inputs");
    return course != NULL &&
           add_copy(course, "stream_bytes", json_get(json_get(inputs, "talk"), "bytes")) &&
           add_copy(course, "long_bytes", json_get(json_get(inputs, "rare"), "bytes")) &&
           add_copy(course, "repetitions", json_get(report, "repetitions"));
}

void gather_bars(const cJSON *document, const char *path, struct buffer *rows)
{
    const cJSON *own;
    double first = 0;
    cJSON_ArrayForEach(own, json_get(document, "figures"))
    {
        const cJSON *figure = figures_find(own, path);
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
