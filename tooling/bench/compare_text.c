#include "bench/compare_text.h"

#include "base/format.h"
#include "base/json.h"
#include "bench/comparison.h"

#include <string.h>

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
    if (json_get(program, name) == NULL)
        format_add(text, " %*s", WIDTH, "-");
    else
        add_figure(text, WIDTH, json_number(program, name));
}

void compare_text(const cJSON *document, struct buffer *text)
{
    const cJSON *input, *program;
    cJSON_ArrayForEach(input, json_get(document, "inputs"))
    {
        format_add(text, "\n%s: %s (", json_text(input, "name"), json_text(input, "what"));
        format_add_count(text, json_whole(input, "matches"));
        format_add(text, " matches)\n%-10s %9s %5s %9s %7s %9s %9s %8s  %s\n", "program", "seconds",
                   "+-", "cpu s", "GB/s", "x cat", "x replace", "peak MiB", "answer");
        cJSON_ArrayForEach(program, json_get(input, "programs"))
        {
            const char *why = json_text(program, "why");
            const char *answer = json_text(program, "answer");
            double seconds = json_number(program, "seconds");
            format_add(text, "%-10s ", json_text(program, "name"));
            if (seconds <= 0) {
                format_add(text, " %s: %s\n", answer, why);
                continue;
            }
            format_add(text, "%9.4f %4.0f%% %9.4f", seconds,
                       100 * (json_number(program, "median") / seconds - 1),
                       json_number(program, "cpu_seconds"));
            add_figure(text, 7, json_number(program, "gb_per_s"));
            add_ratio(text, program, "x_limit");
            add_ratio(text, program, "x_replace");
            add_figure(text, 8, json_number(program, "peak_bytes") / (1 << 20));
            format_add(text, "  %s%s%s\n", answer, *why == '\0' ? "" : ": ", why);
        }
    }
}

/* How far replace is ahead of the fastest other program with a right answer, but for the limit. */
static void add_lead(const cJSON *document, const cJSON *input, struct buffer *text)
{
    const double least = 0.002; /* in less, a program has done little more than start */
    const cJSON *own = comparison_program(input, peers[PEER_REPLACE].name);
    const cJSON *program;
    const cJSON *next = NULL;
    cJSON_ArrayForEach(program, json_get(input, "programs"))
    {
        const char *name = json_text(program, "name");
        if (comparison_counts(program) && strcmp(name, peers[PEER_REPLACE].name) != 0 &&
            strcmp(name, peers[PEER_LIMIT].name) != 0 &&
            (next == NULL || json_number(program, "seconds") < json_number(next, "seconds")))
            next = program;
    }
    if (own == NULL || !comparison_counts(own) || next == NULL)
        return;
    double seconds = json_number(own, "seconds");
    double lead = json_number(next, "seconds") / seconds;
    double cpu = json_number(next, "cpu_seconds") / json_number(own, "cpu_seconds");
    format_add(text, "%-7s ", json_text(input, "name"));
    if (json_number(document, "runs") < 2 || seconds < least)
        format_add(text, "too short, or too few runs, to say who is ahead\n");
    else
        format_add(text, "replace is %.*f times as fast as %s, the next (%.*f in CPU time)\n",
                   decimals(lead), lead, json_text(next, "name"), decimals(cpu), cpu);
}

void compare_summary_text(const cJSON *document, struct buffer *text)
{
    const cJSON *input;
    double most = 0;
    format_add(text, "\n");
    cJSON_ArrayForEach(input, json_get(document, "inputs"))
    {
        const cJSON *own = comparison_program(input, peers[PEER_REPLACE].name);
        double peak = json_number(own, "peak_bytes");
        most = peak > most ? peak : most;
        add_lead(document, input, text);
    }
    if (most > 0)
        format_add(text, "At its peak replace had %.2f MiB more than an empty program has.\n",
                   (most - json_number(document, "empty_peak_bytes")) / (1 << 20));
    format_add(text, "\nEach file has ");
    format_add_count(text, json_whole(document, "bytes"));
    format_add(
        text,
        " bytes, from the seed %.0f. seconds are of the fastest of %.0f runs, +- is\n"
        "how far the median is from it: what else the machine does makes a run slower. cpu s "
        "is\nthe mean. The output of timed runs goes to /dev/null. Each answer was compared, "
        "byte by\nbyte, with the right one; cat only copies: it is the limit.\n",
        json_number(document, "seed"), json_number(document, "runs"));
}
