#include "judge/provenance.h"

#include "base/files.h"
#include "run/compile.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#if defined(__GLIBC__)
#include <gnu/libc-version.h>
#endif

/* Where an answer is kept for other checks; "" for nowhere. */
static void kept_path(const char *beside, const char *said, char path[CHECK_PATH_SIZE])
{
    *path = '\0';
    if (beside != NULL)
        snprintf(path, CHECK_PATH_SIZE, "%.3000s%.900s", beside, strrchr(said, '/'));
}

/* An answer that was kept is one of a process that is over. */
static struct process ask(const char *beside, const char *const *words, const char *output)
{
    char kept[CHECK_PATH_SIZE];
    struct error error;
    kept_path(beside, output, kept);
    if (access(kept, R_OK) == 0 && file_copy(kept, output, &error))
        return (struct process){.result = {.end = PROCESS_EXITED}};
    return process_start(&(struct process_request){
        .arguments = words,
        .output = output,
        .limits = {.cpu_seconds = 10, .wall_seconds = 30, .file_bytes = 1 << 20}});
}

struct provenance provenance_start(const struct check_request *request, const char *folder)
{
    static const char *const valgrind[] = {"valgrind", "--version", NULL};
    static const char *const git[] = {"git", "describe", "--always", "--dirty", NULL};
    struct provenance provenance = {.beside = request->beside};
    snprintf(provenance.valgrind_said, CHECK_PATH_SIZE, "%.4000s/valgrind.txt", folder);
    snprintf(provenance.git_said, CHECK_PATH_SIZE, "%.4000s/git.txt", folder);
    provenance.valgrind = ask(request->beside, valgrind, provenance.valgrind_said);
    provenance.git = ask(request->beside, git, provenance.git_said);
    return provenance;
}

/* Keeps an answer; where that fails, the next check asks again. */
static void keep(const char *beside, const char *said)
{
    char kept[CHECK_PATH_SIZE];
    struct error error;
    kept_path(beside, said, kept);
    if (beside != NULL && access(kept, F_OK) != 0 && folder_make(beside, &error))
        file_copy(said, kept, &error);
}

static bool add_said(cJSON *object, const char *name, struct process *process, const char *path,
                     const char *beside)
{
    struct error error;
    struct buffer text = buffer_bounded(256);
    struct process_result result = process_wait(process);
    bool said = result.end == PROCESS_EXITED && result.code == 0 &&
                file_read(path, &text, &error) && buffer_write_byte(&text, '\0') == STREAM_OK;
    if (said) {
        keep(beside, path);
        text.storage[strcspn((const char *)text.at, "\n")] = '\0';
    }
    bool added =
        object == NULL ||
        cJSON_AddStringToObject(object, name, said ? (const char *)text.at : "unknown") != NULL;
    buffer_dispose(&text);
    return added;
}

static const char *libc_version(void)
{
#if defined(__GLIBC__)
    return gnu_get_libc_version();
#else
    return "unknown";
#endif
}

bool provenance_add(struct provenance *provenance, cJSON *result)
{
    cJSON *object = result == NULL ? NULL : cJSON_AddObjectToObject(result, "provenance");
    bool valgrind = add_said(object, "valgrind", &provenance->valgrind, provenance->valgrind_said,
                             provenance->beside);
    bool git =
        add_said(object, "workbook", &provenance->git, provenance->git_said, provenance->beside);
    return valgrind && git && object != NULL &&
           cJSON_AddStringToObject(object, "compiler", compile_compiler) != NULL &&
           cJSON_AddStringToObject(object, "libc", libc_version()) != NULL;
}
