#include "bench/bench_text.h"

#include "base/format.h"

static const cJSON *field(const cJSON *object, const char *name)
{
    return cJSON_GetObjectItemCaseSensitive(object, name);
}

static double number(const cJSON *object, const char *name)
{
    const cJSON *found = field(object, name);
    return cJSON_IsNumber(found) ? found->valuedouble : 0;
}

static const char *string(const cJSON *object, const char *name)
{
    const char *found = cJSON_GetStringValue(field(object, name));
    return found == NULL ? "" : found;
}

static void add_padded(struct buffer *text, size_t width, const struct buffer *cell)
{
    for (size_t i = cell->len; i < width; i++)
        format_add(text, " ");
    format_add_bytes(text, buffer_rest(cell));
}

/* A figure per op in a column: "53", "0.250", "12,345"; "-" where there is none. */
static void add_figure(struct buffer *text, size_t width, const cJSON *row, const char *name)
{
    struct buffer cell = buffer_bounded(64);
    const cJSON *found = field(row, name);
    double value = number(row, name);
    bool whole = value == (double)(uint64_t)value;
    if (!cJSON_IsNumber(found))
        format_add(&cell, "-");
    else if (whole || value >= 100)
        format_add_count(&cell, (uint64_t)(value + 0.5));
    else
        format_add(&cell, "%.3f", value);
    add_padded(text, width, &cell);
    buffer_dispose(&cell);
}

/* Three digits or more, down to thousandths. */
static void add_size(struct buffer *text, int width, double size)
{
    int digits = size < 1 ? 3 : size < 10 ? 2 : size < 100 ? 1 : 0;
    format_add(text, " %*.*f", width, digits, size);
}

/* How much of a mere copy's speed that is; memcpy is the last row. */
static double of_memcpy(const cJSON *rows, const cJSON *row)
{
    const cJSON *last = cJSON_GetArrayItem(rows, cJSON_GetArraySize(rows) - 1);
    double copied = number(field(last, "rare"), "gb_per_s");
    return copied > 0 ? number(field(row, "rare"), "gb_per_s") / copied : 0;
}

static void add_row(const cJSON *rows, const cJSON *row, struct buffer *text)
{
    const cJSON *talk = field(row, "talk");
    const cJSON *rare = field(row, "rare");
    format_add(text, "%-11s", string(row, "name"));
    if (field(row, "why") != NULL) {
        format_add(text, " %s\n", string(row, "why"));
        return;
    }
    add_size(text, 8, number(talk, "ns_per_op"));
    double ratio = number(talk, "x_stage_1");
    format_add(text, " %5.1f%% %9.*f", 100 * number(talk, "spread"), ratio < 0.1 ? 3 : 2, ratio);
    add_figure(text, 7, row, "bytes_per_op");
    add_figure(text, 10, row, "allocs_per_op");
    add_figure(text, 16, row, "instructions_per_op");
    add_size(text, 10, number(rare, "ns_per_op") / 1e6);
    format_add(text, " %7.3f %5.1f%% %8.3f\n", number(rare, "gb_per_s"),
               100 * number(rare, "spread"), of_memcpy(rows, row));
}

static double bytes_of_input(const cJSON *report, const char *name)
{
    return number(field(field(report, "inputs"), name), "bytes");
}

static void add_head(const cJSON *report, struct buffer *text)
{
    format_add(text, "\n%-11s %-58s   ", "", "the talk's stream");
    format_add_count(text, (uint64_t)bytes_of_input(report, "rare"));
    format_add(text, " B of text\n%-11s %8s %6s %9s %6s %9s %15s %10s %7s %6s %8s\n", "program",
               "ns/op", "+-", "x stage 1", "B/op", "allocs/op", "instructions/op", "ms/op", "GB/s",
               "+-", "x memcpy");
}

static void add_notes(const cJSON *report, struct buffer *text)
{
    format_add(
        text,
        "\nns/op and ms/op move from run to run and from machine to machine; B/op, allocs/op "
        "and\ninstructions/op do not. Times are CPU time, the median of %.0f repetitions in "
        "random\norder; +- is how far the farthest of them is from it. memcpy copies the same "
        "bytes.\nIn the text, ",
        number(report, "repetitions"));
    format_add(text, "what is to be replaced is rare; x memcpy is the ratio of the GB/s there.\n");
    if (cJSON_IsTrue(field(field(report, "machine"), "cpu_scaling")))
        format_add(text, "This machine changes its speed as it goes (CPU frequency scaling): trust "
                         "small differences less.\n");
}

void draw_table(const cJSON *report, struct buffer *text)
{
    const cJSON *row;
    add_head(report, text);
    cJSON_ArrayForEach(row, field(report, "rows")) add_row(field(report, "rows"), row, text);
    add_notes(report, text);
}
