#include "verbs/autograder.h"

#include "base/files.h"
#include "results/result.h"
#include "run/process.h"
#include "verbs_config.h" /* made by CMake: where the project and its programs are */

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const struct process_limits limits = {
    .cpu_seconds = 300, .wall_seconds = 500, .file_bytes = (uint64_t)1 << 30};

int autograder_do(const struct autograder *autograder, const char *command)
{
    char output[128];
    char root[] = "ROOT=" VERBS_ROOT;
    char bin[] = "BIN=" VERBS_BIN;
    const char *const words[] = {"sh", "-c", command, NULL};
    snprintf(output, sizeof output, "%s/said.txt", autograder->folder);
    cr_assert_eq(chdir(autograder->folder), 0);
    struct process_result result =
        process_run(&(struct process_request){.arguments = words,
                                              .environment = (const char *const[]){root, bin, NULL},
                                              .output = output,
                                              .errors = output,
                                              .limits = limits});
    cr_assert_eq(result.end, PROCESS_EXITED, "%s", command);
    return result.code;
}

static void expect_done(const struct autograder *autograder, const char *command)
{
    struct error error;
    struct buffer said = buffer_bounded(SIZE_MAX);
    if (autograder_do(autograder, command) != 0 && file_read("said.txt", &said, &error))
        cr_assert_fail("%s: %.*s", command, (int)said.len, (const char *)said.at);
    buffer_dispose(&said);
}

struct autograder autograder_new(const char *stage, bool set_up)
{
    struct autograder autograder = {.folder = "/tmp/an autograder-XXXXXX"};
    char command[512];
    unsetenv("BXFI_MAP"); /* Criterion's: see running.c */
    unsetenv("MAKEFLAGS");
    unsetenv("TREE");
    cr_assert_not_null(mkdtemp(autograder.folder));
    cr_assert_eq(chmod(autograder.folder, 0755), 0);
    snprintf(
        command, sizeof command,
        "mkdir source submission results && cd source && make -s -C \"$ROOT\" gradescope %s && "
        "cmake -E tar xf \"$ROOT/build/gradescope%s%s.zip\" && cp run_autograder .. && "
        "chmod -R a-x,a+X . && chmod +x ../run_autograder", /* an unzip may lose the rights */
        stage, *stage == '\0' ? "" : "-", stage);
    expect_done(&autograder, command);
    expect_done(&autograder, set_up ? "bash source/setup.sh"
                                    : "mkdir source/build && ln -s \"$BIN\" source/build/bin");
    return autograder;
}

void autograder_dispose(struct autograder *autograder)
{
    struct error error;
    cr_assert_eq(chdir("/"), 0);
    cr_expect(folder_remove(autograder->folder, &error), "%s", error.text);
}

double autograder_number(const cJSON *object, const char *name)
{
    const cJSON *number = cJSON_GetObjectItemCaseSensitive(object, name);
    return cJSON_IsNumber(number) ? number->valuedouble : -1;
}

static bool is_one_of(const char *text, const char *const *list)
{
    while (*list != NULL && strcmp(text, *list) != 0)
        list++;
    return *list != NULL;
}

/* The fields that the specification knows, and their kinds. */
static void expect_documented(const cJSON *object, const char *const *texts,
                              const char *const *numbers)
{
    const cJSON *field;
    cJSON_ArrayForEach(field, object)
    {
        bool known = (cJSON_IsString(field) && is_one_of(field->string, texts)) ||
                     (cJSON_IsNumber(field) && is_one_of(field->string, numbers)) ||
                     (cJSON_IsArray(field) && strcmp(field->string, "tests") == 0);
        cr_expect(known, "%s", field->string);
    }
}

static void expect_visibility(const cJSON *object, const char *name)
{
    static const char *const known[] = {"hidden", "after_due_date", "after_published", "visible",
                                        NULL};
    cr_expect(is_one_of(json_text(object, name), known), "%s", name);
}

static void expect_test(const cJSON *test)
{
    static const char *const texts[] = {"name", "number", "output", "status", "visibility", NULL};
    static const char *const numbers[] = {"score", "max_score", NULL};
    const char *name = json_text(test, "name");
    bool passed = strcmp(json_text(test, "status"), "passed") == 0;
    expect_documented(test, texts, numbers);
    expect_visibility(test, "visibility");
    cr_expect(passed || strcmp(json_text(test, "status"), "failed") == 0, "%s", name);
    cr_expect(*name != '\0' && *json_text(test, "output") != '\0', "%s", name);
    cr_expect(autograder_number(test, "score") >= 0, "%s", name);
    cr_expect_eq(passed,
                 autograder_number(test, "score") == autograder_number(test, "max_score") &&
                     strncmp(json_text(test, "output"), "pass: ", 6) == 0,
                 "%s: %s", name, json_text(test, "output"));
}

static void expect_results(const cJSON *results)
{
    static const char *const texts[] = {"output", "visibility", "stdout_visibility", NULL};
    static const char *const numbers[] = {"score", "execution_time", NULL};
    const cJSON *tests = cJSON_GetObjectItemCaseSensitive(results, "tests");
    const cJSON *test;
    double sum = 0;
    expect_documented(results, texts, numbers);
    expect_visibility(results, "visibility");
    expect_visibility(results, "stdout_visibility");
    cr_expect_gt(cJSON_GetArraySize(tests), 0);
    cr_expect_str_neq(json_text(results, "output"), "");
    cJSON_ArrayForEach(test, tests)
    {
        expect_test(test);
        sum += autograder_number(test, "score");
    }
    cr_expect_eq(autograder_number(results, "score"), sum);
}

static void expect_ascii(struct bytes text)
{
    for (size_t i = 0; i < text.len; i++) {
        if (text.at[i] >= 0x7f || (text.at[i] < 0x20 && text.at[i] != '\n' && text.at[i] != '\t'))
            cr_assert_fail("byte %zu of results.json is 0x%02x", i, text.at[i]);
    }
}

cJSON *autograder_run(const struct autograder *autograder)
{
    struct error error;
    struct buffer text = buffer_bounded(SIZE_MAX);
    autograder_do(autograder, "rm -rf results && mkdir results && "
                              "./run_autograder >results/stdout 2>&1");
    cr_assert(file_read("results/results.json", &text, &error), "%s", error.text);
    expect_ascii(buffer_rest(&text));
    cJSON *results = cJSON_ParseWithLength((const char *)text.at, text.len);
    cr_assert_not_null(results, "%.*s", (int)text.len, (const char *)text.at);
    buffer_dispose(&text);
    expect_results(results);
    return results;
}

const cJSON *autograder_test(const cJSON *results, const char *name)
{
    const cJSON *test;
    cJSON_ArrayForEach(test, cJSON_GetObjectItemCaseSensitive(results, "tests"))
    {
        if (strcmp(json_text(test, "name"), name) == 0)
            return test;
    }
    return NULL;
}
