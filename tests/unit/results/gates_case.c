#include "unit/results/gates_case.h"

#include "results/result.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

/* The letter after NAME: in `others`, 'p' if it is not there. */
static char letter_of(const char *name, const char *others)
{
    size_t len = strlen(name);
    for (const char *at = others; (at = strstr(at, name)) != NULL; at++) {
        if (at[len] == ':')
            return at[len + 1];
    }
    return 'p';
}

cJSON *result_but(const struct stage *stage, const char *others)
{
    cJSON *result = result_new(stage, "f.c");
    cr_assert_not_null(result);
    for (size_t i = 0; result_gates[i] != NULL; i++) {
        char letter = letter_of(result_gates[i], others);
        cJSON *gate = cJSON_CreateObject();
        cJSON_AddStringToObject(gate, "name", result_gates[i]);
        cJSON_AddStringToObject(gate, "verdict",
                                letter == 'p'   ? RESULT_PASS
                                : letter == 'n' ? RESULT_NOT_YET
                                                : RESULT_INCONCLUSIVE);
        cJSON_AddStringToObject(gate, "message", "m");
        cr_assert(letter == '-' || result_add_gate(result, gate));
        cJSON_Delete(gate);
    }
    return result;
}

const char *gates_listed(void)
{
    static char list[256];
    size_t len = 0;
    for (size_t i = 0; result_gates[i] != NULL; i++) {
        const char *before = i == 0 ? "" : result_gates[i + 1] == NULL ? " or " : ", ";
        len += (size_t)snprintf(list + len, sizeof list - len, "%s%s", before, result_gates[i]);
        cr_assert_lt(len, sizeof list);
    }
    return list;
}
