/* What tooling/bench/compare_chart.h promises; gnuplot itself draws in tests/verbs/test_compare.c. */
#include "bench/compare_chart.h"

#include "unit/bench/compared.h"

#include <criterion/criterion.h>
#include <string.h>

TestSuite(compare_chart, .timeout = 10);

static void expect_part(const struct buffer *script, const char *part)
{
    cr_expect_not_null(strstr((const char *)script->at, part), "expected \"%s\" in\n%s", part,
                       (const char *)script->at);
}

Test(compare_chart, has_a_bar_for_each_program_and_says_what_it_is)
{
    static const char *const parts[] = {
        "set output \"./it\\047s here.svg\"\n",
        "layout 2,2 ",
        "files of 0.9537 MiB",
        "\"rare: text, with a match each 100,000 bytes\" at graph",
        "\n0 0.1 29362 \"0.10\" \"replace\"\n"
        "1 0.2 10066329 \"0.20\" \"cat\"\n"
        "2 0.025 15113984 \"0.03\" \"rg\"\n"
        "3 0.01 15113984 \"0.01\" \"sed\"\n"
        "4 0 15981744 \"missing\" \"perl\"\n"
        "5 0 15981744 \"failed\" \"python3\"\n"
        "6 0.05 15113984 \"0.05\" \"solution 4\"\n"
        "7 0.05 15981744 \"0.05, wrong answer\" \"algo_two\"\n",
        "set yrange [7.6:-0.6]\n",
        "set xrange [0:0.26]\n",
        "\n0 2 29362 \"2.0\" \"replace\"\n",
        "\nunset multiplot\n",
    };
    struct error error;
    struct buffer script = buffer_bounded(SIZE_MAX);
    cJSON *document = compared_make(&error);
    compare_chart_script(document, "it's here.svg", &script);
    cr_assert_eq(buffer_write_byte(&script, '\0'), STREAM_OK);
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        expect_part(&script, parts[i]);
    cJSON_Delete(document);
    buffer_dispose(&script);
}

/* A document that was written by hand is data to gnuplot, too. */
Test(compare_chart, takes_no_text_for_a_command)
{
    static const char text[] =
        "{\"bytes\":1,\"seed\":1,\"runs\":1,\"empty_peak_bytes\":1,\"inputs\":[{\"name\":\"a\\\""
        "\\n!rm\",\"what\":\"`id`\",\"matches\":0,\"programs\":[{\"name\":\"END\\n$x\","
        "\"answer\":\"missing\"}]}]}";
    struct error error;
    struct buffer script = buffer_bounded(SIZE_MAX);
    cJSON *document = comparison_read("x", bytes_from_string(text), &error);
    cr_assert_not_null(document, "%s", error.text);
    compare_chart_script(document, "x.svg", &script);
    cr_assert_eq(buffer_write_byte(&script, '\0'), STREAM_OK);
    expect_part(&script, "\"a\\042\\012\\041rm: \\140id\\140\"");
    expect_part(&script, "\"END\\012\\044x\"");
    cJSON_Delete(document);
    buffer_dispose(&script);
}
