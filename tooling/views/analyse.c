#include "views/analyse.h"

#include "base/scan.h"
#include "escape_config.h" /* made by CMake: what is put in front of the file */

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

/*
 * What the Attributor needs to see: attributes of the C library's functions, variables out of memory,
 * and calls inlined. Not instcombine: it removes blocks for reasons of its own.
 */
#define PREPARE                                                                                    \
    "inferattrs,function(sroa,early-cse),cgscc(inline),function(sroa,early-cse,simplifycfg,early-" \
    "cse)"

/* Compiles to IR that no pass has touched, with the stream library's sources in front of the file. */
static bool compile_ir(struct workdir *place, const char *ir, struct error *error)
{
    struct argv words = {.count = 0};
    argv_add(&words, "clang");
    compile_add_code_flags(&words, "-fno-builtin-malloc"); /* LLVM is to know malloc */
    compile_add_contract(&words, place->build.contract);
    argv_add_all(&words, (const char *const[]){"-w", "-include", ESCAPE_HEADER, NULL});
    compile_add_library(&words);
    argv_add_all(&words,
                 (const char *const[]){"-Xclang", "-disable-llvm-passes", "-S", "-emit-llvm", "-o",
                                       ir, "-x", "c", place->request.subject->file, NULL});
    return workdir_run(place, words.list, "clang", error);
}

static bool read_sites(struct workdir *place, const char *name, const char *file,
                       struct heap_sites *sites, struct error *error)
{
    struct buffer text = buffer_bounded((size_t)256 << 20);
    bool read =
        workdir_read(place, name, &text, error) &&
        heap_sites_read(name, buffer_rest(&text), file, place->build.contract, sites, error);
    buffer_dispose(&text);
    return read;
}

/* One run of the passes over the file's IR. */
struct passes {
    const char *list;
    const char *more; /* an option, or NULL */
    const char *name; /* of the file that they leave */
    bool shown;       /* the command is one for a person */
};

/* Runs the passes, and reads the sites that are left behind them. */
static bool run_passes(struct workdir *place, const char *ir, const struct passes *passes,
                       const char *file, struct heap_sites *sites, struct error *error)
{
    char option[512];
    char output[WORKDIR_PATH_SIZE];
    struct argv words = {.count = 0};
    if (!workdir_path(place, passes->name, output, error))
        return false;
    snprintf(option, sizeof option, "-passes=%s", passes->list);
    argv_add_all(&words, (const char *const[]){"opt", "-S", option, NULL});
    if (passes->more != NULL)
        argv_add(&words, passes->more);
    argv_add_all(&words, (const char *const[]){"-o", output, ir, NULL});
    return (passes->shown ? workdir_run(place, words.list, "opt", error)
                          : workdir_run_quietly(place, TOOL_NATIVE, words.list, "opt", error)) &&
           read_sites(place, passes->name, file, sites, error);
}

/* The first number that a program says behind "version". */
static bool take_version(struct workdir *place, const char *program, uint64_t *version,
                         struct error *error)
{
    char name[32];
    struct error unused;
    static const char before[] = "version ";
    struct buffer said = buffer_bounded(1 << 16);
    const char *const words[] = {program, "--version", NULL};
    snprintf(name, sizeof name, "%s.stdout", program);
    bool taken = workdir_run_quietly(place, TOOL_NATIVE, words, program, error) &&
                 workdir_read(place, name, &said, error);
    const unsigned char *at =
        said.len == 0 ? NULL : memmem(said.at, said.len, before, sizeof before - 1);
    size_t behind = at == NULL ? said.len : (size_t)(at - said.at) + sizeof before - 1;
    struct scan s = scan_of(program, bytes_skip(buffer_rest(&said), behind), &unused);
    if (taken && !scan_number(&s, version)) {
        error_set(error, "%s does not say its version", program);
        taken = false;
    }
    buffer_dispose(&said);
    return taken;
}

/* IR is read by the version that wrote it. */
static bool versions_agree(struct workdir *place, struct error *error)
{
    uint64_t clang, opt;
    if (!take_version(place, "clang", &clang, error) || !take_version(place, "opt", &opt, error))
        return false;
    if (clang != opt)
        error_set(error,
                  "clang is version %" PRIu64 " and opt %" PRIu64 ": expected the same of both",
                  clang, opt);
    return clang == opt;
}

bool take_sites(struct workdir *place, const char *file, struct taken_sites *taken,
                struct error *error)
{
    static const struct passes all = {PREPARE, NULL, "all.ll", false};
    static const struct passes left = {PREPARE ",attributor", NULL, "left.ll", true};
    static const struct passes any = {PREPARE ",attributor", "-max-heap-to-stack-size=-1", "any.ll",
                                      false};
    char ir[WORKDIR_PATH_SIZE];
    *taken = (struct taken_sites){0};
    return versions_agree(place, error) && workdir_path(place, "in.ll", ir, error) &&
           compile_ir(place, ir, error) && run_passes(place, ir, &all, file, &taken->all, error) &&
           run_passes(place, ir, &left, file, &taken->left, error) &&
           run_passes(place, ir, &any, file, &taken->left_of_any_size, error);
}

void taken_sites_dispose(struct taken_sites *taken)
{
    heap_sites_dispose(&taken->all);
    heap_sites_dispose(&taken->left);
    heap_sites_dispose(&taken->left_of_any_size);
}
