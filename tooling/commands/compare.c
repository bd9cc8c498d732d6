/* make compare: replace and other programs that replace, on the same files: answers, time, memory. */
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

struct options {
    const char *into;
    struct comparison_facts facts;
};

/* The document of all inputs; NULL with the reason in `error`. */
static cJSON *measure(struct peers_request *request, struct error *error)
{
    static struct comparison_input inputs[SAMPLE_KINDS]; /* large */
    cJSON *document = NULL;
    size_t measured = 0;
    bool done = peers_measure_empty(request, &request->facts.empty_peak_bytes, error);
    for (; done && measured < SAMPLE_KINDS; measured += done) {
        const struct sample_kind *kind = &sample_kinds[measured];
        terminal_end_progress();
        printf("%zu/%d %s: %s\n", measured + 1, SAMPLE_KINDS, kind->name, kind->what);
        fflush(stdout);
        /* The commands of the first input stand for those of all. */
        request->place->request.show = measured == 0 ? terminal_show_command : NULL;
        done = peers_measure(request, kind, &inputs[measured], error);
    }
    if (done)
        document = comparison_make(&request->facts, inputs, SAMPLE_KINDS, error);
    for (size_t i = 0; i < measured; i++)
        hyperfine_dispose(&inputs[i].times);
    return document;
}

/* Draws the picture, and copies it to `svg`. */
static bool draw_picture(struct workdir *place, const cJSON *document, const char *svg,
                         struct error *error)
{
    char script[WORKDIR_PATH_SIZE];
    char picture[WORKDIR_PATH_SIZE];
    struct buffer text = buffer_bounded(SIZE_MAX);
    bool done = workdir_path(place, "compare.gp", script, error) &&
                workdir_path(place, "compare.svg", picture, error);
    if (done)
        compare_chart_script(document, picture, &text);
    const char *const words[] = {"gnuplot", script, NULL};
    place->request.show = terminal_show_command;
    done = done && (!format_failed(&text) || error_out_of_memory(error)) &&
           file_write(script, buffer_rest(&text), error) &&
           workdir_run(place, words, "gnuplot", error) && file_copy(picture, svg, error);
    buffer_dispose(&text);
    return done;
}

/* Measures in `scratch`, a folder for the large files; the work directory is that of solution 5. */
static bool compare_in(const struct options *options, const char *scratch, struct buffer *text,
                       struct error *error)
{
    char path[WORKDIR_PATH_SIZE];
    char svg[WORKDIR_PATH_SIZE];
    struct subject subject = {.stage = &course_stages[course_stage_count - 1], .label = "all"};
    const struct measure_request measure_request = {.subject = &subject,
                                                    .verb = "compare",
                                                    .into = options->into,
                                                    .each_second = terminal_progress()};
    struct workdir place = {.lock = -1};
    struct peers_request request = {.place = &place, .scratch = scratch, .facts = options->facts};
    course_solution_file(subject.stage, subject.file);
    bool done = workdir_open(&measure_request, &place, error);
    if (done) {
        printf("%d files of %.4g MiB, one after the other in %s; %d programs, each timed %" PRIu64
               " times on each.\n",
               SAMPLE_KINDS, (double)options->facts.bytes / (1 << 20), scratch, PEERS,
               options->facts.runs);
        fflush(stdout);
        cJSON *document = measure(&request, error);
        cJSON *saved = document == NULL ? NULL
                                        : save_report(&place, "compare.json", document,
                                                      comparison_read, path, error);
        snprintf(svg, sizeof svg, "%.4000s/results/compare.svg", options->into);
        done = saved != NULL && draw_picture(&place, saved, svg, error);
        if (done) {
            compare_text(saved, text);
            compare_summary_text(saved, text);
            format_add(text, "All figures: %s\nAs a picture: %s\n", path, svg);
        }
        cJSON_Delete(document);
        cJSON_Delete(saved);
    }
    workdir_close(&place);
    return done;
}

static bool compare(const struct options *options, struct buffer *text, struct error *error)
{
    struct error ignored;
    char scratch[WORKDIR_PATH_SIZE];
    const char *folder = getenv("TMPDIR");
    if (folder == NULL || *folder == '\0')
        folder = "/tmp";
    if (!peers_have_room(folder, options->facts.bytes, error))
        return false;
    snprintf(scratch, sizeof scratch, "%.3900s/compare-XXXXXX", folder);
    if (mkdtemp(scratch) == NULL)
        return error_set(error, "cannot make a folder in %.4000s: %s", folder, strerror(errno));
    bool done = compare_in(options, scratch, text, error);
    folder_remove(scratch, &ignored);
    return done;
}

int main(int count, char **arguments)
{
    struct error error;
    struct buffer text = buffer_bounded(SIZE_MAX);
    struct options options = {.facts = {.bytes = USUAL_BYTES, .seed = 1, .runs = USUAL_RUNS}};
    const struct known_option known[] = {
        {"into", .text = &options.into},
        {"bytes", .number = &options.facts.bytes, .least = LEAST_BYTES, .most = MOST_BYTES},
        {"seed", .number = &options.facts.seed, .most = MOST_SEED},
        {"runs", .number = &options.facts.runs, .least = 1, .most = HYPERFINE_MOST_RUNS},
        {0}};
    if (!options_read(count, arguments, known, usage, NULL, &error))
        return terminal_trouble(error.text);
    options.into = options.into == NULL ? "build" : options.into;
    process_catch_interrupts();
    bool done = compare(&options, &text, &error);
    int code = done ? terminal_print(&text) : terminal_trouble(error.text);
    buffer_dispose(&text);
    return code;
}
