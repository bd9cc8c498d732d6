#include "bench/comparison.h"

#include "base/json_fields.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const answers[] = {
    [ANSWER_RIGHT] = "right",
    [ANSWER_WRONG] = "wrong",
    [ANSWER_FAILED] = "failed",
    [ANSWER_MISSING] = "missing",
};
enum { ANSWERS = sizeof answers / sizeof *answers };
static const char limit_answer[] = "limit";

static bool out_of_memory(struct error *error)
{
    error_set(error, "out of memory");
    return false;
}

static bool add_number(cJSON *object, const char *name, double number)
{
    return cJSON_AddNumberToObject(object, name, number) != NULL;
}

static bool add_text(cJSON *object, const char *name, const char *text)
{
    return cJSON_AddStringToObject(object, name, text) != NULL;
}

/* A new object at the end of the list; NULL: no memory. */
static cJSON *add_object(cJSON *list)
{
    cJSON *object = cJSON_CreateObject();
    if (object != NULL && list != NULL && cJSON_AddItemToArray(list, object))
        return object;
    cJSON_Delete(object);
    return NULL;
}

static int compare(const void *a, const void *b)
{
    double x = *(const double *)a;
    double y = *(const double *)b;
    return (x > y) - (x < y);
}

/* The runs of a peer, the fastest first; where it was not timed, none. */
static struct hyperfine_command find_times(const struct comparison_input *input, size_t peer)
{
    struct hyperfine_command none = {.run_count = 0};
    if (input->answers[peer].verdict > ANSWER_WRONG)
        return none;
    for (size_t i = 0; i < input->times.command_count; i++) {
        struct hyperfine_command found = input->times.commands[i];
        if (strcmp(found.name, peers[peer].name) != 0)
            continue;
        qsort(found.seconds, found.run_count, sizeof *found.seconds, compare);
        return found;
    }
    return none;
}

static bool add_ratio(const struct comparison_input *input, cJSON *row, const char *name,
                      double seconds, size_t to)
{
    struct hyperfine_command other = find_times(input, to);
    return other.run_count == 0 || other.seconds[0] <= 0 ||
           add_number(row, name, seconds / other.seconds[0]);
}

static bool add_times(cJSON *row, const struct hyperfine_command *times)
{
    cJSON *list = cJSON_CreateDoubleArray(times->seconds, (int)times->run_count);
    if (list != NULL && cJSON_AddItemToObject(row, "times", list))
        return true;
    cJSON_Delete(list);
    return false;
}

static bool add_figures(const struct comparison_facts *facts, const struct comparison_input *input,
                        size_t peer, cJSON *row, struct error *error)
{
    struct hyperfine_command times = find_times(input, peer);
    double seconds = times.seconds[0];
    if (times.run_count == 0 || !(seconds > 0)) {
        error_set(error, "hyperfine said nothing of %s", peers[peer].name);
        return false;
    }
    return (add_number(row, "seconds", seconds) &&
            add_number(row, "median", times.seconds[times.run_count / 2]) &&
            add_number(row, "cpu_seconds", times.cpu_seconds) &&
            add_number(row, "gb_per_s", (double)facts->bytes / seconds / 1e9) &&
            add_number(row, "peak_bytes", (double)input->answers[peer].peak_bytes) &&
            add_ratio(input, row, "x_limit", seconds, PEER_LIMIT) &&
            add_ratio(input, row, "x_replace", seconds, PEER_REPLACE) && add_times(row, &times)) ||
           out_of_memory(error);
}

static bool add_program(const struct comparison_facts *facts, const struct comparison_input *input,
                        size_t peer, cJSON *list, struct error *error)
{
    const struct answer *answer = &input->answers[peer];
    bool limit = peer == PEER_LIMIT && answer->verdict == ANSWER_RIGHT;
    cJSON *row = add_object(list);
    if (row == NULL || !add_text(row, "name", peers[peer].name) ||
        !add_text(row, "answer", limit ? limit_answer : answers[answer->verdict]) ||
        (answer->why[0] != '\0' && !add_text(row, "why", answer->why)))
        return out_of_memory(error);
    return answer->verdict > ANSWER_WRONG || add_figures(facts, input, peer, row, error);
}

static bool add_input(const struct comparison_facts *facts, const struct comparison_input *input,
                      cJSON *list, struct error *error)
{
    cJSON *object = add_object(list);
    if (object == NULL || !add_text(object, "name", input->kind->name) ||
        !add_text(object, "what", input->kind->what) ||
        !add_number(object, "matches", (double)input->matches))
        return out_of_memory(error);
    cJSON *programs = cJSON_AddArrayToObject(object, "programs");
    for (size_t i = 0; i < PEERS; i++) {
        if (!add_program(facts, input, i, programs, error))
            return false;
    }
    return true;
}

cJSON *comparison_make(const struct comparison_facts *facts, const struct comparison_input *inputs,
                       size_t input_count, struct error *error)
{
    cJSON *document = cJSON_CreateObject();
    bool made = (document != NULL && add_number(document, "bytes", (double)facts->bytes) &&
                 add_number(document, "seed", (double)facts->seed) &&
                 add_number(document, "runs", (double)facts->runs) &&
                 add_number(document, "empty_peak_bytes", (double)facts->empty_peak_bytes)) ||
                out_of_memory(error);
    cJSON *list = made ? cJSON_AddArrayToObject(document, "inputs") : NULL;
    for (size_t i = 0; made && i < input_count; i++)
        made = add_input(facts, &inputs[i], list, error);
    if (made && (list != NULL || out_of_memory(error)))
        return document;
    cJSON_Delete(document);
    return NULL;
}

static const cJSON *field(const cJSON *object, const char *name)
{
    return cJSON_GetObjectItemCaseSensitive(object, name);
}

double comparison_number(const cJSON *object, const char *name)
{
    const cJSON *found = field(object, name);
    return cJSON_IsNumber(found) ? found->valuedouble : 0;
}

const char *comparison_text(const cJSON *object, const char *name)
{
    const char *found = cJSON_GetStringValue(field(object, name));
    return found == NULL ? "" : found;
}

const cJSON *comparison_program(const cJSON *input, const char *name)
{
    const cJSON *program;
    cJSON_ArrayForEach(program, field(input, "programs"))
    {
        if (strcmp(comparison_text(program, "name"), name) == 0)
            return comparison_number(program, "seconds") > 0 ? program : NULL;
    }
    return NULL;
}

bool comparison_counts(const cJSON *program)
{
    const char *answer = comparison_text(program, "answer");
    return strcmp(answer, answers[ANSWER_RIGHT]) == 0 || strcmp(answer, limit_answer) == 0;
}

/* Whether each of these is there, a number that is finite and no less than nothing. */
static bool has_numbers(const cJSON *object, const char *const *names)
{
    for (; *names != NULL; names++) {
        const cJSON *found = field(object, *names);
        if (!cJSON_IsNumber(found) || !isfinite(found->valuedouble) || found->valuedouble < 0)
            return false;
    }
    return true;
}

static bool is_answer(const char *text, bool *has_figures)
{
    *has_figures = strcmp(text, limit_answer) == 0;
    for (size_t i = 0; i < ANSWERS; i++) {
        if (strcmp(text, answers[i]) == 0) {
            *has_figures = i <= ANSWER_WRONG;
            return true;
        }
    }
    return *has_figures;
}

/* What is wrong with a program, an input, the document; NULL where nothing is. */
static const char *fault_of_program(const cJSON *program)
{
    static const char *const figures[] = {"seconds",  "median",     "cpu_seconds",
                                          "gb_per_s", "peak_bytes", NULL};
    bool has_figures;
    if (!cJSON_IsString(field(program, "name")) ||
        !is_answer(comparison_text(program, "answer"), &has_figures))
        return "programs with \"name\" and \"answer\": right, wrong, failed, missing or limit";
    if (has_figures &&
        (!has_numbers(program, figures) || comparison_number(program, "seconds") <= 0))
        return "programs that ran with \"seconds\" and the other figures";
    return NULL;
}

static const char *fault_of_input(const cJSON *input)
{
    static const char *const numbers[] = {"matches", NULL};
    const cJSON *program;
    const char *fault = NULL;
    if (!cJSON_IsString(field(input, "name")) || !cJSON_IsString(field(input, "what")) ||
        !has_numbers(input, numbers) || !cJSON_IsArray(field(input, "programs")))
        return "inputs with \"name\", \"what\", \"matches\" and \"programs\"";
    cJSON_ArrayForEach(program, field(input, "programs"))
    {
        fault = fault == NULL ? fault_of_program(program) : fault;
    }
    return fault;
}

static const char *fault_of(const cJSON *document)
{
    static const char *const numbers[] = {"bytes", "seed", "runs", "empty_peak_bytes", NULL};
    const cJSON *input;
    const char *fault = NULL;
    if (!has_numbers(document, numbers))
        return "\"bytes\", \"seed\", \"runs\" and \"empty_peak_bytes\", numbers";
    if (!cJSON_IsArray(field(document, "inputs")))
        return "\"inputs\", an array";
    cJSON_ArrayForEach(input, field(document, "inputs"))
    {
        fault = fault == NULL ? fault_of_input(input) : fault;
    }
    return fault;
}

cJSON *comparison_read(const char *name, struct bytes text, struct error *error)
{
    struct scan s = scan_of(name, text, error);
    cJSON *document = NULL;
    if (!json_scan(&s, &document))
        return NULL;
    const char *fault = fault_of(document);
    if (fault == NULL)
        return document;
    scan_fail(&s, "expected %s", fault);
    cJSON_Delete(document);
    return NULL;
}
