/* What tooling/bench/comparison.h and tooling/bench/compare_text.h promise. */
#include "bench/compare_text.h"
#include "bench/comparison.h"

#include "results/result.h"
#include "support/fail_alloc.h"
#include "unit/bench/compared.h"
#include "unit/reader_case.h"

#include <criterion/criterion.h>
#include <string.h>

TestSuite(comparison, .timeout = 60, .init = reader_case_hook_json);

static cJSON *make(void)
{
    struct error error;
    cJSON *document = compared_make(&error);
    cr_assert_not_null(document, "%s", error.text);
    return document;
}

static const cJSON *row(const cJSON *document, int input, const char *name)
{
    const cJSON *inputs = cJSON_GetObjectItem(document, "inputs");
    const cJSON *found = comparison_program(cJSON_GetArrayItem(inputs, input), name);
    cr_assert_not_null(found, "%s", name);
    return found;
}

static void expect_number(const cJSON *object, const char *name, double number)
{
    cr_expect_float_eq(json_number(object, name), number, number * 1e-9, "%s: %g", name,
                       json_number(object, name));
}

Test(comparison, has_the_fastest_run_and_its_ratios)
{
    cJSON *document = make();
    const cJSON *sed = row(document, 0, "sed");
    expect_number(sed, "seconds", 0.1);
    expect_number(sed, "median", 0.15);
    expect_number(sed, "cpu_seconds", 0.05);
    expect_number(sed, "gb_per_s", 0.01);
    expect_number(sed, "peak_bytes", 5 << 20);
    expect_number(sed, "x_limit", 20);
    expect_number(sed, "x_replace", 10);
    expect_number(row(document, 1, "sed"), "x_replace", 20);
    expect_number(row(document, 1, "replace"), "x_limit", 1);
    cr_expect_eq(cJSON_GetArraySize(cJSON_GetObjectItem(sed, "times")), 3);
    cJSON_Delete(document);
}

Test(comparison, says_of_each_answer_what_it_is)
{
    static const struct {
        const char *name, *answer, *why;
        bool ran, counts;
    } rows[] = {
        {"replace", "right", "", true, true},
        {"cat", "limit", "", true, true},
        {"perl", "missing", "perl is not installed", false, false},
        {"python3", "failed", "it was ended by signal 9", false, false},
        {"algo_two", "wrong", "differs from byte 3 on", true, false},
    };
    cJSON *document = make();
    const cJSON *input = cJSON_GetArrayItem(cJSON_GetObjectItem(document, "inputs"), 0);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const cJSON *program;
        cJSON_ArrayForEach(program, cJSON_GetObjectItem(input, "programs"))
        {
            if (strcmp(json_text(program, "name"), rows[i].name) != 0)
                continue;
            cr_expect_str_eq(json_text(program, "answer"), rows[i].answer);
            cr_expect_str_eq(json_text(program, "why"), rows[i].why);
            cr_expect_eq(comparison_counts(program), rows[i].counts, "%s", rows[i].name);
        }
        cr_expect_eq(comparison_program(input, rows[i].name) != NULL, rows[i].ran);
    }
    cJSON_Delete(document);
}

Test(comparison, misses_a_time)
{
    static struct comparison_input input; /* large */
    const struct comparison_facts facts = {.bytes = 1};
    struct error error;
    input.kind = sample_kinds;
    cr_expect_null(comparison_make(&facts, &input, 1, &error));
    cr_expect_str_eq(error.text, "hyperfine said nothing of replace");
}

static struct buffer written(cJSON *document)
{
    struct buffer text = buffer_bounded(SIZE_MAX);
    cr_assert(json_write(document, &text));
    cJSON_Delete(document);
    return text;
}

Test(comparison, is_drawn_as_it_was_read)
{
    static const char *const parts[] = {
        "\nrare: text, with a match each 100,000 bytes (0 matches)\n"
        "program      seconds    +-     cpu s    GB/s     x cat x replace peak MiB  answer\n"
        "replace       0.0100   50%    0.0050   0.100      2.00      1.00     2.00  right\n"
        "cat           0.0050   50%    0.0025   0.200      1.00     0.500     3.00  limit\n"
        "rg            0.0400   50%    0.0200   0.025      8.00      4.00     4.00  right\n"
        "sed           0.1000   50%    0.0500   0.010      20.0      10.0     5.00  right\n"
        "perl        missing: perl is not installed\n"
        "python3     failed: it was ended by signal 9\n",
        "algo_two      0.0200   50%    0.0100   0.050      4.00      2.00     9.00  "
        "wrong: differs from byte 3 on\n",
        " (1,234 matches)\n",
        "\nrare    replace is 2.00 times as fast as solution 4, the next (2.00 in CPU time)\n"
        "dense   replace is 4.00 times as fast as solution 4, the next (4.00 in CPU time)\n"
        "At its peak replace had 1.00 MiB more than an empty program has.\n",
        "1,000,000 bytes, from the seed 7. seconds are of the fastest of 3 runs",
    };
    struct error error;
    struct buffer drawn = buffer_bounded(SIZE_MAX);
    struct buffer text = written(make());
    cJSON *read = comparison_read("x", buffer_rest(&text), &error);
    cr_assert_not_null(read, "%s", error.text);
    compare_text(read, &drawn);
    compare_summary_text(read, &drawn);
    cr_assert_eq(buffer_write_byte(&drawn, '\0'), STREAM_OK);
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        cr_expect_not_null(strstr((const char *)drawn.at, parts[i]), "%s\n%s", parts[i],
                           (const char *)drawn.at);
    cJSON_Delete(read);
    buffer_dispose(&text);
    buffer_dispose(&drawn);
}

/* One run, or one that only begins, is noise. */
Test(comparison, names_no_winner_of_runs_that_say_nothing)
{
    static const struct {
        const char *of, *figure;
        double value;
    } rows[] = {{NULL, "runs", 1}, {"replace", "seconds", 0.001}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct buffer drawn = buffer_bounded(SIZE_MAX);
        cJSON *document = make();
        cJSON *input = cJSON_GetObjectItem(document, "inputs")->child;
        const cJSON *of = rows[i].of == NULL ? document : comparison_program(input, rows[i].of);
        cJSON_SetNumberValue(cJSON_GetObjectItem(of, rows[i].figure), rows[i].value);
        compare_summary_text(document, &drawn);
        cr_assert_eq(buffer_write_byte(&drawn, '\0'), STREAM_OK);
        cr_expect_not_null(strstr((const char *)drawn.at,
                                  "\nrare    too short, or too few runs, to say who is ahead\n"),
                           "%s", (const char *)drawn.at);
        cr_expect_null(strstr((const char *)drawn.at, "rare    replace is"));
        cJSON_Delete(document);
        buffer_dispose(&drawn);
    }
}

Test(comparison, says_when_there_is_no_memory)
{
    struct fail_alloc_count count = {.refused = 1};
    for (size_t n = 1; count.refused > 0; n++) {
        struct error error = {0};
        fail_alloc_begin(n);
        cJSON *document = compared_make(&error);
        bool made = document != NULL;
        cJSON_Delete(document);
        count = fail_alloc_end();
        cr_expect_eq(count.live, 0, "allocation %zu refused: %zu leaked", n, count.live);
        cr_expect_eq(made, count.refused == 0, "allocation %zu refused", n);
        cr_expect(made || strcmp(error.text, "out of memory") == 0, "%zu: %s", n, error.text);
    }
}

static bool read_and_end(const char *name, struct bytes text, struct error *error, bool *left_empty)
{
    cJSON *document = comparison_read(name, text, error);
    *left_empty = document == NULL;
    cJSON_Delete(document);
    return document != NULL;
}

#define FACTS "\"bytes\":1,\"seed\":1,\"runs\":1,\"empty_peak_bytes\":1"
#define ONE(program)                                                                               \
    "{" FACTS ",\"inputs\":[{\"name\":\"a\",\"what\":\"b\",\"matches\":0,\"programs\":[" program   \
    "]}]}"

Test(comparison, refuses_what_is_none)
{
    static const struct refused cases[] = {
        {"words", "no\n", "x:1: expected JSON, and the memory for it, got \"no\"", 0},
        {"a list", "[]", "x: expected an object, got an empty array", 0},
        {"nothing", "{}", "x: bytes: expected a whole number, got nothing", 0},
        {"text", "{\"bytes\":\"1\",\"seed\":1,\"runs\":1,\"empty_peak_bytes\":1}",
         "x: bytes: expected a whole number, got \"1\"", 0},
        {"negative", "{\"bytes\":-1,\"seed\":1,\"runs\":1,\"empty_peak_bytes\":1}",
         "x: bytes: expected a whole number, got -1", 0},
        {"no inputs", "{" FACTS "}", "x: inputs: expected an array, got nothing", 0},
        {"an input", "{" FACTS ",\"inputs\":[3]}", "x: inputs[0]: expected an object, got 3", 0},
        {"no programs", "{" FACTS ",\"inputs\":[{\"name\":\"a\",\"what\":\"b\",\"matches\":0}]}",
         "x: inputs[0].programs: expected an array, got nothing", 0},
        {"a program", ONE("3"), "x: inputs[0].programs[0]: expected an object, got 3", 0},
        {"an answer", ONE("{\"name\":\"a\",\"answer\":\"maybe\"}"),
         "x: inputs[0].programs[0].answer: expected right, wrong, failed, missing or limit, got "
         "\"maybe\"",
         0},
        {"no figures", ONE("{\"name\":\"a\",\"answer\":\"right\"}"),
         "x: inputs[0].programs[0].seconds: expected a time above 0, got nothing", 0},
        {"no time",
         ONE("{\"name\":\"a\",\"answer\":\"limit\",\"seconds\":0,\"median\":0,\"cpu_seconds\":0,"
             "\"gb_per_s\":0,\"peak_bytes\":0}"),
         "x: inputs[0].programs[0].seconds: expected a time above 0, got 0", 0},
    };
    expect_refused(read_and_end, cases, sizeof cases / sizeof *cases);
}

Test(comparison, reads_no_proper_prefix)
{
    struct buffer text = written(make());
    size_t read = count_prefixes_read(read_and_end, buffer_rest(&text));
    cr_expect_leq(read, 1, "but for the last line's end");
    buffer_dispose(&text);
}
