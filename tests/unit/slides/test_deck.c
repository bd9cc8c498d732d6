/* What tooling/slides/deck.h promises. */
#include "slides/deck.h"

#include "base/format.h"
#include "unit/reader_case.h"

#include <criterion/criterion.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

static const char measured[] =
    "{\"figures\":{\"solution-2\":{\"allocs_per_op\":1,\"instructions_per_op\":12491.5,"
    "\"peak_bytes\":0,\"talk\":{\"x_stage_1\":0.74}},\"stage-1\":{\"allocs_per_op\":2}}}";

static cJSON *json;

static void start(void)
{
    json = cJSON_Parse(measured);
    cr_assert_not_null(json);
}

static void end(void)
{
    cJSON_Delete(json);
}

TestSuite(slides_deck, .timeout = 30, .init = start, .fini = end);

static const char source[] = "/* first */\n"
                             "int a(void)\n"
                             "{\n"
                             "    return 1 < 2; /* \"one\" */\n"
                             "}\n"
                             "int b(void)\n"
                             "{\n"
                             "    return 2;\n"
                             "}\n";

static bool read_source(const void *context, enum deck_kind kind, const char *name,
                        struct buffer *text, struct error *error)
{
    (void)context;
    if (strcmp(name, "a.c") != 0) {
        strcpy(error->text, "cannot read it");
        return false;
    }
    const char *content = kind == DECK_CHART ? "<svg a=\"#1\">\n%</svg>" : source;
    return buffer_write(text, bytes_from_string(content)) == STREAM_OK;
}

static bool fill(struct bytes text, struct buffer *filled, struct error *error)
{
    const struct deck_sources sources = {json, read_source, NULL};
    return deck_fill("x", text, &sources, filled, error);
}

#define SETTINGS "---\nsize: 16:9\n---\n"

static void expect_filled(const char *deck, const char *expected)
{
    struct error error = {0};
    struct buffer text = buffer_bounded(SIZE_MAX);
    struct buffer filled = buffer_bounded(SIZE_MAX);
    format_add(&text, SETTINGS "%s\n", deck);
    cr_expect(fill(buffer_rest(&text), &filled, &error), "%s: %s", deck, error.text);
    format_add(&filled, "%c", '\0');
    cr_expect(filled.len > strlen(SETTINGS), "%s", deck);
    const char *got = (const char *)filled.at + strlen(SETTINGS);
    if (filled.len > strlen(SETTINGS))
        cr_expect(strncmp(got, expected, strlen(expected)) == 0 &&
                      strcmp(got + strlen(expected), "\n") == 0,
                  "%s: expected\n%s\ngot\n%s", deck, expected, got);
    buffer_dispose(&text);
    buffer_dispose(&filled);
}

Test(slides_deck, fills_in_figures)
{
    static const char *const cases[][2] = {
        {"{{figure solution-2.allocs_per_op}} of {{figure stage-1.allocs_per_op}}", "1 of 2"},
        {"<!-- {{figure solution-2.instructions_per_op}} -->", "<!-- 12,492 -->"},
        {"{{figure solution-2.talk.x_stage_1 as ratio}}", "0.74"},
        {"{{figure solution-2.talk.x_stage_1 as percent}}", "74 %"},
        {"{{figure stage-1.allocs_per_op / solution-2.talk.x_stage_1 as times}}", "2.7"},
        {"{{figure stage-1.allocs_per_op - solution-2.allocs_per_op}}", "1"},
        {"{{figure solution-2.allocs_per_op - stage-1.allocs_per_op}}", "-1"},
        {"{{figure solution-2.allocs_per_op / stage-1.allocs_per_op}}", "0.50"},
        {"the talk: {{talk 1,025 ns/op}}", "the talk: 1,025 ns/op"},
        {"{ and }} are text", "{ and }} are text"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        expect_filled(cases[i][0], cases[i][1]);
}

Test(slides_deck, takes_claims_that_hold)
{
    static const char *const claims[] = {
        "stage-1.allocs_per_op = 2",
        "stage-1.allocs_per_op > solution-2.allocs_per_op",
        "solution-2.allocs_per_op / stage-1.allocs_per_op <= 0.5",
        "stage-1.allocs_per_op - solution-2.allocs_per_op >= 1",
        "solution-2.allocs_per_op < stage-1.allocs_per_op",
    };
    for (size_t i = 0; i < sizeof claims / sizeof *claims; i++) {
        char deck[160];
        snprintf(deck, sizeof deck, "{{expect %s}}", claims[i]);
        expect_filled(deck, "");
    }
}

Test(slides_deck, cuts_code_and_output)
{
    expect_filled("{{code a.c from /^int a/ to /^}/ mark /return/ as after}}",
                  "<pre class=\"code after\"><code>int a(void)\n{\n"
                  "<mark>    return 1 &#60; 2; <i>/* &#34;one&#34; */</i></mark>\n}\n"
                  "</code></pre>\n");
    expect_filled("{{code a.c from /return 2/}}",
                  "<pre class=\"code plain\"><code>return 2;\n</code></pre>\n");
    expect_filled("{{output a.c from /return 2/}}",
                  "<pre class=\"output plain\"><code>    return 2;\n</code></pre>\n");
    expect_filled("{{output a.c from /return 1/ and /return 2/ mark /2;$/}}",
                  "<pre class=\"output plain\"><code>return 1 &#60; 2; /* &#34;one&#34; */\n"
                  "<mark>return 2;</mark>\n</code></pre>\n");
}

Test(slides_deck, puts_a_chart_into_an_address)
{
    expect_filled("<img src=\"{{chart a.c}}\">",
                  "<img src=\"data:image/svg+xml,%3Csvg%20a=%22%231%22%3E%0A%25%3C/svg%3E\">");
}

static bool read_and_end(const char *name, struct bytes text, struct error *error, bool *left_empty)
{
    (void)name; /* always "x" */
    struct buffer filled = buffer_bounded(SIZE_MAX);
    bool done = fill(text, &filled, error);
    buffer_dispose(&filled);
    *left_empty = true;
    return done;
}

#define X "x:4: "

Test(slides_deck, refuses_what_is_gone_or_has_drifted)
{
    static const struct refused cases[] = {
        {"a marker that is gone", SETTINGS "{{code a.c from /int c/}}\n",
         X "a.c: expected one line like /int c/, got 0", 0},
        {"an ambiguous one", SETTINGS "{{code a.c from /^int/}}\n",
         X "a.c: expected one line like /^int/, got 2", 0},
        {"no end", SETTINGS "{{code a.c from /int b/ to /int/}}\n",
         X "a.c: expected a line like /int/ below line 6, got none", 0},
        {"nothing to mark", SETTINGS "{{code a.c from /int b/ mark /a/}}\n",
         X "a.c: expected a line like /a/ to mark, got none", 0},
        {"no pattern", SETTINGS "{{code a.c from /(/}}\n",
         X "a.c: expected a regular expression, got /(/", 0},
        {"no file", SETTINGS "{{code b.c from /a/}}\n", X "b.c: cannot read it", 0},
        {"no chart", SETTINGS "{{chart b.c}}\n", X "b.c: cannot read it", 0},
        {"a figure that has changed", SETTINGS "{{expect stage-1.allocs_per_op = 3}}\n",
         X "expected stage-1.allocs_per_op = 3, got 2", 0},
        {"a claim that is no more", SETTINGS "{{expect stage-1.allocs_per_op < 2}}\n",
         X "expected stage-1.allocs_per_op < 2, got 2", 0},
        {"a figure of nothing", SETTINGS "{{figure stage-2.allocs_per_op}}\n",
         X "expected a figure that was measured, got stage-2.allocs_per_op", 0},
        {"a figure that is none", SETTINGS "{{figure solution-2.talk}}\n",
         X "expected a figure that was measured, got solution-2.talk", 0},
        {"a division by 0", SETTINGS "{{figure stage-1.allocs_per_op / solution-2.peak_bytes}}\n",
         X "expected a finite figure, got a division by 0", 0},
        {"a number", SETTINGS "{{figure 53}}\n", X "expected the name of a figure, got 53", 0},
    };
    expect_refused(read_and_end, cases, sizeof cases / sizeof *cases);
}

Test(slides_deck, refuses_numbers_that_somebody_typed)
{
    static const struct refused cases[] = {
        {"with a unit", SETTINGS "It needs 53 B/op.\n",
         X "expected {{figure ...}} or {{talk ...}}, got \"53\"", 0},
        {"in a note", SETTINGS "<!-- 2 allocations -->\n",
         X "expected {{figure ...}} or {{talk ...}}, got \"2\"", 0},
        {"after a figure", SETTINGS "{{figure stage-1.allocs_per_op}} of 1,060\n",
         X "expected {{figure ...}} or {{talk ...}}, got \"1,060\"", 0},
    };
    expect_refused(read_and_end, cases, sizeof cases / sizeof *cases);
}

Test(slides_deck, refuses_what_it_does_not_understand)
{
    static const struct refused cases[] = {
        {"nothing", "", "x:1: expected ---, and Marp's settings after it, got the end of the text",
         0},
        {"no end of the settings", "---\na: b\n",
         "x:3: expected --- after Marp's settings, got the end of the text", 0},
        {"an unknown word", SETTINGS "{{picture a}}\n",
         X "expected code, output, chart, talk, expect or figure after {{, got \"{{picture a}}\"",
         0},
        {"no name", SETTINGS "{{code  from /a/}}\n",
         X "expected a name, and from /pattern/, got \"{{code  from /a/}}\"", 0},
        {"a pattern without end", SETTINGS "{{code a.c from /a}}\n",
         X "expected a name, and from /pattern/, got \"{{code a.c from /a}}\"", 0},
        {"words after it", SETTINGS "{{figure stage-1.allocs_per_op as words}}\n",
         X "expected }} after the directive, got \"{{figure stage-1.allocs_per_op as words}}\"", 0},
        {"no relation", SETTINGS "{{expect stage-1.allocs_per_op}}\n",
         X "expected one of = < <= > >= between two formulas, got "
           "\"{{expect stage-1.allocs_per_op}}\"",
         0},
        {"an empty figure of the talk's", SETTINGS "{{talk }}\n",
         X "expected the talk's figure, got \"{{talk }}\"", 0},
        {"cut off", SETTINGS "{{talk 5 B}}",
         X "expected a whole line, got \"{{talk 5 B}}\" and the end of the text", 0},
    };
    expect_refused(read_and_end, cases, sizeof cases / sizeof *cases);
}

Test(slides_deck, reads_a_prefix_only_if_it_ends_with_a_line)
{
    static const char deck[] =
        SETTINGS "{{figure stage-1.allocs_per_op / solution-2.talk.x_stage_1}}\n"
                 "{{code a.c from /int b/ to /}/ mark /return/}}\n"
                 "{{expect stage-1.allocs_per_op = 2}}\n";
    size_t lines = 3;
    cr_expect_eq(count_prefixes_read(read_and_end, bytes_from_string(deck)), lines);
}

Test(slides_deck, says_when_there_is_no_memory)
{
    static const char deck[] = SETTINGS "one {{figure stage-1.allocs_per_op}} {{talk 5 B}}\n";
    expect_no_memory_refused(read_and_end, bytes_from_string(deck),
                             "x: not enough memory to read it");
}
