/* make slides: the deck that tests/verbs/slides/build has built, and what cannot be built. */
#include "base/files.h"
#include "support/scratch.h"
#include "verbs/running.h"
#include "verbs_config.h" /* made by CMake: where the programs are */

#include <cjson/cJSON.h>
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { TEXT_SIZE = 512 };

/* The folder of the deck; a test without one is skipped. */
static const char *built(void)
{
    static char results[RUNNING_PATH_SIZE];
    const char *folder = getenv("SLIDES");
    snprintf(results, sizeof results, "%s/deck.html", folder == NULL ? "" : folder);
    if (access(results, R_OK) != 0)
        cr_skip_test("there is no deck: tooling/setup slides");
    return folder;
}

TestSuite(slides, .timeout = 100);

static struct buffer read_file(const char *folder, const char *name)
{
    char path[RUNNING_PATH_SIZE + 64];
    struct error error;
    struct buffer text = buffer_bounded(SIZE_MAX);
    snprintf(path, sizeof path, "%s/%s", folder, name);
    cr_assert(file_read(path, &text, &error), "%s", error.text);
    cr_assert_eq(buffer_write_byte(&text, '\0'), STREAM_OK);
    return text;
}

static cJSON *read_json(const char *folder, const char *name)
{
    struct buffer text = read_file(folder, name);
    cJSON *json = cJSON_Parse((const char *)text.at);
    cr_assert_not_null(json, "%s", name);
    buffer_dispose(&text);
    return json;
}

static double number_at(const cJSON *object, const char *name)
{
    const cJSON *found = cJSON_GetObjectItemCaseSensitive(object, name);
    cr_assert(cJSON_IsNumber(found), "%s", name);
    return found->valuedouble;
}

/* The beginning of a row of the last table, from the result of a check. */
static void write_row(const char *name, const cJSON *result, char row[TEXT_SIZE])
{
    const cJSON *measured = cJSON_GetObjectItemCaseSensitive(result, "measured");
    unsigned instructions = (unsigned)(number_at(measured, "instructions_per_op") + 0.5);
    char count[32];
    if (instructions < 1000)
        snprintf(count, sizeof count, "%u", instructions);
    else
        snprintf(count, sizeof count, "%u,%03u", instructions / 1000, instructions % 1000);
    snprintf(row, TEXT_SIZE, "| %s | %g | %g | %s | ", name, number_at(measured, "allocs_per_op"),
             number_at(measured, "bytes_per_op"), count);
}

Test(slides, have_the_figures_of_the_checks)
{
    static const char *const rows[][2] = {
        {"start", "stage-1"},         {"solution 1", "solution-1"}, {"solution 2", "solution-2"},
        {"solution 3", "solution-3"}, {"solution 4", "solution-4"}, {"algo_two", "algo-two"},
    };
    const char *folder = built();
    struct buffer deck = read_file(folder, "measured/deck.md");
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char name[64];
        char row[TEXT_SIZE];
        snprintf(name, sizeof name, "measured/results/%s.json", rows[i][1]);
        cJSON *result = read_json(folder, name);
        write_row(rows[i][0], result, row);
        cr_expect_not_null(strstr((const char *)deck.at, row), "expected %s", row);
        cJSON_Delete(result);
    }
    cr_expect_null(strstr((const char *)deck.at, "{{"));
    buffer_dispose(&deck);
}

Test(slides, need_nothing_but_their_file)
{
    static const char *const outside[] = {"src=\"http",     "href=\"http", "url(http",
                                          "url(&quot;http", "@import",     "<link"};
    struct buffer html = read_file(built(), "deck.html");
    for (size_t i = 0; i < sizeof outside / sizeof *outside; i++)
        cr_expect_null(strstr((const char *)html.at, outside[i]), "%s", outside[i]);
    buffer_dispose(&html);
}

Test(slides, are_a_document_too_where_there_is_a_browser)
{
    const char *folder = built();
    if (access("/usr/bin/chromium", X_OK) != 0)
        cr_skip_test("there is no chromium");
    struct buffer pdf = read_file(folder, "deck.pdf");
    cr_expect_eq(strncmp((const char *)pdf.at, "%PDF-", 5), 0);
    buffer_dispose(&pdf);
}

/* Runs the step that fills a deck in, in a copy of what was measured. */
static struct ran fill(const char *folder, const char *deck)
{
    char script[2 * RUNNING_PATH_SIZE];
    const char *const words[] = {"--into", folder, "--deck", deck, "fill", NULL};
    snprintf(script, sizeof script, "cp -r '%s/measured/.' '%s'", built(), folder);
    const char *const copy[] = {"sh", "-c", script, NULL};
    struct process_request request = scratch_request(copy);
    cr_assert_eq(process_run(&request).code, 0);
    return run_verb("slides", words, NULL);
}

static void expect_refused(struct ran *ran, const char *says)
{
    cr_expect_eq(ran->end.code, 2);
    cr_expect_str_eq(ran_errors(ran), says);
    ran_dispose(ran);
}

static void expect_deck_refused(const char *text, const char *says)
{
    char deck[RUNNING_PATH_SIZE];
    char error[TEXT_SIZE + RUNNING_PATH_SIZE];
    scratch_make();
    snprintf(deck, sizeof deck, "%s/x.md", scratch_folder());
    scratch_write("x.md", bytes_from_string(text));
    struct ran ran = fill(scratch_folder(), deck);
    snprintf(error, sizeof error, "%s:%s\n", deck, says);
    expect_refused(&ran, error);
    scratch_remove();
}

#define CODE "---\n---\n{{code solutions/2-remove-interface-call/algo_one.c "

Test(slides, are_not_built_where_a_marker_is_gone_or_ambiguous)
{
    expect_deck_refused(CODE "from /read_full/}}\n",
                        "3: solutions/2-remove-interface-call/algo_one.c: "
                        "expected one line like /read_full/, got 0");
    expect_deck_refused(CODE "from /goto done/}}\n",
                        "3: solutions/2-remove-interface-call/algo_one.c: "
                        "expected one line like /goto done/, got 6");
    expect_deck_refused("---\n---\n{{output profile-1 from /no such line/}}\n",
                        "3: profile-1: expected one line like /no such line/, got 0");
}

Test(slides, are_not_built_with_a_number_that_somebody_typed)
{
    expect_deck_refused("---\n---\nIt costs 2 allocations.\n",
                        "3: expected {{figure ...}} or {{talk ...}}, got \"2\"");
}

/* Counts the lines of the project's own deck up to the one that holds `part`. */
static unsigned line_of(const char *part)
{
    struct buffer deck = read_file(VERBS_ROOT, "slides/deck.md");
    const char *found = strstr((const char *)deck.at, part);
    unsigned line = 1;
    cr_assert_not_null(found, "%s", part);
    for (const char *at = (const char *)deck.at; at < found; at++)
        line += *at == '\n';
    buffer_dispose(&deck);
    return line;
}

Test(slides, are_not_built_where_a_figure_has_drifted)
{
    char says[TEXT_SIZE];
    scratch_make();
    struct ran ran = fill(scratch_folder(), "slides/deck.md");
    cr_expect_eq(ran.end.code, 0, "%s", ran_errors(&ran));
    ran_dispose(&ran);

    cJSON *json = read_json(scratch_folder(), "results.json");
    cJSON *figures = cJSON_GetObjectItemCaseSensitive(json, "figures");
    cJSON *own = cJSON_GetObjectItemCaseSensitive(figures, "solution-3");
    cJSON_SetNumberValue(cJSON_GetObjectItemCaseSensitive(own, "allocs_per_op"), 1);
    char *text = cJSON_Print(json);
    char path[RUNNING_PATH_SIZE];
    struct error error;
    snprintf(path, sizeof path, "%s/results.json", scratch_folder());
    cr_assert(file_write(path, bytes_from_string(text), &error), "%s", error.text);
    const char *const words[] = {"--into", scratch_folder(), "fill", NULL};
    ran = run_verb("slides", words, NULL);
    snprintf(says, sizeof says, "slides/deck.md:%u: expected solution-3.allocs_per_op = 0, got 1\n",
             line_of("{{expect solution-3.allocs_per_op = 0}}"));
    expect_refused(&ran, says);
    cJSON_free(text);
    cJSON_Delete(json);
    scratch_remove();
}

Test(slides, refuse_orders_that_make_no_sense)
{
    static const struct refused_order orders[] = {
        {{NULL}, "usage: slides [--into FOLDER] [--deck FILE] gather|fill"},
        {{"draw"}, "usage: slides [--into FOLDER] [--deck FILE] gather|fill"},
    };
    expect_orders_refused("slides", orders, sizeof orders / sizeof *orders);
}
