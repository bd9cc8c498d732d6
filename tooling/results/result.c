#include "results/result.h"

#include <stdio.h>
#include <string.h>

const char *const result_gates[] = {"build", "correctness", "memory", "storage",
                                    "heap",  "cpu",         NULL};

static bool add_ceiling(cJSON *ceilings, const char *name, uint64_t value)
{
    return value == COURSE_NO_LIMIT ||
           cJSON_AddNumberToObject(ceilings, name, (double)value) != NULL;
}

/* "<= 1/3 solution-3", as the add_stage() line says it. */
static bool add_instructions(cJSON *ceilings, const struct stage *stage)
{
    cJSON *list = cJSON_AddArrayToObject(ceilings, "instructions");
    bool done = list != NULL;
    for (size_t i = 0; done && i < stage->instruction_count; i++) {
        const struct instruction_ceiling *c = &stage->instructions[i];
        char text[128];
        snprintf(text, sizeof text, "%s %u/%u %s", c->strict ? "<" : "<=", c->numerator,
                 c->denominator, c->reference);
        done = cJSON_AddItemToArray(list, cJSON_CreateString(text));
    }
    return done;
}

static bool add_ceilings(cJSON *result, const struct stage *stage)
{
    cJSON *ceilings = cJSON_AddObjectToObject(result, "ceilings");
    return ceilings != NULL && add_ceiling(ceilings, "allocs_per_op", stage->allocs_per_op) &&
           add_ceiling(ceilings, "bytes_per_op", stage->bytes_per_op) &&
           add_ceiling(ceilings, "leaked_bytes", 0) &&
           add_ceiling(ceilings, "stack_bytes", stage->stack_bytes) &&
           add_ceiling(ceilings, "longest_find", stage->longest_find) &&
           add_ceiling(ceilings, "interface_calls_per_op", stage->interface_calls_per_op) &&
           add_instructions(ceilings, stage);
}

cJSON *result_new(const struct stage *stage, const char *file)
{
    cJSON *result = cJSON_CreateObject();
    if (result != NULL && cJSON_AddNumberToObject(result, "stage", stage->number) != NULL &&
        cJSON_AddStringToObject(result, "name", stage->name) != NULL &&
        cJSON_AddStringToObject(result, "file", file) != NULL &&
        cJSON_AddStringToObject(result, "verdict", RESULT_INCONCLUSIVE) != NULL &&
        cJSON_AddArrayToObject(result, "gates") != NULL &&
        cJSON_AddObjectToObject(result, "measured") != NULL && add_ceilings(result, stage))
        return result;
    cJSON_Delete(result);
    return NULL;
}

const char *result_text(const cJSON *object, const char *name)
{
    const char *text = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(object, name));
    return text == NULL ? "" : text;
}

static bool is_verdict(const char *text)
{
    return strcmp(text, RESULT_PASS) == 0 || strcmp(text, RESULT_NOT_YET) == 0 ||
           strcmp(text, RESULT_INCONCLUSIVE) == 0;
}

static bool has_text(const cJSON *object, const char *name)
{
    return cJSON_IsString(cJSON_GetObjectItemCaseSensitive(object, name));
}

bool result_is_gate_name(const char *name)
{
    for (size_t i = 0; result_gates[i] != NULL; i++) {
        if (strcmp(result_gates[i], name) == 0)
            return true;
    }
    return false;
}

bool result_is_gate(const cJSON *gate)
{
    return has_text(gate, "name") && is_verdict(result_text(gate, "verdict")) &&
           has_text(gate, "message");
}

bool result_has_case(const cJSON *result, const char *gate)
{
    const cJSON *one;
    cJSON_ArrayForEach(one, cJSON_GetObjectItemCaseSensitive(result, "gates"))
    {
        if (strcmp(result_text(one, "name"), gate) == 0)
            return cJSON_IsTrue(cJSON_GetObjectItemCaseSensitive(one, "case"));
    }
    return false;
}

static bool are_alike(const cJSON *a, const cJSON *b)
{
    return strcmp(result_text(a, "verdict"), result_text(b, "verdict")) == 0 &&
           strcmp(result_text(a, "message"), result_text(b, "message")) == 0;
}

const cJSON *result_last_alike(const cJSON *gate)
{
    while (gate->next != NULL && are_alike(gate, gate->next))
        gate = gate->next;
    return gate;
}

static bool add_measured(cJSON *result, const cJSON *measured)
{
    cJSON *all = cJSON_GetObjectItemCaseSensitive(result, "measured");
    const cJSON *figure;
    cJSON_ArrayForEach(figure, measured)
    {
        cJSON *copy = cJSON_Duplicate(figure, true);
        if (!cJSON_AddItemToObject(all, figure->string, copy)) {
            cJSON_Delete(copy);
            return false;
        }
    }
    return true;
}

bool result_add_gate(cJSON *result, const cJSON *gate)
{
    cJSON *gates = cJSON_GetObjectItemCaseSensitive(result, "gates");
    cJSON *copy = cJSON_Duplicate(gate, true);
    if (copy == NULL)
        return false;
    cJSON_DeleteItemFromObjectCaseSensitive(copy, "measured");
    return cJSON_AddItemToArray(gates, copy) &&
           add_measured(result, cJSON_GetObjectItemCaseSensitive(gate, "measured"));
}

bool result_add_unmeasured(cJSON *result, const char *name, const char *why)
{
    cJSON *gate = cJSON_CreateObject();
    bool done = gate != NULL && cJSON_AddStringToObject(gate, "name", name) != NULL &&
                cJSON_AddStringToObject(gate, "verdict", RESULT_INCONCLUSIVE) != NULL &&
                cJSON_AddStringToObject(gate, "message", why) != NULL &&
                result_add_gate(result, gate);
    cJSON_Delete(gate);
    return done;
}

static bool any_gate_is(const cJSON *gates, const char *verdict)
{
    const cJSON *gate;
    cJSON_ArrayForEach(gate, gates)
    {
        if (strcmp(result_text(gate, "verdict"), verdict) == 0)
            return true;
    }
    return false;
}

bool result_settle(cJSON *result)
{
    const cJSON *gates = cJSON_GetObjectItemCaseSensitive(result, "gates");
    const char *verdict = RESULT_PASS;
    if (any_gate_is(gates, RESULT_NOT_YET))
        verdict = RESULT_NOT_YET;
    else if (cJSON_GetArraySize(gates) == 0 || any_gate_is(gates, RESULT_INCONCLUSIVE))
        verdict = RESULT_INCONCLUSIVE;
    cJSON *settled = cJSON_GetObjectItemCaseSensitive(result, "verdict");
    return cJSON_SetValuestring(settled, verdict) != NULL;
}

/* What is wrong with a document as a result; NULL where nothing is. */
static const char *fault_of(const cJSON *result)
{
    const cJSON *gates = cJSON_GetObjectItemCaseSensitive(result, "gates");
    const cJSON *gate;
    if (!cJSON_IsObject(result))
        return "one JSON object";
    if (!cJSON_IsNumber(cJSON_GetObjectItemCaseSensitive(result, "stage")))
        return "\"stage\", a number";
    if (!has_text(result, "name") || !has_text(result, "file"))
        return "\"name\" and \"file\", strings";
    if (!is_verdict(result_text(result, "verdict")))
        return "\"verdict\", one of pass, not-yet, inconclusive";
    if (!cJSON_IsArray(gates))
        return "\"gates\", an array";
    cJSON_ArrayForEach(gate, gates)
    {
        if (!result_is_gate(gate))
            return "gates with \"name\", \"verdict\" and \"message\"";
    }
    return cJSON_IsObject(cJSON_GetObjectItemCaseSensitive(result, "measured"))
               ? NULL
               : "\"measured\", an object";
}

cJSON *result_read(const char *name, struct bytes text, struct error *error)
{
    cJSON *result = cJSON_ParseWithLength((const char *)text.at, text.len);
    const char *fault = fault_of(result);
    if (fault == NULL)
        return result;
    error_set(error, "%s: expected %s", name, fault);
    cJSON_Delete(result);
    return NULL;
}

bool result_write(const cJSON *result, struct buffer *json)
{
    char *text = cJSON_Print(result);
    bool done = text != NULL && buffer_write(json, bytes_from_string(text)) == STREAM_OK &&
                buffer_write_byte(json, '\n') == STREAM_OK;
    cJSON_free(text);
    return done;
}
