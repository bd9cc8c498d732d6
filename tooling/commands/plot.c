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
    bool untouched; /* the learner's file is the start file still: it has no line of its own */
};

static void dispose_lines(struct lines *lines)
{
    for (size_t i = 0; i < lines->count; i++)
        heap_line_dispose(&lines->list[i]);
}

static bool read_line(struct workdir *place, struct heap_line *line, struct error *error)
{
    struct buffer snapshots = buffer_bounded((size_t)64 << 20);
    struct buffer xtree = buffer_bounded((size_t)64 << 20);
    struct heap_totals totals;
    struct massif massif = {0};
    bool read = workdir_read(place, "massif.out", &snapshots, error) &&
                workdir_read(place, "massif.xtree", &xtree, error) &&
                totals_of_heap("massif.xtree", buffer_rest(&xtree), MEASURE_ROOM, &totals, error) &&
                massif_read("massif.out", buffer_rest(&snapshots), &massif, error) &&
                heap_line_make(&massif, &totals, MEASURE_ROOM, PLOT_OPS, line, error);
    massif_dispose(&massif);
    buffer_dispose(&snapshots);
    buffer_dispose(&xtree);
    return read;
}

/* Builds a file and measures its line. */
static bool measure_line(const struct measure_request *request, const char *name,
                         struct lines *lines, struct error *error)
{
    struct workdir place;
    struct heap_line *line = &lines->list[lines->count];
    bool measured = workdir_open(request, &place, error) && workdir_build(&place, error) &&
                    workdir_run_ops(&place,
                                    &(struct ops_run){.tool = TOOL_MASSIF_PLOT,
                                                      .probe = place.build.probe,
                                                      .ops = PLOT_OPS,
                                                      .room = MEASURE_ROOM},
                                    error) &&
                    read_line(&place, line, error);
    workdir_close(&place);
    line->name = name;
    lines->count += measured;
    return measured;
}

/* Measures another file of the same stage. */
static bool measure_other(const struct measure_request *request, const char *name, const char *file,
                          struct lines *lines, struct error *error)
{
    struct subject subject = {.stage = request->subject->stage};
    struct measure_request other = *request;
    snprintf(subject.file, sizeof subject.file, "%s", file);
    snprintf(subject.label, sizeof subject.label, "%.20s-%u", name, subject.stage->number);
    other.subject = &subject;
    return measure_line(&other, name, lines, error);
}

static bool measure_lines(const struct measure_request *request, bool yours, struct lines *lines,
                          struct error *error)
{
    char start[COURSE_PATH_SIZE];
    char solution[COURSE_PATH_SIZE];
    const struct subject *subject = request->subject;
    course_start_file(subject->stage, start);
    course_solution_file(subject->stage, solution);
    if (!subject_is_readable(subject->file, error))
        return false;
    lines->untouched = yours && subject_is_untouched(subject->stage, subject->file);
    return measure_other(request, "start", start, lines, error) &&
           (!yours || lines->untouched || measure_line(request, "yours", lines, error)) &&
           measure_other(request, "solution", solution, lines, error);
}

static bool write_text(const struct workdir *place, const char *name, struct buffer *text,
                       char path[WORKDIR_PATH_SIZE], struct error *error)
{
    bool written = workdir_path(place, name, path, error);
    if (written && format_failed(text)) {
        error_set(error, "out of memory");
        written = false;
    }
    written = written && file_write(path, buffer_rest(text), error);
    buffer_dispose(text);
    return written;
}

static unsigned plot_columns(void)
{
    enum { USUAL = 79, LEAST = 64, MOST = 160 };
    unsigned terminal = terminal_columns(false);
    unsigned columns = terminal == 0 ? USUAL : terminal - 1;
    return columns < LEAST ? LEAST : columns > MOST ? MOST : columns;
}

/* Runs gnuplot on a script that is in the place, and leaves the picture at `svg`. */
static bool draw_svg(struct workdir *place, const struct plot *plot, const char *svg,
                     struct error *error)
{
    char script[WORKDIR_PATH_SIZE];
    char picture[WORKDIR_PATH_SIZE];
    struct buffer text = buffer_bounded(SIZE_MAX);
    if (!workdir_path(place, "heap.svg", picture, error))
        return false;
    script_svg(plot, picture, &text);
    if (!write_text(place, "heap.gp", &text, script, error))
        return false;
    const char *const words[] = {"gnuplot", script, NULL};
    return workdir_run(place, words, "gnuplot", error) && file_copy(picture, svg, error);
}

static bool draw_text(struct workdir *place, const struct plot *plot, struct buffer *shown,
                      struct error *error)
{
    enum { ROWS = 24 };
    char script[WORKDIR_PATH_SIZE];
    struct buffer text = buffer_bounded(SIZE_MAX);
    script_text(plot, plot_columns(), ROWS, &text);
    if (!write_text(place, "text.gp", &text, script, error))
        return false;
    const char *const words[] = {"gnuplot", script, NULL};
    return workdir_run_quietly(place, TOOL_NATIVE, words, "text", error) &&
           workdir_read(place, "text.stdout", shown, error);
}

/* Draws what was measured, in the place of the learner's file. */
static bool draw(const struct measure_request *request, const struct lines *lines,
                 struct buffer *shown, struct error *error)
{
    struct workdir place;
    char data[WORKDIR_PATH_SIZE];
    char svg[WORKDIR_PATH_SIZE];
    struct buffer text = buffer_bounded(SIZE_MAX);
    struct plot plot = {.stage = request->subject->stage->number,
                        .lines = lines->list,
                        .line_count = lines->count,
                        .data = data};
    snprintf(svg, sizeof svg, "%.4000s/plot/stage-%u.svg", request->into, plot.stage);
    script_data(&plot, &text);
    bool drawn = workdir_open(request, &place, error) &&
                 write_text(&place, "heap.dat", &text, data, error) &&
                 draw_svg(&place, &plot, svg, error) && draw_text(&place, &plot, shown, error);
    workdir_close(&place);
    if (!drawn)
        return false;
    script_table(&plot, shown);
    script_alike(&plot, shown);
    if (lines->untouched)
        format_add(shown, "\n%s is the start file still.\n", request->subject->file);
    format_add(shown,
               "\nAn op is as wide as the bytes that it allocates and frees. "
               "As a picture: %s\n",
               svg);
    return true;
}

/* `solution` is not NULL where only the solution is asked for. */
static int plot(const struct measure_request *request, const void *solution)
{
    struct error error;
    struct lines lines = {.count = 0};
    struct buffer shown = buffer_bounded(SIZE_MAX);
    struct buffer commands = buffer_bounded(SIZE_MAX);
    struct measure_request kept = *request;
    kept.commands = &commands;
    bool done = measure_lines(&kept, solution == NULL, &lines, &error) &&
                draw(&kept, &lines, &shown, &error);
    verb_add_commands(&commands, &shown);
    int code = done ? terminal_print(&shown) : terminal_trouble(error.text);
    buffer_dispose(&commands);
    buffer_dispose(&shown);
    dispose_lines(&lines);
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
