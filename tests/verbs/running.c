#include "verbs/running.h"

#include "base/files.h"
#include "verbs_config.h" /* made by CMake: where the programs are */

#include <criterion/criterion.h>
#include <dirent.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const struct process_limits limits = {
    .cpu_seconds = 300, .wall_seconds = 300, .file_bytes = (uint64_t)1 << 30};

struct buffer running_read(const char *path)
{
    struct error error;
    struct buffer text = buffer_bounded(SIZE_MAX);
    cr_assert(file_read(path, &text, &error), "%s", error.text);
    cr_assert_eq(buffer_write_byte(&text, '\0'), STREAM_OK);
    return text;
}

/* Runs the program in the current folder; ran.folder is made already. */
static void run(struct ran *ran, const char *const *all, const char *const *environment)
{
    char output[RUNNING_PATH_SIZE + 16];
    char errors[RUNNING_PATH_SIZE + 16];
    unsetenv("BXFI_MAP"); /* Criterion's: a Criterion program would take itself for our worker */
    snprintf(output, sizeof output, "%s/stdout", ran->folder);
    snprintf(errors, sizeof errors, "%s/stderr", ran->folder);
    ran->end = process_run(&(struct process_request){.arguments = all,
                                                     .environment = environment,
                                                     .output = output,
                                                     .errors = errors,
                                                     .limits = limits});
    ran->output = running_read(output);
    ran->errors = running_read(errors);
}

enum { MOST_WORDS = 16 };

/* Adds the words after the `count` that are there. */
static void add_words(const char *const *words, const char **all, size_t count)
{
    for (size_t i = 0; words[i] != NULL && i < MOST_WORDS; i++)
        all[count + i] = words[i];
}

void verb_path(const char *program, char path[RUNNING_PATH_SIZE])
{
    bool is_path = strchr(program, '/') != NULL;
    snprintf(path, RUNNING_PATH_SIZE, "%s%s", is_path ? "" : VERBS_BIN "/", program);
}

struct ran run_verb(const char *program, const char *const *words, const char *const *environment)
{
    struct ran ran = {.folder = "/tmp/verb test-XXXXXX"};
    char path[RUNNING_PATH_SIZE];
    const char *all[MOST_WORDS + 4] = {path, "--into", ran.folder};
    cr_assert_not_null(mkdtemp(ran.folder));
    cr_assert_eq(chdir(VERBS_ROOT), 0);
    verb_path(program, path);
    add_words(words, all, 3);
    run(&ran, all, environment);
    return ran;
}

struct ran run_verb_here(const char *program, const char *const *words,
                         const char *const *environment)
{
    struct ran ran = {.folder = "/tmp/verb test-XXXXXX"};
    char path[RUNNING_PATH_SIZE];
    const char *all[MOST_WORDS + 2] = {path};
    cr_assert_not_null(mkdtemp(ran.folder));
    verb_path(program, path);
    add_words(words, all, 1);
    run(&ran, all, environment);
    return ran;
}

void ran_dispose(struct ran *ran)
{
    struct error error;
    folder_remove(ran->folder, &error);
    buffer_dispose(&ran->output);
    buffer_dispose(&ran->errors);
}

const char *ran_output(const struct ran *ran)
{
    return (const char *)ran->output.at;
}

const char *ran_errors(const struct ran *ran)
{
    return (const char *)ran->errors.at;
}

void ran_expect(const struct ran *ran, const char *part)
{
    cr_expect_not_null(strstr(ran_output(ran), part), "expected \"%s\" in\n%s%s", part,
                       ran_output(ran), ran_errors(ran));
}

void expect_orders_refused(const char *program, const struct refused_order *orders, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct ran ran = run_verb(program, orders[i].words, NULL);
        char *said = (char *)ran.errors.storage;
        size_t len = strlen(said);
        cr_expect_eq(ran.end.code, 2, "%s", orders[i].says);
        cr_expect(len > 0 && said[len - 1] == '\n', "%s", said);
        if (len > 0)
            said[len - 1] = '\0';
        cr_expect_str_eq(said, orders[i].says);
        cr_expect_str_eq(ran_output(&ran), "");
        ran_dispose(&ran);
    }
}

void make_path_without(const char *program, char *folder, char path[RUNNING_PATH_SIZE])
{
    cr_assert_not_null(mkdtemp(folder));
    DIR *programs = opendir("/usr/bin");
    cr_assert_not_null(programs);
    for (struct dirent *entry; (entry = readdir(programs)) != NULL;) {
        char from[512];
        char to[RUNNING_PATH_SIZE];
        if (strncmp(entry->d_name, program, strlen(program)) == 0 || entry->d_name[0] == '.')
            continue;
        snprintf(from, sizeof from, "/usr/bin/%s", entry->d_name);
        snprintf(to, sizeof to, "%s/%s", folder, entry->d_name);
        cr_assert_eq(symlink(from, to), 0);
    }
    closedir(programs);
    snprintf(path, RUNNING_PATH_SIZE, "PATH=%s", folder);
}
