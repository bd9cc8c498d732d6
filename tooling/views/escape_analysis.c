#include "views/escape_analysis.h"

#include "base/scan.h"
#include "escape_config.h" /* made by CMake: what is included before the file */

#include <inttypes.h>
#include <stdio.h>

/*
 * What the Attributor needs to see: attributes of the C library's functions, variables out of memory,
 * and calls inlined. Not instcombine: it removes blocks for reasons of its own.
 */
#define PREPARE                                                                                    \
    "-passes=inferattrs,function(sroa,early-cse),cgscc(inline),function(sroa,early-cse,"           \
    "simplifycfg,"                                                                                 \
    "early-cse)"

/* The first number that a program says after "version". */
static bool read_version(struct workdir *place, const char *program, uint64_t *version,
                         struct error *error)
{
    char name[32];
    struct error unused;
    struct buffer said = buffer_bounded(1 << 16);
    const char *const words[] = {program, "--version", NULL};
    snprintf(name, sizeof name, "%s.stdout", program);
    bool read = workdir_run_quietly(place, TOOL_NATIVE, words, program, error) &&
                workdir_read(place, name, &said, error);
    struct scan s = scan_of(program, scan_line_with(buffer_rest(&said), "version "), &unused);
    if (read && !(scan_text(&s, "version ") && scan_number(&s, version)))
        read = error_set(error, "%s does not say its version", program);
    buffer_dispose(&said);
    return read;
}

/* Compiles to IR that no pass has touched, with the stream library's sources before the file. */
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

bool escape_analyse(struct workdir *place, const char *file, struct escape_analysis *analysis,
                    struct error *error)
{
    const struct {
        const char *passes[3];
        const char *name; /* of the file that they write */
        bool is_shown;    /* the command is one for a person */
        struct heap_sites *sites;
    } runs[] = {{{PREPARE}, "all.ll", false, &analysis->all},
                {{PREPARE ",attributor"}, "left.ll", true, &analysis->left},
                {{PREPARE ",attributor", "-max-heap-to-stack-size=-1"},
                 "any.ll",
                 false,
                 &analysis->left_of_any_size}};
    char ir[WORKDIR_PATH_SIZE];
    char output[WORKDIR_PATH_SIZE];
    uint64_t clang, opt;
    *analysis = (struct escape_analysis){0};
    if (!read_version(place, "clang", &clang, error) || !read_version(place, "opt", &opt, error))
        return false;
    if (clang != opt) /* IR is read by the version that wrote it */
        return error_set(
            error, "clang is version %" PRIu64 " and opt %" PRIu64 ": expected the same of both",
            clang, opt);
    bool done = workdir_path(place, "in.ll", ir, error) && compile_ir(place, ir, error);
    for (size_t i = 0; done && i < sizeof runs / sizeof *runs; i++) {
        struct buffer text = buffer_bounded((size_t)256 << 20);
        struct argv words = {.count = 0};
        if (!workdir_path(place, runs[i].name, output, error))
            return false;
        argv_add_all(&words, (const char *const[]){"opt", "-S", NULL});
        argv_add_all(&words, runs[i].passes);
        argv_add_all(&words, (const char *const[]){"-o", output, ir, NULL});
        done = (runs[i].is_shown
                    ? workdir_run(place, words.list, "opt", error)
                    : workdir_run_quietly(place, TOOL_NATIVE, words.list, "opt", error)) &&
               workdir_read(place, runs[i].name, &text, error) &&
               heap_sites_read(runs[i].name, buffer_rest(&text), file, place->build.contract,
                               runs[i].sites, error);
        buffer_dispose(&text);
    }
    return done;
}

void escape_analysis_dispose(struct escape_analysis *analysis)
{
    heap_sites_dispose(&analysis->all);
    heap_sites_dispose(&analysis->left);
    heap_sites_dispose(&analysis->left_of_any_size);
}
