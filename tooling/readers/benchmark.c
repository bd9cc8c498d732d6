#include "readers/benchmark.h"

#include "base/array.h"
#include "base/json.h"
#include "base/json_document.h"

static const char *const build_types[] = {"debug", "release", NULL};
static const char *const run_types[] = {"iteration", "aggregate", NULL};
static const char *const units[] = {"ns", "us", "ms", "s", NULL};

/* Means and the like (aggregates) have not all that a run has. */
static const struct json_field run_fields[] = {
    {.name = "run_type", .kind = JSON_TEXT, .words = run_types},
    {.name = "repetition_index", .kind = JSON_WHOLE, .optional = true},
    {.name = "iterations",
     .kind = JSON_WHOLE,
     .optional = true,
     .least = 1,
     .expected = "a whole number above 0"},
    {.name = "cpu_time", .kind = JSON_NUMBER, .optional = true, .expected = "a time"},
    {.name = "time_unit", .kind = JSON_TEXT, .optional = true, .words = units},
    {.name = "name", .kind = JSON_TEXT, .optional = true},
    {0}};
static const struct json_field run = {
    .kind = JSON_OBJECT, .others_allowed = true, .fields = run_fields};
static const struct json_field context_fields[] = {
    {.name = "date", .kind = JSON_TEXT},
    {.name = "num_cpus", .kind = JSON_WHOLE},
    {.name = "mhz_per_cpu", .kind = JSON_WHOLE},
    {.name = "cpu_scaling_enabled", .kind = JSON_BOOLEAN},
    {.name = "library_build_type", .kind = JSON_TEXT, .words = build_types},
    {0}};
static const struct json_field document_fields[] = {
    {.name = "context", .kind = JSON_OBJECT, .others_allowed = true, .fields = context_fields},
    {.name = "benchmarks", .kind = JSON_ARRAY, .each = &run},
    {0}};
static const struct json_field document = {
    .kind = JSON_OBJECT, .others_allowed = true, .fields = document_fields};

/* Adds the run `at` of the file, if it is one. */
static bool add_run(struct scan *s, const cJSON *item, size_t at, struct benchmark *benchmark)
{
    struct benchmark_run added = {.repetition = json_whole(item, "repetition_index"),
                                  .iterations = json_whole(item, "iterations"),
                                  .ns = json_number(item, "cpu_time")};
    const cJSON *failed = json_get(item, "error_occurred");
    if (failed != NULL)
        return json_expected(s, failed, "nothing", "benchmarks[%zu].error_occurred", at);
    if (json_is(item, "run_type", "aggregate"))
        return true;
    for (const struct json_field *field = run_fields; field->name != NULL; field++) {
        if (json_get(item, field->name) == NULL)
            return json_expected(s, NULL, "a value", "benchmarks[%zu].%s", at, field->name);
    }
    for (size_t i = 0; !json_is(item, "time_unit", units[i]); i++)
        added.ns *= 1000;
    if (!scan_copy(s, json_text(item, "name"), &added.name))
        return false;
    if (array_append(&benchmark->runs, &benchmark->run_count, &added, sizeof added))
        return true;
    free(added.name);
    return scan_no_memory(s);
}

bool benchmark_read(const char *name, struct bytes text, struct benchmark *benchmark,
                    struct error *error)
{
    struct scan s = scan_of(name, text, error);
    cJSON *json;
    const cJSON *item;
    size_t at = 0;
    bool read = json_read(&s, &document, &json);
    const cJSON *context = json_get(json, "context");
    *benchmark =
        (struct benchmark){.cpus = json_whole(context, "num_cpus"),
                           .mhz = json_whole(context, "mhz_per_cpu"),
                           .scaling = cJSON_IsTrue(json_get(context, "cpu_scaling_enabled")),
                           .debug_library = json_is(context, "library_build_type", "debug")};
    read = read && scan_copy(&s, json_text(context, "date"), &benchmark->date);
    cJSON_ArrayForEach(item, json_get(json, "benchmarks"))
    {
        read = read && add_run(&s, item, at++, benchmark);
    }
    cJSON_Delete(json);
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
