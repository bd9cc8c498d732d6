#include "bench/bench_report.h"

#include "base/json_fields.h"
#include "base/scan.h"
#include "measure/tools.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_REPETITIONS = 64 };

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

static bool add_number(cJSON *object, const char *name, double number)
{
    return cJSON_AddNumberToObject(object, name, number) != NULL;
}

static bool add_times(cJSON *row, const char *input, const struct times *times, double first,
                      uint64_t bytes)
{
    cJSON *object = cJSON_AddObjectToObject(row, input);
    if (object == NULL || !add_number(object, "ns_per_op", times->median) ||
        !add_number(object, "spread", times->spread) ||
        !add_number(object, "x_stage_1", times->median / first) ||
        !add_number(object, "gb_per_s", (double)bytes / times->median))
        return false;
    cJSON *list = cJSON_CreateDoubleArray(times->ns, (int)times->count);
    if (list != NULL && cJSON_AddItemToObject(object, "repetitions", list))
        return true;
    cJSON_Delete(list);
    return false;
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
    cJSON *row = cJSON_CreateObject();
    if (row != NULL && cJSON_AddItemToArray(list, row)) {
        if (cJSON_AddStringToObject(row, "name", name) != NULL &&
            cJSON_AddStringToObject(row, "file", file) != NULL)
            return row;
    } else {
        cJSON_Delete(row);
    }
    fail(parts, "out of memory", "");
    return NULL;
}

static bool add_figures(const struct parts *parts, const struct row *from, cJSON *row)
{
    bool added =
        add_number(row, "allocs_per_op", (double)from->heap.blocks / (double)MEASURE_OPS) &&
        add_number(row, "bytes_per_op", (double)from->heap.bytes / (double)MEASURE_OPS) &&
        add_number(row, "instructions_per_op",
                   (double)from->instructions / (double)MEASURE_CPU_OPS);
    return added || fail(parts, "out of memory", "");
}

static bool add_program(const struct parts *parts, cJSON *list, const struct row *from)
{
    cJSON *row = add_row(parts, list, from->name, from->subject.file);
    if (row == NULL)
        return false;
    if (from->why[0] != '\0')
        return cJSON_AddStringToObject(row, "why", from->why) != NULL ||
               fail(parts, "out of memory", "");
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
        if (!add_number(input, "bytes", (double)parts->input_bytes[i]))
            return fail(parts, "out of memory", "");
    }
    return (find_times(parts->benchmark, input_names[0], "memcpy", &times) ||
            fail(parts, "Google Benchmark said nothing of ", "memcpy")) &&
           (add_number(report, "repetitions", (double)times.count) ||
            fail(parts, "out of memory", ""));
}

static bool add_machine(const struct parts *parts, cJSON *report)
{
    const struct benchmark *of = parts->benchmark;
    cJSON *machine = cJSON_AddObjectToObject(report, "machine");
    return (cJSON_AddStringToObject(machine, "date", of->date) != NULL &&
            add_number(machine, "cpus", (double)of->cpus) &&
            add_number(machine, "mhz_per_cpu", (double)of->mhz) &&
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
                               : add_number(report, "stage", stage->number);
    if ((named || fail(&parts, "out of memory", "")) && add_inputs(&parts, report) &&
        add_rows(&parts, report) && add_machine(&parts, report))
        return report;
    cJSON_Delete(report);
    return NULL;
}

static const cJSON *field(const cJSON *object, const char *name)
{
    return cJSON_GetObjectItemCaseSensitive(object, name);
}

static bool has_numbers(const cJSON *object, const char *const *names, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (!cJSON_IsNumber(field(object, names[i])))
            return false;
    }
    return true;
}

/* What is wrong with a row; NULL where nothing is. */
static const char *fault_of_row(const cJSON *row)
{
    static const char *const times[] = {"ns_per_op", "spread", "x_stage_1", "gb_per_s"};
    if (!cJSON_IsString(field(row, "name")) || !cJSON_IsString(field(row, "file")))
        return "rows with \"name\" and \"file\", strings";
    if (cJSON_IsString(field(row, "why")))
        return NULL;
    for (size_t i = 0; i < INPUTS; i++) {
        if (!has_numbers(field(row, input_names[i]), times, sizeof times / sizeof *times))
            return "rows with \"why\", or times of \"talk\" and \"rare\"";
    }
    return NULL;
}

static const char *fault_of(const cJSON *report)
{
    const cJSON *row;
    const cJSON *rows = field(report, "rows");
    if (!cJSON_IsNull(field(report, "stage")) && !cJSON_IsNumber(field(report, "stage")))
        return "\"stage\", a number or null";
    for (size_t i = 0; i < INPUTS; i++) {
        if (!cJSON_IsNumber(field(field(field(report, "inputs"), input_names[i]), "bytes")))
            return "\"inputs\" with the \"bytes\" of \"talk\" and \"rare\"";
    }
    if (!cJSON_IsNumber(field(report, "repetitions")))
        return "\"repetitions\", a number";
    if (!cJSON_IsArray(rows))
        return "\"rows\", an array";
    cJSON_ArrayForEach(row, rows)
    {
        const char *fault = fault_of_row(row);
        if (fault != NULL)
            return fault;
    }
    return cJSON_IsObject(field(report, "machine")) ? NULL : "\"machine\", an object";
}

cJSON *report_read(const char *name, struct bytes text, struct error *error)
{
    struct scan s = scan_of(name, text, error);
    cJSON *report = NULL;
    if (!json_scan(&s, &report))
        return NULL;
    const char *fault = fault_of(report);
    if (fault == NULL)
        return report;
    scan_fail(&s, "expected %s", fault);
    cJSON_Delete(report);
    return NULL;
}
