/* make doctor: what it says of a machine that lacks something, and of this one. */
#include "base/files.h"
#include "verbs/running.h"
#include "verbs_config.h" /* made by CMake: where the programs are */

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

TestSuite(doctor, .timeout = 200);

static const char *const no_words[] = {NULL};

Test(doctor, finds_that_this_machine_can_measure)
{
    static const char *const lines[] = {
        "ok    compiler   ",
        "ok    memcheck   no error",
        "ok    massif     2 allocs/op, 53 B/op in solutions/1-algo-one/algo_one.c\n",
        "ok    callgrind  ",
        "ok    /tmp       ",
        "ok    disk       ",
    };
    struct ran ran = run_verb("doctor", no_words, NULL);
    cr_expect_eq(ran.end.code, 0, "%s", ran_errors(&ran));
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
        ran_expect(&ran, lines[i]);
    cr_expect_null(strstr(ran_output(&ran), "NO "), "%s", ran_output(&ran));
    const char *count = strstr(ran_output(&ran), "ok    callgrind  ");
    cr_assert_not_null(count);
    count += strlen("ok    callgrind  ");
    cr_expect_eq(strcspn(count, " "), strlen("16,806"), "%s", count);
    cr_expect_eq(count[2], ',', "%s", count);
    ran_expect(&ran, " instructions/op in solutions/1-algo-one/algo_one.c\n");
    ran_dispose(&ran);
}

/* The same program gets the same figure, whoever counts. */
Test(doctor, counts_as_the_other_verbs_do)
{
    static const char *const words[] = {"--show", "top-cpu", "--solution", "1", "1", NULL};
    char total[32];
    char line[128];
    struct ran ran = run_verb("profile", words, NULL);
    cr_assert_eq(sscanf(ran_output(&ran), "Total: %31s instructions/op", total), 1, "%s",
                 ran_errors(&ran));
    ran_dispose(&ran);
    ran = run_verb("doctor", no_words, NULL);
    snprintf(line, sizeof line, "ok    callgrind  %s instructions/op in ", total);
    ran_expect(&ran, line);
    ran_dispose(&ran);
}

/* What works comes before what does not. */
static void expect_in_order(const char *output)
{
    bool fails = false;
    for (const char *line = output; *line != '\0'; line += strcspn(line, "\n") + 1) {
        bool works = strncmp(line, "ok ", 3) == 0;
        cr_expect(!works || !fails, "%s", output);
        fails = fails || strncmp(line, "NO ", 3) == 0 || strncmp(line, "note ", 5) == 0;
    }
    cr_expect(fails, "%s", output);
}

static const struct {
    const char *program; /* that is missing, with all whose names begin so */
    int code;
    const char *says;
} missing[] = {
    {"valgrind", 1, "NO    massif     valgrind is not installed. To install it: tooling/setup\n"},
    {"bwrap", 0,
     "note  box        cannot make a box on this machine: bubblewrap is not installed. To install "
     "it: tooling/setup; only grading (make grade, BOXED=1) needs this\n"},
    {"gdb", 0,
     "note  gdb        gdb is not installed. To install it: tooling/setup; only make debug "
     "needs this\n"},
    {"as", 1, "NO    compiler   "},
};

Test(doctor, tells_what_is_missing_and_how_to_get_it)
{
    for (size_t i = 0; i < sizeof missing / sizeof *missing; i++) {
        char folder[] = "/tmp/tool-missing-XXXXXX";
        char path[RUNNING_PATH_SIZE];
        struct error error;
        const char *const environment[] = {path, NULL};
        make_path_without(missing[i].program, folder, path);
        struct ran ran = run_verb("doctor", no_words, environment);
        ran_expect(&ran, missing[i].says);
        expect_in_order(ran_output(&ran));
        cr_expect_eq(ran.end.code, missing[i].code, "%s", missing[i].program);
        ran_dispose(&ran);
        folder_remove(folder, &error);
    }
}

/* What `make doctor` says if the shell first finds the commands of `prepare`, in ./bin. */
static int in_shell(const char *prepare, struct buffer *said)
{
    char folder[] = "/tmp/doctor-test-XXXXXX";
    char script[2048];
    char output[64];
    struct error error;
    const char *const words[] = {"sh", "-c", script, NULL};
    cr_assert_not_null(mkdtemp(folder));
    snprintf(output, sizeof output, "%s/said", folder);
    snprintf(script, sizeof script,
             "cd %s && mkdir bin && %s && cd " VERBS_ROOT " && tooling/doctor 2>&1", folder,
             prepare);
    struct process_result end = process_run(&(struct process_request){
        .arguments = words,
        .output = output,
        .limits = {.cpu_seconds = 100, .wall_seconds = 150, .file_bytes = (uint64_t)1 << 30}});
    *said = buffer_bounded(SIZE_MAX);
    cr_assert(file_read(output, said, &error), "%s", error.text);
    cr_assert_eq(buffer_write_byte(said, '\0'), STREAM_OK);
    folder_remove(folder, &error);
    return end.code;
}

#define NOTHING_INSTALLED "printf '#!/bin/sh\\n' >bin/dpkg-query && chmod +x bin/dpkg-query"

static void expect_parts(const struct buffer *said, const char *const *parts)
{
    for (size_t i = 0; parts[i] != NULL; i++)
        cr_expect_not_null(strstr((const char *)said->at, parts[i]), "\"%s\" is not in\n%s",
                           parts[i], (const char *)said->at);
}

/* Of the list's first line, one in its middle, and its last. */
#define MISSING(package) "NO    packages   missing: " package " ("

Test(doctor, tells_of_packages_and_goes_on_where_the_programs_are_built)
{
    static const char *const parts[] = {MISSING("make"),
                                        MISSING("valgrind"),
                                        MISSING("shellcheck"),
                                        "NO    packages   To install: tooling/setup\n",
                                        "ok    massif     2 allocs/op, 53 B/op",
                                        NULL};
    struct buffer said;
    cr_expect_eq(in_shell(NOTHING_INSTALLED " && PATH=$PWD/bin:$PATH && TREE=" VERBS_BIN
                                            "/.. && export PATH TREE",
                          &said),
                 1);
    expect_parts(&said, parts);
    expect_in_order((const char *)said.at);
    buffer_dispose(&said);
}

Test(doctor, lists_versions_between_what_works_and_what_is_missing)
{
    struct buffer said;
    in_shell("printf '#!/bin/sh\\necho installed make 4.3\\n' >bin/dpkg-query && chmod +x"
             " bin/dpkg-query && PATH=$PWD/bin:$PATH && TREE=" VERBS_BIN "/.. && export PATH TREE",
             &said);
    const char *works = strstr((const char *)said.at, "ok    gdb ");
    const char *installed = strstr((const char *)said.at, "      Installed: make 4.3\n");
    const char *lacking = strstr((const char *)said.at, MISSING("valgrind"));
    cr_assert(works != NULL && installed != NULL && lacking != NULL, "%s", (const char *)said.at);
    cr_expect(works < installed && installed < lacking, "%s", (const char *)said.at);
    buffer_dispose(&said);
}

Test(doctor, begins_where_nothing_is_installed)
{
    static const char *const parts[] = {
        MISSING("make"), MISSING("gcc"), "NO    packages   To install: tooling/setup\n",
        "Install these first (tooling/setup); then make doctor can tell whether this machine can "
        "measure.\n",
        NULL};
    struct buffer said;
    cr_expect_eq(
        in_shell(NOTHING_INSTALLED
                 " && for f in sh cat cut dirname fold grep mkdir paste sed xargs; do"
                 " ln -s \"$(command -v $f)\" bin/; done && TREE=$PWD/tree && PATH=$PWD/bin"
                 " && export PATH TREE",
                 &said),
        1);
    expect_parts(&said, parts);
    cr_expect_null(strstr((const char *)said.at, "not found"), "%s", (const char *)said.at);
    buffer_dispose(&said);
}
