/*
 * The result of a check: one JSON document, from which every other output is drawn.
 *
 *     {"stage":2,"name":"2-remove-interface-call","file":"…","verdict":"pass|not-yet|inconclusive",
 *      "gates":[{"name":"heap","verdict":"…","message":"…"}],
 *      "measured":{"allocs_per_op":1,…},"ceilings":{…},"provenance":{"compiler":"…",…}}
 *
 * A gate's message is text for a person: its first line says what was measured, the lines behind it
 * say where and what to look at. Where it kept the case at which it failed, it has "case":true.
 * Figures are numbers; one that was not measured is absent.
 */
#ifndef RESULTS_RESULT_H
#define RESULTS_RESULT_H

#include "base/error.h"
#include "course/course.h"
#include "stream/buffer.h"

#include <cjson/cJSON.h>
#include <stdbool.h>

#define RESULT_PASS "pass"
#define RESULT_NOT_YET "not-yet"
#define RESULT_INCONCLUSIVE "inconclusive"

/* The gates, in the order in which they are shown; NULL-terminated. */
extern const char *const result_gates[];

/* A result without gates. The caller owns it and ends it with cJSON_Delete. NULL: no memory. */
cJSON *result_new(const struct stage *stage, const char *file);

/*
 * Adds a gate, {"name":…,"verdict":…,"message":…,"measured":{…}}, of which it takes a copy; what
 * was measured goes to the result's own "measured". False where memory cannot be had.
 */
bool result_add_gate(cJSON *result, const cJSON *gate);

/* Adds a gate that was not measured, and why. False where memory cannot be had. */
bool result_add_unmeasured(cJSON *result, const char *name, const char *why);

/*
 * Settles the verdict: not-yet where a gate is, else inconclusive where a gate is or there is
 * none, else pass. False where memory cannot be had.
 */
bool result_settle(cJSON *result);

/* Whether this is the name of one of them. */
bool result_is_gate_name(const char *name);

/* Whether `gate` is a gate: its name, verdict and message are there and a known verdict. */
bool result_is_gate(const cJSON *gate);

/*
 * Reads a result, called `name` in messages. The caller owns it. NULL, with the reason in `error`
 *, where it is not one.
 */
cJSON *result_read(const char *name, struct bytes text, struct error *error);

/* The last of the gates from `gate` on that say the same as it. */
const cJSON *result_last_alike(const cJSON *gate);

/* Whether the check left the case at which the gate failed. */
bool result_has_case(const cJSON *result, const char *gate);

/* Text in a result; "" where it is absent. Borrowed. */
const char *result_text(const cJSON *object, const char *name);

/* Appends the result as JSON. False where memory cannot be had. */
bool result_write(const cJSON *result, struct buffer *json);

#endif
