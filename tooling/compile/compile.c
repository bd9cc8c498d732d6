#include "compile/compile.h"

#include "compile_config.h" /* made by CMake: compiler, flags and libraries */

#include <stddef.h>
#include <stdio.h>
#include <string.h>

const char *const compile_compiler = COMPILE_COMPILER;
const char *const compile_command = COMPILE_COMMAND;

const char *const compile_flags[] = {COMPILE_FLAGS, NULL};
const char *const compile_library_sources[] = {COMPILE_LIBRARY_SOURCES, NULL};
static const char *const probe_libraries[] = {COMPILE_LIBRARIES, NULL};

/* The compiler is ours, but what it compiles may ask for the impossible. */
static const struct process_limits limits = {.cpu_seconds = 20,
                                             .wall_seconds = 120,
                                             .file_bytes = (uint64_t)64 << 20,
                                             .memory_bytes = (uint64_t)4 << 30};

static bool path_in(const char *folder, const char *name, char path[COMPILE_PATH_SIZE])
{
    return snprintf(path, COMPILE_PATH_SIZE, "%s/%s", folder, name) < COMPILE_PATH_SIZE;
}

bool compile_paths_in(const char *folder, struct compile_paths *paths)
{
    return path_in(folder, "algo_one.o", paths->object) &&
           path_in(folder, "algo_one.su", paths->stack_usage) &&
           path_in(folder, "compiler.txt", paths->words) &&
           path_in(folder, "linker.txt", paths->link_words) &&
           path_in(folder, "static-linker.txt", paths->static_link_words) &&
           path_in(folder, "probe", paths->probe) &&
           path_in(folder, "probe-static", paths->static_probe);
}

/* The compiler's words are shown as ASCII. */
static const char *const plain_words[] = {"LC_ALL=C", NULL};

void compile_add_library(struct words *words)
{
    for (size_t i = 0; compile_library_sources[i] != NULL; i++) {
        words_add(words, "-include");
        words_add(words, compile_library_sources[i]);
    }
}

struct process_result compile_file(const char *file, const struct compile_paths *paths)
{
    struct words words = {.count = 0};
    words_add(&words, compile_command);
    words_add_all(&words, compile_flags);
    words_add_all(&words, (const char *const[]){"-fstack-usage", "-c", "-o", paths->object, "-x",
                                                "c", file, NULL});
    return process_run(&(struct process_request){.arguments = words.list,
                                                 .environment = plain_words,
                                                 .errors = paths->words,
                                                 .limits = limits});
}

static struct process start_link(const struct compile_paths *paths, const char *probe,
                                 const char *mode, const char *said)
{
    struct words words = {.count = 0};
    words_add_all(&words,
                  (const char *const[]){compile_command, mode, "-o", probe, paths->object, NULL});
    words_add_all(&words, probe_libraries);
    return process_start(&(struct process_request){
        .arguments = words.list, .environment = plain_words, .errors = said, .limits = limits});
}

struct process_result compile_link(const struct compile_paths *paths)
{
    struct process dynamic_link =
        start_link(paths, paths->probe, COMPILE_DYNAMIC, paths->link_words);
    struct process static_link =
        start_link(paths, paths->static_probe, "-static", paths->static_link_words);
    struct process_result first = process_wait(&dynamic_link);
    struct process_result second = process_wait(&static_link);
    bool failed = first.end != PROCESS_EXITED || first.code != 0;
    return failed ? first : second;
}
