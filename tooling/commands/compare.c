/* make compare: replace beside what else replaces, on the same files: answers, time, memory. */
#include "base/files.h"
#include "base/format.h"
#include "bench/compare_chart.h"
#include "bench/compare_text.h"
#include "bench/comparison.h"
#include "bench/run_peers.h"
#include "bench/save_report.h"
#include "commands/options.h"
#include "commands/terminal.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char usage[] = "usage: compare [--bytes N] [--seed N] [--runs N] [--into FOLDER]\n"
                            "  --bytes N   the length of each file (67108864, 64 MiB)\n"
                            "  --seed N    what the files are made from (1)\n"
                            "  --runs N    how often each program is timed on each of them (5)";

#define LEAST_BYTES 4096
#define USUAL_BYTES (UINT64_C(64) << 20)
#define MOST_BYTES (UINT64_C(16) << 30)
#define MOST_SEED (UINT64_C(1) << 53) /* the last number that JSON has exactly */

enum { USUAL_RUNS = 5 };

struct order {
    const char *into;
    struct comparison_facts facts;
    char scratch[WORKDIR_PATH_SIZE];
};

static void tell_plan(const struct order *order)
{
    printf("%d files of ", SAMPLE_KINDS);
    printf("%.4g MiB, one after the other in %s; %d programs, each timed %" PRIu64
           " times on each.\n",
           (double)order->facts.bytes / (1 << 20), order->scratch, PEERS, order->facts.runs);
    fflush(stdout);
}

static void tell_input(size_t at, const struct sample_kind *kind)
{
    terminal_end_progress();
    printf("%zu/%d %s: %s\n", at + 1, SAMPLE_KINDS, kind->name, kind->what);
    fflush(stdout);
}

/* The document of all inputs; NULL with the reason in `error`. */
static cJSON *take_all(struct take_order *take, struct error *error)
{
    static struct comparison_input inputs[SAMPLE_KINDS]; /* large */
    cJSON *document = NULL;
    size_t taken = 0;
    bool done = take_empty(take, &take->facts.empty_peak_bytes, error);
    for (; done && taken < SAMPLE_KINDS; taken += done) {
        tell_input(taken, &sample_kinds[taken]);
        /* The commands of the first stand for those of all. */
        take->place->request.show = taken == 0 ? terminal_show_command : NULL;
        done = take_input(take, &sample_kinds[taken], &inputs[taken], error);
    }
    if (done)
        document = comparison_make(&take->facts, inputs, SAMPLE_KINDS, error);
    for (size_t i = 0; i < taken; i++)
        hyperfine_dispose(&inputs[i].times);
    return document;
}

static bool draw_picture(struct workdir *place, const struct order *order, const cJSON *document,
                         char svg[WORKDIR_PATH_SIZE], struct error *error)
{
    char script[WORKDIR_PATH_SIZE];
    char picture[WORKDIR_PATH_SIZE];
    struct buffer text = buffer_bounded(SIZE_MAX);
    snprintf(svg, WORKDIR_PATH_SIZE, "%.4000s/results/compare.svg", order->into);
    bool done = workdir_path(place, "compare.gp", script, error) &&
                workdir_path(place, "compare.svg", picture, error);
    if (done)
        chart_script(document, picture, &text);
    const char *const words[] = {"gnuplot", script, NULL};
    place->request.show = terminal_show_command;
    done = done && (!format_failed(&text) || error_set(error, "out of memory")) &&
           file_write(script, buffer_rest(&text), error) &&
           workdir_run(place, words, "gnuplot", error) && file_copy(picture, svg, error);
    buffer_dispose(&text);
    return done;
}

static bool compare_in(struct workdir *place, const struct order *order, struct buffer *text,
                       struct error *error)
{
    char path[WORKDIR_PATH_SIZE];
    char svg[WORKDIR_PATH_SIZE];
    struct take_order take = {.place = place, .scratch = order->scratch, .facts = order->facts};
    tell_plan(order);
    cJSON *document = take_all(&take, error);
    cJSON *kept = document == NULL ? NULL
                                   : keep_document(place, "compare.json", document, comparison_read,
                                                   path, error);
    bool done = kept != NULL && draw_picture(place, order, kept, svg, error);
    if (done) {
        draw_tables(kept, text);
        draw_summary(kept, text);
        format_add(text, "All figures: %s\nAs a picture: %s\n", path, svg);
    }
    cJSON_Delete(document);
    cJSON_Delete(kept);
    return done;
}

/* A folder for the large files, where there is room for them. */
static bool make_scratch(struct order *order, struct error *error)
{
    const char *folder = getenv("TMPDIR");
    if (folder == NULL || *folder == '\0')
        folder = "/tmp";
    if (!take_has_room(folder, order->facts.bytes, error))
        return false;
    snprintf(order->scratch, sizeof order->scratch, "%.3900s/compare-XXXXXX", folder);
    return mkdtemp(order->scratch) != NULL ||
           error_set(error, "cannot make a folder in %.4000s: %s", folder, strerror(errno));
}

/* The place is that of the last stage's solution, which is one of the programs. */
static bool compare(struct order *order, struct buffer *text, struct error *error)
{
    struct error ignored;
    struct subject subject = {.stage = &course_stages[course_stage_count - 1], .label = "all"};
    const struct measure_request request = {.subject = &subject,
                                            .verb = "compare",
                                            .into = order->into,
                                            .each_second = terminal_progress()};
    struct workdir place = {.lock = -1};
    course_solution_file(subject.stage, subject.file);
    if (!make_scratch(order, error))
        return false;
    bool done = workdir_open(&request, &place, error) && compare_in(&place, order, text, error);
    workdir_close(&place);
    folder_remove(order->scratch, &ignored);
    return done;
}

int main(int count, char **arguments)
{
    struct error error;
    struct buffer text = buffer_bounded(SIZE_MAX);
    struct order order = {.facts = {.bytes = USUAL_BYTES, .seed = 1, .runs = USUAL_RUNS}};
    const struct known_option known[] = {
        {"into", .text = &order.into},
        {"bytes", .number = &order.facts.bytes, .least = LEAST_BYTES, .most = MOST_BYTES},
        {"seed", .number = &order.facts.seed, .most = MOST_SEED},
        {"runs", .number = &order.facts.runs, .least = 1, .most = HYPERFINE_MOST_RUNS},
        {0}};
    if (!options_read(count, arguments, known, usage, NULL, &error))
        return terminal_trouble(error.text);
    order.into = order.into == NULL ? "build" : order.into;
    process_catch_interrupts();
    bool done = compare(&order, &text, &error);
    int code = done ? terminal_print(&text) : terminal_trouble(error.text);
    buffer_dispose(&text);
    return code;
}
