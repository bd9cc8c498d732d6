#include "learn/select_case.h"

#include "base/files.h"
#include "measure/run_ops.h"
#include "results/result.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* INTO/results/LABEL + ending: what the subject's last check left. False if it is too long. */
static bool result_path(const struct workdir *place, const char *ending,
                        char path[WORKDIR_PATH_SIZE])
{
    return snprintf(path, WORKDIR_PATH_SIZE, "%s/results/%s%s", place->request.into,
                    place->request.subject->label, ending) < WORKDIR_PATH_SIZE;
}

/* A case of a gate that passed in the last check may lie there, too. */
static bool select_failing(const struct workdir *place, struct select_case *chosen)
{
    char path[WORKDIR_PATH_SIZE];
    char ending[64];
    struct error error;
    struct buffer text = buffer_bounded((size_t)16 << 20);
    cJSON *result = NULL;
    bool found = false;
    if (result_path(place, ".json", path) && file_read(path, &text, &error))
        result = result_read(path, buffer_rest(&text), &error);
    for (size_t i = 0; result_gates[i] != NULL && !found; i++) {
        snprintf(ending, sizeof ending, ".%s.case", result_gates[i]);
        found = result_has_case(result, result_gates[i]) &&
                result_path(place, ending, chosen->path) && access(chosen->path, R_OK) == 0;
        if (found)
            snprintf(chosen->gate, sizeof chosen->gate, "%s", result_gates[i]);
    }
    const char *checked = json_text(result, "file");
    if (found && strcmp(checked, place->request.subject->file) != 0)
        snprintf(chosen->checked, sizeof chosen->checked, "%s", checked);
    cJSON_Delete(result);
    buffer_dispose(&text);
    return found;
}

bool select_case(const struct workdir *place, const char *file, struct select_case *chosen,
                 struct error *error)
{
    *chosen = (struct select_case){.gate = ""};
    if (file != NULL && snprintf(chosen->path, WORKDIR_PATH_SIZE, "%s", file) >= WORKDIR_PATH_SIZE)
        return error_set(error, "CASE is too long a path");
    if (file != NULL)
        return case_is_valid(file, error);
    return select_failing(place, chosen) ||
           (workdir_path(place, "talk.case", chosen->path, error) &&
            case_write_talk(chosen->path, 0, error));
}
