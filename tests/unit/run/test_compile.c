/* What tooling/run/compile.h promises. */
#include "run/compile.h"

#include "base/files.h"
#include "support/scratch.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

TestSuite(compile, .timeout = 60, .init = scratch_make, .fini = scratch_remove);

static struct compile_paths paths_in(const char *folder)
{
    struct compile_paths paths;
    cr_assert(compile_paths_in(folder, &contract_algo_one, &paths));
    return paths;
}

static void expect_words(const char *path, const char *part)
{
    struct error error;
    struct buffer text = buffer_bounded(SIZE_MAX);
    cr_assert(file_read(path, &text, &error), "%s", error.text);
    cr_expect_not_null(memmem(text.at, text.len, part, strlen(part)), "no \"%s\" in\n%.*s", part,
                       (int)text.len, (const char *)text.at);
    buffer_dispose(&text);
}

Test(compile, paths_lie_in_the_folder_of_the_build)
{
    struct compile_paths paths = paths_in("a folder");
    cr_expect_str_eq(paths.object, "a folder/algo_one.o");
    cr_expect_str_eq(paths.folder, "a folder");
    cr_expect_str_eq(paths.includes, "a folder/algo_one.d");
    cr_expect_str_eq(paths.text, "a folder/algo_one.i");
    cr_expect_str_eq(paths.text_words, "a folder/text-compiler.txt");
    cr_expect_str_eq(paths.program, "a folder/program.o");
    cr_expect_str_eq(paths.stack_usage, "a folder/algo_one.su");
    cr_expect_str_eq(paths.words, "a folder/compiler.txt");
    cr_expect_str_eq(paths.link_words, "a folder/linker.txt");
    cr_expect_str_eq(paths.static_link_words, "a folder/static-linker.txt");
    cr_expect_str_eq(paths.probe, "a folder/probe");
    cr_expect_str_eq(paths.static_probe, "a folder/probe-static");
}

Test(compile, paths_that_are_too_long_are_refused)
{
    static const size_t longest = COMPILE_PATH_SIZE - sizeof "/static-linker.txt";
    struct compile_paths paths;
    char folder[COMPILE_PATH_SIZE + 1];
    memset(folder, 'a', sizeof folder - 1);
    folder[sizeof folder - 1] = '\0';
    for (size_t len = longest + 1; len <= COMPILE_PATH_SIZE; len++)
        cr_expect_not(
            compile_paths_in(folder + (COMPILE_PATH_SIZE - len), &contract_algo_one, &paths), "%zu",
            len);
    cr_expect(compile_paths_in(folder + (COMPILE_PATH_SIZE - longest), &contract_algo_one, &paths));
}

static void expect_probe(const char *program)
{
    const char *const words[] = {program, "elvis", "Elvis", NULL};
    struct process_request request = scratch_request(words);
    scratch_write("in", bytes_from_string("an elvis"));
    request.input = "in";
    cr_expect(process_succeeded(process_run(&request)), "%s", program);
    scratch_expect("out", bytes_from_string("an Elvis"));
    scratch_expect("err", bytes_of(NULL, 0));
}

Test(compile, makes_two_probes_of_a_file_of_another_contract)
{
    struct compile_paths paths;
    cr_assert(compile_paths_in(".", &contract_replacer, &paths));
    cr_expect_str_eq(paths.object, "./replacer.o");
    cr_assert(process_succeeded(
        compile_file(PROJECT_ROOT "/solutions/5-keep-going/replacer.c", &paths, BOX_NONE)));
    cr_assert(process_succeeded(compile_link(&paths, BOX_NONE)));
    expect_probe(paths.probe);
    expect_probe(paths.static_probe);
}

Test(compile, makes_two_probes_of_a_solution)
{
    struct compile_paths paths = paths_in(".");
    cr_assert(process_succeeded(
        compile_file(PROJECT_ROOT "/solutions/1-algo-one/algo_one.c", &paths, BOX_NONE)));
    scratch_expect(paths.words, bytes_of(NULL, 0));
    expect_words(paths.stack_usage, "algo_one\t");
    cr_assert(process_succeeded(compile_link(&paths, BOX_NONE)));
    scratch_expect(paths.link_words, bytes_of(NULL, 0));
    scratch_expect(paths.static_link_words, bytes_of(NULL, 0));
    expect_probe(paths.probe);
    expect_probe(paths.static_probe);
}

static bool holds(const char *path, const char *part)
{
    struct error error;
    struct buffer image = buffer_bounded(SIZE_MAX);
    cr_assert(file_read(path, &image, &error), "%s", error.text);
    bool found = memmem(image.at, image.len, part, strlen(part)) != NULL;
    buffer_dispose(&image);
    return found;
}

Test(compile, makes_one_probe_that_is_not_to_be_measured)
{
    static const enum compile_way ways[] = {COMPILE_TO_DEBUG, COMPILE_WITH_ADDRESS_SANITIZER,
                                            COMPILE_WITH_SANITIZERS};
    struct compile_paths paths = paths_in(".");
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
        paths.way = ways[i];
        cr_assert(process_succeeded(
            compile_file(PROJECT_ROOT "/solutions/1-algo-one/algo_one.c", &paths, BOX_NONE)));
        cr_assert(process_succeeded(compile_link(&paths, BOX_NONE)));
        expect_probe(paths.probe);
        cr_expect_neq(access(paths.static_probe, F_OK), 0);
        cr_expect_eq(holds(paths.object, "__asan_report"), ways[i] != COMPILE_TO_DEBUG);
        cr_expect_eq(holds(paths.object, "__ubsan_handle"), ways[i] == COMPILE_WITH_SANITIZERS);
    }
}

#define ALGO_ONE                                                                                   \
    "enum stream_status algo_one(struct bytes data, struct bytes find, struct bytes repl,\n"       \
    "                            struct buffer *output)\n"

Test(compile, keeps_the_compilers_words)
{
    static const struct {
        const char *source, *words;
        bool compiles;
    } rows[] = {
        {"int broken(void) { return 0 }\n", "error: expected", false},
        {"#include \"no_such_header.h\"\n", "no_such_header.h", false},
        {ALGO_ONE "{ (void)data, (void)find, (void)repl, (void)output; return 0; int unused; }",
         "-Wunused-variable", true},
        {"int algo_one(void);\n", "conflicting types for 'algo_one'", false},
    };
    struct compile_paths paths = paths_in(".");
    setenv("LC_ALL", "C", 1);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        scratch_write("a file.txt", bytes_from_string(rows[i].source));
        struct process_result result = compile_file("a file.txt", &paths, BOX_NONE);
        cr_expect_eq(result.end, PROCESS_EXITED);
        cr_expect_eq(result.code == 0, rows[i].compiles, "row %zu: code %d", i, result.code);
        expect_words(paths.words, rows[i].words);
    }
    cr_expect(!process_succeeded(compile_file("missing.c", &paths, BOX_NONE)));
    expect_words(paths.words, "missing.c");
}

Test(compile, lists_what_the_assembly_reads)
{
    struct compile_paths paths = paths_in(".");
    if (strncmp(compile_compiler, "gcc", 3) != 0)
        cr_skip("clang has no such list");
    scratch_write("other", bytes_from_string("bytes"));
    scratch_write("file.c",
                  bytes_from_string("__asm__(\".section .rodata\\n.inc\" \"bin \\\"other\\\"\");"));
    cr_assert(process_succeeded(compile_file("file.c", &paths, BOX_NONE)));
    expect_words(paths.assembled, "other");
}

Test(compile, keeps_the_linkers_words)
{
    static const struct {
        const char *source, *words;
    } rows[] = {
        {"int another;\n", "algo_one"},
        {"int absent(void);\n" ALGO_ONE
         "{ (void)data, (void)find, (void)repl, (void)output; return absent(); }\n",
         "absent"},
    };
    struct compile_paths paths = paths_in(".");
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        scratch_write("file.c", bytes_from_string(rows[i].source));
        cr_assert(process_succeeded(compile_file("file.c", &paths, BOX_NONE)), "row %zu", i);
        cr_expect_not(process_succeeded(compile_link(&paths, BOX_NONE)), "row %zu", i);
        expect_words(paths.link_words, rows[i].words);
        expect_words(paths.static_link_words, rows[i].words);
        cr_expect_neq(access(paths.probe, F_OK), 0, "a probe was made");
    }
}

Test(compile, fails_where_only_one_of_the_probes_cannot_be_made)
{
    struct compile_paths paths = paths_in(".");
    cr_assert(process_succeeded(
        compile_file(PROJECT_ROOT "/solutions/4-cpu-hotspot/algo_one.c", &paths, BOX_NONE)));
    cr_assert_eq(mkdir(paths.static_probe, 0700), 0);
    cr_expect_not(process_succeeded(compile_link(&paths, BOX_NONE)));
    cr_assert_eq(rmdir(paths.static_probe), 0);
    cr_assert_eq(unlink(paths.probe), 0);
    cr_assert_eq(mkdir(paths.probe, 0700), 0);
    cr_expect_not(process_succeeded(compile_link(&paths, BOX_NONE)));
}
