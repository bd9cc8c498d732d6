/*
 * The result of a check: one JSON document, from which every other output is drawn.
 *
 *     {"stage":2,"name":"2-remove-interface-call","file":"…","verdict":"pass|not-yet|inconclusive",
 *      "gates":[{"name":"heap","verdict":"…","message":"…"}],
 *      "measured":{"allocs_per_op":1,…},"ceilings":{…},"provenance":{"compiler":"…",…}}
 *
 * A gate's message is text for a person: its first line says what was measured, the following lines
 * say where, and what to look at. If the gate saved the case at which it failed, it has "case":true.
 * Figures are numbers; one that was not measured is absent.
 */
#ifndef RESULTS_RESULT_H
#define RESULTS_RESULT_H

#include "base/json.h"
#include "base/json_document.h"
#include "course/course.h"
#include "results/verdict.h"

/* The gates, in the order in which they are shown, and the verdicts; NULL-terminated. */
extern const char *const result_gates[];
extern const char *const result_verdicts[];

/* The fields of a result, which may have others, too: for json_read. */
extern const struct json_field result_fields[];

/* A result without gates, which the caller ends with cJSON_Delete. NULL if allocation fails. */
cJSON *result_new(const struct stage *stage, const char *file);

/*
 * Adds a copy of a gate, {"name":…,"verdict":…,"message":…,"measured":{…}}; what was measured goes
 * to the result's own "measured". False if allocation fails.
 */
bool result_add_gate(cJSON *result, const cJSON *gate);

/* Adds a gate that measured nothing. False if allocation fails. */
bool result_add_new_gate(cJSON *result, const char *name, const char *verdict, const char *message);

/*
 * What the gates come to: not-yet if any gate is, else inconclusive if any is or there are none,
 * else pass.
 */
const char *result_verdict_of(const cJSON *gates);

/* Sets the result's verdict to that. False if allocation fails. */
bool result_settle(cJSON *result);

bool result_is_gate_name(const char *name);

/*
 * Reads a result, or the document in which a gate reports, called `name` in messages. The caller
 * ends it with cJSON_Delete. NULL, with the reason in `error`, if it is none.
 */
cJSON *result_read(const char *name, struct bytes text, struct error *error);
cJSON *result_read_gate(const char *name, struct bytes text, struct error *error);

/* The gate of that name; NULL if there is none. Borrowed. */
const cJSON *result_gate(const cJSON *result, const char *name);

/* The last of the gates from `gate` on that say the same as it. */
const cJSON *result_last_alike(const cJSON *gate);

/* Whether the check saved the case at which the gate failed. */
bool result_has_case(const cJSON *result, const char *gate);

#endif
