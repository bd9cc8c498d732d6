#include "compile/compile.h"

#include "compile_config.h" /* made by CMake: compiler, flags and libraries */

#include <stddef.h>
#include <stdio.h>
#include <string.h>

const char *const compile_compiler = COMPILE_COMPILER;
const char *const compile_command = COMPILE_COMMAND;

const char *const compile_flags[] = {COMPILE_FLAGS, NULL};
const char *const compile_library_sources[] = {COMPILE_LIBRARY_SOURCES, NULL};
static const char *const probe_libraries[] = {COMPILE_LIBRARIES};

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

enum { MOST_ARGUMENTS = 64 };

struct arguments {
    const char *list[MOST_ARGUMENTS + 1]; /* NULL-terminated */
    size_t count;
};

static void add(struct arguments *arguments, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count && arguments->count < MOST_ARGUMENTS; i++) {
        arguments->list[arguments->count] = words[i];
        arguments->count++;
    }
}

/* The compiler's words are shown as ASCII. */
static const char *const plain_words[] = {"LC_ALL=C", NULL};

#define COUNT(array) (sizeof(array) / sizeof *(array))

struct process_result compile_file(const char *file, const struct compile_paths *paths)
{
    const char *const start[] = {compile_command};
    const char *const end[] = {"-fstack-usage", "-c", "-o", paths->object, "-x", "c", file};
    struct arguments arguments = {.count = 0};
    add(&arguments, start, COUNT(start));
    add(&arguments, compile_flags, COUNT(compile_flags) - 1);
    add(&arguments, end, COUNT(end));
    return process_run(&(struct process_request){.arguments = arguments.list,
                                                 .environment = plain_words,
                                                 .errors = paths->words,
                                                 .limits = limits});
}

static struct process start_link(const struct compile_paths *paths, const char *probe,
                                 const char *mode, const char *words)
{
    const char *const start[] = {compile_command, mode, "-o", probe, paths->object};
    struct arguments arguments = {.count = 0};
    add(&arguments, start, COUNT(start));
    add(&arguments, probe_libraries, COUNT(probe_libraries));
    return process_start(&(struct process_request){.arguments = arguments.list,
                                                   .environment = plain_words,
                                                   .errors = words,
                                                   .limits = limits});
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
