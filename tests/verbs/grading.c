#include "verbs/grading.h"

#include "base/files.h"
#include "support/scratch.h"
#include "verbs_config.h" /* made by CMake: where the project is */

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

/* The folders of a test, in its scratch folder, whose path has a space. */
static char class[256], out[256];

void class_make(void)
{
    snprintf(class, sizeof class, "%s/class", scratch_folder());
    snprintf(out, sizeof out, "%s/out", scratch_folder());
    cr_assert_eq(mkdir(class, 0755), 0);
}

/* The path of a file of the class, or of what was left. */
const char *in_class(const char *name)
{
    static char path[1024];
    snprintf(path, sizeof path, "%s/%s", class, name);
    return path;
}

const char *in_out(const char *name)
{
    static char path[1024];
    snprintf(path, sizeof path, "%s/%s", out, name);
    return path;
}

void hand_in(const char *name, const char *text)
{
    char folder[1024];
    struct error error;
    snprintf(folder, sizeof folder, "%s", in_class(name));
    char *slash = strrchr(folder, '/');
    *slash = '\0';
    cr_assert(folder_make(folder, &error), "%s", error.text);
    *slash = '/';
    scratch_write(folder, bytes_from_string(text));
}

void hand_in_copy(const char *name, const char *from)
{
    char path[1024];
    struct error error;
    struct buffer text = buffer_bounded(SIZE_MAX);
    snprintf(path, sizeof path, VERBS_ROOT "/%s", from);
    cr_assert(file_read(path, &text, &error) && buffer_write_byte(&text, '\0') == STREAM_OK);
    hand_in(name, (const char *)text.at);
    buffer_dispose(&text);
}

void grade_words(const char *const *words, const char **list)
{
    enum { MOST = 8 };
    const char *const own[] = {"--into", out, "--dir", class};
    size_t count = 0;
    for (; count < sizeof own / sizeof *own; count++)
        list[count] = own[count];
    for (size_t i = 0; words[i] != NULL && i < MOST; i++)
        list[count++] = words[i];
    list[count] = NULL;
}

struct ran grade_with(const char *const *words, const char *const *environment)
{
    const char *all[16];
    grade_words(words, all);
    return run_verb("grade", all, environment);
}

cJSON *grades_left(void)
{
    struct error error;
    struct buffer text = buffer_bounded(SIZE_MAX);
    cr_assert(file_read(in_out("results.json"), &text, &error), "%s", error.text);
    cJSON *grades = grades_read("results.json", buffer_rest(&text), &error);
    cr_assert_not_null(grades, "%s", error.text);
    buffer_dispose(&text);
    return grades;
}

static const cJSON *graded_of(const cJSON *grades, const char *name, int stage)
{
    const cJSON *submission;
    cJSON_ArrayForEach(submission, json_get(grades, "submissions"))
    {
        if (strcmp(json_text(submission, "name"), name) == 0)
            return cJSON_GetArrayItem(json_get(submission, "results"), stage);
    }
    cr_assert_fail("no submission is called %s", name);
    return NULL;
}

/* The message of a result's first gate, or why there is no result. */
static const char *said_of(const cJSON *graded)
{
    const cJSON *result = cJSON_GetObjectItemCaseSensitive(graded, "result");
    const cJSON *gates = cJSON_GetObjectItemCaseSensitive(result, "gates");
    return result == NULL ? json_text(graded, "why")
                          : json_text(cJSON_GetArrayItem(gates, 0), "message");
}

void expect_graded(const cJSON *grades, const char *name, int stage, const char *verdict,
                   const char *says)
{
    const cJSON *graded = graded_of(grades, name, stage);
    cr_expect_str_eq(json_text(graded, "verdict"), verdict, "%s, stage %d", name, stage);
    cr_expect_not_null(strstr(said_of(graded), says), "%s, stage %d: %s", name, stage,
                       said_of(graded));
}

void expect_done(const char *const *words, unsigned total, unsigned done)
{
    char line[128];
    snprintf(line, sizeof line, "Checks: %u, of which %u are done.\n", total, done);
    struct ran ran = grade_with(words, NULL);
    ran_expect(&ran, line);
    cr_expect_eq(strstr(ran_output(&ran), "$ ninja") == NULL, total == done);
    cr_expect_eq(ran.end.code, 0, "%s", ran_errors(&ran));
    ran_dispose(&ran);
}
