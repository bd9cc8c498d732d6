/* What tooling/slides/gather.h promises. */
#include "slides/gather.h"

#include "base/format.h"
#include "unit/reader_case.h"

#include <criterion/criterion.h>
#include <stdint.h>

TestSuite(slides_gather, .timeout = 30, .init = reader_case_hook_json);

static const char solution[] = "{\"measured\":{\"allocs_per_op\":1,\"instructions_per_op\":12491},"
                               "\"ceilings\":{\"allocs_per_op\":2}}";

static const char start[] = "{\"measured\":{\"allocs_per_op\":2,\"instructions_per_op\":16871.4},"
                            "\"ceilings\":{}}";

static const char bench[] =
    "{\"repetitions\":5,\"inputs\":{\"talk\":{\"bytes\":119},\"rare\":{\"bytes\":1024}},\"rows\":["
    "{\"name\":\"start 1\",\"talk\":{\"x_stage_1\":1},\"rare\":{\"x_stage_1\":1}},"
    "{\"name\":\"yours 2\",\"why\":\"wrong answer\"},"
    "{\"name\":\"solution 2\",\"talk\":{\"x_stage_1\":0.74},\"rare\":{\"x_stage_1\":0.9}},"
    "{\"name\":\"algo_two\",\"talk\":{\"x_stage_1\":0.22},\"rare\":{\"x_stage_1\":0.4}},"
    "{\"name\":\"memcpy\",\"talk\":{\"x_stage_1\":0.001},\"rare\":{\"x_stage_1\":0.001}}]}";

static cJSON *gathered(void)
{
    cJSON *document = gather_new();
    cJSON *first = cJSON_Parse(start);
    cJSON *second = cJSON_Parse(solution);
    cJSON *report = cJSON_Parse(bench);
    cr_assert(gather_result(document, "stage-1", first) &&
              gather_result(document, "solution-2", second) && gather_bench(document, report));
    cJSON_Delete(first);
    cJSON_Delete(second);
    cJSON_Delete(report);
    return document;
}

Test(slides_gather, has_a_label_for_each_program)
{
    cJSON *document = gathered();
    char *text = cJSON_PrintUnformatted(document);
    cr_expect_str_eq(
        text, "{\"figures\":{"
              "\"stage-1\":{\"allocs_per_op\":2,\"instructions_per_op\":16871.4,\"ceilings\":{},"
              "\"talk\":{\"x_stage_1\":1},\"rare\":{\"x_stage_1\":1}},"
              "\"solution-2\":{\"allocs_per_op\":1,\"instructions_per_op\":12491,"
              "\"ceilings\":{\"allocs_per_op\":2},\"talk\":{\"x_stage_1\":0.74},"
              "\"rare\":{\"x_stage_1\":0.9}},"
              "\"algo-two\":{\"talk\":{\"x_stage_1\":0.22},\"rare\":{\"x_stage_1\":0.4}},"
              "\"memcpy\":{\"talk\":{\"x_stage_1\":0.001},\"rare\":{\"x_stage_1\":0.001}},"
              "\"course\":{\"stream_bytes\":119,\"long_bytes\":1024,\"repetitions\":5}}}");
    cJSON_free(text);
    cJSON_Delete(document);
}

static void expect_bars(const cJSON *document, const char *path, const char *expected)
{
    struct buffer rows = buffer_bounded(SIZE_MAX);
    gather_bars(document, path, &rows);
    format_add(&rows, "%c", '\0');
    cr_expect_str_eq((const char *)rows.at, expected);
    buffer_dispose(&rows);
}

Test(slides_gather, has_a_bar_for_each_figure)
{
    cJSON *document = gathered();
    expect_bars(document, "instructions_per_op",
                "\"stage-1\" 1.000000 \"16,871\"\n\"solution-2\" 0.740365 \"12,491\"\n");
    expect_bars(document, "talk.x_stage_1",
                "\"stage-1\" 1.000000 \"1.00\"\n\"solution-2\" 0.740000 \"0.74\"\n"
                "\"algo-two\" 0.220000 \"0.22\"\n");
    expect_bars(document, "talk.nothing", "");
    cJSON_Delete(document);
}
