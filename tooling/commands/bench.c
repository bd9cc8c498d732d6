/*
 * make bench: every stage's program, algo_two and memcpy, timed side by side, with the figures that
 * repeat exactly beside the times.
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

struct order {
    const struct stage *stage; /* NULL: the whole course */
    const char *file, *into;
    uint64_t bytes;
    struct timer_order timer;
    bool json; /* the document is printed, and nothing else */
};

static bool read_stage(const char *text, struct order *order, struct error *error)
{
    struct subject subject;
    const struct subject_request request = {.verb = "bench", .stage = text, .file = order->file};
    if (text == NULL)
        return order->file == NULL ||
               error_set(error, "FILE is taken as one stage's, as in: make bench 1 FILE=path");
    if (!subject_find(&request, &subject, error) ||
        (order->file != NULL && !subject_is_readable(order->file, error)))
        return false;
    order->stage = subject.stage;
    return true;
}

/* In the course's table the commands of the first row stand for those of all. */
static void show_row(size_t at, const struct order *order, struct measure_request *request)
{
    bool each = order->stage != NULL;
    request->show = !order->json && (each || at == 0) ? terminal_show_command : NULL;
    if (order->json || each || at != 1)
        return;
    format_add(request->commands, "  and the same for each of the other programs\n");
}

static bool take_programs(const struct workdir *place, const struct bench_input inputs[INPUTS],
                          struct rows *rows, struct error *error)
{
    char object[WORKDIR_PATH_SIZE];
    for (size_t i = 0; i < rows->count; i++) {
        if (!timer_object(place, i, object, error) ||
            !take_program(&place->request, inputs, i, object, &rows->list[i], error))
            return false;
    }
    if (rows->list[0].why[0] == '\0')
        return true;
    return error_set(error, "%s: %s", rows->list[0].name, rows->list[0].why);
}

static bool take_rows(const struct workdir *place, const struct order *order, struct rows *rows,
                      struct error *error)
{
    struct measure_request request = place->request;
    for (size_t i = 0; i < rows->count; i++) {
        struct row *row = &rows->list[i];
        show_row(i, order, &request);
        if (row->why[0] == '\0' && !take_figures(&request, i == 0, row, error))
            return false;
    }
    return true;
}

static cJSON *make_report(struct workdir *place, const struct order *order, const struct rows *rows,
                          const struct bench_input inputs[INPUTS], struct error *error)
{
    struct benchmark benchmark = {0};
    uint64_t bytes[INPUTS];
    cJSON *report = NULL;
    for (size_t i = 0; i < INPUTS; i++)
        bytes[i] = inputs[i].data.len;
    place->request.show = order->json ? NULL : terminal_show_command;
    if (timer_run(place, rows, inputs, &order->timer, &benchmark, error))
        report = report_make(order->stage, rows, bytes, &benchmark, error);
    benchmark_dispose(&benchmark);
    return report;
}

static bool draw(const struct workdir *place, const struct order *order, cJSON *report,
                 struct buffer *text, struct error *error)
{
    char path[WORKDIR_PATH_SIZE];
    char name[32] = "bench.json";
    if (order->stage != NULL)
        snprintf(name, sizeof name, "bench-%u.json", order->stage->number);
    cJSON *kept = keep_document(place, name, report, report_read, path, error);
    if (kept != NULL && order->json) {
        if (!json_write(kept, text))
            text->limit = 0;
    } else if (kept != NULL) {
        draw_table(kept, text);
        format_add(text, "All figures: %s\n", path);
    }
    cJSON_Delete(kept);
    return kept != NULL;
}

static bool bench_in(struct workdir *place, const struct order *order, struct rows *rows,
                     struct buffer *text, struct error *error)
{
    struct bench_input inputs[INPUTS];
    cJSON *report = NULL;
    if (inputs_make(place, (size_t)order->bytes, inputs, error) &&
        take_programs(place, inputs, rows, error) && take_rows(place, order, rows, error))
        report = make_report(place, order, rows, inputs, error);
    inputs_dispose(inputs);
    bool drawn = report != NULL && draw(place, order, report, text, error);
    cJSON_Delete(report);
    return drawn;
}

static int bench(const struct order *order)
{
    static struct rows rows; /* large */
    struct error error;
    struct workdir place = {.lock = -1};
    struct buffer text = buffer_bounded(SIZE_MAX);
    struct buffer commands = buffer_bounded(SIZE_MAX);
    bool done = rows_make(order->stage, order->file, &rows, &error);
    if (done) {
        struct subject subject = rows.list[0].subject;
        strcpy(subject.label, "timer");
        const struct measure_request request = {.subject = &subject,
                                                .verb = "bench",
                                                .into = order->into,
                                                .commands = &commands,
                                                .each_second = terminal_progress()};
        done =
            workdir_open(&request, &place, &error) && bench_in(&place, order, &rows, &text, &error);
        workdir_close(&place);
    }
    if (!order->json)
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
    struct order order = {.bytes = INPUT_BYTES,
                          .timer = {.min_ms = MIN_MS, .repetitions = REPETITIONS}};
    const struct known_option known[] = {
        {"file", .text = &order.file},
        {"into", .text = &order.into},
        {"bytes", .number = &order.bytes, .least = LEAST_BYTES, .most = MOST_BYTES},
        {"min-ms", .number = &order.timer.min_ms, .least = 1, .most = 10000},
        {"json", .on = &order.json},
        {0}};
    if (!options_read(count, arguments, known, usage, &stage, &error) ||
        !read_stage(stage, &order, &error))
        return terminal_trouble(error.text);
    order.into = order.into == NULL ? "build" : order.into;
    process_catch_interrupts();
    return bench(&order);
}
