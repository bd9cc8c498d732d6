#include "bench/bench_report.h"

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

static int compare(const void *a, const void *b)
{
    double x = *(const double *)a;
    double y = *(const double *)b;
    return (x > y) - (x < y);
}

static void settle(struct times *times)
{
    size_t half = times->count / 2;
    qsort(times->ns, times->count, sizeof *times->ns, compare);
    times->median =
        times->count % 2 == 1 ? times->ns[half] : (times->ns[half - 1] + times->ns[half]) / 2;
    double below = times->median - times->ns[0];
    double above = times->ns[times->count - 1] - times->median;
    times->spread = times->median > 0 ? (above > below ? above : below) / times->median : 0;
}

/* False where the program was not timed. */
static bool find_times(const struct benchmark *benchmark, const char *input, const char *program,
                       struct times *times)
{
    char name[128];
    times->count = 0;
    snprintf(name, sizeof name, "%s/%s", input, program);
    for (size_t i = 0; i < benchmark->run_count && times->count < MOST_REPETITIONS; i++) {
        if (strcmp(benchmark->runs[i].name, name) == 0)
            times->ns[times->count++] = benchmark->runs[i].ns;
    }
    if (times->count > 0)
        settle(times);
    return times->count > 0 && times->median > 0;
}

static bool add_times(cJSON *row, const char *input, const struct times *times, double first,
                      uint64_t bytes)
{
    cJSON *object = cJSON_AddObjectToObject(row, input);
    if (object == NULL || !json_add_number(object, "ns_per_op", times->median) ||
        !json_add_number(object, "spread", times->spread) ||
        !json_add_number(object, "x_stage_1", times->median / first) ||
        !json_add_number(object, "gb_per_s", (double)bytes / times->median))
        return false;
    return json_add_item(object, "repetitions",
                         cJSON_CreateDoubleArray(times->ns, (int)times->count));
}

/* What a document is made of. */
struct parts {
    const struct rows *rows;
    const uint64_t *input_bytes;
    const struct benchmark *benchmark;
    struct error *error;
};

static bool fail(const struct parts *parts, const char *problem, const char *name)
{
    error_set(parts->error, "%s%s", problem, name);
    return false;
}

static bool add_all_times(const struct parts *parts, cJSON *row, const char *name)
{
    for (size_t i = 0; i < INPUTS; i++) {
        struct times own;
        struct times first;
        const char *input = input_names[i];
        if (!find_times(parts->benchmark, input, name, &own) ||
            !find_times(parts->benchmark, input, parts->rows->list[0].name, &first))
            return fail(parts, "Google Benchmark said nothing of ", name);
        if (!add_times(row, input, &own, first.median, parts->input_bytes[i]))
            return fail(parts, "out of memory", "");
    }
    return true;
}

static cJSON *add_row(const struct parts *parts, cJSON *list, const char *name, const char *file)
{
    cJSON *row = json_append(list, cJSON_CreateObject());
    if (json_add_text(row, "name", name) && json_add_text(row, "file", file))
        return row;
    fail(parts, "out of memory", "");
    return NULL;
}

static bool add_figures(const struct parts *parts, const struct row *from, cJSON *row)
{
    bool added =
        json_add_number(row, "allocs_per_op", (double)from->heap.blocks / (double)MEASURE_OPS) &&
        json_add_number(row, "bytes_per_op", (double)from->heap.bytes / (double)MEASURE_OPS) &&
        json_add_number(row, "instructions_per_op",
                        (double)from->instructions / (double)MEASURE_CPU_OPS);
    return added || fail(parts, "out of memory", "");
}

static bool add_program(const struct parts *parts, cJSON *list, const struct row *from)
{
    cJSON *row = add_row(parts, list, from->name, from->subject.file);
    if (row == NULL)
        return false;
    if (from->why[0] != '\0')
        return json_add_text(row, "why", from->why) || fail(parts, "out of memory", "");
    return add_figures(parts, from, row) && add_all_times(parts, row, from->name);
}

static bool add_rows(const struct parts *parts, cJSON *report)
{
    cJSON *list = cJSON_AddArrayToObject(report, "rows");
    if (list == NULL)
        return fail(parts, "out of memory", "");
    for (size_t i = 0; i < parts->rows->count; i++) {
        if (!add_program(parts, list, &parts->rows->list[i]))
            return false;
    }
    cJSON *copy = add_row(parts, list, "memcpy", "");
    return copy != NULL && add_all_times(parts, copy, "memcpy");
}

static bool add_inputs(const struct parts *parts, cJSON *report)
{
    struct times times;
    cJSON *inputs = cJSON_AddObjectToObject(report, "inputs");
    for (size_t i = 0; i < INPUTS; i++) {
        cJSON *input = cJSON_AddObjectToObject(inputs, input_names[i]);
        if (!json_add_number(input, "bytes", (double)parts->input_bytes[i]))
            return fail(parts, "out of memory", "");
    }
    return (find_times(parts->benchmark, input_names[0], "memcpy", &times) ||
            fail(parts, "Google Benchmark said nothing of ", "memcpy")) &&
           (json_add_number(report, "repetitions", (double)times.count) ||
            fail(parts, "out of memory", ""));
}

static bool add_machine(const struct parts *parts, cJSON *report)
{
    const struct benchmark *of = parts->benchmark;
    cJSON *machine = cJSON_AddObjectToObject(report, "machine");
    return (json_add_text(machine, "date", of->date) &&
            json_add_number(machine, "cpus", (double)of->cpus) &&
            json_add_number(machine, "mhz_per_cpu", (double)of->mhz) &&
            cJSON_AddBoolToObject(machine, "cpu_scaling", of->scaling) != NULL &&
            cJSON_AddBoolToObject(machine, "debug_library", of->debug_library) != NULL) ||
           fail(parts, "out of memory", "");
}

cJSON *report_make(const struct stage *stage, const struct rows *rows,
                   const uint64_t input_bytes[INPUTS], const struct benchmark *benchmark,
                   struct error *error)
{
    const struct parts parts = {rows, input_bytes, benchmark, error};
    cJSON *report = cJSON_CreateObject();
    bool named = stage == NULL ? cJSON_AddNullToObject(report, "stage") != NULL
                               : json_add_number(report, "stage", stage->number);
    if ((named || fail(&parts, "out of memory", "")) && add_inputs(&parts, report) &&
        add_rows(&parts, report) && add_machine(&parts, report))
        return report;
    cJSON_Delete(report);
    return NULL;
}

/* Whether a row has times, or says why it has none. */
static bool check_row(struct scan *s, const cJSON *row, int number)
{
    for (size_t i = 0; i < INPUTS && json_get(row, "why") == NULL; i++) {
        if (json_get(row, input_names[i]) == NULL)
            return json_expected(s, NULL, "times, or a field \"why\"", "rows[%d].%s", number,
                                 input_names[i]);
    }
    return true;
}

cJSON *report_read(const char *name, struct bytes text, struct error *error)
{
    struct scan s = scan_of(name, text, error);
    const cJSON *row;
    cJSON *report;
    bool read = json_read(&s, &report_document, &report);
    int i = 0;
    cJSON_ArrayForEach(row, json_get(report, "rows"))
    {
        read = read && check_row(&s, row, i++);
    }
    if (read)
        return report;
    cJSON_Delete(report);
    return NULL;
}
