#include "judge/stage_check.h"

#include "base/files.h"
#include "base/format.h"
#include "course/subject.h"
#include "judge/provenance.h"
#include "judge_config.h" /* made by CMake: where the suites are */
#include "results/result.h"
#include "results/result_drawings.h"
#include "run/process.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/*
 * Makes a folder of this check's own, so that two checks never meet, and writes the request into it.
 * No dot goes before its random end: Valgrind writes --xtree-memory-file in another format if its path
 * holds ".ms".
 */
static bool make_folder(const struct check_request *request, char folder[CHECK_PATH_SIZE],
                        struct error *error)
{
    char path[CHECK_PATH_SIZE];
    struct buffer text = buffer_bounded(SIZE_MAX);
    if (!check_path(folder, request->into, "checks", "", error) || !folder_make(folder, error))
        return false;
    int len = snprintf(path, sizeof path, "%s/%.40s-XXXXXX", folder, request->label);
    if (len >= CHECK_PATH_SIZE - 128)
        return error_set(error, "%.4000s is too long a path", request->into);
    strcpy(folder, path);
    /* A box's user of its own reaches files whose names it was given, and lists none. */
    if (mkdtemp(folder) == NULL || (request->box == BOX_USER && chmod(folder, 0711) != 0))
        return error_set(error, "%.4000s %s", folder, strerror(errno));
    check_request_write(request, &text);
    bool written = format_failed(&text) ? error_out_of_memory(error)
                                        : check_path(path, folder, CHECK_REQUEST, "", error) &&
                                              file_write(path, buffer_rest(&text), error);
    buffer_dispose(&text);
    return written;
}

/*
 * Runs the suites, all gates at the same time; those that need the program wait for the build's. What
 * they find they write to the folder: how they end says nothing of that.
 */
static struct process_result run_suites(const char *folder, void (*each_second)(unsigned seconds))
{
    /* The suites limit what they start; these are for the suites themselves. */
    static const struct process_limits limits = {
        .cpu_seconds = 300, .wall_seconds = 400, .file_bytes = (uint64_t)256 << 20};
    /* More jobs than gates: all must run at once, since most wait for the build's. */
    static const char *const words[] = {JUDGE_SUITES, "--jobs=8", "--quiet", NULL};
    char variable[CHECK_PATH_SIZE + sizeof CHECK_FOLDER "="];
    char output[CHECK_PATH_SIZE];
    char socket[64];
    struct error error;
    snprintf(variable, sizeof variable, CHECK_FOLDER "=%s", folder);
    if (!check_path(output, folder, CHECK_SUITES_SAID, "", &error))
        return (struct process_result){.end = PROCESS_NOT_STARTED};
    struct process suites = process_start(
        &(struct process_request){.arguments = words,
                                  .environment = (const char *const[]){variable, NULL},
                                  .output = output,
                                  .errors = output,
                                  .limits = limits,
                                  .each_second = each_second});
    snprintf(socket, sizeof socket, "/tmp/criterion_%ld.sock", (long)suites.pid);
    struct process_result result = process_wait(&suites);
    unlink(socket); /* Criterion leaves it if it is interrupted */
    return result;
}

/* The gate's report; NULL if it wrote none. */
static cJSON *read_report(const char *folder, const char *gate)
{
    char path[CHECK_PATH_SIZE];
    struct error error;
    struct buffer text = buffer_bounded((size_t)8 << 20);
    cJSON *found = NULL;
    if (check_path(path, folder, gate, CHECK_FINDING, &error) && file_read(path, &text, &error))
        found = result_read_gate(path, buffer_rest(&text), &error);
    buffer_dispose(&text);
    if (json_is(found, "name", gate))
        return found;
    cJSON_Delete(found);
    return NULL;
}

/* Why a report is missing. */
static const char *why_missing(const char *folder, struct process_result suites)
{
    if (suites.end == PROCESS_NOT_STARTED || (suites.end == PROCESS_EXITED && suites.code == 127))
        return "not measured: Criterion cannot be started. To install it: tooling/setup";
    cJSON *built = read_report(folder, "build");
    bool passed = built == NULL || strcmp(json_text(built, "verdict"), RESULT_PASS) == 0;
    cJSON_Delete(built);
    return passed ? "not measured: this gate did not finish; run the check again"
                  : "not measured: no program yet, fix the build gate first";
}

/* Adds all reports to the result, and notes which gates kept a failing case. */
static bool gather(cJSON *result, const char *folder, const char *missing)
{
    bool done = result != NULL;
    for (size_t i = 0; done && result_gates[i] != NULL; i++) {
        char path[CHECK_PATH_SIZE];
        struct error error;
        cJSON *gate = read_report(folder, result_gates[i]);
        if (gate != NULL && check_path(path, folder, result_gates[i], CHECK_CASE, &error) &&
            access(path, F_OK) == 0)
            done = cJSON_AddTrueToObject(gate, "case") != NULL;
        done = done && (gate == NULL ? result_add_new_gate(result, result_gates[i],
                                                           RESULT_INCONCLUSIVE, missing)
                                     : result_add_gate(result, gate));
        cJSON_Delete(gate);
    }
    return done && result_settle(result);
}

/* Has every gate judge the file, and gathers what they found. */
static cJSON *judge(const struct check_request *request, const char *folder,
                    void (*each_second)(unsigned seconds), struct error *error)
{
    struct provenance provenance = provenance_start(request->cache_dir, folder);
    struct process_result suites = run_suites(folder, each_second);
    cJSON *result = result_new(request->stage, request->file);
    bool gathered = gather(result, folder, why_missing(folder, suites));
    gathered = provenance_add(&provenance, gathered ? result : NULL) && gathered;
    if (gathered && suites.end != PROCESS_INTERRUPTED)
        return result;
    error_set(error, "the check %s",
              suites.end == PROCESS_INTERRUPTED ? "was interrupted" : "ran out of memory");
    cJSON_Delete(result);
    return NULL;
}

/* Writes INTO/results/LABEL + ending. */
static bool write_file(const struct check_request *request, const char *ending,
                       const struct buffer *content, struct error *error)
{
    char path[CHECK_PATH_SIZE];
    if (format_failed(content))
        return error_set(error, "%.4000s cannot be written to: out of memory", request->into);
    return check_path(path, request->into, "results", "", error) && folder_make(path, error) &&
           check_result_path(path, request, ending, error) &&
           file_write(path, buffer_rest(content), error);
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
        write_file(request, ".json", &json, error) && write_file(request, ".xml", &xml, error);
    buffer_dispose(&json);
    buffer_dispose(&xml);
    return done;
}

/*
 * Copies the failing cases and the probe to where the learner finds them. An older case stays until
 * another replaces it: it may still be needed.
 */
static void export_files(const struct check_request *request, const char *folder)
{
    char from[CHECK_PATH_SIZE], to[CHECK_PATH_SIZE], ending[64];
    struct error error;
    for (size_t i = 0; result_gates[i] != NULL; i++) {
        snprintf(ending, sizeof ending, ".%s" CHECK_CASE, result_gates[i]);
        if (check_path(from, folder, result_gates[i], CHECK_CASE, &error) &&
            check_result_path(to, request, ending, &error) && access(from, F_OK) == 0)
            file_copy(from, to, &error);
    }
    if (check_path(from, folder, CHECK_PROGRAM "/probe", "", &error) &&
        check_probe_path(to, request, &error) && access(from, F_OK) == 0)
        file_copy(from, to, &error);
}

cJSON *check_run(const struct check_request *request, void (*each_second)(unsigned seconds),
                 struct error *error)
{
    char folder[CHECK_PATH_SIZE], path[CHECK_PATH_SIZE];
    struct error ignored;
    struct buffer text = buffer_bounded(SIZE_MAX);
    cJSON *shown = NULL;
    if (!subject_is_readable(request->file, error) || !make_folder(request, folder, error))
        return NULL;
    cJSON *result = judge(request, folder, each_second, error);
    if (result != NULL && write_result(request, result, error)) {
        export_files(request, folder);
        /* What is shown is what was written. */
        if (check_result_path(path, request, ".json", error) && file_read(path, &text, error))
            shown = result_read(path, buffer_rest(&text), error);
    }
    buffer_dispose(&text);
    cJSON_Delete(result);
    folder_remove(folder, &ignored);
    return shown;
}
