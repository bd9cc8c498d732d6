/* make view: what it writes for each stage. What a browser makes of it is tested in verbs/view/. */
#include "base/files.h"
#include "verbs/running.h"
#include "verbs_config.h" /* made by CMake: where the programs are */

#include <cjson/cJSON.h>
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

TestSuite(view, .timeout = 400);

enum { MOST_WORDS = 8, PROFILES = 3 };

static const struct {
    const char *words[MOST_WORDS];
    const char *label;
    unsigned bytes, blocks; /* in 1,000 ops */
    const char *names[2];   /* of the heap's profiles */
} rows[] = {
    {{"--serve", "no", "1"}, "stage-1", 53000, 2000, {"53,000 bytes", "2,000 blocks"}},
    {{"--serve", "no", "--solution", "1", "1"},
     "solution-1",
     53000,
     2000,
     {"53,000 bytes", "2,000 blocks"}},
    {{"--serve", "no", "2"}, "stage-2", 53000, 2000, {"53,000 bytes", "2,000 blocks"}},
    {{"--serve", "no", "3"}, "stage-3", 5000, 1000, {"5,000 bytes", "1,000 blocks"}},
    {{"--serve", "no", "4"}, "stage-4", 0, 0, {"0 bytes", "0 blocks"}},
    {{"--serve", "no", "--solution", "1", "4"}, "solution-4", 0, 0, {"0 bytes", "0 blocks"}},
};

static cJSON *profile_of(const struct ran *ran, const char *label)
{
    char path[RUNNING_PATH_SIZE + 64];
    struct error error;
    struct buffer text = buffer_bounded(SIZE_MAX);
    snprintf(path, sizeof path, "%s/view/%s/profile.json", ran->folder, label);
    cr_assert(file_read(path, &text, &error), "%s%s", error.text, ran_errors(ran));
    cJSON *json = cJSON_ParseWithLength((const char *)text.at, text.len);
    cr_assert_not_null(json, "%s", path);
    buffer_dispose(&text);
    return json;
}

static const cJSON *nth_profile(const cJSON *json, int i)
{
    return cJSON_GetArrayItem(cJSON_GetObjectItemCaseSensitive(json, "profiles"), i);
}

/* The sum of a profile's weights. */
static double sum_of(const cJSON *json, int i)
{
    double sum = 0;
    const cJSON *weight;
    cJSON_ArrayForEach(weight, cJSON_GetObjectItemCaseSensitive(nth_profile(json, i), "weights"))
    {
        sum += weight->valuedouble;
    }
    return sum;
}

static const char *text_at(const cJSON *object, const char *name)
{
    const char *text = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(object, name));
    return text == NULL ? "" : text;
}

static void expect_name(const cJSON *json, int i, const char *name)
{
    char expected[64];
    snprintf(expected, sizeof expected, "heap: %s allocated in 1,000 ops", name);
    cr_expect_str_eq(text_at(nth_profile(json, i), "name"), expected);
}

/* No function of ours is shown, and none by the name of one of its bodies. */
static void expect_stages_functions(const cJSON *json, const char *label)
{
    const cJSON *frame;
    const cJSON *shared = cJSON_GetObjectItemCaseSensitive(json, "shared");
    cJSON_ArrayForEach(frame, cJSON_GetObjectItemCaseSensitive(shared, "frames"))
    {
        const char *name = text_at(frame, "name");
        cr_expect(strcmp(name, "main") != 0 && strstr(name, "probe_") == NULL &&
                      strcmp(name, "run_probe_ops") != 0 && strncmp(name, "__mem", 5) != 0,
                  "%s has %s", label, name);
        cr_expect_neq(text_at(frame, "file")[0], '/', "%s", text_at(frame, "file"));
    }
}

Test(view, writes_each_stages_figures)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct ran ran = run_verb("view", rows[i].words, NULL);
        cJSON *json = profile_of(&ran, rows[i].label);
        expect_name(json, 0, rows[i].names[0]);
        expect_name(json, 1, rows[i].names[1]);
        cr_expect_eq((unsigned)sum_of(json, 0), rows[i].bytes, "%s", rows[i].label);
        cr_expect_eq((unsigned)sum_of(json, 1), rows[i].blocks, "%s", rows[i].label);
        expect_stages_functions(json, rows[i].label);
        cr_expect_null(nth_profile(json, PROFILES));
        ran_expect(&ran, "$ valgrind -q --tool=dhat ");
        ran_expect(&ran, "$ valgrind -q --tool=callgrind ");
        cJSON_Delete(json);
        ran_dispose(&ran);
    }
}

Test(view, counts_the_instructions_that_make_top_cpu_counts)
{
    static const char *const viewed[] = {"--serve", "no", "4", NULL};
    static const char *const listed[] = {"--show", "top-cpu", "4", NULL};
    char expected[64];
    struct ran ran = run_verb("view", viewed, NULL);
    cJSON *json = profile_of(&ran, "stage-4");
    unsigned total = (unsigned)sum_of(json, 2);
    ran_dispose(&ran);
    cr_expect_gt(total, 1000000);
    snprintf(expected, sizeof expected, "cpu: %u,%03u,%03u instructions in 100 ops",
             total / 1000000, total / 1000 % 1000, total % 1000);
    cr_expect_str_eq(text_at(nth_profile(json, 2), "name"), expected);
    ran = run_verb("profile", listed, NULL);
    snprintf(expected, sizeof expected, "(Ir: %u,%03u,%03u instructions in 100 ops",
             total / 1000000, total / 1000 % 1000, total % 1000);
    ran_expect(&ran, expected);
    cJSON_Delete(json);
    ran_dispose(&ran);
}

Test(view, refuses_orders_that_make_no_sense)
{
    static const struct refused_order orders[] = {
        {{NULL}, "Which stage? expected a number from 1 to 5, as in: make view 1"},
        {{"9"}, "There is no stage \"9\": expected a number from 1 to 5, as in: make view 1"},
        {{"--seconds", "soon", "1"}, "SECONDS=soon: expected a number from 1 to 86400"},
        {{"--seconds", "0", "1"}, "SECONDS=0: expected a number from 1 to 86400"},
        {{"--seconds", "-1", "1"}, "SECONDS=-1: expected a number from 1 to 86400"},
        {{"--seconds", "1.5", "1"}, "SECONDS=1.5: expected a number from 1 to 86400"},
        {{"--seconds", "99999999999999999999", "1"},
         "SECONDS=99999999999999999999: expected a number from 1 to 86400"},
        {{"--serve", "maybe", "1"}, "--serve maybe: expected yes or no"},
        {{"--serve", "no", "--file", "no/such.c", "1"}, "no/such.c does not exist"},
        {{"--serve", "no", "--file", "LICENSE", "1"},
         "it does not compile: LICENSE:1:1: error: unknown type name 'MIT'"},
    };
    expect_orders_refused("view", orders, sizeof orders / sizeof *orders);
}

/* Runs a command, and expects status 2 and this on stderr. */
static void expect_trouble(const char *command, const char *const *environment, const char *says)
{
    char folder[] = "/tmp/view-trouble-XXXXXX";
    char path[64];
    struct error error;
    struct buffer said = buffer_bounded(SIZE_MAX);
    cr_assert_not_null(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/stderr", folder);
    const char *const words[] = {"/bin/sh", "-c", command, VERBS_BIN "/view", folder, NULL};
    struct process_result end = process_run(&(struct process_request){
        .arguments = words,
        .environment = environment,
        .errors = path,
        .limits = {.cpu_seconds = 60, .wall_seconds = 100, .file_bytes = (uint64_t)1 << 30}});
    cr_expect_eq(end.code, 2);
    cr_assert(file_read(path, &said, &error), "%s", error.text);
    cr_assert_eq(buffer_write_byte(&said, '\0'), STREAM_OK);
    cr_expect_str_eq((const char *)said.at, says);
    buffer_dispose(&said);
    folder_remove(folder, &error);
}

Test(view, says_at_once_that_speedscope_is_not_installed)
{
    expect_trouble("cd / && exec \"$0\" 1", NULL,
                   "speedscope is not installed. To install it: tooling/setup view\n");
}

/* In a folder that seems to have speedscope, without Node.js. */
Test(view, names_the_program_that_is_missing)
{
    char folder[] = "/tmp/tool-missing-XXXXXX";
    char path[RUNNING_PATH_SIZE];
    struct error error;
    const char *const environment[] = {path, "ROOT=" VERBS_ROOT, NULL};
    make_path_without("node", folder, path);
    expect_trouble("d=tooling/views/browser/node_modules/speedscope/dist/release\n"
                   "cd \"$1\" && mkdir -p $d && : >$d/index.html && ln -s \"$ROOT/stages\" . &&\n"
                   "exec \"$0\" 4",
                   environment, "node is not installed. To install it: tooling/setup view\n");
    folder_remove(folder, &error);
}
