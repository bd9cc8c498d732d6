#include "bench/compare_text.h"

#include "base/format.h"
#include "bench/comparison.h"

#include <string.h>

static const cJSON *list(const cJSON *object, const char *name)
{
    return cJSON_GetObjectItemCaseSensitive(object, name);
}

/* Three digits. */
static int decimals(double figure)
{
    return figure < 1 ? 3 : figure < 10 ? 2 : figure < 100 ? 1 : 0;
}

static void add_figure(struct buffer *text, int width, double figure)
{
    format_add(text, " %*.*f", width, decimals(figure), figure);
}

static void add_ratio(struct buffer *text, const cJSON *program, const char *name)
{
    enum { WIDTH = 9 };
    if (list(program, name) == NULL)
        format_add(text, " %*s", WIDTH, "-");
    else
        add_figure(text, WIDTH, json_number(program, name));
}

static void add_program(const cJSON *program, struct buffer *text)
{
    const char *why = json_text(program, "why");
    double seconds = json_number(program, "seconds");
    format_add(text, "%-10s ", json_text(program, "name"));
    if (seconds <= 0) {
        format_add(text, " %s: %s\n", json_text(program, "answer"), why);
        return;
    }
    format_add(text, "%9.4f %4.0f%% %9.4f", seconds,
               100 * (json_number(program, "median") / seconds - 1),
               json_number(program, "cpu_seconds"));
    add_figure(text, 7, json_number(program, "gb_per_s"));
    add_ratio(text, program, "x_limit");
    add_ratio(text, program, "x_replace");
    add_figure(text, 8, json_number(program, "peak_bytes") / (1 << 20));
    format_add(text, "  %s%s%s\n", json_text(program, "answer"), *why == '\0' ? "" : ": ", why);
}

static void add_input(const cJSON *input, struct buffer *text)
{
    const cJSON *program;
    format_add(text, "\n%s: %s (", json_text(input, "name"), json_text(input, "what"));
    format_add_count(text, (uint64_t)json_number(input, "matches"));
    format_add(text, " matches)\n%-10s %9s %5s %9s %7s %9s %9s %8s  %s\n", "program", "seconds",
               "+-", "cpu s", "GB/s", "x cat", "x replace", "peak MiB", "answer");
    cJSON_ArrayForEach(program, list(input, "programs")) add_program(program, text);
}

void draw_tables(const cJSON *document, struct buffer *text)
{
    const cJSON *input;
    cJSON_ArrayForEach(input, list(document, "inputs")) add_input(input, text);
}

/* The fastest program with a right answer, but for replace and the limit; NULL: there is none. */
static const cJSON *fastest_other(const cJSON *input)
{
    const cJSON *program;
    const cJSON *fastest = NULL;
    cJSON_ArrayForEach(program, list(input, "programs"))
    {
        const char *name = json_text(program, "name");
        if (!comparison_counts(program) || strcmp(name, peers[PEER_REPLACE].name) == 0 ||
            strcmp(name, peers[PEER_LIMIT].name) == 0)
            continue;
        if (fastest == NULL || json_number(program, "seconds") < json_number(fastest, "seconds"))
            fastest = program;
    }
    return fastest;
}

/* In less, a program has done little more than begin. */
static bool is_too_short(const cJSON *document, double seconds)
{
    const double least = 0.002;
    return json_number(document, "runs") < 2 || seconds < least;
}

static void add_lead(const cJSON *document, const cJSON *input, struct buffer *text)
{
    const cJSON *own = comparison_program(input, peers[PEER_REPLACE].name);
    const cJSON *other = fastest_other(input);
    if (own == NULL || !comparison_counts(own) || other == NULL)
        return;
    if (is_too_short(document, json_number(own, "seconds"))) {
        format_add(text, "%-7s too short, or too few runs, to say who is ahead\n",
                   json_text(input, "name"));
        return;
    }
    double lead = json_number(other, "seconds") / json_number(own, "seconds");
    double cpu = json_number(other, "cpu_seconds") / json_number(own, "cpu_seconds");
    format_add(text, "%-7s replace is %.*f times as fast as %s, the next (%.*f in CPU time)\n",
               json_text(input, "name"), decimals(lead), lead, json_text(other, "name"),
               decimals(cpu), cpu);
}

static void add_peak(const cJSON *document, struct buffer *text)
{
    const cJSON *input;
    double most = 0;
    cJSON_ArrayForEach(input, list(document, "inputs"))
    {
        double peak =
            json_number(comparison_program(input, peers[PEER_REPLACE].name), "peak_bytes");
        most = peak > most ? peak : most;
    }
    if (most > 0)
        format_add(text, "At its peak replace had %.2f MiB more than an empty program has.\n",
                   (most - json_number(document, "empty_peak_bytes")) / (1 << 20));
}

void draw_summary(const cJSON *document, struct buffer *text)
{
    const cJSON *input;
    format_add(text, "\n");
    cJSON_ArrayForEach(input, list(document, "inputs")) add_lead(document, input, text);
    add_peak(document, text);
    format_add(text, "\nEach file has ");
    format_add_count(text, (uint64_t)json_number(document, "bytes"));
    format_add(
        text,
        " bytes, from the seed %.0f. seconds are of the fastest of %.0f runs, +- is\n"
        "how far the median is from it: what else the machine does makes a run slower. cpu s "
        "is\nthe mean. The output of timed runs goes to /dev/null. Each answer was compared, "
        "byte by\nbyte, with the right one; cat only copies: it is the limit.\n",
        json_number(document, "seed"), json_number(document, "runs"));
}
