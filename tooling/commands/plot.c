/* make plot: a stage's heap over time, as it starts, as you have it, and as the solution has it. */
#include "base/files.h"
#include "base/format.h"
#include "commands/measuring.h"
#include "commands/options.h"
#include "commands/terminal.h"
#include "measure/run_ops.h"
#include "views/heap_line.h"
#include "views/plot_script.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char usage[] = "usage: plot [--solution 1] [--file FILE] [--into FOLDER] STAGE";

/* Few enough that each allocation of an op is seen, and that massif keeps a snapshot of it. */
enum { PLOT_OPS = 20 };

enum { MOST_LINES = 3 };

struct lines {
    struct heap_line list[MOST_LINES];
    size_t count;
};

/* Builds the file of a subject and measures its line. */
static bool measure_line(const struct measure_request *request, const struct subject *subject,
                         const char *name, struct lines *lines, struct error *error)
{
    struct measure_request own = *request;
    struct workdir place;
    struct heap_line *line = &lines->list[lines->count];
    struct buffer snapshots = buffer_bounded((size_t)64 << 20);
    struct buffer xtree = buffer_bounded((size_t)64 << 20);
    struct heap_totals totals;
    struct massif massif = {0};
    own.subject = subject;
    bool measured =
        workdir_open(&own, &place, error) && workdir_build(&place, error) &&
        workdir_run_ops(&place,
                        &(struct ops_run){.tool = TOOL_MASSIF_PLOT,
                                          .probe = place.build.probe,
                                          .ops = PLOT_OPS,
                                          .room = MEASURE_ROOM},
                        error) &&
        workdir_read(&place, "massif.out", &snapshots, error) &&
        workdir_read(&place, "massif.xtree", &xtree, error) &&
        totals_of_heap("massif.xtree", buffer_rest(&xtree), MEASURE_ROOM, &totals, error) &&
        massif_read("massif.out", buffer_rest(&snapshots), &massif, error) &&
        heap_line_make(&massif, &totals, MEASURE_ROOM, PLOT_OPS, line, error);
    massif_dispose(&massif);
    buffer_dispose(&snapshots);
    buffer_dispose(&xtree);
    workdir_close(&place);
    line->name = name;
    lines->count += measured;
    return measured;
}

/* The subject of another file of the same stage. */
static struct subject other_subject(const struct stage *stage, const char *name,
                                    void (*find)(const struct stage *, char path[COURSE_PATH_SIZE]))
{
    struct subject subject = {.stage = stage};
    char file[COURSE_PATH_SIZE];
    find(stage, file);
    snprintf(subject.file, sizeof subject.file, "%s", file);
    snprintf(subject.label, sizeof subject.label, "%.20s-%u", name, stage->number);
    return subject;
}

static bool write_text(const struct workdir *place, const char *name, struct buffer *text,
                       char path[WORKDIR_PATH_SIZE], struct error *error)
{
    bool written = workdir_path(place, name, path, error) &&
                   (!format_failed(text) || error_out_of_memory(error)) &&
                   file_write(path, buffer_rest(text), error);
    buffer_dispose(text);
    return written;
}

/* Has gnuplot draw what was measured, as a picture at `svg` and as text. */
static bool draw(struct workdir *place, struct plot *plot, const char *svg, struct buffer *shown,
                 struct error *error)
{
    enum { USUAL = 79, LEAST = 64, MOST = 160, ROWS = 24 };
    unsigned terminal = terminal_columns(false);
    unsigned columns = terminal == 0 ? USUAL : terminal - 1;
    char data[WORKDIR_PATH_SIZE];
    char script[WORKDIR_PATH_SIZE];
    char picture[WORKDIR_PATH_SIZE];
    const char *const words[] = {"gnuplot", script, NULL};
    struct buffer text = buffer_bounded(SIZE_MAX);
    columns = columns < LEAST ? LEAST : columns > MOST ? MOST : columns;
    plot->data = data;
    script_data(plot, &text);
    if (!write_text(place, "heap.dat", &text, data, error) ||
        !workdir_path(place, "heap.svg", picture, error))
        return false;
    text = buffer_bounded(SIZE_MAX);
    script_svg(plot, picture, &text);
    if (!write_text(place, "heap.gp", &text, script, error) ||
        !workdir_run(place, words, "gnuplot", error) || !file_copy(picture, svg, error))
        return false;
    text = buffer_bounded(SIZE_MAX);
    script_text(plot, columns, ROWS, &text);
    return write_text(place, "text.gp", &text, script, error) &&
           workdir_run_quietly(place, TOOL_NATIVE, words, "text", error) &&
           workdir_read(place, "text.stdout", shown, error);
}

/* `solution` is NULL unless only the solution is asked for. */
static int plot(const struct measure_request *request, const void *solution)
{
    const struct subject *yours = request->subject;
    const struct subject start = other_subject(yours->stage, "start", course_start_file);
    const struct subject solved = other_subject(yours->stage, "solution", course_solution_file);
    bool untouched = solution == NULL && subject_is_untouched(yours->stage, yours->file);
    char svg[WORKDIR_PATH_SIZE];
    struct error error;
    struct workdir place = {.lock = -1};
    struct lines lines = {.count = 0};
    struct buffer shown = buffer_bounded(SIZE_MAX);
    struct buffer commands = buffer_bounded(SIZE_MAX);
    struct measure_request kept = *request;
    kept.commands = &commands;
    bool done =
        subject_is_readable(yours->file, &error) &&
        measure_line(&kept, &start, "start", &lines, &error) &&
        (solution != NULL || untouched || measure_line(&kept, yours, "yours", &lines, &error)) &&
        measure_line(&kept, &solved, "solution", &lines, &error);
    struct plot plot = {
        .stage = yours->stage->number, .lines = lines.list, .line_count = lines.count};
    snprintf(svg, sizeof svg, "%.4000s/plot/stage-%u.svg", request->into, plot.stage);
    done = done && workdir_open(&kept, &place, &error) && draw(&place, &plot, svg, &shown, &error);
    workdir_close(&place);
    if (done) {
        script_table(&plot, &shown);
        script_alike(&plot, &shown);
        if (untouched) /* it has no line of its own */
            format_add(&shown, "\n%s is still the start file.\n", yours->file);
        format_add(&shown,
                   "\nAn op is as wide as the bytes that it allocates and frees. "
                   "As a picture: %s\n",
                   svg);
    }
    verb_add_commands(&commands, &shown);
    int code = done ? terminal_print(&shown) : terminal_trouble(error.text);
    buffer_dispose(&commands);
    buffer_dispose(&shown);
    for (size_t i = 0; i < lines.count; i++)
        heap_line_dispose(&lines.list[i]);
    return code;
}

int main(int count, char **arguments)
{
    const char *into;
    struct error error;
    struct subject_request subject = {.verb = "plot"};
    if (!verb_options(count, arguments, &(struct known_option){0}, usage, &subject, &into, &error))
        return terminal_trouble(error.text);
    return verb_start(&subject, into, plot, subject.solution);
}
