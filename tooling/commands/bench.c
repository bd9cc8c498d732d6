/*
 * make bench: every stage's program, algo_two and memcpy, timed side by side, with the figures that
 * are the same in every run.
 */
#include "base/format.h"
#include "bench/bench_report.h"
#include "bench/bench_text.h"
#include "bench/save_report.h"
#include "bench/timer.h"
#include "commands/measuring.h"
#include "commands/options.h"
#include "commands/terminal.h"
#include "judge/text_input.h"
#include "results/result.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char usage[] =
    "usage: bench [--file FILE] [--bytes N] [--min-ms N] [--into FOLDER] [--json 1]\n"
    "             [STAGE]\n"
    "  --bytes N    the length of the long text (64 MiB)\n"
    "  --min-ms N   how long each repetition goes on at least (100)";

enum { REPETITIONS = 5, MIN_MS = 100, LEAST_BYTES = 1024, MOST_BYTES = 256 << 20 };

struct options {
    const struct stage *stage; /* NULL: the whole course */
    const char *file, *into;
    uint64_t bytes;
    struct timer_options timer;
    bool json; /* print the document, and nothing else */
};

/* Builds, checks, measures and times the programs; the document, or NULL. */
static cJSON *measure(struct workdir *place, const struct options *options, struct rows *rows,
                      const struct bench_input inputs[INPUTS], struct error *error)
{
    char object[WORKDIR_PATH_SIZE];
    struct measure_request request = place->request;
    struct benchmark benchmark = {0};
    bool all = options->stage == NULL;
    for (size_t i = 0; i < rows->count; i++) {
        if (!timer_object(place, i, object, error) ||
            !program_build(&place->request, inputs, i, object, &rows->list[i], error))
            return NULL;
    }
    if (rows->list[0].why[0] != '\0') {
        error_set(error, "%s: %s", rows->list[0].name, rows->list[0].why);
        return NULL;
    }
    for (size_t i = 0; i < rows->count; i++) {
        /* In the course's table the commands of the first row stand for those of all. */
        request.show = !options->json && (!all || i == 0) ? terminal_show_command : NULL;
        if (!options->json && all && i == 1)
            format_add(request.commands, "  and the same for each of the other programs\n");
        if (rows->list[i].why[0] == '\0' &&
            !program_measure(&request, i == 0, &rows->list[i], error))
            return NULL;
    }
    const uint64_t bytes[INPUTS] = {inputs[INPUT_TALK].data.len, inputs[INPUT_RARE].data.len};
    cJSON *report = NULL;
    place->request.show = options->json ? NULL : terminal_show_command;
    if (timer_run(place, rows, inputs, &options->timer, &benchmark, error))
        report = bench_report_make(options->stage, rows, bytes, &benchmark, error);
    benchmark_dispose(&benchmark);
    return report;
}

static int bench(const struct options *options)
{
    static struct rows rows; /* large */
    struct error error;
    struct workdir place = {.lock = -1};
    struct bench_input inputs[INPUTS] = {0};
    struct buffer text = buffer_bounded(SIZE_MAX);
    struct buffer commands = buffer_bounded(SIZE_MAX);
    bool done = rows_make(options->stage, options->file, &rows, &error);
    if (done) {
        struct subject subject = rows.list[0].subject;
        strcpy(subject.label, "timer");
        const struct measure_request request = {.subject = &subject,
                                                .verb = "bench",
                                                .into = options->into,
                                                .commands = &commands,
                                                .each_second = terminal_progress()};
        cJSON *report = NULL;
        if (workdir_open(&request, &place, &error) &&
            inputs_make(&place, (size_t)options->bytes, inputs, &error))
            report = measure(&place, options, &rows, inputs, &error);
        char path[WORKDIR_PATH_SIZE];
        char name[32] = "bench.json";
        if (options->stage != NULL)
            snprintf(name, sizeof name, "bench-%u.json", options->stage->number);
        cJSON *saved = report == NULL
                           ? NULL
                           : save_report(&place, name, report, bench_report_read, path, &error);
        if (saved != NULL && options->json) {
            if (!json_write(saved, &text))
                text.limit = 0;
        } else if (saved != NULL) {
            bench_text(saved, &text);
            format_add(&text, "All figures: %s\n", path);
        }
        done = saved != NULL;
        cJSON_Delete(report);
        cJSON_Delete(saved);
        inputs_dispose(inputs);
        workdir_close(&place);
    }
    if (!options->json)
        verb_add_commands(&commands, &text);
    int code = done ? terminal_print(&text) : terminal_trouble(error.text);
    buffer_dispose(&commands);
    buffer_dispose(&text);
    return code;
}

int main(int count, char **arguments)
{
    const char *stage;
    struct error error;
    struct subject subject = {.stage = NULL};
    struct options options = {.bytes = INPUT_BYTES,
                              .timer = {.min_ms = MIN_MS, .repetitions = REPETITIONS}};
    const struct known_option known[] = {
        {"file", .text = &options.file},
        {"into", .text = &options.into},
        {"bytes", .number = &options.bytes, .least = LEAST_BYTES, .most = MOST_BYTES},
        {"min-ms", .number = &options.timer.min_ms, .least = 1, .most = 10000},
        {"json", .on = &options.json},
        {0}};
    if (!options_read(count, arguments, known, usage, &stage, &error))
        return terminal_trouble(error.text);
    if (stage == NULL && options.file != NULL)
        return terminal_trouble("FILE is taken as one stage's, as in: make bench 1 FILE=path");
    const struct subject_request request = {.verb = "bench", .stage = stage, .file = options.file};
    if (stage != NULL && (!subject_find(&request, &subject, &error) ||
                          (options.file != NULL && !subject_is_readable(options.file, &error))))
        return terminal_trouble(error.text);
    options.stage = subject.stage;
    options.into = options.into == NULL ? "build" : options.into;
    process_catch_interrupts();
    return bench(&options);
}
