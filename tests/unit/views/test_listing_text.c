/* What tooling/views/listing_text.h promises: pprof's list and top. */
#include "views/listing_text.h"

#include <criterion/criterion.h>
#include <string.h>

TestSuite(listing_draw, .timeout = 10);

static const struct draw_style heap_style = {
    .unit = " B", .noun = "B", .ops = 1000, .root = "/w", .on = "on the talk's stream"};

static struct sample_place at(const char *function, const char *file, uint64_t line)
{
    return (struct sample_place){
        .function = bytes_from_string(function), .file = bytes_from_string(file), .line = line};
}

/* 48 bytes an op in an inlined constructor, 5 in f itself. */
static struct listing example(void)
{
    struct listing listing = {0};
    const struct sample_place made[] = {at("make", "/w/b.h", 9), at("f", "/w/a.c", 3)};
    const struct sample_place own[] = {at("f", "/w/a.c", 4)};
    cr_assert(listing_add(&listing, made, 2, 48000, false));
    cr_assert(listing_add(&listing, own, 1, 5250, false));
    listing_sort(&listing);
    return listing;
}

static void expect_text(struct buffer *text, const char *expected)
{
    cr_assert_eq(buffer_write_byte(text, '\0'), STREAM_OK);
    cr_expect_str_eq((const char *)text->at, expected, "%s", (const char *)text->at);
    buffer_dispose(text);
}

Test(listing_draw, the_total_is_per_op)
{
    struct listing listing = example();
    struct buffer text = buffer_bounded(SIZE_MAX);
    draw_total(&listing, &heap_style, "alloc_space", &text);
    draw_total(&(struct listing){0}, &heap_style, "inuse_space", &text);
    expect_text(&text, "Total: 53.250 B/op (alloc_space: 53,250 B in 1,000 ops on the talk's "
                       "stream)\nTotal: 0 B/op (inuse_space: 0 B in 1,000 ops on the talk's "
                       "stream)\n");
    listing_dispose(&listing);
}

static char name_of_f[] = "f";
static struct ctags_function f_lines = {.name = name_of_f, .first_line = 2, .last_line = 5};
static const struct ctags f_only = {.functions = &f_lines, .function_count = 1};

Test(listing_draw, a_function_is_its_source_with_flat_and_cum_in_front)
{
    struct listing listing = example();
    struct buffer text = buffer_bounded(SIZE_MAX);
    const struct draw_source source = {
        bytes_from_string("#include\nint f(void)\n{ make();\n\tmalloc(5); \x1b[31m\n}\n"), &f_only};
    draw_function(&listing, &listing.functions[1], &source, &heap_style, &text);
    expect_text(&text, "\nROUTINE ======================== f in a.c\n"
                       "    5.250 B    53.250 B (flat, cum) 100.0 % of the total\n"
                       "          .           .      2: int f(void)\n"
                       "          .        48 B >    3: { make();\n"
                       "    5.250 B     5.250 B >    4: \tmalloc(5); ?[31m\n"
                       "          .           .      5: }\n");
    listing_dispose(&listing);
}

Test(listing_draw, the_hottest_line_is_the_one_with_most_cum)
{
    struct listing listing = example();
    struct draw_style style = heap_style;
    struct buffer text = buffer_bounded(SIZE_MAX);
    const struct draw_source source = {bytes_from_string("1\n2\n3\n4\n5"), &f_only};
    style.unit = "";
    style.whole = true;
    style.mark_hottest = true;
    style.colours = true;
    draw_function(&listing, &listing.functions[1], &source, &style, &text);
    expect_text(&text, "\nROUTINE ======================== f in a.c\n"
                       "          5          53 (flat, cum) 100.0 % of the total\n"
                       "          .           .      2: 2\n"
                       "\033[1;31m          .          48 >    3: 3   <- hottest line\033[0m\n"
                       "\033[1m          5           5 >    4: 4\033[0m\n"
                       "          .           .      5: 5\n");
    listing_dispose(&listing);
}

Test(listing_draw, a_function_without_source_says_so)
{
    struct listing listing = {0};
    struct buffer text = buffer_bounded(SIZE_MAX);
    const struct sample_place place = at("memcmp", "", 0);
    cr_assert(listing_add(&listing, &place, 1, 1000, false));
    draw_function(&listing, &listing.functions[0], NULL, &heap_style, &text);
    expect_text(&text, "\nROUTINE ======================== memcmp in a library\n"
                       "        1 B         1 B (flat, cum) 100.0 % of the total\n"
                       "                        (its source is not here)\n");
    listing_dispose(&listing);
}

Test(listing_draw, top_is_a_row_a_function_the_largest_flat_first)
{
    struct listing listing = example();
    struct buffer text = buffer_bounded(SIZE_MAX);
    draw_top(&listing, &heap_style, &text);
    expect_text(&text, "       flat   flat %         cum    cum %  function\n"
                       "       48 B   90.1 %        48 B   90.1 %  make  (b.h)\n"
                       "    5.250 B    9.9 %    53.250 B  100.0 %  f  (a.c)\n");
    listing_dispose(&listing);
}
