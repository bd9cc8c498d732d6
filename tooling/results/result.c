#include "results/result.h"

#include "base/json.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

const char *const result_gates[] = {"build", "correctness", "memory", "storage",
                                    "heap",  "cpu",         NULL};
const char *const result_verdicts[] = {RESULT_PASS, RESULT_NOT_YET, RESULT_INCONCLUSIVE, NULL};

static const struct json_field gate_fields[] = {
    {.name = "name", .kind = JSON_TEXT, .words = result_gates},
    {.name = "verdict", .kind = JSON_TEXT, .words = result_verdicts},
    {.name = "message", .kind = JSON_TEXT},
    {0}};
static const struct json_field gate_document = {
    .kind = JSON_OBJECT, .fields = gate_fields, .others_allowed = true};
static const struct json_field figure = {.kind = JSON_NUMBER, .least = -HUGE_VAL};

const struct json_field result_fields[] = {
    {.name = "stage", .kind = JSON_WHOLE},
    {.name = "name", .kind = JSON_TEXT},
    {.name = "file", .kind = JSON_TEXT},
    {.name = "verdict", .kind = JSON_TEXT, .words = result_verdicts},
    {.name = "gates", .kind = JSON_ARRAY, .each = &gate_document},
    {.name = "measured", .kind = JSON_OBJECT, .each = &figure},
    {0}};
static const struct json_field result_document = {
    .kind = JSON_OBJECT, .fields = result_fields, .others_allowed = true};

static bool add_ceiling(cJSON *ceilings, const char *name, uint64_t value)
{
    return value == COURSE_NO_LIMIT || json_add_number(ceilings, name, (double)value);
}

cJSON *result_new(const struct stage *stage, const char *file)
{
    cJSON *result = cJSON_CreateObject();
    bool done = json_add_number(result, "stage", stage->number) &&
                json_add_text(result, "name", stage->name) && json_add_text(result, "file", file) &&
                json_add_text(result, "verdict", RESULT_INCONCLUSIVE) &&
                cJSON_AddArrayToObject(result, "gates") != NULL &&
                cJSON_AddObjectToObject(result, "measured") != NULL;
    cJSON *ceilings = cJSON_AddObjectToObject(result, "ceilings");
    done = done && ceilings != NULL &&
           add_ceiling(ceilings, "allocs_per_op", stage->allocs_per_op) &&
           add_ceiling(ceilings, "bytes_per_op", stage->bytes_per_op) &&
           add_ceiling(ceilings, "leaked_bytes", 0) &&
           add_ceiling(ceilings, "stack_bytes", stage->stack_bytes) &&
           add_ceiling(ceilings, "longest_find", stage->longest_find) &&
           add_ceiling(ceilings, "interface_calls_per_op", stage->interface_calls_per_op);
    cJSON *instructions = cJSON_AddArrayToObject(ceilings, "instructions");
    done = done && instructions != NULL;
    for (size_t i = 0; done && i < stage->instruction_count; i++) {
        const struct instruction_ceiling *c = &stage->instructions[i];
        char text[128]; /* "<= 1/3 solution-3", as the add_stage() line says it */
        snprintf(text, sizeof text, "%s %u/%u %s", c->strict ? "<" : "<=", c->numerator,
                 c->denominator, c->reference);
        done = json_append(instructions, cJSON_CreateString(text)) != NULL;
    }
    if (done)
        return result;
    cJSON_Delete(result);
    return NULL;
}

bool result_is_gate_name(const char *name)
{
    for (size_t i = 0; result_gates[i] != NULL; i++) {
        if (strcmp(result_gates[i], name) == 0)
            return true;
    }
    return false;
}

const cJSON *result_gate(const cJSON *result, const char *name)
{
    const cJSON *gate;
    cJSON_ArrayForEach(gate, json_get(result, "gates"))
    {
        if (json_is(gate, "name", name))
            return gate;
    }
    return NULL;
}

bool result_has_case(const cJSON *result, const char *gate)
{
    return cJSON_IsTrue(json_get(result_gate(result, gate), "case"));
}

const cJSON *result_last_alike(const cJSON *gate)
{
    while (gate->next != NULL && json_is(gate->next, "verdict", json_text(gate, "verdict")) &&
           json_is(gate->next, "message", json_text(gate, "message")))
        gate = gate->next;
    return gate;
}

bool result_add_gate(cJSON *result, const cJSON *gate)
{
    cJSON *copy = cJSON_Duplicate(gate, true);
    cJSON_DeleteItemFromObjectCaseSensitive(copy, "measured");
    bool done = json_append(cJSON_GetObjectItemCaseSensitive(result, "gates"), copy) != NULL;
    cJSON *measured = cJSON_GetObjectItemCaseSensitive(result, "measured");
    const cJSON *one;
    cJSON_ArrayForEach(one, json_get(gate, "measured"))
    {
        done = done && json_add_item(measured, one->string, cJSON_Duplicate(one, true));
    }
    return done;
}

bool result_add_new_gate(cJSON *result, const char *name, const char *verdict, const char *message)
{
    cJSON *gate =
        json_append(cJSON_GetObjectItemCaseSensitive(result, "gates"), cJSON_CreateObject());
    return json_add_text(gate, "name", name) && json_add_text(gate, "verdict", verdict) &&
           json_add_text(gate, "message", message);
}

const char *result_verdict_of(const cJSON *gates)
{
    bool not_yet = false;
    bool inconclusive = cJSON_GetArraySize(gates) == 0;
    const cJSON *gate;
    cJSON_ArrayForEach(gate, gates)
    {
        not_yet |= json_is(gate, "verdict", RESULT_NOT_YET);
        inconclusive |= json_is(gate, "verdict", RESULT_INCONCLUSIVE);
    }
    return not_yet ? RESULT_NOT_YET : inconclusive ? RESULT_INCONCLUSIVE : RESULT_PASS;
}

bool result_settle(cJSON *result)
{
    cJSON *verdict = cJSON_GetObjectItemCaseSensitive(result, "verdict");
    return cJSON_SetValuestring(verdict, result_verdict_of(json_get(result, "gates"))) != NULL;
}

static cJSON *read_document(const char *name, struct bytes text, const struct json_field *document,
                            struct error *error)
{
    struct scan s = scan_of(name, text, error);
    cJSON *json;
    return json_read(&s, document, &json) ? json : NULL;
}

cJSON *result_read(const char *name, struct bytes text, struct error *error)
{
    return read_document(name, text, &result_document, error);
}

cJSON *result_read_gate(const char *name, struct bytes text, struct error *error)
{
    return read_document(name, text, &gate_document, error);
}
