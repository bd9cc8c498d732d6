/* What tooling/views/flame.h promises, also on what DHAT and callgrind wrote of ten ops. */
#include "views/flame.h"

#include "base/scan.h"
#include "support/fail_alloc.h"
#include "unit/fixture.h"
#include "unit/measure/cpu_fixture.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

TestSuite(flame, .timeout = 10);

static struct sample_place frame(const char *function, const char *file, uint64_t line)
{
    return (struct sample_place){
        .function = bytes_from_string(function), .file = bytes_from_string(file), .line = line};
}

/* main called f at two of its lines, and f called g. */
static bool add_three(struct flame *flame)
{
    const struct sample_place once[] = {frame("f", "", 0), frame("main", "m.c", 1)};
    const struct sample_place again[] = {frame("f", "f.c", 0), frame("main", "m.c", 2)};
    const struct sample_place deeper[] = {frame("g", "g.c", 7), frame("f", "f.c", 0),
                                          frame("main", "m.c", 2)};
    return flame_add(flame, once, 2, 10) && flame_add(flame, again, 2, 5) &&
           flame_add(flame, deeper, 3, 100);
}

Test(flame, adds_up_what_a_path_costs)
{
    struct flame flame = {0};
    cr_assert(add_three(&flame));
    cr_assert_eq(flame.stack_count, 2);
    cr_expect_eq(flame.stacks[0].weight, 15);
    cr_expect_eq(flame.stacks[0].depth, 2);
    cr_expect_eq(flame.stacks[1].weight, 100);
    cr_expect_eq(flame.stacks[1].depth, 3);
    cr_expect_eq(flame.total, 115);
    flame_dispose(&flame);
    cr_expect_eq(flame.stack_count, 0);
}

static void expect_frame(const struct flame *flame, size_t place, struct sample_place expected)
{
    const struct sample_place *found = &flame->frames[place];
    cr_expect(bytes_equal(found->function, expected.function), "frame %zu", place);
    cr_expect(bytes_equal(found->file, expected.file), "frame %zu", place);
    cr_expect_eq(found->line, expected.line, "frame %zu", place);
}

Test(flame, has_each_function_once_from_the_outermost_in)
{
    struct flame flame = {0};
    cr_assert(add_three(&flame));
    cr_assert_eq(flame.frame_count, 3);
    expect_frame(&flame, flame.stacks[1].frames[0], frame("main", "m.c", 0));
    expect_frame(&flame, flame.stacks[1].frames[1], frame("f", "f.c", 0));
    expect_frame(&flame, flame.stacks[1].frames[2], frame("g", "g.c", 7));
    flame_dispose(&flame);
}

Test(flame, leaves_out_what_weighs_nothing)
{
    struct flame flame = {0};
    const struct sample_place path[] = {frame("f", "f.c", 1)};
    cr_assert(flame_add(&flame, path, 1, 0));
    cr_expect_eq(flame.frame_count, 0);
    cr_expect_eq(flame.stack_count, 0);
    flame_dispose(&flame);
}

Test(flame, leaks_nothing_whichever_allocation_is_refused)
{
    for (size_t n = 1;; n++) {
        struct flame flame = {0};
        fail_alloc_begin(n);
        bool added = add_three(&flame);
        flame_dispose(&flame);
        struct fail_alloc_count count = fail_alloc_end();
        cr_expect_eq(count.live, 0, "allocation %zu refused", n);
        cr_expect_eq(added, count.refused == 0, "allocation %zu refused", n);
        if (count.refused == 0)
            break;
    }
}

static const char *const versions[] = {"valgrind-3.19", "valgrind-3.24"};
enum { VERSIONS = sizeof versions / sizeof *versions };

/* "algo_one > buffer_new" for a path. Its text is valid until the next call. */
static const char *path_text(const struct flame *flame, const struct flame_stack *stack)
{
    static char text[1024];
    size_t len = 0;
    text[0] = '\0';
    for (size_t i = 0; i < stack->depth && len < sizeof text; i++) {
        struct bytes name = flame->frames[stack->frames[i]].function;
        len += (size_t)snprintf(text + len, sizeof text - len, "%s%.*s", i == 0 ? "" : " > ",
                                (int)name.len, (const char *)name.at);
    }
    return text;
}

/* What was spent at the end of exactly this path; 0 if it is not there. */
static uint64_t weight_of(const struct flame *flame, const char *path)
{
    for (size_t i = 0; i < flame->stack_count; i++) {
        if (strcmp(path_text(flame, &flame->stacks[i]), path) == 0)
            return flame->stacks[i].weight;
    }
    return 0;
}

static uint64_t sum_of(const struct flame *flame)
{
    uint64_t sum = 0;
    for (size_t i = 0; i < flame->stack_count; i++)
        sum += flame->stacks[i].weight;
    return sum;
}

static struct flame heap_flame(const struct dhat *dhat, enum sample_kind kind)
{
    struct samples samples = {0};
    struct flame flame;
    cr_assert(samples_of_heap(dhat, &samples));
    cr_assert(flame_of(&samples, kind, &flame));
    samples_dispose(&samples);
    return flame;
}

static struct flame cpu_flame(const struct callgrind *profile, const struct addr2line *inlined)
{
    struct samples samples = {0};
    struct flame flame;
    cr_assert(samples_of_cpu(profile, 0, inlined, true, &samples));
    cr_assert(flame_of(&samples, INSTRUCTIONS, &flame));
    samples_dispose(&samples);
    return flame;
}

static void expect_nothing_of_the_probe(const struct flame *flame)
{
    for (size_t i = 0; i < flame->stack_count; i++) {
        const char *path = path_text(flame, &flame->stacks[i]);
        cr_expect_null(strstr(path, "main"), "%s", path);
        cr_expect_null(strstr(path, "probe_"), "%s", path);
    }
}

static struct dhat load_heap(const char *version)
{
    char path[64];
    struct error error;
    struct dhat dhat;
    snprintf(path, sizeof path, "%s/dhat-ops.out", version);
    struct bytes text = fixture_load(path);
    cr_assert(dhat_read(path, text, &dhat, &error), "%s", error.text);
    fixture_dispose(text);
    return dhat;
}

/* The probe's own block of 1000 bytes is not the stage's. */
Test(flame, of_the_heap_end_in_what_called_malloc)
{
    for (size_t i = 0; i < VERSIONS; i++) {
        struct dhat dhat = load_heap(versions[i]);
        struct flame bytes = heap_flame(&dhat, ALLOC_SPACE);
        struct flame blocks = heap_flame(&dhat, ALLOC_OBJECTS);
        cr_expect_eq(weight_of(&bytes, "algo_one > buffer_new"), 480, "%s", versions[i]);
        cr_expect_eq(weight_of(&bytes, "algo_one"), 50, "%s", versions[i]);
        cr_expect_eq(bytes.total, 530);
        cr_expect_eq(sum_of(&bytes), 530);
        cr_expect_eq(weight_of(&blocks, "algo_one > buffer_new"), 10, "%s", versions[i]);
        cr_expect_eq(blocks.total, 20);
        expect_nothing_of_the_probe(&bytes);
        flame_dispose(&bytes);
        flame_dispose(&blocks);
        dhat_dispose(&dhat);
    }
}

Test(flame, of_the_heap_know_the_line_of_a_function_that_allocates_in_one)
{
    struct dhat dhat = load_heap(versions[0]);
    struct flame flame = heap_flame(&dhat, ALLOC_SPACE);
    for (size_t i = 0; i < flame.frame_count; i++) {
        const struct sample_place *frame = &flame.frames[i];
        bool is_new = bytes_equal(frame->function, bytes_from_string("buffer_new"));
        cr_expect_eq(frame->line, is_new ? 39 : 0);
        cr_expect(bytes_equal(frame->file, bytes_from_string(is_new ? "buffer.h" : "algo_one.c")));
    }
    flame_dispose(&flame);
    dhat_dispose(&dhat);
}

/* What the probe's loop cost itself. */
static uint64_t cost_of_loop(const struct callgrind *profile)
{
    static const char loop[] = "probe_ops'";
    uint64_t cost = 0;
    for (size_t i = 0; i < profile->line_count; i++) {
        struct bytes function = profile->lines[i].function;
        if (function.len > strlen(loop) && memcmp(function.at, loop, strlen(loop)) == 0)
            cost += profile->lines[i].cost.of[0];
    }
    return cost;
}

Test(flame, of_the_cpu_are_all_but_the_probes_loop)
{
    for (size_t i = 0; i < VERSIONS; i++) {
        struct cpu_fixture loaded = cpu_fixture_load(versions[i], "callgrind-callers.out");
        struct flame flame = cpu_flame(&loaded.profile, &loaded.inlined);
        uint64_t loop = cost_of_loop(&loaded.profile);
        cr_expect_gt(loop, 0);
        cr_expect_eq(flame.total, loaded.profile.totals.of[0] - loop);
        cr_expect_eq(sum_of(&flame), flame.total);
        expect_nothing_of_the_probe(&flame);
        flame_dispose(&flame);
        cpu_fixture_dispose(&loaded);
    }
}

Test(flame, of_the_cpu_have_the_librarys_and_the_inlined_functions)
{
    for (size_t i = 0; i < VERSIONS; i++) {
        struct cpu_fixture loaded = cpu_fixture_load(versions[i], "callgrind-callers.out");
        struct flame flame = cpu_flame(&loaded.profile, &loaded.inlined);
        cr_expect_gt(weight_of(&flame, "algo_one > memcmp"), 0, "%s", versions[i]);
        cr_expect_gt(weight_of(&flame, "algo_one > malloc"), 0, "%s", versions[i]);
        cr_expect_gt(weight_of(&flame, "algo_one > buffer_new"), 0, "%s", versions[i]);
        cr_expect_gt(weight_of(&flame, "algo_one > read_full > buffer_reader_read"), 0);
        flame_dispose(&flame);
        cpu_fixture_dispose(&loaded);
    }
}

static struct flame read_cpu(const char *text, struct callgrind *profile)
{
    struct error error;
    const struct addr2line nothing = {0};
    cr_assert(callgrind_read("x", bytes_from_string(text), profile, &error), "%s", error.text);
    return cpu_flame(profile, &nothing);
}

Test(flame, of_the_cpu_understand_how_callgrind_names_contexts)
{
    static const struct {
        const char *context, *path;
    } rows[] = {
        {"algo_one'probe_ops'main'(below main)", "algo_one"},
        {"f'2'algo_one'probe_ops'main", "algo_one > f"},
        {"f'algo_one'2'probe_ops", "algo_one > f"},
        {"read.part.0'algo_one'probe_ops", "algo_one > read"},
        {"__memcpy_sse2_unaligned_erms'f'algo_one'probe_ops", "algo_one > f > memcpy"},
        {".hidden'algo_one'probe_ops", "algo_one > .hidden"},
        {"f'g'h", "h > g > f"}, /* too deep: cut off above */
        {"probe_ops'main", ""},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char text[256];
        struct callgrind profile;
        snprintf(text, sizeof text, "events: Ir\nfl=???\nfn=%s\n0 7\ntotals: 7\n", rows[i].context);
        struct flame flame = read_cpu(text, &profile);
        uint64_t expected = rows[i].path[0] == '\0' ? 0 : 7;
        cr_expect_eq(flame.total, expected, "%s", rows[i].context);
        cr_expect_eq(weight_of(&flame, rows[i].path), expected, "%s", rows[i].context);
        flame_dispose(&flame);
        callgrind_dispose(&profile);
    }
}
