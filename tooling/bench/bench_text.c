#include "bench/bench_text.h"

#include "base/format.h"
#include "base/json.h"

/* A figure per op in a column: "53", "0.250", "12,345"; "-" if there is none. */
static void add_figure(struct buffer *text, size_t width, const cJSON *row, const char *name)
{
    struct buffer cell = buffer_bounded(64);
    double value = json_number(row, name);
    bool whole = value == (double)(uint64_t)value;
    if (!cJSON_IsNumber(json_get(row, name)))
        format_add(&cell, "-");
    else if (whole || value >= 100)
        format_add_count(&cell, (uint64_t)(value + 0.5));
    else
        format_add(&cell, "%.3f", value);
    for (size_t i = cell.len; i < width; i++)
        format_add(text, " ");
    format_add_bytes(text, buffer_rest(&cell));
    buffer_dispose(&cell);
}

/* Three digits or more, down to thousandths. */
static void add_size(struct buffer *text, int width, double size)
{
    int digits = size < 1 ? 3 : size < 10 ? 2 : size < 100 ? 1 : 0;
    format_add(text, " %*.*f", width, digits, size);
}

/* `copied` is the speed of memcpy in GB/s. */
static void add_row(const cJSON *row, double copied, struct buffer *text)
{
    const cJSON *talk = json_get(row, "talk");
    const cJSON *rare = json_get(row, "rare");
    double speed = json_number(rare, "gb_per_s");
    format_add(text, "%-11s", json_text(row, "name"));
    if (json_get(row, "why") != NULL) {
        format_add(text, " %s\n", json_text(row, "why"));
        return;
    }
    add_size(text, 8, json_number(talk, "ns_per_op"));
    double ratio = json_number(talk, "x_stage_1");
    format_add(text, " %5.1f%% %9.*f", 100 * json_number(talk, "spread"), ratio < 0.1 ? 3 : 2,
               ratio);
    add_figure(text, 7, row, "bytes_per_op");
    add_figure(text, 10, row, "allocs_per_op");
    add_figure(text, 16, row, "instructions_per_op");
    add_size(text, 10, json_number(rare, "ns_per_op") / 1e6);
    format_add(text, " %7.3f %5.1f%% %8.3f\n", speed, 100 * json_number(rare, "spread"),
               copied > 0 ? speed / copied : 0);
}

void bench_text(const cJSON *report, struct buffer *text)
{
    const cJSON *row;
    const cJSON *rows = json_get(report, "rows");
    const cJSON *copy = cJSON_GetArrayItem(rows, cJSON_GetArraySize(rows) - 1);
    double copied = json_number(json_get(copy, "rare"), "gb_per_s");
    format_add(text, "\n%-11s %-58s   ", "", "the talk's stream");
    format_add_count(text, json_whole(json_get(json_get(report, "inputs"), "rare"), "bytes"));
    format_add(text, " B of text\n%-11s %8s %6s %9s %6s %9s %15s %10s %7s %6s %8s\n", "program",
               "ns/op", "+-", "x stage 1", "B/op", "allocs/op", "instructions/op", "ms/op", "GB/s",
               "+-", "x memcpy");
    cJSON_ArrayForEach(row, rows) add_row(row, copied, text);
    format_add(
        text,
        "\nns/op and ms/op differ from run to run and from machine to machine; B/op, "
        "allocs/op and\ninstructions/op do not. Times are CPU time, the median of %.0f "
        "repetitions in random\norder; +- is how far the farthest of them is from it. memcpy "
        "copies the same bytes.\nIn the text, matches are rare; x memcpy is the ratio of "
        "the GB/s there.\n",
        json_number(report, "repetitions"));
    if (cJSON_IsTrue(json_get(json_get(report, "machine"), "cpu_scaling")))
        format_add(text, "This machine changes its speed as it runs (CPU frequency scaling): trust "
                         "small differences less.\n");
}
