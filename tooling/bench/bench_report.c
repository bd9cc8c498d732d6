#include "bench/bench_report.h"

#include "base/array.h"
#include "base/json.h"
#include "base/json_document.h"
#include "measure/tools.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_REPETITIONS = 64 };

static const struct json_field bytes_fields[] = {{.name = "bytes", .kind = JSON_WHOLE}, {0}};
static const struct json_field times_fields[] = {{.name = "ns_per_op", .kind = JSON_NUMBER},
                                                 {.name = "spread", .kind = JSON_NUMBER},
                                                 {.name = "x_stage_1", .kind = JSON_NUMBER},
                                                 {.name = "gb_per_s", .kind = JSON_NUMBER},
                                                 {0}};

#define OPEN_OBJECT(field, its_fields, may_be_absent)                                              \
    {                                                                                              \
        .name = field, .kind = JSON_OBJECT, .optional = may_be_absent, .fields = its_fields,       \
        .others_allowed = true                                                                     \
    }

static const struct json_field row_fields[] = {{.name = "name", .kind = JSON_TEXT},
                                               {.name = "file", .kind = JSON_TEXT},
                                               {.name = "why", .kind = JSON_TEXT, .optional = true},
                                               OPEN_OBJECT("talk", times_fields, true),
                                               OPEN_OBJECT("rare", times_fields, true),
                                               {0}};
static const struct json_field row_document = OPEN_OBJECT(NULL, row_fields, false);

static const struct json_field inputs_fields[] = {
    OPEN_OBJECT("talk", bytes_fields, false), OPEN_OBJECT("rare", bytes_fields, false), {0}};
static const struct json_field report_fields[] = {
    {.name = "stage", .kind = JSON_WHOLE, .null_allowed = true},
    OPEN_OBJECT("inputs", inputs_fields, false),
    {.name = "repetitions", .kind = JSON_WHOLE},
    {.name = "rows", .kind = JSON_ARRAY, .each = &row_document},
    {.name = "machine", .kind = JSON_OBJECT},
    {0}};
static const struct json_field report_document = OPEN_OBJECT(NULL, report_fields, false);

/* The repetitions of a program on an input, in order of size, and what they come to. */
struct times {
    double ns[MOST_REPETITIONS];
    size_t count;
    double median, spread;
};

/* False if the program was not timed. */
static bool find_times(const struct benchmark *benchmark, const char *input, const char *program,
                       struct times *times)
{
    char name[128];
    double *ns = times->ns;
    size_t n = 0;
    snprintf(name, sizeof name, "%s/%s", input, program);
    for (size_t i = 0; i < benchmark->run_count && n < MOST_REPETITIONS; i++) {
        if (strcmp(benchmark->runs[i].name, name) == 0)
            ns[n++] = benchmark->runs[i].ns;
    }
    times->count = n;
    if (n == 0)
        return false;
    qsort(ns, n, sizeof *ns, compare_doubles);
    times->median = n % 2 == 1 ? ns[n / 2] : (ns[n / 2 - 1] + ns[n / 2]) / 2;
    double below = times->median - ns[0];
    double above = ns[n - 1] - times->median;
    times->spread = times->median > 0 ? (above > below ? above : below) / times->median : 0;
    return times->median > 0;
}

/* What a document is made of. */
struct parts {
    const struct rows *rows;
    const uint64_t *input_bytes;
    const struct benchmark *benchmark;
    struct error *error;
};

/* Adds a row's figures, unless it is memcpy's (`from` is NULL), and its times. */
static bool add_row(const struct parts *parts, cJSON *list, const char *name, const char *file,
                    const struct row *from)
{
    struct times own, first;
    cJSON *row = json_append(list, cJSON_CreateObject());
    bool added = json_add_text(row, "name", name) && json_add_text(row, "file", file);
    if (from != NULL && from->why[0] != '\0')
        return (added && json_add_text(row, "why", from->why)) || error_out_of_memory(parts->error);
    if (from != NULL) {
        double ops = MEASURE_OPS;
        added = added && json_add_number(row, "allocs_per_op", (double)from->heap.blocks / ops) &&
                json_add_number(row, "bytes_per_op", (double)from->heap.bytes / ops) &&
                json_add_number(row, "instructions_per_op",
                                (double)from->instructions / (double)MEASURE_CPU_OPS);
    }
    for (size_t i = 0; added && i < INPUTS; i++) {
        const char *input = input_names[i];
        if (!find_times(parts->benchmark, input, name, &own) ||
            !find_times(parts->benchmark, input, parts->rows->list[0].name, &first))
            return error_set(parts->error, "Google Benchmark said nothing of %s", name);
        cJSON *times = cJSON_AddObjectToObject(row, input);
        added =
            json_add_number(times, "ns_per_op", own.median) &&
            json_add_number(times, "spread", own.spread) &&
            json_add_number(times, "x_stage_1", own.median / first.median) &&
            json_add_number(times, "gb_per_s", (double)parts->input_bytes[i] / own.median) &&
            json_add_item(times, "repetitions", cJSON_CreateDoubleArray(own.ns, (int)own.count));
    }
    return added || error_out_of_memory(parts->error);
}

cJSON *bench_report_make(const struct stage *stage, const struct rows *rows,
                         const uint64_t input_bytes[INPUTS], const struct benchmark *benchmark,
                         struct error *error)
{
    const struct parts parts = {rows, input_bytes, benchmark, error};
    struct times times;
    if (!find_times(benchmark, input_names[0], "memcpy", &times)) {
        error_set(error, "Google Benchmark said nothing of memcpy");
        return NULL;
    }
    cJSON *report = cJSON_CreateObject();
    bool made = stage == NULL ? cJSON_AddNullToObject(report, "stage") != NULL
                              : json_add_number(report, "stage", stage->number);
    cJSON *inputs = cJSON_AddObjectToObject(report, "inputs");
    for (size_t i = 0; i < INPUTS; i++) {
        cJSON *input = cJSON_AddObjectToObject(inputs, input_names[i]);
        made = json_add_number(input, "bytes", (double)input_bytes[i]) && made;
    }
    made = (json_add_number(report, "repetitions", (double)times.count) && made) ||
           error_out_of_memory(error);
    cJSON *list = made ? cJSON_AddArrayToObject(report, "rows") : NULL;
    for (size_t i = 0; made && i < rows->count; i++) {
        const struct row *row = &rows->list[i];
        made = add_row(&parts, list, row->name, row->subject.file, row);
    }
    made = made && add_row(&parts, list, "memcpy", "", NULL);
    if (made) {
        cJSON *machine = cJSON_AddObjectToObject(report, "machine");
        made = (json_add_text(machine, "date", benchmark->date) &&
                json_add_number(machine, "cpus", (double)benchmark->cpus) &&
                json_add_number(machine, "mhz_per_cpu", (double)benchmark->mhz) &&
                cJSON_AddBoolToObject(machine, "cpu_scaling", benchmark->scaling) != NULL &&
                cJSON_AddBoolToObject(machine, "debug_library", benchmark->debug_library)) ||
               error_out_of_memory(error);
    }
    if (made)
        return report;
    cJSON_Delete(report);
    return NULL;
}

cJSON *bench_report_read(const char *name, struct bytes text, struct error *error)
{
    struct scan s = scan_of(name, text, error);
    const cJSON *row;
    cJSON *report;
    bool read = json_read(&s, &report_document, &report);
    int number = 0;
    cJSON_ArrayForEach(row, json_get(report, "rows"))
    {
        /* A row has times, or says why it has none. */
        for (size_t i = 0; i < INPUTS && json_get(row, "why") == NULL && read; i++)
            read = json_get(row, input_names[i]) != NULL ||
                   json_expected(&s, NULL, "times, or a field \"why\"", "rows[%d].%s", number,
                                 input_names[i]);
        number++;
    }
    if (read)
        return report;
    cJSON_Delete(report);
    return NULL;
}
