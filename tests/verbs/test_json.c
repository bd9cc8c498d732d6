/* JSON=1: a verb prints the document that it keeps, whole and alone, and ends as without. */
#include "base/files.h"
#include "verbs/running.h"

#include <cjson/cJSON.h>
#include <criterion/criterion.h>
#include <stdio.h>

static const struct {
    const char *program;
    const char *words[9];
    const char *kept; /* the document's file */
    const char *name, *text;
    int code;
} orders[] = {
    {"check", {"--json", "1", "2"}, "stage-2", "verdict", "not-yet", 1},
    {"check", {"--json", "1", "--solution", "1", "2"}, "solution-2", "verdict", "pass", 0},
    {"check", {"--json", "1", "--file", "LICENSE", "4"}, "stage-4", "verdict", "not-yet", 1},
    {"bench", {"--json", "1", "--min-ms", "1", "--bytes", "4096", "2"}, "bench-2", NULL, NULL, 0},
    {"bench", {"--json", "1", "--min-ms", "1", "--bytes", "4096"}, "bench", NULL, NULL, 0},
};

static void expect_document(const struct ran *ran, size_t i)
{
    char path[RUNNING_PATH_SIZE + 32];
    struct error error;
    struct buffer kept = buffer_bounded(SIZE_MAX);
    snprintf(path, sizeof path, "%s/results/%s.json", ran->folder, orders[i].kept);
    cr_assert(file_read(path, &kept, &error), "%s", error.text);
    cr_assert_eq(buffer_write_byte(&kept, '\0'), STREAM_OK);
    cr_expect_str_eq(ran_output(ran), (const char *)kept.at);
    cJSON *document = cJSON_ParseWithOpts(ran_output(ran), NULL, true);
    cr_assert_not_null(document, "%s", ran_output(ran));
    if (orders[i].name != NULL) {
        const cJSON *found = cJSON_GetObjectItemCaseSensitive(document, orders[i].name);
        cr_expect_str_eq(cJSON_GetStringValue(found), orders[i].text);
    }
    cJSON_Delete(document);
    buffer_dispose(&kept);
}

Test(json, is_the_document_that_is_kept_and_nothing_else, .timeout = 300)
{
    for (size_t i = 0; i < sizeof orders / sizeof *orders; i++) {
        struct ran ran = run_verb(orders[i].program, orders[i].words, NULL);
        cr_expect_eq(ran.end.code, orders[i].code, "%s: %d", orders[i].kept, ran.end.code);
        cr_expect_str_eq(ran_errors(&ran), "");
        expect_document(&ran, i);
        ran_dispose(&ran);
    }
}

Test(json, has_no_document_where_there_can_be_none, .timeout = 60)
{
    static const struct refused_order refused[] = {
        {{"--json", "yes", "1"}, "JSON=yes: expected 1, or nothing"},
        {{"--json", "1", "--file", "no/such.c", "1"}, "no/such.c does not exist"},
    };
    expect_orders_refused("check", refused, sizeof refused / sizeof *refused);
    expect_orders_refused("bench", refused, sizeof refused / sizeof *refused);
}
