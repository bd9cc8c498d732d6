#include "check/provenance.h"

#include "compile/compile.h"
#include "files/files.h"

#include <stdio.h>
#include <string.h>

#if defined(__GLIBC__)
#include <gnu/libc-version.h>
#endif

static struct process ask(const char *const *words, const char *output)
{
    return process_start(&(struct process_request){
        .arguments = words,
        .output = output,
        .limits = {.cpu_seconds = 10, .wall_seconds = 30, .file_bytes = 1 << 20}});
}

struct provenance provenance_start(const char *folder)
{
    static const char *const valgrind[] = {"valgrind", "--version", NULL};
    static const char *const git[] = {"git", "describe", "--always", "--dirty", NULL};
    struct provenance provenance;
    snprintf(provenance.valgrind_said, CHECK_PATH_SIZE, "%.4000s/valgrind.txt", folder);
    snprintf(provenance.git_said, CHECK_PATH_SIZE, "%.4000s/git.txt", folder);
    provenance.valgrind = ask(valgrind, provenance.valgrind_said);
    provenance.git = ask(git, provenance.git_said);
    return provenance;
}

static bool add_said(cJSON *object, const char *name, struct process *process, const char *path)
{
    char error[FILES_ERROR_SIZE];
    struct buffer text = buffer_bounded(256);
    struct process_result result = process_wait(process);
    bool said = result.end == PROCESS_EXITED && result.code == 0 && file_read(path, &text, error) &&
                buffer_write_byte(&text, '\0') == STREAM_OK;
    if (said)
        text.storage[strcspn((const char *)text.at, "\n")] = '\0';
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
    bool valgrind = add_said(object, "valgrind", &provenance->valgrind, provenance->valgrind_said);
    bool git = add_said(object, "workbook", &provenance->git, provenance->git_said);
    return valgrind && git && object != NULL &&
           cJSON_AddStringToObject(object, "compiler", compile_compiler) != NULL &&
           cJSON_AddStringToObject(object, "libc", libc_version()) != NULL;
}
