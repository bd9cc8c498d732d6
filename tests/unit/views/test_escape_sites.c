/* What tooling/views/escape_sites.h promises, on what clang and opt wrote. */
#include "views/escape_sites.h"

#include "base/scan.h"
#include "unit/fixture.h"

#include <criterion/criterion.h>
#include <llvm/Config/llvm-config.h>
#include <stdio.h>
#include <string.h>

TestSuite(heap_sites, .timeout = 30);

/* LLVM 14 knows no pointers without a type, and those from 17 on none with one. */
#if LLVM_VERSION_MAJOR < 15
#define VERSION "clang-14"
#else
#define VERSION "clang-19"
#endif

static struct heap_sites load(const char *name)
{
    char path[64];
    struct error error;
    struct heap_sites sites;
    snprintf(path, sizeof path, VERSION "/escapes-%s.ll", name);
    struct bytes ir = fixture_load(path);
    cr_assert(heap_sites_read(path, ir, "escapes.c", &contract_algo_one, &sites, &error), "%s",
              error.text);
    fixture_dispose(ir);
    return sites;
}

enum { NONE = -1 };

/* The sites of programs/escapes.c, in its order, and what becomes of each. */
static const struct {
    const char *what, *allocator;
    int size; /* NONE: no constant */
    int way;  /* the first exit; NONE: there is none */
    bool moves, moves_at_any_size;
} expected[] = {
    {"a local", "malloc", 5, NONE, true, true},
    {"in a local structure, looked at in a function", "malloc", 6, NONE, true, true},
    {"a constructor's in a header", "malloc", 7, NONE, true, true},
    {"a large one", "malloc", 500, NONE, false, true},
    {"one whose size is no constant", "malloc", NONE, NONE, false, true},
    {"passed on to a callback", "malloc", 8, WAY_FUNCTION_POINTER, false, false},
    {"passed to code that is not there", "malloc", 9, WAY_UNKNOWN_FUNCTION, false, false},
    {"kept in a global variable", "malloc", 10, WAY_STORED, false, false},
    {"freed at a place that may free an array", "malloc", 11, WAY_SHARED_FREE, false, false},
    {"returned", "calloc", NONE, WAY_RETURNED, false, false},
};
enum { SITES = sizeof expected / sizeof *expected };

Test(heap_sites, are_found_with_their_sizes_and_ways_out)
{
    struct heap_sites sites = load("all");
    cr_assert_eq(sites.count, SITES, "%zu", sites.count);
    for (size_t i = 0; i < SITES; i++) {
        const struct heap_site *site = &sites.items[i];
        const char *what = expected[i].what;
        cr_expect_str_eq(site->allocator, expected[i].allocator, "%s", what);
        cr_expect_eq(site->has_size, expected[i].size != NONE, "%s", what);
        cr_expect(!site->has_size || site->size == (uint64_t)expected[i].size, "%s", what);
        cr_expect_eq(site->exit_count > 0, expected[i].way != NONE, "%s: %zu", what,
                     site->exit_count);
        if (site->exit_count > 0)
            cr_expect_eq((int)site->exits[0].way, expected[i].way, "%s", what);
    }
    heap_sites_dispose(&sites);
}

Test(heap_sites, that_llvm_moves_are_no_longer_there)
{
    struct heap_sites all = load("all");
    struct heap_sites left = load("left");
    struct heap_sites any = load("any");
    for (size_t i = 0; i < all.count; i++) {
        cr_expect_eq(!heap_sites_have(&left, &all.items[i]), expected[i].moves, "%s",
                     expected[i].what);
        cr_expect_eq(!heap_sites_have(&any, &all.items[i]), expected[i].moves_at_any_size, "%s",
                     expected[i].what);
    }
    heap_sites_dispose(&all);
    heap_sites_dispose(&left);
    heap_sites_dispose(&any);
}

/* The place is where the address leaves, not where the block is allocated. */
Test(heap_sites, name_the_place_where_the_address_goes)
{
    struct heap_sites sites = load("all");
    const struct site_exit *callback = &sites.items[5].exits[0];
    const struct site_exit *unknown = &sites.items[6].exits[0];
    cr_expect_str_eq(callback->file, "escapes.c");
    cr_expect_eq(callback->line, 22, "%lu", (unsigned long)callback->line);
    cr_expect_str_eq(unknown->name, "elsewhere");
    cr_expect_eq(unknown->line, sites.items[6].line + 1);
    cr_expect_neq(sites.items[2].inner_line, sites.items[2].line, "the header's line");
    heap_sites_dispose(&sites);
}

Test(heap_sites, of_another_file_are_left_out)
{
    struct error error;
    struct heap_sites sites;
    struct bytes ir = fixture_load(VERSION "/escapes-all.ll");
    cr_assert(heap_sites_read("x", ir, "other.c", &contract_algo_one, &sites, &error), "%s",
              error.text);
    cr_expect_eq(sites.count, 0);
    heap_sites_dispose(&sites);
    fixture_dispose(ir);
}

static void expect_refused_ir(const char *what, struct bytes ir, const char *says)
{
    struct error error = {0};
    struct heap_sites sites;
    cr_expect_not(heap_sites_read("x", ir, "escapes.c", &contract_algo_one, &sites, &error), "%s",
                  what);
    cr_expect_eq(strncmp(error.text, says, strlen(says)), 0, "%s: %s", what, error.text);
    cr_expect_null(strchr(error.text, '\n'), "%s: %s", what, error.text);
    cr_expect_null(sites.items);
}

Test(heap_sites, are_not_read_from_what_is_no_ir)
{
    static const struct {
        const char *what, *ir;
        size_t len; /* if it is no C string */
        const char *says;
    } rows[] = {
        {"nothing", "", 0, "x: expected a definition of algo_one, got none"},
        {"words", "opt: command not found\n", 0, "x: expected LLVM's IR, got: "},
        {"NULs", "\0\0\0\0", 4, "x: expected a definition of algo_one, got none"},
        {"bitcode's magic and no more", "BC\xc0\xde", 4, "x: expected LLVM's IR, got: "},
        {"bitcode's magic and rubbish", "BC\xc0\xde\x35\x14\0\0\xff\xff\xff\xff", 12,
         "x: expected LLVM's IR, got: "},
        {"a declaration", "declare void @algo_one()\n", 0,
         "x: expected a definition of algo_one, got none"},
        {"a variable of that name", "@algo_one = global i32 0\n", 0,
         "x: expected a definition of algo_one, got none"},
        {"a bad instruction", "define void @algo_one() {\n  jump nowhere\n}\n", 0,
         "x: expected LLVM's IR, got: "},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        size_t len = rows[i].len > 0 ? rows[i].len : strlen(rows[i].ir);
        expect_refused_ir(rows[i].what, bytes_of(rows[i].ir, len), rows[i].says);
    }
}

Test(heap_sites, are_not_read_from_a_function_that_was_cut_off)
{
    struct bytes ir = fixture_load(VERSION "/escapes-all.ll");
    for (size_t part = 1; part < 4; part++)
        expect_refused_ir("cut off", bytes_of(ir.at, ir.len * part / 4), "x: expected LLVM's IR");
    fixture_dispose(ir);
}

Test(heap_sites, without_debug_information_are_none)
{
    static const char ir[] = "declare i8* @malloc(i64)\n"
                             "define i8* @algo_one() {\n"
                             "  %1 = call i8* @malloc(i64 5)\n"
                             "  ret i8* %1\n"
                             "}\n";
    struct error error;
    struct heap_sites sites;
    cr_assert(
        heap_sites_read("x", bytes_from_string(ir), "a.c", &contract_algo_one, &sites, &error),
        "%s", error.text);
    cr_expect_eq(sites.count, 0);
    heap_sites_dispose(&sites);
}
