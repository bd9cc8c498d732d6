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
    return error_out_of_memory(error);
}

/* Adds a document of the results to what was gathered, which `label` names; NULL: the benchmark. */
static bool add_result(cJSON *document, const char *folder, const char *label, struct error *error)
{
    char name[128];
    struct buffer text = buffer_bounded(SIZE_MAX);
    cJSON *(*read)(const char *, struct bytes, struct error *) =
        label == NULL ? bench_report_read : result_read;
    snprintf(name, sizeof name, "results/%.64s.json", label == NULL ? "bench" : label);
    cJSON *result = NULL;
    if (read_text(folder, name, &text, error))
        result = read(name, buffer_rest(&text), error);
    bool added = result != NULL && ((label == NULL ? gather_bench(document, result)
                                                   : gather_result(document, label, result)) ||
                                    error_out_of_memory(error));
    cJSON_Delete(result);
    buffer_dispose(&text);
    return added;
}

static bool gather(const char *folder, struct error *error)
{
    static const char *const charts[][2] = {{"instructions_per_op", "charts/instructions.dat"},
                                            {"talk.x_stage_1", "charts/times.dat"},
                                            {"rare.x_stage_1", "charts/long.dat"}};
    char label[64];
    struct buffer json = buffer_bounded(SIZE_MAX);
    cJSON *document = gather_new();
    bool done = (document != NULL || error_out_of_memory(error)) &&
                add_result(document, folder, "stage-1", error);
    for (size_t i = 0; i < course_stage_count && done; i++) {
        snprintf(label, sizeof label, "solution-%u", course_stages[i].number);
        done = add_result(document, folder, label, error);
    }
    done = done && add_result(document, folder, "algo-two", error) &&
           add_result(document, folder, NULL, error);
    for (size_t i = 0; i < sizeof charts / sizeof *charts && done; i++) {
        struct buffer rows = buffer_bounded(SIZE_MAX);
        gather_bars(document, charts[i][0], &rows);
        done = write_text(folder, charts[i][1], &rows, error);
        buffer_dispose(&rows);
    }
    done = done && (json_write(document, &json) || error_out_of_memory(error)) &&
           write_text(folder, "results.json", &json, error);
    cJSON_Delete(document);
    buffer_dispose(&json);
    return done;
}

/* A source file is where its name says; all else is in the folder of what was measured. */
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

static bool fill(const char *folder, const char *deck, struct error *error)
{
    struct buffer json = buffer_bounded(SIZE_MAX);
    struct buffer text = buffer_bounded(SIZE_MAX);
    struct buffer filled = buffer_bounded(SIZE_MAX);
    cJSON *measured = NULL;
    bool done = read_text(folder, "results.json", &json, error) && file_read(deck, &text, error);
    if (done) {
        struct scan s = scan_of("results.json", buffer_rest(&json), error);
        done = json_read(&s, &(struct json_field){.kind = JSON_OBJECT}, &measured);
    }
    const struct deck_sources sources = {measured, read_source, folder};
    done = done && deck_fill(deck, buffer_rest(&text), &sources, &filled, error) &&
           write_text(folder, "deck.md", &filled, error);
    cJSON_Delete(measured);
    buffer_dispose(&json);
    buffer_dispose(&text);
    buffer_dispose(&filled);
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
