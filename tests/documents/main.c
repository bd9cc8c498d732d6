/*
 * documents FILE...: runs the commands of the documents and compares what they print. It changes
 * the current folder, which must be a scratch copy of a checkout. Exits with 1 if something that a
 * document says is not so.
 */
#include "base/files.h"
#include "base/format.h"
#include "course/start_file.h"
#include "documents/walk.h"
#include "run/process.h"

#include <stdio.h>
#include <stdlib.h>

static const char map[] = "stages/README.md"; /* it has the talk's figures */

static bool read_document(const char *name, struct document *document)
{
    struct error error;
    struct error reading_error;
    struct buffer text = buffer_bounded(1 << 20);
    bool read = file_read(name, &text, &error);
    if (!read)
        fprintf(stderr, "%s\n", error.text);
    else if (!(read = document_read(name, buffer_rest(&text), document, &reading_error)))
        fprintf(stderr, "%s\n", reading_error.text);
    buffer_dispose(&text);
    return read;
}

static bool find_talk_figures(struct figures *talk)
{
    struct document document;
    bool added = read_document(map, &document);
    for (size_t i = 0; added && i < document.count; i++) {
        const struct item *item = &document.items[i];
        if (item->kind == ITEM_PROSE && item->of_the_talk)
            added = figures_add_text(talk, bytes_from_string(item->text));
    }
    if (added)
        document_dispose(&document);
    return added;
}

static bool find_given_figures(struct figures *given, struct figures *told)
{
    const double length = (double)course_talk.stream.len;
    bool added = figures_add(given, length, UNIT_BYTES) && figures_add(told, length, UNIT_BYTES);
    for (size_t i = 0; i < course_stage_count; i++) {
        const struct stage *stage = &course_stages[i];
        added = added && figures_add(given, (double)stage->allocs_per_op, UNIT_BLOCKS) &&
                figures_add(given, (double)stage->bytes_per_op, UNIT_BYTES) &&
                figures_add(given, (double)stage->longest_find, UNIT_BYTES);
    }
    return added;
}

static bool put_start_file(const struct stage *stage)
{
    struct error error;
    char own[COURSE_PATH_SIZE];
    struct buffer start = buffer_bounded(SIZE_MAX);
    course_own_file(stage, own);
    bool put = start_read(stage, &start, &error) && file_write(own, buffer_rest(&start), &error);
    if (!put)
        fprintf(stderr, "%s\n", error.text);
    buffer_dispose(&start);
    return put;
}

/* Gives each stage its start file, even if somebody has changed it in this checkout. */
static bool put_start_files(void)
{
    bool put = true;
    for (size_t i = 0; put && i < course_stage_count; i++)
        put = put_start_file(&course_stages[i]);
    return put;
}

/* Prints what is wrong with a document as soon as it has been run. */
static bool walk(const char *name, const struct walk *figures)
{
    struct document document;
    struct buffer report = buffer_bounded(SIZE_MAX);
    if (!read_document(name, &document))
        return false;
    struct walk walk = *figures;
    walk.name = name;
    walk.document = &document;
    walk.report = &report;
    walk_document(&walk);
    printf("%s: %zu commands run, %zu things are wrong\n%.*s", name, walk.commands, walk.failures,
           (int)report.len, (const char *)report.at);
    fflush(stdout);
    buffer_dispose(&report);
    document_dispose(&document);
    return walk.failures == 0;
}

int main(int count, char **arguments)
{
    struct figures talk = {.list = NULL}, given = {.list = NULL}, told = {.list = NULL};
    const struct walk figures = {.talk = &talk, .given = &given, .told = &told};
    struct buffer unused = buffer_bounded(SIZE_MAX);
    bool held = find_talk_figures(&talk) && find_given_figures(&given, &told) && put_start_files();
    if (!held)
        return 2;
    process_die_with_parent();
    process_catch_interrupts();
    for (int i = 1; i < count && !process_was_interrupted(); i++)
        held &= walk(arguments[i], &figures);
    if (walk_report_unused_exceptions(&unused) > 0 && held) {
        printf("%.*s", (int)unused.len, (const char *)unused.at);
        held = false;
    }
    buffer_dispose(&unused);
    figures_dispose(&talk);
    figures_dispose(&given);
    figures_dispose(&told);
    return held ? EXIT_SUCCESS : EXIT_FAILURE;
}
