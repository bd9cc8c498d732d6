/* make compare: answers and figures, programs that lie or are missing, files left behind. */
#include "base/files.h"
#include "bench/comparison.h"
#include "bench/run_peers.h"
#include "support/scratch.h"
#include "verbs/running.h"

#include <criterion/criterion.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

TestSuite(compare, .timeout = 400);

enum { BYTES = 1 << 20 };
#define QUICK "--bytes", "1048576", "--runs", "1"

/* The system's own programs: another python3 may take a second to start. */
static const char usual_path[] = "PATH=/usr/bin:/bin";

static cJSON *document_of(const struct ran *ran)
{
    char path[RUNNING_PATH_SIZE + 64];
    struct error error;
    struct buffer text = buffer_bounded(SIZE_MAX);
    cr_assert_eq(ran->end.code, 0, "%s", ran_errors(ran));
    snprintf(path, sizeof path, "%s/results/compare.json", ran->folder);
    cr_assert(file_read(path, &text, &error), "%s", error.text);
    cJSON *document = comparison_read(path, buffer_rest(&text), &error);
    cr_assert_not_null(document, "%s", error.text);
    buffer_dispose(&text);
    return document;
}

static const cJSON *row_of(const cJSON *input, const char *name)
{
    const cJSON *row;
    cJSON_ArrayForEach(row, cJSON_GetObjectItem(input, "programs"))
    {
        if (strcmp(json_text(row, "name"), name) == 0)
            return row;
    }
    cr_assert_fail("there is no row %s", name);
    return NULL;
}

static void expect_answer(const cJSON *document, const char *input_name, const char *name,
                          const char *answer)
{
    const cJSON *input;
    cJSON_ArrayForEach(input, cJSON_GetObjectItem(document, "inputs"))
    {
        if (strcmp(json_text(input, "name"), input_name) != 0)
            continue;
        cr_expect_str_eq(json_text(row_of(input, name), "answer"), answer, "%s on %s", name,
                         input_name);
        return;
    }
    cr_assert_fail("there is no input %s", input_name);
}

static void expect_figures(const cJSON *document, const cJSON *input, const cJSON *row)
{
    const char *name = json_text(row, "name");
    double seconds = json_number(row, "seconds");
    const cJSON *own = comparison_program(input, peers[PEER_REPLACE].name);
    const cJSON *limit = comparison_program(input, peers[PEER_LIMIT].name);
    cr_assert(own != NULL && limit != NULL);
    cr_expect(seconds > 0 && seconds <= json_number(row, "median"), "%s", name);
    cr_expect_geq(json_number(row, "cpu_seconds"), 0);
    cr_expect_float_eq(json_number(row, "gb_per_s"), (double)BYTES / seconds / 1e9, 1e-9);
    cr_expect_gt(json_number(row, "peak_bytes"), json_number(document, "empty_peak_bytes") / 2,
                 "%s", name);
    cr_expect_float_eq(json_number(row, "x_replace"), seconds / json_number(own, "seconds"), 1e-6);
    cr_expect_float_eq(json_number(row, "x_limit"), seconds / json_number(limit, "seconds"), 1e-6);
    cr_expect_eq(cJSON_GetArraySize(cJSON_GetObjectItem(row, "times")), 1);
}

/* The line of a table, with the figure and the answer of the document. */
static void expect_line(const struct ran *ran, const cJSON *input, const cJSON *row)
{
    char start[128];
    char line[128];
    snprintf(start, sizeof start, "\n%s: ", json_text(input, "name"));
    snprintf(line, sizeof line, "\n%-10s %9.4f ", json_text(row, "name"),
             json_number(row, "seconds"));
    const char *tables = strstr(ran_output(ran), "\nprogram ");
    cr_assert_not_null(tables);
    cr_expect_not_null(strstr(ran_output(ran), start), "%s", start);
    cr_expect_not_null(strstr(tables, line), "expected \"%s\" in\n%s", line, tables);
}

static struct buffer svg_of(const struct ran *ran)
{
    char path[RUNNING_PATH_SIZE + 64];
    struct error error;
    struct buffer text = buffer_bounded(SIZE_MAX);
    snprintf(path, sizeof path, "%s/results/compare.svg", ran->folder);
    cr_assert(file_read(path, &text, &error), "%s", error.text);
    cr_assert_eq(buffer_write_byte(&text, '\0'), STREAM_OK);
    return text;
}

/* A title a panel, and each program's name in each. */
static void expect_picture(const struct ran *ran)
{
    struct buffer svg = svg_of(ran);
    cr_expect_eq(strncmp((const char *)svg.at, "<?xml", 5), 0);
    cr_expect_not_null(strstr((const char *)svg.at, "</svg>"));
    for (size_t i = 0; i < SAMPLE_KINDS; i++)
        cr_expect_not_null(strstr((const char *)svg.at, sample_kinds[i].what));
    for (size_t i = 0; i < PEERS; i++) {
        size_t count = 0;
        for (const char *at = (const char *)svg.at; (at = strstr(at, peers[i].name)) != NULL; at++)
            count++;
        cr_expect_geq(count, SAMPLE_KINDS + 1, "%s: %zu", peers[i].name, count);
    }
    buffer_dispose(&svg);
}

static void expect_no_more_memory_than(const cJSON *document, double bytes)
{
    const cJSON *input;
    cJSON_ArrayForEach(input, cJSON_GetObjectItem(document, "inputs"))
        cr_expect_lt(json_number(row_of(input, "replace"), "peak_bytes") -
                         json_number(document, "empty_peak_bytes"),
                     bytes, "%s", json_text(input, "name"));
}

Test(compare, has_every_programs_figures_on_every_file)
{
    static const char *const words[] = {QUICK, NULL};
    static const char *const environment[] = {usual_path, NULL};
    struct ran ran = run_verb("compare", words, environment);
    cJSON *document = document_of(&ran);
    const cJSON *input;
    int at = 0;
    cJSON_ArrayForEach(input, cJSON_GetObjectItem(document, "inputs"))
    {
        const cJSON *row;
        cr_expect_str_eq(json_text(input, "name"), sample_kinds[at++].name);
        cr_expect_eq(cJSON_GetArraySize(cJSON_GetObjectItem(input, "programs")), PEERS);
        cr_expect_str_eq(json_text(row_of(input, "replace"), "answer"), "right");
        cr_expect_str_eq(json_text(row_of(input, "cat"), "answer"), "limit");
        cr_expect_str_eq(json_text(row_of(input, "sed"), "answer"), "right");
        cr_expect_str_eq(json_text(row_of(input, "solution 4"), "answer"), "right");
        cJSON_ArrayForEach(row, cJSON_GetObjectItem(input, "programs"))
        {
            if (json_number(row, "seconds") <= 0)
                continue;
            expect_figures(document, input, row);
            expect_line(&ran, input, row);
        }
    }
    cr_expect_eq(at, SAMPLE_KINDS);
    expect_answer(document, "needle", "algo_two", "wrong");
    expect_no_more_memory_than(document, 2 << 20);
    expect_picture(&ran);
    ran_expect(&ran, "$ hyperfine --shell=none ");
    ran_expect(&ran, "$ gnuplot ");
    cJSON_Delete(document);
    ran_dispose(&ran);
}

/* Makes a program in `folder`, which comes first on the path that is written to `path`. */
static void make_program(const char *folder, const char *name, const char *script,
                         char path[RUNNING_PATH_SIZE])
{
    char file[RUNNING_PATH_SIZE];
    snprintf(file, sizeof file, "%s/%s", folder, name);
    scratch_write(file, bytes_from_string(script));
    cr_assert_eq(chmod(file, 0755), 0);
    snprintf(path, RUNNING_PATH_SIZE, "PATH=%s:/usr/bin:/bin", folder);
}

/* What is on the path as sed. A liar that is faster than all others wins nothing. */
static const struct {
    const char *script, *answer, *why;
} seds[] = {
    {"#!/bin/sh\necho elvis\n", "wrong", "differs from byte 0 on"},
    {"#!/bin/sh\n", "wrong", "ends too early, after 0 bytes"},
    {"#!/bin/sh\ncat \"$3\"\n", "wrong", "differs from byte 100"},
    {"#!/bin/sh\n/usr/bin/sed \"$@\"; exit 3\n", "failed", "its exit status is 3"},
    {"#!/bin/sh\nkill -9 $$\n", "failed", "it was ended by signal 9"},
};

Test(compare, marks_a_program_that_lies)
{
    static const char *const words[] = {"--bytes", "200000", "--runs", "1", NULL};
    for (size_t i = 0; i < sizeof seds / sizeof *seds; i++) {
        char folder[] = "/tmp/lies-XXXXXX";
        char path[RUNNING_PATH_SIZE];
        char says[128];
        struct error error;
        const char *const environment[] = {path, NULL};
        cr_assert_not_null(mkdtemp(folder));
        make_program(folder, "sed", seds[i].script, path);
        struct ran ran = run_verb("compare", words, environment);
        cJSON *document = document_of(&ran);
        expect_answer(document, "rare", "sed", seds[i].answer);
        expect_answer(document, "rare", "replace", "right");
        snprintf(says, sizeof says, "%s: %s", seds[i].answer, seds[i].why);
        ran_expect(&ran, says);
        cJSON_Delete(document);
        ran_dispose(&ran);
        folder_remove(folder, &error);
    }
}

Test(compare, names_and_skips_a_program_that_is_missing)
{
    static const char *const words[] = {QUICK, NULL};
    static const char *const programs[] = {"rg", "perl"};
    for (size_t i = 0; i < sizeof programs / sizeof *programs; i++) {
        char folder[] = "/tmp/none-XXXXXX";
        char path[RUNNING_PATH_SIZE];
        char says[128];
        struct error error;
        const char *const environment[] = {path, NULL};
        make_path_without(programs[i], folder, path);
        struct ran ran = run_verb("compare", words, environment);
        cJSON *document = document_of(&ran);
        expect_answer(document, "rare", programs[i], "missing");
        expect_answer(document, "rare", "sed", "right");
        snprintf(says, sizeof says, "\n%-10s  missing: %s is not installed\n", programs[i],
                 programs[i]);
        ran_expect(&ran, says);
        expect_picture(&ran);
        cJSON_Delete(document);
        ran_dispose(&ran);
        folder_remove(folder, &error);
    }
}

/* Runs with a TMPDIR of its own, and expects that nothing is left in it, nor written. */
static void expect_nothing_left(const char *path, const char *says)
{
    static const char *const words[] = {"--bytes", "4096", "--runs", "1", NULL};
    char scratch[] = "/tmp/compare test-XXXXXX";
    char variable[64];
    char document[RUNNING_PATH_SIZE + 64];
    const char *const environment[] = {path, variable, NULL};
    cr_assert_not_null(mkdtemp(scratch));
    snprintf(variable, sizeof variable, "TMPDIR=%s", scratch);
    struct ran ran = run_verb("compare", words, environment);
    snprintf(document, sizeof document, "%s/results/compare.json", ran.folder);
    cr_expect_eq(ran.end.code, says == NULL ? 0 : 2, "%s", ran_errors(&ran));
    cr_expect_eq(access(document, F_OK), says == NULL ? 0 : -1);
    cr_expect_str_eq(ran_errors(&ran), says == NULL ? "" : says);
    cr_expect_eq(rmdir(scratch), 0, "something is left in %s", scratch);
    ran_dispose(&ran);
}

Test(compare, leaves_no_file_behind)
{
    char folder[] = "/tmp/no-hyperfine-XXXXXX";
    char path[RUNNING_PATH_SIZE];
    struct error error;
    expect_nothing_left(usual_path, NULL);
    make_path_without("hyperfine", folder, path);
    expect_nothing_left(path, "hyperfine is not installed. To install it: tooling/setup\n");
    folder_remove(folder, &error);
}

static void wait_for_entry(const char *folder)
{
    for (int tries = 0; tries < 6000 && scratch_count(folder) == 0; tries++)
        usleep(10000);
    cr_assert_eq(scratch_count(folder), 1);
}

Test(compare, removes_its_files_when_it_is_stopped)
{
    char scratch[] = "/tmp/compare stops-XXXXXX";
    char variable[64];
    struct error error;
    char into[] = "/tmp/compare into-XXXXXX";
    const char *const environment[] = {usual_path, variable, NULL};
    const char *const words[] = {COMPARE_PROGRAM, "--bytes", "100000000", "--into", into, NULL};
    cr_assert(mkdtemp(scratch) != NULL && mkdtemp(into) != NULL);
    snprintf(variable, sizeof variable, "TMPDIR=%s", scratch);
    struct process_request request = scratch_request(words);
    request.environment = environment;
    request.output = NULL;
    request.errors = NULL;
    for (unsigned seconds = 0; seconds < 3; seconds++) {
        struct process process = process_start(&request);
        wait_for_entry(scratch);
        sleep(seconds);
        kill(process.pid, SIGTERM);
        struct process_result end = process_wait(&process);
        cr_expect_eq(end.end, PROCESS_EXITED);
        cr_expect_eq(end.code, 130, "%d", end.code);
        cr_expect_eq(scratch_count(scratch), 0, "after %u seconds", seconds);
    }
    cr_expect_eq(rmdir(scratch), 0);
    folder_remove(into, &error);
}

Test(compare, refuses_what_there_is_no_room_for)
{
    struct error error;
    cr_expect(peers_have_room("/tmp", 1, &error), "%s", error.text);
    cr_expect_not(peers_have_room("/tmp", UINT64_C(1) << 60, &error));
    cr_expect_eq(strncmp(error.text, "/tmp has room for ", 18), 0, "%s", error.text);
    cr_expect_not_null(strstr(error.text, " MiB, and 2199023255616 are needed: "), "%s",
                       error.text);
    cr_expect_not(peers_have_room("/no/such", 1, &error));
}

Test(compare, refuses_orders_that_make_no_sense)
{
    static const struct refused_order orders[] = {
        {{"--bytes", "4095"}, "BYTES=4095: expected a number from 4096 to 17179869184"},
        {{"--bytes", "64M"}, "BYTES=64M: expected a number from 4096 to 17179869184"},
        {{"--runs", "0"}, "RUNS=0: expected a number from 1 to 64"},
        {{"--runs", "65"}, "RUNS=65: expected a number from 1 to 64"},
        {{"--seed", "x"}, "SEED=x: expected a number from 0 to 9007199254740992"},
    };
    expect_orders_refused("compare", orders, sizeof orders / sizeof *orders);
}
