/* What tooling/views/inline_sites.h and inline_text.h promise. */
#include "views/inline_sites.h"
#include "views/inline_text.h"

#include "base/format.h"
#include "base/scan.h"
#include "support/fail_alloc.h"
#include "unit/fixture.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

TestSuite(inline_sites, .timeout = 30);

/* A unit's records as the compilers write them. */
struct said {
    const char *clang, *gcc, *calls;
};

#define GRAPH "graph: { title: \"z.c\"\n"
#define POINTER(where, caller)                                                                     \
    "edge: { sourcename: \"" caller "\" targetname: \"__indirect_call\" label: \"" where "\" }\n"
#define REMARK(tag, name, file, line, caller, callee, more)                                        \
    "--- !" tag "\nPass: inline\nName: " name "\nDebugLoc: { File: " file ", Line: " line          \
    ", Column: 1 }\nFunction: f\nArgs:\n  - Callee: " callee "\n  - Caller: " caller "\n" more     \
    "...\n"
#define COST(cost, threshold) "  - Cost: '" cost "'\n  - Threshold: '" threshold "'\n"

static struct inline_records records_of(const struct said *said)
{
    struct error error;
    struct inline_records records = {.collected = true};
    cr_assert(remarks_read("clang", bytes_from_string(said->clang), &records.clang, &error), "%s",
              error.text);
    cr_assert(opt_info_read("gcc", bytes_from_string(said->gcc), &records.gcc, &error), "%s",
              error.text);
    cr_assert(callgraph_read("calls", bytes_from_string(said->calls), &records.calls, &error), "%s",
              error.text);
    return records;
}

static const struct inline_site *site_at(const struct inline_sites *sites, const char *file,
                                         uint64_t line, const char *callee)
{
    for (size_t i = 0; i < sites->count; i++) {
        const struct inline_site *site = &sites->list[i];
        if (site->line == line && bytes_equal(site->file, bytes_from_string(file)) &&
            bytes_equal(site->callee, bytes_from_string(callee)))
            return site;
    }
    return NULL;
}

static void expect_word(const struct inline_site *site, enum inline_sight sight,
                        enum inline_compiler by, enum inline_said said, const char *reason)
{
    cr_assert_not_null(site, "no site for %s", reason);
    const struct inline_word *word = &site->words[sight][by];
    cr_expect_eq(word->said, said, "%.*s:%lu: %d, not %d", (int)site->callee.len,
                 (const char *)site->callee.at, (unsigned long)site->line, (int)word->said,
                 (int)said);
    cr_expect(bytes_equal(word->reason, bytes_from_string(reason)), "%.*s", (int)word->reason.len,
              (const char *)word->reason.at);
}

/* The words of one unit on one file, "z.c", in the folder /root. */
static struct inline_sites find(const struct said *said, struct inline_records records[SIGHTS])
{
    struct inline_sites sites;
    records[SIGHT_BUILD] = records_of(said);
    records[SIGHT_LIBRARY] = (struct inline_records){0};
    cr_assert(inline_sites_find(records, "z.c", "/root", &sites));
    return sites;
}

static void end(struct inline_sites *sites, struct inline_records records[SIGHTS])
{
    inline_sites_dispose(sites);
    inline_records_dispose(records);
}

/* Clang leaves off what a path and the working folder have in common. */
Test(inline_sites, a_file_beside_the_project_is_the_same_to_both_compilers)
{
    static const struct {
        const char *subject, *in_clang, *in_gcc, *root;
    } rows[] = {{"/a/b/z.c", "b/z.c", "/a/b/z.c", "/a/root"},
                {"/a/root/z.c", "z.c", "/a/root/z.c", "/a/root"},
                {"/b/z.c", "/b/z.c", "/b/z.c", "/a/root"},
                {"stages/z.c", "stages/z.c", "stages/z.c", "/a/root"}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char clang[512];
        char gcc[128];
        struct inline_records records[SIGHTS] = {{0}};
        struct inline_sites sites;
        snprintf(clang, sizeof clang,
                 REMARK("Missed", "NoDefinition", "'%s'", "7", "algo_one", "far", ""),
                 rows[i].in_clang);
        snprintf(gcc, sizeof gcc,
                 "%s:7:1: missed:   not inlinable: algo_one/1 -> far/2, function body not "
                 "available\n",
                 rows[i].in_gcc);
        records[SIGHT_BUILD] = records_of(&(struct said){clang, gcc, GRAPH "}\n"});
        cr_assert(inline_sites_find(records, rows[i].subject, rows[i].root, &sites));
        cr_assert_eq(sites.count, 1, "%s: %zu", rows[i].subject, sites.count);
        const struct inline_word *words = sites.list[0].words[SIGHT_BUILD];
        cr_expect_eq(words[BY_CLANG].said, words[BY_GCC].said, "%s", rows[i].subject);
        end(&sites, records);
    }
}

Test(inline_sites, the_last_word_counts)
{
    static const struct said said = {
        REMARK("Missed", "TooCostly", "z.c", "3", "f", "g", COST("5", "4"))
            REMARK("Passed", "Inlined", "z.c", "3", "f", "g", COST("3", "4")),
        "z.c:3:9: missed:   will not early inline: f/1->g/2, growth\n"
        "z.c:3:9: missed:   not inlinable: f/1 -> g/2, limit\n",
        GRAPH "}\n"};
    struct inline_records records[SIGHTS];
    struct inline_sites sites = find(&said, records);
    const struct inline_site *site = site_at(&sites, "z.c", 3, "g");
    cr_expect_eq(sites.count, 1);
    expect_word(site, SIGHT_BUILD, BY_CLANG, SAID_INLINED, "");
    cr_expect_eq(site->words[SIGHT_BUILD][BY_CLANG].cost, 3);
    cr_expect_eq(site->words[SIGHT_BUILD][BY_CLANG].threshold, 4);
    expect_word(site, SIGHT_BUILD, BY_GCC, SAID_NOT, "limit");
    end(&sites, records);
}

Test(inline_sites, a_word_on_a_copy_does_not_replace_the_one_on_the_line)
{
    static const struct said said = {
        REMARK("Missed", "TooCostly", "z.c", "3", "f", "g", COST("5", "4"))
            REMARK("Passed", "Inlined", "z.c", "3", "h", "g", COST("1", "4")),
        "z.c:3:9: missed:   not inlinable: f/1 -> g/2, limit\n"
        "z.c:3:9: optimized:  Inlined g/7 into h/4 which now has size 1.\n",
        GRAPH "}\n"};
    struct inline_records records[SIGHTS];
    struct inline_sites sites = find(&said, records);
    const struct inline_site *site = site_at(&sites, "z.c", 3, "g");
    expect_word(site, SIGHT_BUILD, BY_CLANG, SAID_NOT, "");
    expect_word(site, SIGHT_BUILD, BY_GCC, SAID_NOT, "limit");
    end(&sites, records);
}

Test(inline_sites, takes_both_compilers_words_on_one_call_together)
{
    static const struct said said = {
        REMARK("Missed", "NoDefinition", "z.c", "3", "f", "bcmp", "")
            REMARK("Missed", "NeverInline", "z.c", "4", "f", "f", "  - Reason: recursive\n"),
        "/root/z.c:3:9: missed:   not inlinable: f/1 -> memcmp/2, function body not available\n"
        "./z.c:4:9: missed:   Not inlining: recursive call.\n",
        GRAPH "}\n"};
    struct inline_records records[SIGHTS];
    struct inline_sites sites = find(&said, records);
    cr_expect_eq(sites.count, 2);
    expect_word(site_at(&sites, "z.c", 3, "memcmp"), SIGHT_BUILD, BY_CLANG, SAID_NO_BODY, "");
    expect_word(site_at(&sites, "z.c", 3, "memcmp"), SIGHT_BUILD, BY_GCC, SAID_NO_BODY, "");
    expect_word(site_at(&sites, "z.c", 4, "f"), SIGHT_BUILD, BY_CLANG, SAID_NOT, "recursive");
    expect_word(site_at(&sites, "z.c", 4, "f"), SIGHT_BUILD, BY_GCC, SAID_NOT,
                "Not inlining: recursive call.");
    end(&sites, records);
}

Test(inline_sites, tells_calls_through_pointers)
{
    static const struct said said = {
        REMARK("Passed", "Inlined", "z.c", "4", "h", "g", COST("1", "4")),
        "z.c:3:2: missed:   not inlinable: f/1 -> strlen/2, function body not available\n",
        GRAPH POINTER("z.c:3:9", "z.c:f") POINTER("z.c:4:9", "f") "}\n"};
    struct inline_records records[SIGHTS];
    struct inline_sites sites = find(&said, records);
    cr_expect_eq(sites.count, 3);
    expect_word(site_at(&sites, "z.c", 3, "strlen"), SIGHT_BUILD, BY_GCC, SAID_NO_BODY, "");
    expect_word(site_at(&sites, "z.c", 3, ""), SIGHT_BUILD, BY_CLANG, SAID_POINTER, "");
    expect_word(site_at(&sites, "z.c", 3, ""), SIGHT_BUILD, BY_GCC, SAID_POINTER, "");
    expect_word(site_at(&sites, "z.c", 4, "g"), SIGHT_BUILD, BY_CLANG, SAID_INLINED, "");
    expect_word(site_at(&sites, "z.c", 4, "g"), SIGHT_BUILD, BY_GCC, SAID_POINTER, "");
    cr_expect(site_at(&sites, "z.c", 3, "")->through_pointer);
    end(&sites, records);
}

/* What g calls is of interest if f calls g; what is in no file of ours, or at no line, is not. */
Test(inline_sites, keeps_the_subjects_calls_and_what_they_lead_to_in_order)
{
    static const struct said said = {
        REMARK("Missed", "NoDefinition", "stages/stream/b.c", "9", "g", "malloc", "")
            REMARK("Missed", "NoDefinition", "stages/stream/b.c", "2", "g", "free", "")
                REMARK("Missed", "NoDefinition", "stages/stream/b.c", "5", "unused", "free", "")
                    REMARK("Missed", "NoDefinition", "/usr/include/c.h", "5", "g", "free", "")
                        REMARK("Missed", "NoDefinition", "z.c", "0", "f", "free", "")
                            REMARK("Passed", "Inlined", "z.c", "8", "f", "g", COST("1", "4"))
                                REMARK("Passed", "Inlined", "z.c", "7", "f", "g", COST("1", "4")),
        "", GRAPH "}\n"};
    static const struct {
        const char *file;
        uint64_t line;
    } expected[] = {{"z.c", 7}, {"z.c", 8}, {"stages/stream/b.c", 2}, {"stages/stream/b.c", 9}};
    struct inline_records records[SIGHTS];
    struct inline_sites sites = find(&said, records);
    cr_assert_eq(sites.count, sizeof expected / sizeof *expected, "%zu", sites.count);
    for (size_t i = 0; i < sites.count; i++) {
        cr_expect(bytes_equal(sites.list[i].file, bytes_from_string(expected[i].file)));
        cr_expect_eq(sites.list[i].line, expected[i].line, "%zu", i);
    }
    end(&sites, records);
}

/* Solution 1 with the stream library in sight, as each pair of compilers saw it. */
static const struct {
    const char *clang, *gcc, *calls;
    int64_t cost; /* clang's, of the interface call */
} pairs[] = {
    {"clang-14/sees-all.remarks", "gcc-12/sees-all.opt-info", "gcc-12/sees-all.ci", 80},
    {"clang-19/sees-all.remarks", "gcc-14/sees-all.opt-info", "gcc-14/sees-all.ci", 75},
};

#define SOLUTION "solutions/1-algo-one/algo_one.c"

static void load(size_t i, struct inline_records *records)
{
    struct error error;
    struct bytes clang = fixture_load(pairs[i].clang);
    struct bytes gcc = fixture_load(pairs[i].gcc);
    struct bytes calls = fixture_load(pairs[i].calls);
    *records = (struct inline_records){.collected = true};
    records->gcc_text = buffer_bounded(SIZE_MAX);
    records->callgraph_text = buffer_bounded(SIZE_MAX);
    format_add_bytes(&records->gcc_text, gcc);
    format_add_bytes(&records->callgraph_text, calls);
    cr_assert(remarks_read("clang", clang, &records->clang, &error), "%s", error.text);
    cr_assert(opt_info_read("gcc", buffer_rest(&records->gcc_text), &records->gcc, &error), "%s",
              error.text);
    cr_assert(
        callgraph_read("calls", buffer_rest(&records->callgraph_text), &records->calls, &error),
        "%s", error.text);
    fixture_dispose(clang);
    fixture_dispose(gcc);
    fixture_dispose(calls);
}

Test(inline_sites, of_real_compilers_name_the_interface_call)
{
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        struct inline_records records[SIGHTS] = {{0}};
        struct inline_sites sites;
        load(i, &records[SIGHT_LIBRARY]);
        cr_assert(inline_sites_find(records, SOLUTION, "/nowhere", &sites));
        const struct inline_site *call =
            site_at(&sites, "stages/stream/reader.c", 9, "buffer_reader_read");
        expect_word(call, SIGHT_LIBRARY, BY_CLANG, SAID_INLINED, "");
        expect_word(call, SIGHT_LIBRARY, BY_GCC, SAID_POINTER, "");
        expect_word(call, SIGHT_BUILD, BY_CLANG, SAID_NOTHING, "");
        cr_expect(
            bytes_equal(call->words[SIGHT_LIBRARY][BY_CLANG].copy, bytes_from_string("algo_one")));
        cr_expect_eq(call->words[SIGHT_LIBRARY][BY_CLANG].cost, pairs[i].cost);
        expect_word(site_at(&sites, SOLUTION, 18, "buffer_new"), SIGHT_LIBRARY, BY_GCC,
                    SAID_INLINED, "");
        cr_expect_null(site_at(&sites, "stages/stream/bytes.c", 13, "memcmp")); /* bytes_equal's */
        cr_expect(bytes_equal(sites.list[0].file, bytes_from_string(SOLUTION)));
        end(&sites, records);
    }
}

Test(inline_sites, says_when_there_is_no_memory)
{
    struct inline_records records[SIGHTS] = {{0}};
    struct fail_alloc_count count = {.refused = 1};
    load(0, &records[SIGHT_LIBRARY]);
    for (size_t n = 1; count.refused > 0; n++) {
        struct inline_sites sites;
        fail_alloc_begin(n);
        bool found = inline_sites_find(records, SOLUTION, "", &sites);
        bool empty = sites.list == NULL && sites.count == 0;
        inline_sites_dispose(&sites);
        count = fail_alloc_end();
        cr_expect_eq(found, count.refused == 0, "allocation %zu", n);
        cr_expect(found || empty, "allocation %zu", n);
        cr_expect_eq(count.live, 0, "allocation %zu: %zu leaked", n, count.live);
    }
    inline_records_dispose(records);
}

static void expect_drawn(const struct inline_sites *sites, const char *why_not,
                         const char *const *parts, size_t count)
{
    struct buffer text = buffer_bounded(SIZE_MAX);
    draw_inline(sites, why_not, &text);
    cr_assert_eq(buffer_write_byte(&text, '\0'), STREAM_OK);
    const char *rest = (const char *)text.at;
    for (size_t i = 0; i < count; i++) {
        const char *found = strstr(rest, parts[i]);
        cr_expect_not_null(found, "expected \"%s\" in\n%s", parts[i], rest);
        rest = found == NULL ? rest : found + strlen(parts[i]);
    }
    buffer_dispose(&text);
}

Test(inline_sites, are_drawn_with_their_reasons_below)
{
    static const struct said said = {
        REMARK("Missed", "TooCostly", "z.c", "3", "f", "g", COST("5", "4"))
            REMARK("Missed", "NeverInline", "z.c", "5", "f", "h", "  - Reason: noinline\n")
                REMARK("Missed", "NoDefinition", "z.c", "6", "f", "malloc", ""),
        "z.c:3:9: missed:   not inlinable: f/1 -> g/2, limit\n"
        "z.c:5:9: missed:   not inlinable: f/1 -> h/2, limit\n",
        GRAPH POINTER("z.c:4:9", "f") "}\n"};
    static const char *const parts[] = {
        "as the build compiles it\n",
        " line  call                 clang                gcc\n",
        "z.c\n",
        "    3  g                    no 5 >= 4            no (1)\n",
        "    4  (a pointer)          no (2)               no (2)\n",
        "    5  h                    no (3)               no (1)\n",
        "    6  malloc               no body              .\n",
        "\n(1) gcc: limit\n(2) a function pointer: ",
        "\n(3) clang: noinline\n",
        "\nOf the 4 calls in z.c clang inlines 0 and gcc 0.\n",
        "z.c:4 makes an interface call, through a function pointer: no compiler can inline that",
        " in the build.\n",
        "malloc stays a call",
        "so that is left out:\nwhy\n"};
    struct inline_records records[SIGHTS];
    struct inline_sites sites = find(&said, records);
    expect_drawn(&sites, "why", parts, sizeof parts / sizeof *parts);
    end(&sites, records);
}

Test(inline_sites, can_be_none)
{
    static const struct said said = {"", "", GRAPH "}\n"};
    static const char *const parts[] = {"There is no call that a compiler could inline.\n"};
    struct inline_records records[SIGHTS];
    struct inline_sites sites = find(&said, records);
    expect_drawn(&sites, NULL, parts, 1);
    end(&sites, records);
}
