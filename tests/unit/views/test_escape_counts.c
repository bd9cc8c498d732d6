/* How what DHAT saw is divided among the sites of make escape, and what is no IR to it. */
#include "base/scan.h"
#include "unit/fixture.h"
#include "unit/reader_case.h"
#include "views/escape_sites.h"
#include "views/escape_verdicts.h"

#include <criterion/criterion.h>
#include <llvm/Config/llvm-config.h>
#include <stdlib.h>
#include <string.h>

TestSuite(heap_counts, .timeout = 10);

enum { OPS = 10 };

static struct dhat_frame frames[] = {
    {.function = "algo_one", .file = "/w/a.c", .line = 3},
    {.function = "make", .file = "/w/a.c", .line = 8},
    {.function = "buffer_new", .file = "/w/stages/stream/buffer.h", .line = 39},
    {.function = "move_to_storage", .file = "/w/stages/stream/buffer.c", .line = 37},
    {.function = "algo_one", .file = "/w/a.c", .line = 5},
    {.function = "probe_ops", .file = "/w/ops.c", .line = 1},
};
static const struct dhat_frame *direct[] = {&frames[0], &frames[5]};
static const struct dhat_frame *by_helper[] = {&frames[1], &frames[0], &frames[5]};
static const struct dhat_frame *by_header[] = {&frames[2], &frames[0], &frames[5]};
static const struct dhat_frame *of_output[] = {&frames[3], &frames[0], &frames[5]};
static const struct dhat_frame *on_line_5[] = {&frames[4], &frames[5]};

static const struct dhat_frame *const *const paths[] = {direct, by_helper, by_header, of_output,
                                                        on_line_5};
enum path { DIRECT, BY_HELPER, BY_HEADER, OF_OUTPUT, ON_LINE_5 };

static struct dhat_point point_of(enum path path, uint64_t bytes)
{
    bool is_direct = path == DIRECT || path == ON_LINE_5;
    return (struct dhat_point){.total_bytes = bytes * OPS,
                               .total_blocks = OPS,
                               .frames = (const struct dhat_frame **)paths[path],
                               .frame_count = is_direct ? 2 : 3};
}

static const struct {
    const char *what;
    struct heap_site sites[2];
    size_t site_count;
    struct {
        enum path path;
        uint64_t bytes;
    } points[2];
    size_t point_count;
    uint64_t blocks[2], elsewhere;
} rows[] = {
    {"in the file", {{.line = 3, .inner_line = 3}}, 1, {{DIRECT, 5}}, 1, {OPS}, 0},
    {"a constructor", {{.line = 3, .inner_line = 39}}, 1, {{BY_HEADER, 48}}, 1, {OPS}, 0},
    {"a helper that only clang inlined",
     {{.line = 3, .inner_line = 8}},
     1,
     {{BY_HELPER, 5}},
     1,
     {OPS},
     0},
    {"a helper that only gcc inlined",
     {{.line = 8, .inner_line = 8}},
     1,
     {{BY_HELPER, 5}},
     1,
     {OPS},
     0},
    {"a helper that is not in the call path: a tail call",
     {{.line = 8, .inner_line = 8}},
     1,
     {{DIRECT, 5}},
     1,
     {0},
     OPS},
    {"the output's growth", {{.line = 3, .inner_line = 3}}, 1, {{OF_OUTPUT, 5}}, 1, {0}, 0},
    {"another line", {{.line = 3, .inner_line = 3}}, 1, {{ON_LINE_5, 5}}, 1, {0}, OPS},
    {"two on one line, of two sizes",
     {{.line = 3, .inner_line = 3, .has_size = true, .size = 5}, {.line = 3, .inner_line = 3}},
     2,
     {{DIRECT, 7}, {DIRECT, 5}},
     2,
     {OPS, OPS},
     0},
    {"two on one line, of one size",
     {{.line = 3, .inner_line = 3, .has_size = true, .size = 5}, {.line = 3, .inner_line = 3}},
     2,
     {{DIRECT, 5}, {DIRECT, 5}},
     2,
     {OPS, OPS},
     0},
    {"a constructor after a malloc on one line",
     {{.line = 3, .inner_line = 3}, {.line = 3, .inner_line = 39}},
     2,
     {{BY_HEADER, 48}},
     1,
     {0, OPS},
     0},
};

Test(heap_counts, are_of_the_site_that_the_call_path_passes)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct heap_verdicts verdicts;
        const struct heap_sites none = {0};
        struct heap_site copies[2] = {rows[i].sites[0], rows[i].sites[1]};
        struct dhat_point points[2] = {point_of(rows[i].points[0].path, rows[i].points[0].bytes),
                                       point_of(rows[i].points[1].path, rows[i].points[1].bytes)};
        const struct heap_sites all = {copies, rows[i].site_count};
        const struct dhat dhat = {.points = points, .point_count = rows[i].point_count};
        cr_assert(heap_verdicts_make(&all, &all, &none, &dhat, "a.c", OPS, &verdicts));
        uint64_t total = rows[i].elsewhere;
        for (size_t k = 0; k < all.count; k++) {
            cr_expect_eq(verdicts.items[k].blocks, rows[i].blocks[k], "%s: %zu", rows[i].what, k);
            total += rows[i].blocks[k];
        }
        cr_expect_eq(verdicts.blocks_elsewhere, rows[i].elsewhere, "%s", rows[i].what);
        cr_expect_eq(heap_verdicts_blocks(&verdicts, false), total, "%s", rows[i].what);
        heap_verdicts_dispose(&verdicts);
    }
}

static struct buffer draw(const struct heap_site *site, uint64_t elsewhere, bool moves_at_any_size)
{
    struct heap_verdict item = {.site = *site, .moves_at_any_size = moves_at_any_size};
    const struct heap_verdicts verdicts = {
        .items = &item, .count = 1, .ops = OPS, .blocks_elsewhere = elsewhere};
    const struct source_text source = {"a.c", bytes_from_string("x = malloc(n);\n")};
    const struct stack_usage usage = {0};
    struct buffer drawn = buffer_bounded(SIZE_MAX);
    heap_verdicts_draw(&verdicts, &usage, &source, 1, &drawn);
    cr_assert_eq(buffer_write_byte(&drawn, '\0'), STREAM_OK);
    return drawn;
}

static const struct heap_site shared = {
    .allocator = "malloc",
    .line = 1,
    .inner_line = 1,
    .exits = {{.way = WAY_SHARED_FREE, .file = "a.c", .line = 1}},
    .exit_count = 1};

Test(heap_counts, do_not_say_nobody_comes_where_blocks_were_counted_at_no_site)
{
    struct buffer drawn = draw(&shared, OPS, false);
    const char *text = (const char *)drawn.at;
    cr_expect_not_null(strstr(text, "    not counted by itself: see below\n"), "%s", text);
    cr_expect_not_null(strstr(text, "a.c, at none of these lines"), "%s", text);
    cr_expect_not_null(strstr(text, "heap: 1 of 1 allocs/op"), "%s", text);
    cr_expect_null(strstr(text, "no op on the talk's stream"), "%s", text);
    buffer_dispose(&drawn);
}

Test(heap_counts, name_the_size_alone_if_it_is_proven_to_be_the_reason)
{
    struct buffer drawn = draw(&shared, 0, true);
    const char *text = (const char *)drawn.at;
    cr_expect_not_null(strstr(text, "with a constant one it would move"), "%s", text);
    cr_expect_null(strstr(text, "another pointer may be freed"), "%s", text);
    buffer_dispose(&drawn);
}

static struct heap_sites read_text(const char *text)
{
    struct error error;
    struct heap_sites sites;
    cr_assert(
        heap_sites_read("x", bytes_from_string(text), "a.c", &contract_algo_one, &sites, &error),
        "%s", error.text);
    return sites;
}

#if LLVM_VERSION_MAJOR < 15
#define PTR "i8*"
#else
#define PTR "ptr"
#endif

/* algo_one of a.c, with `body` for its instructions. */
#define IR(body)                                                                                   \
    "define void @algo_one(" PTR " %p) !dbg !4 {\n" body "}\n"                                     \
    "declare " PTR " @malloc(i64)\ndeclare " PTR " @calloc(i64, i64)\n"                            \
    "declare " PTR " @aligned_alloc(i64, i64)\ndeclare " PTR " @realloc(" PTR ", i64)\n"           \
    "!llvm.dbg.cu = !{!0}\n!llvm.module.flags = !{!2, !3}\n"                                       \
    "!0 = distinct !DICompileUnit(language: DW_LANG_C99, file: !1, emissionKind: FullDebug)\n"     \
    "!1 = !DIFile(filename: \"a.c\", directory: \"/w\")\n"                                         \
    "!2 = !{i32 7, !\"Dwarf Version\", i32 4}\n!3 = !{i32 2, !\"Debug Info Version\", i32 3}\n"    \
    "!4 = distinct !DISubprogram(name: \"algo_one\", scope: !1, file: !1, line: 1, type: !5, "     \
    "unit: !0, spFlags: DISPFlagDefinition)\n!5 = !DISubroutineType(types: !{})\n"                 \
    "!6 = !DILocation(line: 2, column: 3, scope: !4)\n"

#define CALL(call) IR("%m = call " PTR " " call ", !dbg !6\nret void\n")

Test(heap_counts, know_the_size_that_each_allocator_is_asked_for)
{
    static const struct {
        const char *ir, *allocator;
        uint64_t size; /* 0: no constant */
    } calls[] = {
        {CALL("@malloc(i64 5)"), "malloc", 5},
        {CALL("@calloc(i64 5, i64 3)"), "calloc", 15},
        {CALL("@aligned_alloc(i64 16, i64 64)"), "aligned_alloc", 64},
        {CALL("@realloc(" PTR " %p, i64 9)"), "realloc", 9},
    };
    for (size_t i = 0; i < sizeof calls / sizeof *calls; i++) {
        struct heap_sites sites = read_text(calls[i].ir);
        cr_assert_eq(sites.count, 1, "%s", calls[i].allocator);
        cr_expect_str_eq(sites.items[0].allocator, calls[i].allocator);
        cr_expect_eq(sites.items[0].size, calls[i].size, "%s", calls[i].allocator);
        heap_sites_dispose(&sites);
    }
}

Test(heap_counts, refuse_ir_that_would_use_up_the_parsers_stack)
{
    struct error error;
    struct heap_sites sites;
    struct bytes deep = repeated("[1 x ", 1 << 20);
    cr_expect_not(heap_sites_read("x", deep, "a.c", &contract_algo_one, &sites, &error));
    cr_expect_str_eq(error.text, "x: expected LLVM's IR, got brackets without end");
    cr_expect_null(sites.items);
    fixture_dispose(deep);
}
