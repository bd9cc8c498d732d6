#include "judge/provenance.h"

#include "base/files.h"
#include "run/compile.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#if defined(__GLIBC__)
#include <gnu/libc-version.h>
#endif

/* An answer that was kept is one of a process that is over. */
static void ask(const char *cache_dir, const char *folder, const char *name,
                const char *const *words, struct version *version)
{
    struct error error;
    version->process = (struct process){.result = {.end = PROCESS_EXITED}};
    version->cache_dir = cache_dir;
    if (cache_dir[0] == '\0' || !check_path(version->kept, cache_dir, name, "", &error))
        version->kept[0] = '\0';
    if (!check_path(version->said, folder, name, "", &error) ||
        (access(version->kept, R_OK) == 0 && file_copy(version->kept, version->said, &error)))
        return;
    version->process = process_start(&(struct process_request){
        .arguments = words,
        .output = version->said,
        .limits = {.cpu_seconds = 10, .wall_seconds = 30, .file_bytes = 1 << 20}});
}

struct provenance provenance_start(const char *cache_dir, const char *folder)
{
    static const char *const valgrind[] = {"valgrind", "--version", NULL};
    static const char *const git[] = {"git", "describe", "--always", "--dirty", NULL};
    struct provenance provenance = {.valgrind = {.kept = ""}};
    ask(cache_dir, folder, CHECK_VALGRIND_SAID, valgrind, &provenance.valgrind);
    ask(cache_dir, folder, CHECK_GIT_SAID, git, &provenance.git);
    return provenance;
}

static bool add_said(cJSON *object, const char *name, struct version *version)
{
    struct error error;
    struct buffer text = buffer_bounded(256);
    bool said = process_succeeded(process_wait(&version->process)) &&
                file_read(version->said, &text, &error) &&
                buffer_write_byte(&text, '\0') == STREAM_OK;
    if (said) {
        /* If it cannot be kept, the next check asks again. */
        if (version->kept[0] != '\0' && access(version->kept, F_OK) != 0 &&
            folder_make(version->cache_dir, &error))
            file_copy(version->said, version->kept, &error);
        text.storage[strcspn((const char *)text.at, "\n")] = '\0';
    }
    bool added =
        object == NULL ||
        cJSON_AddStringToObject(object, name, said ? (const char *)text.at : "unknown") != NULL;
    buffer_dispose(&text);
    return added;
}

bool provenance_add(struct provenance *provenance, cJSON *result)
{
#if defined(__GLIBC__)
    const char *libc = gnu_get_libc_version();
#else
    const char *libc = "unknown";
#endif
    cJSON *object = result == NULL ? NULL : cJSON_AddObjectToObject(result, "provenance");
    bool valgrind = add_said(object, "valgrind", &provenance->valgrind);
    bool git = add_said(object, "workbook", &provenance->git);
    return valgrind && git && object != NULL &&
           cJSON_AddStringToObject(object, "compiler", compile_compiler) != NULL &&
           cJSON_AddStringToObject(object, "libc", libc) != NULL;
}
