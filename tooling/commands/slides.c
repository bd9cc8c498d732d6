/*
 * Two steps of make slides. `gather` makes one document of what was measured into a folder, and the
 * rows of its charts; `fill` fills the deck in from it. Between them tooling/slides/render draws.
 */
#include "base/files.h"
#include "base/format.h"
#include "base/json_document.h"
#include "bench/bench_report.h"
#include "commands/options.h"
#include "commands/terminal.h"
#include "course/course.h"
#include "results/result.h"
#include "slides/deck.h"
#include "slides/gather.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PATH_SIZE = 4096 };

static const char usage[] = "usage: slides [--into FOLDER] [--deck FILE] gather|fill";

static bool read_text(const char *folder, const char *name, struct buffer *text,
                      struct error *error)
{
    char path[PATH_SIZE + 256];
    snprintf(path, sizeof path, "%.4000s/%s", folder, name);
    return file_read(path, text, error);
}

static bool write_text(const char *folder, const char *name, const struct buffer *text,
                       struct error *error)
{
    char path[PATH_SIZE + 256];
    snprintf(path, sizeof path, "%.4000s/%s", folder, name);
    if (!format_failed(text))
        return file_write(path, buffer_rest(text), error);
    strcpy(error->text, "out of memory");
    return false;
}

static bool out_of_memory(struct error *error)
{
    strcpy(error->text, "out of memory");
    return false;
}

static bool add_result(cJSON *document, const char *folder, const char *label, struct error *error)
{
    char name[128];
    struct buffer text = buffer_bounded(SIZE_MAX);
    cJSON *result = NULL;
    snprintf(name, sizeof name, "results/%.64s.json", label);
    if (read_text(folder, name, &text, error))
        result = result_read(name, buffer_rest(&text), error);
    bool added = result != NULL && (gather_result(document, label, result) || out_of_memory(error));
    cJSON_Delete(result);
    buffer_dispose(&text);
    return added;
}

static bool add_bench(cJSON *document, const char *folder, struct error *error)
{
    static const char name[] = "results/bench.json";
    struct buffer text = buffer_bounded(SIZE_MAX);
    cJSON *report = NULL;
    if (read_text(folder, name, &text, error))
        report = report_read(name, buffer_rest(&text), error);
    bool added = report != NULL && (gather_bench(document, report) || out_of_memory(error));
    cJSON_Delete(report);
    buffer_dispose(&text);
    return added;
}

static bool add_results(cJSON *document, const char *folder, struct error *error)
{
    char label[64];
    bool added = add_result(document, folder, "stage-1", error);
    for (size_t i = 0; i < course_stage_count && added; i++) {
        snprintf(label, sizeof label, "solution-%u", course_stages[i].number);
        added = add_result(document, folder, label, error);
    }
    return added && add_result(document, folder, "algo-two", error) &&
           add_bench(document, folder, error);
}

static bool write_bars(const cJSON *document, const char *folder, struct error *error)
{
    static const char *const charts[][2] = {{"instructions_per_op", "charts/instructions.dat"},
                                            {"talk.x_stage_1", "charts/times.dat"},
                                            {"rare.x_stage_1", "charts/long.dat"}};
    bool written = true;
    for (size_t i = 0; i < sizeof charts / sizeof *charts && written; i++) {
        struct buffer rows = buffer_bounded(SIZE_MAX);
        gather_bars(document, charts[i][0], &rows);
        written = write_text(folder, charts[i][1], &rows, error);
        buffer_dispose(&rows);
    }
    return written;
}

static bool gather(const char *folder, struct error *error)
{
    struct buffer json = buffer_bounded(SIZE_MAX);
    cJSON *document = gather_new();
    bool done = document != NULL || out_of_memory(error);
    done = done && add_results(document, folder, error) && write_bars(document, folder, error) &&
           (json_write(document, &json) || out_of_memory(error)) &&
           write_text(folder, "results.json", &json, error);
    cJSON_Delete(document);
    buffer_dispose(&json);
    return done;
}

/* Source files lie where they are named; the rest in the folder of what was measured. */
static bool read_source(const void *folder, enum deck_kind kind, const char *name,
                        struct buffer *text, struct error *error)
{
    char path[PATH_SIZE];
    struct error reason;
    const char *place = kind == DECK_OUTPUT ? "outputs" : "charts";
    const char *ending = kind == DECK_OUTPUT ? "txt" : "svg";
    if (kind == DECK_CODE)
        snprintf(path, sizeof path, "%s", name);
    else
        snprintf(path, sizeof path, "%.3600s/%s/%.128s.%s", (const char *)folder, place, name,
                 ending);
    bool read = file_read(path, text, &reason);
    if (!read)
        error_set(error, "%.250s", reason.text);
    return read;
}

static bool fill_from(const char *folder, const char *deck, const cJSON *measured,
                      struct error *error)
{
    struct buffer text = buffer_bounded(SIZE_MAX);
    struct buffer filled = buffer_bounded(SIZE_MAX);
    const struct deck_sources sources = {measured, read_source, folder};
    bool done = file_read(deck, &text, error) &&
                deck_fill(deck, buffer_rest(&text), &sources, &filled, error) &&
                write_text(folder, "deck.md", &filled, error);
    buffer_dispose(&text);
    buffer_dispose(&filled);
    return done;
}

static bool fill(const char *folder, const char *deck, struct error *error)
{
    struct buffer text = buffer_bounded(SIZE_MAX);
    cJSON *measured = NULL;
    bool done = read_text(folder, "results.json", &text, error);
    struct scan s = scan_of("results.json", buffer_rest(&text), error);
    done = done && json_read(&s, &(struct json_field){.kind = JSON_OBJECT}, &measured) &&
           fill_from(folder, deck, measured, error);
    cJSON_Delete(measured);
    buffer_dispose(&text);
    return done;
}

int main(int count, char **arguments)
{
    const char *folder, *deck, *step;
    struct error error;
    const struct known_option known[] = {{"into", .text = &folder}, {"deck", .text = &deck}, {0}};
    if (!options_read(count, arguments, known, usage, &step, &error))
        return terminal_trouble(error.text);
    if (step == NULL || (strcmp(step, "gather") != 0 && strcmp(step, "fill") != 0))
        return terminal_trouble(usage);
    folder = folder == NULL ? "build/slides/measured" : folder;
    bool done = strcmp(step, "gather") == 0
                    ? gather(folder, &error)
                    : fill(folder, deck == NULL ? "slides/deck.md" : deck, &error);
    return done ? EXIT_SUCCESS : terminal_trouble(error.text);
}
