#include "readers/benchmark.h"

#include "base/array.h"
#include "base/json.h"
#include "base/json_fields.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* An object of the file, and what stands in front of its fields' names in messages. */
struct place {
    struct scan *s;
    const cJSON *object;
    char where[48];
};

static const cJSON *field(const struct place *place, const char *name)
{
    return cJSON_GetObjectItemCaseSensitive(place->object, name);
}

static bool expected(const struct place *place, const char *name, const char *kind)
{
    char text[96];
    snprintf(text, sizeof text, "%s.%s=%s", place->where, name, kind);
    return fields_expected(place->s, text, field(place, name));
}

static bool read_number(const struct place *place, const char *name, uint64_t *number)
{
    return fields_number(field(place, name), number) || expected(place, name, "<number>");
}

static bool read_boolean(const struct place *place, const char *name, bool *value)
{
    const cJSON *found = field(place, name);
    *value = cJSON_IsTrue(found);
    return cJSON_IsBool(found) || expected(place, name, "<true or false>");
}

static bool read_string(const struct place *place, const char *name, const char **text)
{
    *text = cJSON_GetStringValue(field(place, name));
    return *text != NULL || expected(place, name, "<string>");
}

static bool read_copy(const struct place *place, const char *name, char **copy)
{
    const char *text;
    if (!read_string(place, name, &text))
        return false;
    *copy = malloc(strlen(text) + 1);
    if (*copy == NULL)
        return scan_no_memory(place->s);
    strcpy(*copy, text);
    return true;
}

static bool read_time(const struct place *place, double *ns)
{
    static const struct {
        const char *name;
        double ns;
    } units[] = {{"ns", 1}, {"us", 1e3}, {"ms", 1e6}, {"s", 1e9}};
    const cJSON *time = field(place, "cpu_time");
    const char *unit;
    if (!cJSON_IsNumber(time) || !isfinite(time->valuedouble) || !(time->valuedouble >= 0))
        return expected(place, "cpu_time", "<time>");
    if (!read_string(place, "time_unit", &unit))
        return false;
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        if (strcmp(unit, units[i].name) == 0) {
            *ns = time->valuedouble * units[i].ns;
            return true;
        }
    }
    return expected(place, "time_unit", "ns, us, ms or s");
}

static bool read_run(const struct place *place, struct benchmark *benchmark)
{
    struct benchmark_run run = {0};
    if (!read_number(place, "repetition_index", &run.repetition) ||
        !read_number(place, "iterations", &run.iterations) || !read_time(place, &run.ns) ||
        (run.iterations == 0 && !expected(place, "iterations", "<number above 0>")) ||
        !read_copy(place, "name", &run.name))
        return false;
    if (array_append(&benchmark->runs, &benchmark->run_count, &run, sizeof run))
        return true;
    free(run.name);
    return scan_no_memory(place->s);
}

static bool read_entry(const struct place *place, struct benchmark *benchmark)
{
    const char *type;
    if (!cJSON_IsObject(place->object))
        return fields_expected(place->s, "an object in benchmarks", place->object);
    if (field(place, "error_occurred") != NULL)
        return expected(place, "error_occurred", "nothing");
    if (!read_string(place, "run_type", &type))
        return false;
    if (strcmp(type, "aggregate") == 0)
        return true;
    return strcmp(type, "iteration") == 0 ? read_run(place, benchmark)
                                          : expected(place, "run_type", "iteration or aggregate");
}

static bool read_context(struct scan *s, const cJSON *document, struct benchmark *benchmark)
{
    const char *build;
    struct place place = {s, cJSON_GetObjectItemCaseSensitive(document, "context"), "context"};
    if (!cJSON_IsObject(place.object))
        return fields_expected(s, "context=<object>", place.object);
    if (!read_copy(&place, "date", &benchmark->date) ||
        !read_number(&place, "num_cpus", &benchmark->cpus) ||
        !read_number(&place, "mhz_per_cpu", &benchmark->mhz) ||
        !read_boolean(&place, "cpu_scaling_enabled", &benchmark->scaling) ||
        !read_string(&place, "library_build_type", &build))
        return false;
    benchmark->debug_library = strcmp(build, "debug") == 0;
    return benchmark->debug_library || strcmp(build, "release") == 0 ||
           expected(&place, "library_build_type", "debug or release");
}

static bool read_document(struct scan *s, const cJSON *document, struct benchmark *benchmark)
{
    size_t at = 0;
    const cJSON *entry;
    const cJSON *entries = cJSON_GetObjectItemCaseSensitive(document, "benchmarks");
    if (!read_context(s, document, benchmark))
        return false;
    if (!cJSON_IsArray(entries))
        return fields_expected(s, "benchmarks=<list>", entries);
    cJSON_ArrayForEach(entry, entries)
    {
        struct place place = {.s = s, .object = entry};
        snprintf(place.where, sizeof place.where, "benchmarks[%zu]", at++);
        if (!read_entry(&place, benchmark))
            return false;
    }
    return true;
}

bool benchmark_read(const char *name, struct bytes text, struct benchmark *benchmark,
                    struct error *error)
{
    struct scan s = scan_of(name, text, error);
    cJSON *document = NULL;
    *benchmark = (struct benchmark){0};
    bool read = json_scan(&s, &document) && read_document(&s, document, benchmark);
    cJSON_Delete(document);
    if (!read)
        benchmark_dispose(benchmark);
    return read;
}

void benchmark_dispose(struct benchmark *benchmark)
{
    for (size_t i = 0; i < benchmark->run_count; i++)
        free(benchmark->runs[i].name);
    free(benchmark->runs);
    free(benchmark->date);
    *benchmark = (struct benchmark){0};
}
