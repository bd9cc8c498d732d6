/*
 * make tour: every solution, and the talk's algo_two, through every gate, side by side. Its one
 * argument is the folder for the results; without it, build.
 */
#include "base/format.h"
#include "commands/terminal.h"
#include "judge/stage_check.h"
#include "measure/tools.h"
#include "results/result.h"
#include "run/process.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { EXIT_NOT_YET = 1 };

struct stop {
    char label[64];
    char file[COURSE_PATH_SIZE];
    const struct stage *stage; /* as which it is judged */
    bool passes;               /* what a workbook in order shows */
};

static const cJSON *figure(const cJSON *result, const char *name)
{
    const cJSON *measured = cJSON_GetObjectItemCaseSensitive(result, "measured");
    return cJSON_GetObjectItemCaseSensitive(measured, name);
}

/* A figure in a column, a large one without its fraction; "-" where it was not measured. */
static void print_figure(const cJSON *result, const char *name, int width)
{
    const cJSON *found = figure(result, name);
    if (!cJSON_IsNumber(found)) {
        printf(" %*s", width, "-");
        return;
    }
    bool is_whole = found->valuedouble == (double)(long long)found->valuedouble;
    printf(" %*.*f", width, found->valuedouble < 100 && !is_whole ? 3 : 0, found->valuedouble);
}

static void print_verdict(const cJSON *result)
{
    const char *verdict = json_text(result, "verdict");
    const char *before = ": ";
    const cJSON *gate;
    printf("%s", verdict);
    cJSON_ArrayForEach(gate, cJSON_GetObjectItemCaseSensitive(result, "gates"))
    {
        const char *of_gate = json_text(gate, "verdict");
        if (strcmp(of_gate, RESULT_PASS) == 0 || strcmp(of_gate, verdict) != 0)
            continue;
        printf("%s%s", before, json_text(gate, "name"));
        before = ", ";
    }
    printf("\n");
}

/* Why a program that should pass does not. */
static void print_reasons(const cJSON *result)
{
    const cJSON *gate;
    cJSON_ArrayForEach(gate, cJSON_GetObjectItemCaseSensitive(result, "gates"))
    {
        if (strcmp(json_text(gate, "verdict"), RESULT_PASS) != 0)
            printf("  %s: %s\n", json_text(gate, "name"), json_text(gate, "message"));
    }
}

static void print_row(const struct stop *stop, const cJSON *result, double *first)
{
    printf("%-11s", stop->label);
    print_figure(result, "allocs_per_op", 9);
    print_figure(result, "bytes_per_op", 6);
    print_figure(result, "peak_bytes", 7);
    print_figure(result, "interface_calls_per_op", 16);
    print_figure(result, "instructions_per_op", 15);
    const cJSON *instructions = figure(result, "instructions_per_op");
    double own = cJSON_IsNumber(instructions) ? instructions->valuedouble : 0;
    if (*first == 0)
        *first = own;
    if (own > 0)
        printf(" %9.2f  ", own / *first);
    else
        printf(" %9s  ", "-");
    print_verdict(result);
    fflush(stdout);
}

/* Checks one program and prints its row. False where it does not show what it should. */
static bool visit(const struct stop *stop, const char *into, double *first, uint64_t seed)
{
    struct error error;
    struct check_request request = {.stage = stop->stage,
                                    .file = stop->file,
                                    .label = stop->label,
                                    .into = into,
                                    .cache_dir = "",
                                    .seed = seed};
    cJSON *result = check_run(&request, terminal_progress(), &error);
    terminal_end_progress();
    if (result == NULL) {
        fprintf(stderr, "%s: %s\n", stop->label, error.text);
        return false;
    }
    print_row(stop, result, first);
    bool as_expected =
        strcmp(json_text(result, "verdict"), stop->passes ? RESULT_PASS : RESULT_NOT_YET) == 0;
    if (!as_expected)
        print_reasons(result);
    cJSON_Delete(result);
    return as_expected;
}

int main(int count, char **arguments)
{
    const char *into = count > 1 ? arguments[1] : "build";
    uint64_t seed = (uint64_t)time(NULL) % 1000000;
    double first = 0;
    bool as_expected = true;

    process_catch_interrupts();
    printf("%-11s %9s %6s %7s %16s %15s %9s  %s\n", "program", "allocs/op", "B/op", "peak B",
           "interface calls", "instructions/op", "x stage 1", "verdict");
    for (size_t i = 0; i < course_stage_count && !process_was_interrupted(); i++) {
        struct stop stop = {.stage = &course_stages[i], .passes = true};
        snprintf(stop.label, sizeof stop.label, "solution-%u", stop.stage->number);
        course_solution_file(stop.stage, stop.file);
        as_expected &= visit(&stop, into, &first, seed);
    }
    if (!process_was_interrupted()) {
        /* Fast, and wrong: it is judged as the last stage that it could be, and refuted. */
        const struct stop stop = {.label = "algo-two",
                                  .file = "solutions/algo-two/algo_one.c",
                                  .stage = course_last(&contract_algo_one)};
        as_expected &= visit(&stop, into, &first, seed);
    }
    if (process_was_interrupted())
        return EXIT_INTERRUPTED;
    printf("\nFigures are per op on the talk's stream, except peak B: the most bytes on the heap "
           "at one\n"
           "moment of %d ops. They are the same in every run.\n"
           "algo_two needs no memory, but its answers are wrong: solutions/algo-two/WHY.md\n"
           "Full results: %s/results/\n",
           MEASURE_OPS, into);
    return as_expected ? EXIT_SUCCESS : EXIT_NOT_YET;
}
