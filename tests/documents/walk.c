#include "documents/walk.h"

#include "base/files.h"
#include "base/format.h"
#include "documents/excerpt.h"
#include "documents/question.h"
#include "run/box.h"
#include "run/guard.h"

#include <stdio.h>
#include <string.h>

/* The commands that are not run, each with the reason. All others are. */
static struct {
    const char *command, *why;
    bool met;
} exceptions[] = {
    {"tooling/setup && make test", "it would run this test again", false},
    {"make test-all", "it would run this test again", false},
    {"make watch 2", "it runs until Ctrl-C", false},
    {"make fuzz SECONDS=60", "half an hour; make test-all fuzzes for a short time", false},
    {"make slides", "minutes; the test slides_built does it", false},
};

static const char said[] = "said.txt"; /* what the last command printed */

/* How far a walk has come. */
struct place {
    struct walk *walk;
    const struct item *item;
    const struct item *command; /* the last */
    bool skipped;               /* `command` was not run */
    struct buffer output;       /* of `command` */
    struct figures measured;    /* printed by all commands so far */
};

static void begin_report(struct place *place, size_t line)
{
    place->walk->failures++;
    format_add(place->walk->report, "%s:%zu: ", place->walk->name, line);
}

static void report_error(struct place *place, const char *error)
{
    begin_report(place, place->item->line);
    format_add(place->walk->report, "%s\n", error);
}

static struct process_result run_by_shell(const char *script)
{
    const char *const words[] = {"sh", "-c", script, NULL};
    return guard_run(&(struct process_request){
        .arguments = words,
        .output = said,
        .errors = "complained.txt",
        .limits = {.cpu_seconds = 600, .wall_seconds = 600, .file_bytes = (uint64_t)1 << 30}});
}

static bool has_what_it_needs(enum item_needs needs)
{
    struct error error;
    if (needs == NEEDS_VIEW)
        return run_by_shell("tooling/setup --check view").code == 0;
    return needs == NEEDS_NOTHING || box_available(&error);
}

static bool is_exception(const char *command)
{
    for (size_t i = 0; i < sizeof exceptions / sizeof *exceptions; i++) {
        if (strcmp(command, exceptions[i].command) == 0) {
            exceptions[i].met = true;
            return true;
        }
    }
    return false;
}

/* Whether an earlier item is the same command. */
static bool was_run(const struct place *place)
{
    for (const struct item *item = place->walk->document->items; item < place->item; item++) {
        if ((item->kind == ITEM_COMMAND || item->kind == ITEM_MENTION) &&
            strcmp(item->text, place->item->text) == 0)
            return true;
    }
    return false;
}

static void add_indented(struct buffer *report, struct bytes lines)
{
    format_add(report, "        ");
    for (size_t i = 0; i < lines.len; i++) {
        format_add_printable(report, bytes_of(lines.at + i, lines.at[i] != '\n'));
        if (lines.at[i] == '\n' && i + 1 < lines.len)
            format_add(report, "\n        ");
    }
    format_add(report, "\n");
}

/* The last lines of a text. */
static struct bytes end_of(struct bytes text)
{
    enum { LINES = 8 };
    size_t start = text.len;
    for (size_t lines = 0; start > 0; start--) {
        lines += text.at[start - 1] == '\n';
        if (lines > LINES)
            break;
    }
    return bytes_skip(text, start);
}

static void report_status(struct place *place, struct process_result result)
{
    struct buffer *report = place->walk->report;
    begin_report(place, place->item->line);
    if (result.end == PROCESS_EXITED)
        format_add(report, "%s: expected exit status %d, got %d", place->item->text,
                   place->item->exits, result.code);
    else
        format_add(report, "%s: it did not end within its limits", place->item->text);
    format_add(report, ". It printed:\n");
    add_indented(report, end_of(buffer_rest(&place->output)));
    format_add(report,
               "    Correct the command or the program; if the status is right, put\n"
               "    <!-- exits %d --> before the paragraph or block.\n",
               result.code);
}

static void run_command(struct place *place)
{
    struct error error;
    struct buffer script = buffer_bounded(SIZE_MAX);
    format_add(&script, "exec 2>&1\n%s\n%c", place->item->text, '\0');
    struct process_result result = run_by_shell((const char *)script.at);
    buffer_dispose(&script);
    buffer_dispose(&place->output);
    place->output = buffer_bounded(SIZE_MAX);
    place->walk->commands++;
    if (!file_read(said, &place->output, &error) ||
        !figures_add_text(&place->measured, buffer_rest(&place->output)))
        report_error(place, error.text);
    if (result.end == PROCESS_INTERRUPTED)
        report_error(place, "interrupted");
    else if (result.end != PROCESS_EXITED || result.code != place->item->exits)
        report_status(place, result);
}

static void take_command(struct place *place)
{
    place->command = place->item;
    place->skipped = is_exception(place->item->text) || !has_what_it_needs(place->item->needs);
    if (place->skipped)
        format_add(place->walk->report, "%s:%zu: skipped here: %s\n", place->walk->name,
                   place->item->line, place->item->text);
    else
        run_command(place);
}

static void compare_output(struct place *place)
{
    struct excerpt_difference difference;
    struct buffer *report = place->walk->report;
    const struct item *item = place->item;
    if (place->skipped || excerpt_is_in(buffer_rest(&place->output), bytes_from_string(item->text),
                                        item->moving_columns, &difference))
        return;
    begin_report(place, item->line + difference.line);
    format_add(report, "shown:    ");
    format_add_printable(report, difference.shown);
    format_add(report, "\n    came out: ");
    format_add_printable(report, difference.output);
    format_add(report,
               "%s\n    of:       %s (line %zu)\n    Run it, and correct the text or the "
               "program.\n",
               difference.output.at == NULL ? "no line like it" : "", place->command->text,
               place->command->line);
}

/* The learner edits: the solution becomes the stage's file. */
static void take_change(struct place *place)
{
    static const char from[] = "solutions/";
    struct error error;
    char own[512];
    const char *file = place->item->text;
    if (strncmp(file, from, sizeof from - 1) != 0) {
        report_error(place, "expected the change to be a file of solutions/");
        return;
    }
    snprintf(own, sizeof own, "stages/%s", file + sizeof from - 1);
    if (!file_copy(file, own, &error))
        report_error(place, error.text);
}

static void take_item(struct place *place)
{
    switch (place->item->kind) {
    case ITEM_COMMAND:
        take_command(place);
        break;
    case ITEM_MENTION:
        if (!was_run(place))
            take_command(place);
        break;
    case ITEM_OUTPUT:
        compare_output(place);
        break;
    case ITEM_CHANGE:
        take_change(place);
        break;
    case ITEM_PROSE:
        break;
    }
}

static bool is_known(const struct place *place, const struct figure *figure)
{
    if (place->item->of_the_talk)
        return figures_have(place->walk->talk, figure, true);
    return figures_have(&place->measured, figure, false) ||
           figures_have(place->walk->given, figure, true);
}

static void compare_figures(struct place *place)
{
    struct figure figure;
    struct bytes text = bytes_from_string(place->item->text);
    size_t line = 0;
    while (figure_next(&text, &line, &figure)) {
        if (is_known(place, &figure))
            continue;
        begin_report(place, place->item->line + figure.line);
        format_add(place->walk->report, "\"%.*s\" ", (int)figure.text.len,
                   (const char *)figure.text.at);
        format_add(place->walk->report,
                   place->item->of_the_talk
                       ? "is not a figure of the talk: see stages/README.md\n"
                       : "is in the output of no command of this document.\n"
                         "    Correct it, or add the command that prints it.\n");
    }
}

/* The document must ask before it shows the answer. */
static void compare_question(struct place *place)
{
    struct answer answer;
    const struct document *document = place->walk->document;
    const struct figures *told = place->walk->told;
    if (!question_is_answered(document, &place->measured, told, &answer) &&
        !question_is_answered(document, place->walk->talk, told, &answer))
        return;
    begin_report(place, answer.item->line + answer.figure.line);
    format_add(place->walk->report, "\"%.*s\" answers the question of the make predict below it\n",
               (int)answer.figure.text.len, (const char *)answer.figure.text.at);
}

void walk_document(struct walk *walk)
{
    struct place place = {.walk = walk, .output = buffer_bounded(SIZE_MAX)};
    const struct item *items = walk->document->items;
    const struct item *end = items + walk->document->count;
    for (place.item = items; place.item < end && !process_was_interrupted(); place.item++)
        take_item(&place);
    for (place.item = items; place.item < end && !process_was_interrupted(); place.item++) {
        if (place.item->kind == ITEM_PROSE)
            compare_figures(&place);
    }
    compare_question(&place);
    buffer_dispose(&place.output);
    figures_dispose(&place.measured);
}

size_t walk_report_unused_exceptions(struct buffer *report)
{
    size_t unused = 0;
    for (size_t i = 0; i < sizeof exceptions / sizeof *exceptions; i++) {
        if (exceptions[i].met)
            continue;
        format_add(report, "%s is in no document: remove it from tests/documents/walk.c\n",
                   exceptions[i].command);
        unused++;
    }
    return unused;
}
