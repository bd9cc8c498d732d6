#include "run/compile.h"

#include "compile_config.h" /* made by CMake: compiler, flags and libraries */

#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

const char *const compile_compiler = COMPILE_COMPILER;
const char *const compile_command = COMPILE_COMMAND;

const char *const compile_flags[] = {COMPILE_FLAGS, NULL};
const char *const compile_library_sources[] = {COMPILE_LIBRARY_SOURCES, NULL};
static const char *const probe_libraries[] = {COMPILE_LIBRARIES, NULL};
static const char *const headers[] = {COMPILE_HEADERS, NULL};

/*
 * The compiler is ours, but a file may make it work without end. A stage's file needs a tenth of a
 * second and a tenth of that memory, and a text of less than a mebibyte.
 */
static const struct process_limits limits = {.cpu_seconds = 4,
                                             .wall_seconds = 30,
                                             .file_bytes = (uint64_t)64 << 20,
                                             .memory_bytes = (uint64_t)1 << 30};
static const struct process_limits text_limits = {.cpu_seconds = 2,
                                                  .wall_seconds = 15,
                                                  .file_bytes = (uint64_t)16 << 20,
                                                  .memory_bytes = (uint64_t)1 << 30};

/*
 * What a way adds to the flags, for the compiler and the linker. A function that ends in a call keeps
 * its own frame, so that AddressSanitizer can name its line.
 */
static const char *const way_flags[][6] = {
    [COMPILE_TO_MEASURE] = {NULL},
    [COMPILE_TO_DEBUG] = {"-O0", NULL},
    [COMPILE_WITH_ADDRESS_SANITIZER] = {"-O1", "-fsanitize=address", "-fno-omit-frame-pointer",
                                        "-fno-optimize-sibling-calls", NULL},
    [COMPILE_WITH_SANITIZERS] = {"-O1", "-fsanitize=address,undefined", "-fno-sanitize-recover=all",
                                 "-fno-omit-frame-pointer", NULL},
};

static bool path_in(const char *folder, const char *name, const char *ending,
                    char path[COMPILE_PATH_SIZE])
{
    return snprintf(path, COMPILE_PATH_SIZE, "%s/%s%s", folder, name, ending) < COMPILE_PATH_SIZE;
}

bool compile_paths_in(const char *folder, const struct contract *contract,
                      struct compile_paths *paths)
{
    paths->contract = contract;
    paths->way = COMPILE_TO_MEASURE;
    return snprintf(paths->folder, COMPILE_PATH_SIZE, "%s", folder) < COMPILE_PATH_SIZE &&
           path_in(folder, contract->name, ".o", paths->object) &&
           path_in(folder, contract->name, ".d", paths->includes) &&
           path_in(folder, contract->name, ".s.d", paths->assembled) &&
           path_in(folder, contract->name, ".su", paths->stack_usage) &&
           path_in(folder, "program", ".o", paths->program) &&
           path_in(folder, contract->name, ".i", paths->text) &&
           path_in(folder, "compiler", ".txt", paths->words) &&
           path_in(folder, "text-compiler", ".txt", paths->text_words) &&
           path_in(folder, "linker", ".txt", paths->link_words) &&
           path_in(folder, "static-linker", ".txt", paths->static_link_words) &&
           path_in(folder, "probe", "", paths->probe) &&
           path_in(folder, "probe-static", "", paths->static_probe);
}

/* The compiler prints ASCII only. */
static const char *const plain_words[] = {"LC_ALL=C", NULL};

void compile_add_library(struct argv *words)
{
    for (size_t i = 0; compile_library_sources[i] != NULL; i++) {
        argv_add(words, "-include");
        argv_add(words, compile_library_sources[i]);
    }
}

void compile_add_code_flags(struct argv *words, const char *but)
{
    for (size_t i = 0; compile_flags[i] != NULL; i++) {
        bool is_left_out = but != NULL && strcmp(compile_flags[i], but) == 0;
        if (!is_left_out && strncmp(compile_flags[i], "-W", 2) != 0)
            argv_add(words, compile_flags[i]);
    }
}

void compile_add_contract(struct argv *words, const struct contract *contract)
{
    argv_add(words, "-include");
    argv_add(words, contract->header);
}

/* Starts one of the tools: it reads `reads`, and writes to the folder of the build. */
static struct boxed start(const struct argv *words, const char *const *reads, const char *said,
                          const struct compile_paths *paths, const struct process_limits *most,
                          enum box_kind kind)
{
    char status[COMPILE_PATH_SIZE + 8];
    struct box box = {
        .kind = kind, .writes = {paths->folder}, .status = status, .starts_others = true};
    snprintf(status, sizeof status, "%s.box", said);
    for (size_t i = 0; reads[i] != NULL; i++)
        box.reads[i] = reads[i];
    return box_start(&box, &(struct process_request){.arguments = words->list,
                                                     .environment = plain_words,
                                                     .errors = said,
                                                     .limits = *most});
}

/* Has the compiler read the file itself: `words` say what for. */
static struct process_result read_file(const char *file, const char *const *words,
                                       const struct compile_paths *paths,
                                       const struct process_limits *most, enum box_kind kind)
{
    const char *reads[BOX_MOST_PATHS + 1] = {file};
    struct argv all = {.count = 0};
    for (size_t i = 0; headers[i] != NULL; i++)
        reads[i + 1] = headers[i];
    argv_add(&all, compile_command);
    argv_add_all(&all, compile_flags);
    compile_add_contract(&all, paths->contract);
    argv_add_all(&all, words);
    argv_add_all(&all, (const char *const[]){"-x", "c", file, NULL});
    struct boxed compiler = start(&all, reads, paths->words, paths, most, kind);
    return box_wait(&compiler);
}

struct process_result compile_preprocess(const char *file, const struct compile_paths *paths,
                                         enum box_kind kind)
{
    return read_file(
        file, (const char *const[]){"-E", "-MD", "-MF", paths->includes, "-o", paths->text, NULL},
        paths, &text_limits, kind);
}

struct process_result compile_text(const char *text, const struct compile_paths *paths,
                                   enum box_kind kind)
{
    struct argv words = {.count = 0};
    argv_add(&words, compile_command);
    argv_add_all(&words, compile_flags);
    argv_add_all(&words, way_flags[paths->way]);
    /* clang assembles by itself, without such a list, and warns of a path that it need not search. */
    if (strncmp(compile_compiler, "gcc", 3) == 0)
        argv_add_all(&words, (const char *const[]){"-Xassembler", "--MD", "-Xassembler",
                                                   paths->assembled, NULL});
    else
        argv_add(&words, "-Qunused-arguments");
    argv_add_all(&words, (const char *const[]){"-fstack-usage", "-c", "-o", paths->object, "-x",
                                               "cpp-output", text, NULL});
    struct boxed compiler =
        start(&words, (const char *const[]){text, NULL}, paths->text_words, paths, &limits, kind);
    return box_wait(&compiler);
}

void compile_explain(const char *file, const struct compile_paths *paths, enum box_kind kind)
{
    struct stat said;
    if (stat(paths->text_words, &said) == 0 && said.st_size > 0)
        read_file(file, (const char *const[]){"-S", "-o", "/dev/null", NULL}, paths, &limits, kind);
}

struct process_result compile_file(const char *file, const struct compile_paths *paths,
                                   enum box_kind kind)
{
    struct process_result result = compile_preprocess(file, paths, kind);
    if (!process_succeeded(result))
        return result;
    result = compile_text(paths->text, paths, kind);
    compile_explain(file, paths, kind);
    return result;
}

/* A way of linking: the words before and after the object, and what is read of ours. */
struct link {
    const char *const *before, *const *after, *const *reads;
};

static const char *const dynamic_before[] = {COMPILE_DYNAMIC, NULL};
static const char *const static_before[] = {COMPILE_STATIC_BEFORE, NULL};
static const char *const static_after[] = {COMPILE_STATIC_BEHIND, NULL};
static const char *const static_reads[] = {COMPILE_STATIC_READS, NULL};
static const struct link dynamic = {dynamic_before, probe_libraries, probe_libraries};
static const struct link prelinked = {static_before, static_after, static_reads};

static struct boxed start_link(const struct compile_paths *paths, const struct link *link,
                               const char *probe, const char *said, enum box_kind kind)
{
    static const struct {
        const char *contract, *object;
    } callers[] = {COMPILE_CALLERS}; /* the part of the probe that calls a contract's functions */
    const char *reads[BOX_MOST_PATHS + 1] = {NULL};
    struct argv words = {.count = 0};
    for (size_t i = 0; reads[0] == NULL; i++) {
        if (strcmp(callers[i].contract, paths->contract->name) == 0)
            reads[0] = callers[i].object;
    }
    for (size_t i = 0; link->reads[i] != NULL; i++)
        reads[i + 1] = link->reads[i];
    argv_add(&words, compile_command);
    argv_add_all(&words, link->before);
    argv_add_all(&words, (const char *const[]){"-o", probe, paths->program, reads[0], NULL});
    argv_add_all(&words, link->after);
    argv_add_all(&words, way_flags[paths->way]);
    return start(&words, reads, said, paths, &limits, kind);
}

struct process_result compile_link(const struct compile_paths *paths, enum box_kind kind)
{
    static const char *const none[] = {NULL};
    struct argv words = {.count = 0};
    argv_add(&words, COMPILE_OBJCOPY);
    for (size_t i = 0; paths->contract->functions[i] != NULL; i++)
        argv_add_all(&words, (const char *const[]){"-G", paths->contract->functions[i], NULL});
    /* clang's AddressSanitizer shares this name with its library: local, it would have no address. */
    argv_add_all(&words, (const char *const[]){"-G", "___asan_globals_registered", paths->object,
                                               paths->program, NULL});
    struct boxed objcopy = start(&words, none, paths->link_words, paths, &limits, kind);
    struct process_result hidden = box_wait(&objcopy);
    if (!process_succeeded(hidden))
        return hidden;
    struct boxed dynamic_link = start_link(paths, &dynamic, paths->probe, paths->link_words, kind);
    if (paths->way != COMPILE_TO_MEASURE)
        return box_wait(&dynamic_link);
    struct boxed static_link =
        start_link(paths, &prelinked, paths->static_probe, paths->static_link_words, kind);
    struct process_result first = box_wait(&dynamic_link);
    struct process_result second = box_wait(&static_link);
    return !process_succeeded(first) ? first : second;
}
