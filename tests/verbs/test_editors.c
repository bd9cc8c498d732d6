/* .vscode/ and .devcontainer/, held against what they name. */
#include "base/files.h"
#include "course/course.h"
#include "run/process.h"
#include "verbs/running.h"
#include "verbs_config.h" /* made by CMake: where the programs are */

#include <cjson/cJSON.h>
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

TestSuite(editors, .timeout = 60);

enum { TEXT_SIZE = 2048 };

/* A file of the project's, as JSON; the caller owns it. */
static cJSON *read_json(const char *name)
{
    char path[TEXT_SIZE];
    snprintf(path, sizeof path, VERBS_ROOT "/%s", name);
    struct buffer text = running_read(path);
    cJSON *json = cJSON_ParseWithOpts((const char *)text.at, NULL, true);
    cr_assert_not_null(json, "%s is no JSON", name);
    buffer_dispose(&text);
    return json;
}

static const cJSON *task_called(const cJSON *tasks, const char *label)
{
    const cJSON *task;
    cJSON_ArrayForEach(task, cJSON_GetObjectItemCaseSensitive(tasks, "tasks"))
    {
        const cJSON *found = cJSON_GetObjectItemCaseSensitive(task, "label");
        if (strcmp(cJSON_GetStringValue(found), label) == 0)
            return task;
    }
    cr_assert_fail("there is no task \"%s\"", label);
    return NULL;
}

/* What the task says to make when a file of `folder` is open, a word a line. */
static struct buffer words_of(const cJSON *task, const char *folder)
{
    static const char variable[] = "${fileDirnameBasename}";
    static const char make[] = "make() { printf '%s\\n' \"$@\"; }\n";
    const char *command = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(task, "command"));
    const char *at = strstr(command, variable);
    char output[] = "/tmp/editor-test-XXXXXX";
    char script[TEXT_SIZE];
    int fd = mkstemp(output);
    cr_assert_geq(fd, 0);
    cr_assert_not_null(at, "%s", command);
    snprintf(script, sizeof script, "%s%.*s%s%s", make, (int)(at - command), command, folder,
             at + strlen(variable));
    const char *const words[] = {"/bin/sh", "-c", script, NULL};
    process_run(&(struct process_request){
        .arguments = words,
        .output = output,
        .limits = {.cpu_seconds = 10, .wall_seconds = 20, .file_bytes = 1 << 20}});
    struct buffer said = running_read(output);
    close(fd);
    unlink(output);
    return said;
}

static const struct {
    const char *label, *words;
} tasks[] = {
    {"check this stage", "check-stage\n%u\n"},
    {"which lines allocate", "profile\n%u\n"},
    {"build this stage for the debugger", "debug\n%u\nGDB=no\n"},
};

Test(editors, tasks_are_about_the_stage_of_the_open_file)
{
    cJSON *document = read_json(".vscode/tasks.json");
    for (size_t i = 0; i < sizeof tasks / sizeof *tasks; i++) {
        for (size_t stage = 0; stage < course_stage_count; stage++) {
            char expected[64];
            const cJSON *task = task_called(document, tasks[i].label);
            struct buffer said = words_of(task, course_stages[stage].name);
            snprintf(expected, sizeof expected, tasks[i].words, course_stages[stage].number);
            cr_expect_str_eq((const char *)said.at, expected);
            buffer_dispose(&said);
        }
    }
    cJSON_Delete(document);
}

/* What test_debug shows that make debug leaves there. */
Test(editors, the_debugger_gets_what_its_task_leaves)
{
    cJSON *launch = read_json(".vscode/launch.json");
    cJSON *document = read_json(".vscode/tasks.json");
    const cJSON *entry;
    cJSON_ArrayForEach(entry, cJSON_GetObjectItemCaseSensitive(launch, "configurations"))
    {
        const cJSON *arguments = cJSON_GetObjectItemCaseSensitive(entry, "args");
        const cJSON *before = cJSON_GetObjectItemCaseSensitive(entry, "preLaunchTask");
        const cJSON *program = cJSON_GetObjectItemCaseSensitive(entry, "program");
        struct buffer said =
            words_of(task_called(document, cJSON_GetStringValue(before)), course_stages[0].name);
        cr_expect_str_eq((const char *)said.at, "debug\n1\nGDB=no\n");
        cr_expect_str_eq(cJSON_GetStringValue(program), "${workspaceFolder}/build/debug/probe");
        cr_expect_eq(cJSON_GetArraySize(arguments), 2);
        cr_expect_str_eq(cJSON_GetStringValue(cJSON_GetArrayItem(arguments, 0)), "--replay");
        cr_expect_str_eq(cJSON_GetStringValue(cJSON_GetArrayItem(arguments, 1)),
                         "${workspaceFolder}/build/debug/case");
        buffer_dispose(&said);
    }
    cJSON_Delete(launch);
    cJSON_Delete(document);
}

Test(editors, the_other_files_are_json)
{
    static const char *const names[] = {".vscode/extensions.json", ".vscode/settings.json",
                                        ".devcontainer/devcontainer.json"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        cJSON_Delete(read_json(names[i]));
}

/* Each file that the Dockerfile copies is there, and what it runs is tooling/setup. */
Test(editors, the_container_is_made_by_tooling_setup)
{
    struct buffer text = running_read(VERBS_ROOT "/.devcontainer/Dockerfile");
    unsigned copied = 0;
    char *rest = (char *)text.storage;
    for (char *line; (line = strsep(&rest, "\n")) != NULL;) {
        if (strncmp(line, "COPY ", 5) == 0) {
            char *words = line + 5;
            for (char *word; (word = strsep(&words, " ")) != NULL && words != NULL; copied++) {
                char path[TEXT_SIZE];
                snprintf(path, sizeof path, VERBS_ROOT "/%s", word);
                cr_expect_eq(access(path, R_OK), 0, "%s", path);
            }
        } else if (strncmp(line, "RUN ", 4) == 0) {
            cr_expect_not_null(strstr(line, "/tooling/setup "));
            cr_expect_null(strstr(line, "apt-get"), "%s", line);
        }
    }
    cr_expect_eq(copied, 4);
    buffer_dispose(&text);
}

/* Whether an editor can find out how the file is compiled. Clangd looks in build/ of a folder above. */
static void expect_compiled(const cJSON *entries, const char *file)
{
    char path[TEXT_SIZE];
    const cJSON *entry;
    snprintf(path, sizeof path, VERBS_ROOT "/%s", file);
    cJSON_ArrayForEach(entry, entries)
    {
        const char *found = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(entry, "file"));
        const char *how = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(entry, "command"));
        if (strcmp(found, path) != 0)
            continue;
        cr_expect_not_null(strstr(how, "-std=c17"), "%s", how);
        cr_expect_not_null(strstr(how, "-I" VERBS_ROOT "/stages "), "%s", how);
        return;
    }
    cr_expect_fail("compile_commands.json has no %s", file);
}

Test(editors, are_told_how_each_stage_is_compiled)
{
    struct buffer text = running_read(VERBS_BIN "/../compile_commands.json");
    cJSON *entries = cJSON_Parse((const char *)text.at);
    for (size_t i = 0; i < course_stage_count; i++) {
        char file[COURSE_PATH_SIZE];
        course_own_file(&course_stages[i], file);
        expect_compiled(entries, file);
        course_solution_file(&course_stages[i], file);
        expect_compiled(entries, file);
    }
    cJSON_Delete(entries);
    buffer_dispose(&text);
}
