#include "check/checking.h"

#include "base/files.h"
#include "check_test_config.h" /* made by CMake: where the check is */
#include "results/result.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const struct process_limits limits = {
    .cpu_seconds = 300, .wall_seconds = 300, .file_bytes = (uint64_t)1 << 30};

static const char *program(void)
{
    const char *other = getenv("CHECK_PROGRAM");
    return other == NULL ? CHECK_PROGRAM : other;
}

static struct buffer read_text(const char *folder, const char *name)
{
    char path[RUNNING_PATH_SIZE + 64];
    struct error error;
    struct buffer text = buffer_bounded(SIZE_MAX);
    snprintf(path, sizeof path, "%s/%s", folder, name);
    if (!file_read(path, &text, &error))
        buffer_reset(&text);
    cr_assert_eq(buffer_write_byte(&text, '\0'), STREAM_OK);
    return text;
}

static cJSON *read_result(const char *folder, const char *label)
{
    char name[128];
    struct error error;
    snprintf(name, sizeof name, "results/%s.json", label);
    struct buffer text = read_text(folder, name);
    cJSON *result = NULL;
    if (text.len > 1) {
        result = result_read(name, bytes_of(text.at, text.len - 1), &error);
        cr_assert_not_null(result, "%s", error.text);
    }
    buffer_dispose(&text);
    return result;
}

struct checked check_with(const char *const *words, const char *label,
                          const char *const *environment)
{
    struct checked checked = {.ran = run_verb(program(), words, environment)};
    checked.result = read_result(checked.ran.folder, label);
    return checked;
}

struct checked check_now(const char *const *words, const char *label)
{
    return check_with(words, label, NULL);
}

struct checked check_file(unsigned stage, const char *file)
{
    char number[16];
    char label[32];
    const char *const words[] = {"--file", file, number, NULL};
    snprintf(number, sizeof number, "%u", stage);
    snprintf(label, sizeof label, "stage-%u", stage);
    return check_now(words, label);
}

struct buffer check_in_shell(const char *command, const char *const *environment)
{
    char folder[] = "/tmp/check-in-shell-XXXXXX";
    char output[128];
    struct error error;

    unsetenv("BXFI_MAP");
    cr_assert_not_null(mkdtemp(folder));
    cr_assert_eq(setenv("FOLDER", folder, 1), 0);
    cr_assert_eq(chdir(CHECK_ROOT), 0);
    snprintf(output, sizeof output, "%s/stdout", folder);
    const char *const words[] = {"sh", "-c", command, program(), NULL};
    process_run(&(struct process_request){
        .arguments = words, .environment = environment, .output = output, .limits = limits});
    struct buffer said = read_text(folder, "stdout");
    folder_remove(folder, &error);
    return said;
}

void checked_dispose(struct checked *checked)
{
    ran_dispose(&checked->ran);
    cJSON_Delete(checked->result);
}

const char *checked_verdict(const struct checked *checked)
{
    return json_text(checked->result, "verdict");
}

static const cJSON *find_gate(const struct checked *checked, const char *name)
{
    const cJSON *gate;
    cJSON_ArrayForEach(gate, cJSON_GetObjectItemCaseSensitive(checked->result, "gates"))
    {
        if (strcmp(json_text(gate, "name"), name) == 0)
            return gate;
    }
    return NULL;
}

const char *checked_message(const struct checked *checked, const char *gate)
{
    return json_text(find_gate(checked, gate), "message");
}

const char *checked_gate(const struct checked *checked, const char *gate)
{
    return json_text(find_gate(checked, gate), "verdict");
}

const char *checked_failed(const struct checked *checked)
{
    static char names[128];
    names[0] = '\0';
    for (size_t i = 0; result_gates[i] != NULL; i++) {
        if (strcmp(checked_gate(checked, result_gates[i]), RESULT_NOT_YET) != 0)
            continue;
        if (names[0] != '\0')
            strncat(names, " ", sizeof names - strlen(names) - 1);
        strncat(names, result_gates[i], sizeof names - strlen(names) - 1);
    }
    return names;
}

double checked_figure(const struct checked *checked, const char *name)
{
    const cJSON *measured = cJSON_GetObjectItemCaseSensitive(checked->result, "measured");
    const cJSON *figure = cJSON_GetObjectItemCaseSensitive(measured, name);
    return cJSON_IsNumber(figure) ? figure->valuedouble : -1;
}
