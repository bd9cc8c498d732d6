/* What tooling/readers/benchmark.h promises. */
#include "readers/benchmark.h"

#include "base/scan.h"
#include "unit/fixture.h"
#include "unit/reader_case.h"

#include "support/fail_alloc.h"

#include <cjson/cJSON.h>
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

/* Lets cJSON's blocks be counted and refused too: these are the linker's wrapped functions. */
static void hook_json(void)
{
    cJSON_Hooks hooks = {.malloc_fn = malloc, .free_fn = free};
    cJSON_InitHooks(&hooks);
}

TestSuite(benchmark, .timeout = 60, .init = hook_json);

static const char *const fixtures[] = {"benchmark-1.7/time.json", "benchmark-1.9/time.json"};

static bool read_and_end(const char *name, struct bytes text, struct error *error, bool *left_empty)
{
    struct benchmark benchmark;
    bool read = benchmark_read(name, text, &benchmark, error);
    *left_empty = benchmark.runs == NULL && benchmark.date == NULL;
    if (read)
        benchmark_dispose(&benchmark);
    return read;
}

static size_t count_runs(const struct benchmark *benchmark, const char *name)
{
    size_t count = 0;
    for (size_t i = 0; i < benchmark->run_count; i++) {
        const struct benchmark_run *run = &benchmark->runs[i];
        if (strcmp(run->name, name) != 0)
            continue;
        cr_expect_eq(run->repetition, count, "%s", name);
        cr_expect_gt(run->iterations, 0);
        cr_expect(run->ns > 0 && run->ns < 1e6, "%s: %g ns", name, run->ns);
        count++;
    }
    return count;
}

Test(benchmark, reads_each_repetition_and_no_aggregate)
{
    static const char *const names[] = {"talk/solution 1", "talk/memcpy", "rare/solution 1",
                                        "rare/memcpy"};
    for (size_t i = 0; i < sizeof fixtures / sizeof *fixtures; i++) {
        struct error error;
        struct benchmark benchmark;
        struct bytes text = fixture_load(fixtures[i]);
        cr_assert(benchmark_read("x", text, &benchmark, &error), "%s", error.text);
        cr_expect_eq(benchmark.run_count, 8);
        for (size_t k = 0; k < sizeof names / sizeof *names; k++)
            cr_expect_eq(count_runs(&benchmark, names[k]), 2, "%s: %s", fixtures[i], names[k]);
        cr_expect_eq(strncmp(benchmark.date, "20", 2), 0, "%s", benchmark.date);
        cr_expect_gt(benchmark.cpus, 0);
        cr_expect(!benchmark.scaling && benchmark.debug_library);
        benchmark_dispose(&benchmark);
        fixture_dispose(text);
    }
}

#define CONTEXT                                                                                    \
    "{\"context\":{\"date\":\"d\",\"num_cpus\":2,\"mhz_per_cpu\":3,"                               \
    "\"cpu_scaling_enabled\":true,\"library_build_type\":\"release\"}"
#define RUN(fields) CONTEXT ",\"benchmarks\":[{\"run_type\":\"iteration\"" fields "}]}"
#define NUMBERS ",\"repetition_index\":0,\"iterations\":4"

Test(benchmark, knows_every_unit)
{
    static const struct {
        const char *text;
        double ns;
    } rows[] = {
        {RUN(NUMBERS ",\"name\":\"a\",\"cpu_time\":1.5,\"time_unit\":\"ns\""), 1.5},
        {RUN(NUMBERS ",\"name\":\"a\",\"cpu_time\":1.5,\"time_unit\":\"us\""), 1500},
        {RUN(NUMBERS ",\"name\":\"a\",\"cpu_time\":1.5,\"time_unit\":\"ms\""), 1.5e6},
        {RUN(NUMBERS ",\"name\":\"a\",\"cpu_time\":1.5,\"time_unit\":\"s\""), 1.5e9},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct error error;
        struct benchmark benchmark;
        bool read = benchmark_read("x", bytes_from_string(rows[i].text), &benchmark, &error);
        cr_assert(read, "%s", error.text);
        cr_expect_float_eq(benchmark.runs[0].ns, rows[i].ns, 1e-6);
        cr_expect(benchmark.scaling && !benchmark.debug_library);
        benchmark_dispose(&benchmark);
    }
}

Test(benchmark, refuses_what_it_does_not_understand)
{
    static const struct refused cases[] = {
        {"words", "no\n", "x:1: expected JSON, and the memory for it, got \"no\"", 0},
        {"a list", "[]", "x: expected an object, got an empty array", 0},
        {"no context", "{}", "x: context: expected an object, got nothing", 0},
        {"no date", "{\"context\":{}}", "x: context.date: expected a string, got nothing", 0},
        {"cpus", "{\"context\":{\"date\":\"d\",\"num_cpus\":-1}}",
         "x: context.num_cpus: expected a whole number, got -1", 0},
        {"mhz", "{\"context\":{\"date\":\"d\",\"num_cpus\":1,\"mhz_per_cpu\":\"2\"}}",
         "x: context.mhz_per_cpu: expected a whole number, got \"2\"", 0},
        {"scaling",
         "{\"context\":{\"date\":\"d\",\"num_cpus\":1,\"mhz_per_cpu\":2,"
         "\"cpu_scaling_enabled\":1}}",
         "x: context.cpu_scaling_enabled: expected true or false, got 1", 0},
        {"build type",
         "{\"context\":{\"date\":\"d\",\"num_cpus\":1,\"mhz_per_cpu\":2,"
         "\"cpu_scaling_enabled\":true,\"library_build_type\":\"x\"}}",
         "x: context.library_build_type: expected debug or release, got \"x\"", 0},
        {"no benchmarks", CONTEXT "}", "x: benchmarks: expected an array, got nothing", 0},
        {"no object", CONTEXT ",\"benchmarks\":[3]}", "x: benchmarks[0]: expected an object, got 3",
         0},
        {"no type", CONTEXT ",\"benchmarks\":[{}]}",
         "x: benchmarks[0].run_type: expected iteration or aggregate, got nothing", 0},
        {"another type", CONTEXT ",\"benchmarks\":[{\"run_type\":\"x\"}]}",
         "x: benchmarks[0].run_type: expected iteration or aggregate, got \"x\"", 0},
        {"an error", RUN(",\"error_occurred\":true"),
         "x: benchmarks[0].error_occurred: expected nothing, got true", 0},
        {"no repetition", RUN(""),
         "x: benchmarks[0].repetition_index: expected a whole number, got nothing", 0},
        {"half an iteration", RUN(",\"repetition_index\":0,\"iterations\":0.5"),
         "x: benchmarks[0].iterations: expected a number above 0, got 0.5", 0},
        {"no iteration",
         RUN(",\"repetition_index\":0,\"iterations\":0,\"cpu_time\":1,\"time_unit\":\"s\""),
         "x: benchmarks[0].iterations: expected a number above 0, got 0", 0},
        {"no time", RUN(NUMBERS), "x: benchmarks[0].cpu_time: expected a time, got nothing", 0},
        {"a negative time", RUN(NUMBERS ",\"cpu_time\":-1"),
         "x: benchmarks[0].cpu_time: expected a time, got -1", 0},
        {"an endless time", RUN(NUMBERS ",\"cpu_time\":1e999"),
         "x: benchmarks[0].cpu_time: expected a time, got inf", 0},
        {"no unit", RUN(NUMBERS ",\"cpu_time\":1"),
         "x: benchmarks[0].time_unit: expected ns, us, ms or s, got nothing", 0},
        {"another unit", RUN(NUMBERS ",\"cpu_time\":1,\"time_unit\":\"h\""),
         "x: benchmarks[0].time_unit: expected ns, us, ms or s, got \"h\"", 0},
        {"no name", RUN(NUMBERS ",\"cpu_time\":1,\"time_unit\":\"s\""),
         "x: benchmarks[0].name: expected a string, got nothing", 0},
    };
    expect_refused(read_and_end, cases, sizeof cases / sizeof *cases);
}

Test(benchmark, reads_no_prefix_of_a_file)
{
    struct bytes text = fixture_load(fixtures[0]);
    /* The last byte is the end of the line after the document. */
    cr_expect_eq(count_prefixes_read(read_and_end, text), 1);
    fixture_dispose(text);
}

Test(benchmark, says_when_there_is_no_memory)
{
    struct bytes text = fixture_load(fixtures[1]);
    struct fail_alloc_count count = {.refused = 1};
    for (size_t n = 1; count.refused > 0; n++) {
        struct error error = {0};
        bool left_empty = false;
        fail_alloc_begin(n);
        bool read = read_and_end("x", text, &error, &left_empty);
        count = fail_alloc_end();
        cr_expect_eq(count.live, 0, "allocation %zu refused: %zu leaked", n, count.live);
        cr_expect_eq(read, count.refused == 0, "allocation %zu refused: %s", n, error.text);
        cr_expect(read || (left_empty && strstr(error.text, "memory") != NULL), "%s", error.text);
    }
    fixture_dispose(text);
}
