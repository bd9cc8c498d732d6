#include "learn/select_case.h"

#include "base/files.h"
#include "measure/run_ops.h"
#include "results/result.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

static bool choose_file(const char *file, struct select_case *chosen, struct error *error)
{
    if (snprintf(chosen->path, WORKDIR_PATH_SIZE, "%s", file) >= WORKDIR_PATH_SIZE)
        return error_set(error, "CASE is too long a path");
    return case_is_valid(file, error);
}

/* INTO/results/LABEL + ending: what the subject's last check left. False where it is too long. */
static bool result_path(const struct workdir *place, const char *ending,
                        char path[WORKDIR_PATH_SIZE])
{
    return snprintf(path, WORKDIR_PATH_SIZE, "%s/results/%s%s", place->request.into,
                    place->request.subject->label, ending) < WORKDIR_PATH_SIZE;
}

/* The result of that check, which the caller ends with cJSON_Delete; NULL where there is none. */
static cJSON *read_result(const struct workdir *place)
{
    char path[WORKDIR_PATH_SIZE];
    struct error error;
    struct buffer text = buffer_bounded((size_t)16 << 20);
    cJSON *result = NULL;
    if (result_path(place, ".json", path) && file_read(path, &text, &error))
        result = result_read(path, buffer_rest(&text), &error);
    buffer_dispose(&text);
    return result;
}

/* Whether the last check failed in a case of this gate: one of an older check may lie there, too. */
static bool choose_failing(const struct workdir *place, const cJSON *result, const char *gate,
                           struct select_case *chosen)
{
    char ending[64];
    snprintf(ending, sizeof ending, ".%s.case", gate);
    if (!result_has_case(result, gate) || !result_path(place, ending, chosen->path) ||
        access(chosen->path, R_OK) != 0)
        return false;
    snprintf(chosen->gate, sizeof chosen->gate, "%s", gate);
    const char *checked = json_text(result, "file");
    if (strcmp(checked, place->request.subject->file) != 0)
        snprintf(chosen->checked, sizeof chosen->checked, "%s", checked);
    return true;
}

static bool choose_last_failing(const struct workdir *place, struct select_case *chosen)
{
    cJSON *result = read_result(place);
    bool chose = false;
    for (size_t i = 0; result_gates[i] != NULL && !chose; i++)
        chose = choose_failing(place, result, result_gates[i], chosen);
    cJSON_Delete(result);
    return chose;
}

bool select_case(const struct workdir *place, const char *file, struct select_case *chosen,
                 struct error *error)
{
    *chosen = (struct select_case){.gate = ""};
    if (file != NULL)
        return choose_file(file, chosen, error);
    if (choose_last_failing(place, chosen))
        return true;
    return workdir_path(place, "talk.case", chosen->path, error) &&
           case_write_talk(chosen->path, 0, error);
}
