#include "judge/stage_check.h"

#include "base/files.h"
#include "base/format.h"
#include "course/subject.h"
#include "judge/provenance.h"
#include "judge/run_suites.h"
#include "results/result.h"
#include "results/result_drawings.h"
#include "run/process.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static bool refuse(struct error *error, const char *file, const char *why)
{
    error_set(error, "%.4000s %s", file, why);
    return false;
}

/* Users of their own reach what they were given below the folder, whose names they know. */
static bool open_to_users(const struct check_request *request, const char *folder)
{
    return request->box != BOX_USER || chmod(folder, 0711) == 0;
}

/*
 * Makes a folder of this check's own, so that two checks never meet. No dot goes in front of its
 * random end: Valgrind writes --xtree-memory-file in another format where its path holds ".ms".
 */
static bool make_folder(const struct check_request *request, char folder[CHECK_PATH_SIZE],
                        struct error *error)
{
    int len = snprintf(folder, CHECK_PATH_SIZE, "%s/checks", request->into);
    if (len >= CHECK_PATH_SIZE - 64)
        return refuse(error, request->into, "is too long a path");
    if (!folder_make(folder, error))
        return false;
    snprintf(folder + len, (size_t)(CHECK_PATH_SIZE - len), "/%.40s-XXXXXX", request->label);
    return (mkdtemp(folder) != NULL && open_to_users(request, folder)) ||
           refuse(error, folder, strerror(errno));
}

static bool path_of(char path[CHECK_PATH_SIZE], const char *folder, const char *name)
{
    return snprintf(path, CHECK_PATH_SIZE, "%s/%s", folder, name) < CHECK_PATH_SIZE;
}

/* The gate's finding; NULL where the gate left none. */
static cJSON *read_gate(const char *folder, const char *gate)
{
    char name[64];
    char path[CHECK_PATH_SIZE];
    struct error error;
    struct buffer text = buffer_bounded((size_t)8 << 20);
    snprintf(name, sizeof name, "%s.gate.json", gate);
    cJSON *found = NULL;
    if (path_of(path, folder, name) && file_read(path, &text, &error))
        found = result_read_gate(name, buffer_rest(&text), &error);
    buffer_dispose(&text);
    if (json_is(found, "name", gate))
        return found;
    cJSON_Delete(found);
    return NULL;
}

/* Why a gate's finding is missing where the suites could run. */
static const char *why_missing(const char *folder)
{
    cJSON *built = read_gate(folder, "build");
    bool passed = built == NULL || strcmp(json_text(built, "verdict"), RESULT_PASS) == 0;
    cJSON_Delete(built);
    return passed ? "not measured: this gate did not come to its end"
                  : "not measured: there is no program to measure yet";
}

/* The name of the case that a gate keeps where it fails: "heap.case". */
static void case_name(char name[64], const char *gate)
{
    snprintf(name, 64, "%s.case", gate);
}

/* Notes with a gate that it kept a failing case. */
static bool note_case(cJSON *gate, const char *folder)
{
    char name[64];
    char path[CHECK_PATH_SIZE];
    case_name(name, json_text(gate, "name"));
    if (!path_of(path, folder, name) || access(path, F_OK) != 0)
        return true;
    return cJSON_AddTrueToObject(gate, "case") != NULL;
}

static bool gather(cJSON *result, const char *folder, const char *missing)
{
    bool done = true;
    for (size_t i = 0; done && result_gates[i] != NULL; i++) {
        cJSON *gate = read_gate(folder, result_gates[i]);
        done = gate == NULL
                   ? result_add_new_gate(result, result_gates[i], RESULT_INCONCLUSIVE, missing)
                   : note_case(gate, folder) && result_add_gate(result, gate);
        cJSON_Delete(gate);
    }
    return done && result_settle(result);
}

/* Judges, and gathers what the gates found. */
static cJSON *judge(const struct check_request *request, const char *folder, struct error *error)
{
    struct provenance provenance = provenance_start(request, folder);
    struct suites_end end = suites_run(request, folder);
    cJSON *result = result_new(request->stage, request->file);
    bool gathered = result != NULL &&
                    gather(result, folder, end.missing == NULL ? why_missing(folder) : end.missing);
    gathered = provenance_add(&provenance, gathered ? result : NULL) && gathered;
    if (gathered && !end.interrupted)
        return result;
    refuse(error, "the check", end.interrupted ? "was interrupted" : "ran out of memory");
    cJSON_Delete(result);
    return NULL;
}

/* The path of a file that the check leaves: INTO/results/LABEL + ending. */
static bool result_path(char path[CHECK_PATH_SIZE], const struct check_request *request,
                        const char *ending)
{
    return snprintf(path, CHECK_PATH_SIZE, "%s/results/%s%s", request->into, request->label,
                    ending) < CHECK_PATH_SIZE;
}

/* Writes INTO/results/LABEL + ending. */
static bool leave_file(const struct check_request *request, const char *ending,
                       const struct buffer *content, struct error *error)
{
    char path[CHECK_PATH_SIZE];
    if (format_failed(content))
        return refuse(error, request->into, "cannot be written to: out of memory");
    if (!path_of(path, request->into, "results"))
        return refuse(error, request->into, "is too long a path");
    if (!folder_make(path, error))
        return false;
    if (!result_path(path, request, ending))
        return refuse(error, request->into, "is too long a path");
    return file_write(path, buffer_rest(content), error);
}

static bool write_result(const struct check_request *request, const cJSON *result,
                         struct error *error)
{
    struct buffer json = buffer_bounded(SIZE_MAX);
    struct buffer xml = buffer_bounded(SIZE_MAX);
    if (!json_write(result, &json))
        json.limit = 0;
    result_draw_junit(result, &xml);
    bool done =
        leave_file(request, ".json", &json, error) && leave_file(request, ".xml", &xml, error);
    buffer_dispose(&json);
    buffer_dispose(&xml);
    return done;
}

/* Leaves the failing cases. An older one stays until another replaces it: it may be needed yet. */
static void export_cases(const struct check_request *request, const char *folder)
{
    char name[65];
    char from[CHECK_PATH_SIZE];
    char to[CHECK_PATH_SIZE];
    struct error error;
    for (size_t i = 0; result_gates[i] != NULL; i++) {
        name[0] = '.';
        case_name(name + 1, result_gates[i]);
        if (path_of(from, folder, name + 1) && result_path(to, request, name) &&
            access(from, F_OK) == 0)
            file_copy(from, to, &error);
    }
}

const char *check_probe_name(const char *label)
{
    return strncmp(label, "stage-", 6) == 0 ? label + 6 : label;
}

static void export_probe(const struct check_request *request, const char *folder)
{
    char from[CHECK_PATH_SIZE];
    char to[CHECK_PATH_SIZE];
    struct error error;
    int len =
        snprintf(to, sizeof to, "%s/probe-%s", request->into, check_probe_name(request->label));
    if (path_of(from, folder, "program/probe") && len < CHECK_PATH_SIZE && access(from, F_OK) == 0)
        file_copy(from, to, &error);
}

/* The result as its file tells it: what is shown is what was kept. */
static cJSON *read_back(const struct check_request *request, struct error *error)
{
    char path[CHECK_PATH_SIZE];
    struct buffer text = buffer_bounded(SIZE_MAX);
    cJSON *result = NULL;
    if (result_path(path, request, ".json") && file_read(path, &text, error))
        result = result_read(path, buffer_rest(&text), error);
    buffer_dispose(&text);
    return result;
}

cJSON *check_run(const struct check_request *request, struct error *error)
{
    char folder[CHECK_PATH_SIZE];
    struct error ignored;
    cJSON *shown = NULL;
    if (!subject_is_readable(request->file, error) || !make_folder(request, folder, error))
        return NULL;
    cJSON *result = judge(request, folder, error);
    if (result != NULL && write_result(request, result, error)) {
        export_cases(request, folder);
        export_probe(request, folder);
        shown = read_back(request, error);
    }
    cJSON_Delete(result);
    folder_remove(folder, &ignored);
    return shown;
}
