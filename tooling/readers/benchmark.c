#include "readers/benchmark.h"

#include "base/json.h"
#include "base/json_document.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const build_types[] = {"debug", "release", NULL};
static const struct json_field context_fields[] = {
    {.name = "date", .kind = JSON_TEXT},
    {.name = "num_cpus", .kind = JSON_WHOLE},
    {.name = "mhz_per_cpu", .kind = JSON_WHOLE},
    {.name = "cpu_scaling_enabled", .kind = JSON_BOOLEAN},
    {.name = "library_build_type", .kind = JSON_TEXT, .words = build_types},
    {0}};

static const char *const run_types[] = {"iteration", "aggregate", NULL};
static const struct json_field entry_fields[] = {
    {.name = "run_type", .kind = JSON_TEXT, .words = run_types}, {0}};
static const struct json_field entry_document = {
    .kind = JSON_OBJECT, .fields = entry_fields, .others_allowed = true};

static const struct json_field document_fields[] = {
    {.name = "context", .kind = JSON_OBJECT, .fields = context_fields, .others_allowed = true},
    {.name = "benchmarks", .kind = JSON_ARRAY, .each = &entry_document},
    {0}};
static const struct json_field document_field = {
    .kind = JSON_OBJECT, .fields = document_fields, .others_allowed = true};

/* What an entry of the type "iteration" has. */
static const char *const units[] = {"ns", "us", "ms", "s", NULL};
static const struct json_field run_fields[] = {
    {.name = "repetition_index", .kind = JSON_WHOLE},
    {.name = "iterations", .kind = JSON_WHOLE, .least = 1, .expected = "a number above 0"},
    {.name = "cpu_time", .kind = JSON_NUMBER, .expected = "a time"},
    {.name = "time_unit", .kind = JSON_TEXT, .words = units},
    {.name = "name", .kind = JSON_TEXT},
    {0}};
static const struct json_field run_document = {
    .kind = JSON_OBJECT, .fields = run_fields, .others_allowed = true};

static bool take_entry(struct scan *s, const cJSON *entry, const char *place,
                       struct benchmark *benchmark)
{
    struct benchmark_run *run = &benchmark->runs[benchmark->run_count];
    const cJSON *failed = json_get(entry, "error_occurred");
    double ns = 1;
    if (failed != NULL)
        return json_expected(s, failed, "nothing", "%s.error_occurred", place);
    if (json_is(entry, "run_type", "aggregate"))
        return true;
    if (!json_check(s, entry, &run_document, place))
        return false;
    for (size_t i = 0; !json_is(entry, "time_unit", units[i]); i++)
        ns *= 1e3;
    *run = (struct benchmark_run){.name = json_copy(entry, "name"),
                                  .repetition = json_whole(entry, "repetition_index"),
                                  .iterations = json_whole(entry, "iterations"),
                                  .ns = json_number(entry, "cpu_time") * ns};
    if (run->name == NULL)
        return scan_no_memory(s);
    benchmark->run_count++;
    return true;
}

bool benchmark_read(const char *name, struct bytes text, struct benchmark *benchmark,
                    struct error *error)
{
    struct scan s = scan_of(name, text, error);
    cJSON *document;
    const cJSON *entry;
    int i = 0;
    bool read = json_read(&s, &document_field, &document);
    const cJSON *context = json_get(document, "context");
    const cJSON *entries = json_get(document, "benchmarks");
    *benchmark = (struct benchmark){
        .date = json_copy(context, "date"),
        .cpus = json_whole(context, "num_cpus"),
        .mhz = json_whole(context, "mhz_per_cpu"),
        .scaling = cJSON_IsTrue(json_get(context, "cpu_scaling_enabled")),
        .debug_library = json_is(context, "library_build_type", "debug"),
        .runs = calloc((size_t)cJSON_GetArraySize(entries) + 1, sizeof *benchmark->runs)};
    if (read && (benchmark->date == NULL || benchmark->runs == NULL))
        read = scan_no_memory(&s);
    cJSON_ArrayForEach(entry, entries)
    {
        char place[32];
        snprintf(place, sizeof place, "benchmarks[%d]", i++);
        read = read && take_entry(&s, entry, place, benchmark);
    }
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
