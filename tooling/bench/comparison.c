#include "bench/comparison.h"

#include "base/array.h"
#include "base/json_document.h"

#include <float.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char limit_answer[] = "limit";
static const char *const answers[] = {
    [ANSWER_RIGHT] = "right",
    [ANSWER_WRONG] = "wrong",
    [ANSWER_FAILED] = "failed",
    [ANSWER_MISSING] = "missing",
    limit_answer,
    NULL,
};

static const struct json_field program_fields[] = {
    {.name = "name", .kind = JSON_TEXT},
    {.name = "answer", .kind = JSON_TEXT, .words = answers},
    {0}};
static const struct json_field program_document = {
    .kind = JSON_OBJECT, .fields = program_fields, .others_allowed = true};

static const struct json_field input_fields[] = {
    {.name = "name", .kind = JSON_TEXT},
    {.name = "what", .kind = JSON_TEXT},
    {.name = "matches", .kind = JSON_WHOLE},
    {.name = "programs", .kind = JSON_ARRAY, .each = &program_document},
    {0}};
static const struct json_field input_document = {
    .kind = JSON_OBJECT, .fields = input_fields, .others_allowed = true};

static const struct json_field comparison_fields[] = {
    {.name = "bytes", .kind = JSON_WHOLE},
    {.name = "seed", .kind = JSON_NUMBER},
    {.name = "runs", .kind = JSON_WHOLE},
    {.name = "empty_peak_bytes", .kind = JSON_WHOLE},
    {.name = "inputs", .kind = JSON_ARRAY, .each = &input_document},
    {0}};
static const struct json_field comparison_document = {
    .kind = JSON_OBJECT, .fields = comparison_fields, .others_allowed = true};

/* What a program has that ran to its end. */
static const struct json_field figure_fields[] = {
    {.name = "seconds", .kind = JSON_NUMBER, .least = DBL_MIN, .expected = "a time above 0"},
    {.name = "median", .kind = JSON_NUMBER},
    {.name = "cpu_seconds", .kind = JSON_NUMBER},
    {.name = "gb_per_s", .kind = JSON_NUMBER},
    {.name = "peak_bytes", .kind = JSON_NUMBER},
    {0}};
static const struct json_field figures_document = {
    .kind = JSON_OBJECT, .fields = figure_fields, .others_allowed = true};

/* The runs of a peer, the fastest first; none if it was not timed. */
static struct hyperfine_command find_times(const struct comparison_input *input, size_t peer)
{
    struct hyperfine_command none = {.run_count = 0};
    if (input->answers[peer].verdict > ANSWER_WRONG)
        return none;
    for (size_t i = 0; i < input->times.command_count; i++) {
        struct hyperfine_command found = input->times.commands[i];
        if (strcmp(found.name, peers[peer].name) != 0)
            continue;
        qsort(found.seconds, found.run_count, sizeof *found.seconds, compare_doubles);
        return found;
    }
    return none;
}

static bool add_ratio(const struct comparison_input *input, cJSON *row, const char *name,
                      double seconds, size_t to)
{
    struct hyperfine_command other = find_times(input, to);
    return other.run_count == 0 || other.seconds[0] <= 0 ||
           json_add_number(row, name, seconds / other.seconds[0]);
}

/* Adds a peer to the list of programs, with figures if it ran to its end. */
static bool add_program(const struct comparison_facts *facts, const struct comparison_input *input,
                        size_t peer, cJSON *list, struct error *error)
{
    const struct answer *answer = &input->answers[peer];
    bool limit = peer == PEER_LIMIT && answer->verdict == ANSWER_RIGHT;
    cJSON *row = json_append(list, cJSON_CreateObject());
    if (row == NULL || !json_add_text(row, "name", peers[peer].name) ||
        !json_add_text(row, "answer", limit ? limit_answer : answers[answer->verdict]) ||
        (answer->why[0] != '\0' && !json_add_text(row, "why", answer->why)))
        return error_out_of_memory(error);
    if (answer->verdict > ANSWER_WRONG)
        return true;

    struct hyperfine_command times = find_times(input, peer);
    double seconds = times.run_count == 0 ? 0 : times.seconds[0];
    if (!(seconds > 0))
        return error_set(error, "hyperfine said nothing of %s", peers[peer].name);
    return (json_add_number(row, "seconds", seconds) &&
            json_add_number(row, "median", times.seconds[times.run_count / 2]) &&
            json_add_number(row, "cpu_seconds", times.cpu_seconds) &&
            json_add_number(row, "gb_per_s", (double)facts->bytes / seconds / 1e9) &&
            json_add_number(row, "peak_bytes", (double)answer->peak_bytes) &&
            add_ratio(input, row, "x_limit", seconds, PEER_LIMIT) &&
            add_ratio(input, row, "x_replace", seconds, PEER_REPLACE) &&
            json_add_item(row, "times",
                          cJSON_CreateDoubleArray(times.seconds, (int)times.run_count))) ||
           error_out_of_memory(error);
}

cJSON *comparison_make(const struct comparison_facts *facts, const struct comparison_input *inputs,
                       size_t input_count, struct error *error)
{
    cJSON *document = cJSON_CreateObject();
    cJSON *list = NULL;
    bool made = json_add_number(document, "bytes", (double)facts->bytes) &&
                json_add_number(document, "seed", (double)facts->seed) &&
                json_add_number(document, "runs", (double)facts->runs) &&
                json_add_number(document, "empty_peak_bytes", (double)facts->empty_peak_bytes) &&
                (list = cJSON_AddArrayToObject(document, "inputs")) != NULL;
    if (!made)
        error_out_of_memory(error);
    for (size_t i = 0; made && i < input_count; i++) {
        cJSON *input = json_append(list, cJSON_CreateObject());
        made = (json_add_text(input, "name", inputs[i].kind->name) &&
                json_add_text(input, "what", inputs[i].kind->what) &&
                json_add_number(input, "matches", (double)inputs[i].matches)) ||
               error_out_of_memory(error);
        cJSON *programs = made ? cJSON_AddArrayToObject(input, "programs") : NULL;
        for (size_t k = 0; made && k < PEERS; k++)
            made = add_program(facts, &inputs[i], k, programs, error);
    }
    if (made)
        return document;
    cJSON_Delete(document);
    return NULL;
}

const cJSON *comparison_program(const cJSON *input, const char *name)
{
    const cJSON *program;
    cJSON_ArrayForEach(program, json_get(input, "programs"))
    {
        if (strcmp(json_text(program, "name"), name) == 0)
            return json_number(program, "seconds") > 0 ? program : NULL;
    }
    return NULL;
}

bool comparison_counts(const cJSON *program)
{
    const char *answer = json_text(program, "answer");
    return strcmp(answer, answers[ANSWER_RIGHT]) == 0 || strcmp(answer, limit_answer) == 0;
}

cJSON *comparison_read(const char *name, struct bytes text, struct error *error)
{
    struct scan s = scan_of(name, text, error);
    const cJSON *input, *program;
    cJSON *document;
    bool read = json_read(&s, &comparison_document, &document);
    int i = 0;
    cJSON_ArrayForEach(input, json_get(document, "inputs"))
    {
        int k = 0;
        cJSON_ArrayForEach(program, json_get(input, "programs"))
        {
            char place[64];
            snprintf(place, sizeof place, "inputs[%d].programs[%d]", i, k++);
            if (!json_is(program, "answer", answers[ANSWER_FAILED]) &&
                !json_is(program, "answer", answers[ANSWER_MISSING]))
                read = read && json_check(&s, program, &figures_document, place);
        }
        i++;
    }
    if (read)
        return document;
    cJSON_Delete(document);
    return NULL;
}
