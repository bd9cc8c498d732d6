/* What GitHub Classroom's reporter is given: the grades of all stages, in base64. */
#include "base/files.h"
#include "results/result.h"
#include "support/needs_box.h"
#include "verbs/running.h"
#include "verbs_config.h" /* made by CMake: where the project and its programs are */

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

TestSuite(classroom, .timeout = 500);

static char folder[] = "/tmp/a classroom-XXXXXX";

/* Runs a command of the shell's in a folder of the test's own. Its status. */
static int run(const char *command)
{
    static const struct process_limits limits = {
        .cpu_seconds = 300, .wall_seconds = 400, .file_bytes = (uint64_t)1 << 30};
    const char *const words[] = {"sh", "-c", command, NULL};
    struct process_result result = process_run(&(struct process_request){
        .arguments = words, .output = "said.txt", .errors = "complained.txt", .limits = limits});
    cr_assert_eq(result.end, PROCESS_EXITED, "%s", command);
    return result.code;
}

static void begin(void)
{
    needs_box();
    unsetenv("BXFI_MAP"); /* Criterion's: see running.c */
    cr_assert_not_null(mkdtemp(folder));
    cr_assert_eq(chdir(folder), 0);
    cr_assert_eq(setenv("ROOT", VERBS_ROOT, 1) + setenv("BIN", VERBS_BIN, 1), 0);
    cr_assert_eq(setenv("GITHUB_OUTPUT", "output.txt", 1), 0);
}

static void end(void)
{
    struct error error;
    cr_assert_eq(chdir("/"), 0);
    cr_expect(folder_remove(folder, &error), "%s", error.text);
}

static bool is_whole(const cJSON *object, const char *name, double least)
{
    const cJSON *number = cJSON_GetObjectItemCaseSensitive(object, name);
    return cJSON_IsNumber(number) && number->valuedouble >= least &&
           number->valuedouble == (double)(int)number->valuedouble;
}

static bool is_status(const char *text)
{
    return strcmp(text, "pass") == 0 || strcmp(text, "fail") == 0 || strcmp(text, "error") == 0;
}

/* The fields that the reporter and Classroom's own runners know. */
static void expect_result(const cJSON *result)
{
    static const char *const texts[] = {"name", "message", "test_code", "filename"};
    const cJSON *tests = cJSON_GetObjectItemCaseSensitive(result, "tests");
    const cJSON *test;
    cr_expect_eq(cJSON_GetArraySize(result), 4);
    cr_expect(is_whole(result, "version", 1) && is_whole(result, "max_score", 0));
    cr_expect(is_status(json_text(result, "status")));
    cr_expect_gt(cJSON_GetArraySize(tests), 0);
    cJSON_ArrayForEach(test, tests)
    {
        cr_expect_eq(cJSON_GetArraySize(test), 7);
        cr_expect(is_whole(test, "score", 0) && is_whole(test, "line_no", 0));
        cr_expect(is_status(json_text(test, "status")));
        for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
            cr_expect(cJSON_IsString(cJSON_GetObjectItemCaseSensitive(test, texts[i])), "%s",
                      texts[i]);
    }
}

static cJSON *read_result(const char *path)
{
    struct error error;
    struct buffer text = buffer_bounded(SIZE_MAX);
    cr_assert(file_read(path, &text, &error), "%s", error.text);
    cJSON *result = cJSON_ParseWithLength((const char *)text.at, text.len);
    cr_assert_not_null(result, "%.*s", (int)text.len, (const char *)text.at);
    buffer_dispose(&text);
    expect_result(result);
    return result;
}

static double number_of(const cJSON *object, const char *name)
{
    return cJSON_GetNumberValue(cJSON_GetObjectItemCaseSensitive(object, name));
}

enum { STAGES = 5 };

struct expected {
    const char *status;
    double scores[STAGES];
    const char *statuses[STAGES];
    const char *says[STAGES];
};

static void expect_grades(const cJSON *result, const struct expected *expected)
{
    const cJSON *tests = cJSON_GetObjectItemCaseSensitive(result, "tests");
    cr_expect_eq(number_of(result, "max_score"), 125);
    cr_expect_str_eq(json_text(result, "status"), expected->status);
    cr_assert_eq(cJSON_GetArraySize(tests), STAGES);
    for (int i = 0; i < STAGES; i++) {
        const cJSON *test = cJSON_GetArrayItem(tests, i);
        cr_expect_eq(number_of(test, "score"), expected->scores[i], "stage %d", i + 1);
        cr_expect_str_eq(json_text(test, "status"), expected->statuses[i], "stage %d", i + 1);
        cr_expect_not_null(strstr(json_text(test, "message"), expected->says[i]),
                           "stage %d: expected \"%s\" in \"%s\"", i + 1, expected->says[i],
                           json_text(test, "message"));
    }
}

/* The step of the workflow, on a tree of its own: the programs of this build, all files untouched. */
Test(classroom, is_told_in_base64_what_the_start_files_get, .init = begin, .fini = end)
{
    static const struct expected none = {"fail",
                                         {0, 0, 0, 0, 0},
                                         {"fail", "fail", "fail", "fail", "fail"},
                                         {"not-yet: heap\n", "not-yet: heap, cpu\n",
                                          "not-yet: heap\n", "not-yet: cpu\n",
                                          "not-yet: heap, cpu\n"}};
    cr_assert_eq(run("mkdir -p book/stages book/build && cd book && cp -R \"$ROOT/tooling\" . && "
                     "for d in \"$ROOT\"/solutions/[0-4]-*; do n=$(basename \"$d\"); n=${n%%-*}; "
                     "cp -R \"$d\" \"stages/$(basename \"$ROOT\"/stages/$((n + 1))-*)\"; done && "
                     "ln -s \"$BIN\" build/bin && printf 'exit 0\\n' >tooling/build"),
                 0);
    cr_expect_eq(
        run("GITHUB_OUTPUT=$PWD/output.txt TREE=build book/tooling/classroom/github-classroom"), 0);
    cr_expect_eq(run("[ $(grep -c ^result= output.txt) = 1 ] && [ $(wc -l <output.txt) = 1 ] && "
                     "sed s/^result=// output.txt | base64 -d >result.json"),
                 0);
    cJSON *result = read_result("result.json");
    expect_grades(result, &none);
    cJSON_Delete(result);
    cr_expect_eq(run("grep -q '<failure' book/build/classroom/results.xml && "
                     "grep -q '<html' book/build/classroom/report.html"),
                 0);
}

Test(classroom, knows_a_pass_a_failure_and_a_file_that_is_missing, .init = begin, .fini = end)
{
    static const struct expected some = {"fail",
                                         {25, 0, 0, 25, 25},
                                         {"pass", "fail", "fail", "pass", "pass"},
                                         {"\npass\n", "it does not compile",
                                          "missing: there is no file: expected 3-fix-window-size",
                                          "\npass\n", "\npass\n"}};
    cr_assert_eq(run("cp -R \"$ROOT/solutions\" stages && rm stages/3-*/algo_one.c && cp "
                     "\"$ROOT/tests/submissions/does_not_compile.c\" stages/2-*/algo_one.c"),
                 0);
    cr_expect_eq(run("here=$PWD && cd \"$ROOT\" && \"$BIN/autograde\" --platform classroom "
                     "--submission \"$here/stages\" --result \"$here/result.json\""),
                 0);
    cJSON *result = read_result("result.json");
    expect_grades(result, &some);
    cJSON_Delete(result);
}

/* Without points the reporter passes on no grade. */
Test(classroom, is_given_no_grade_where_the_check_cannot_be_built, .init = begin, .fini = end)
{
    cr_assert_eq(run("mkdir -p book && cp -R \"$ROOT/tooling\" book && cd book && "
                     "printf 'echo no gcc >&2; exit 2\\n' >tooling/build"),
                 0);
    cr_expect_eq(
        run("GITHUB_OUTPUT=$PWD/output.txt TREE=build book/tooling/classroom/github-classroom"), 2);
    cr_expect_eq(run("sed s/^result=// output.txt | base64 -d >result.json"), 0);
    cJSON *result = read_result("result.json");
    cr_expect_str_eq(json_text(result, "status"), "error");
    cr_expect_eq(number_of(result, "max_score"), 0);
    cJSON_Delete(result);
}

Test(classroom, is_no_place_for_orders_that_cannot_be_followed)
{
    static const char usage[] = "usage: autograde --platform gradescope|classroom --submission "
                                "FOLDER --result FILE [--into FOLDER] [STAGE]";
    const struct refused_order orders[] = {
        {{"--into", "build", NULL}, usage},
        {{"--platform", "moodle", "--submission", "stages", "--result", "r.json", NULL}, usage},
        {{"--platform", "classroom", "--result", "r.json", NULL}, usage},
        {{"--platform", "classroom", "--submission", "stages", NULL}, usage},
        {{"--platform", "classroom", "--submission", "a", "--result", "r.json", "9", NULL},
         "There is no stage \"9\": expected a number from 1 to 5, as in: make gradescope 1"},
    };
    expect_orders_refused("autograde", orders, sizeof orders / sizeof *orders);
}

/* The folder of a submission that is not there is no fault of ours; that for the result is. */
Test(classroom, tells_what_cannot_be_written)
{
    static const char *const words[] = {"--platform", "classroom", "--submission",
                                        "/none",      "--result",  "/nowhere/r.json",
                                        "1",          NULL};
    struct ran ran = run_verb("autograde", words, NULL);
    cr_expect_eq(ran.end.code, 2);
    ran_expect(&ran, "missing: there is no file: expected algo_one.c, got no folder");
    cr_expect_str_eq(ran_errors(&ran), "cannot write /nowhere/r.json: No such file or directory\n");
    ran_dispose(&ran);
}
