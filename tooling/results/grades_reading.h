/* What the reader of grades expects of a field, and how it refuses another. */
#ifndef RESULTS_GRADES_READING_H
#define RESULTS_GRADES_READING_H

#include "base/scan.h"

#include <cjson/cJSON.h>
#include <stdbool.h>

/* What is being read, and where in it. */
struct reading {
    struct scan *scan;
    const cJSON *stages;
    char place[64]; /* "submissions[3].results[1]." */
};

const cJSON *reading_field(const cJSON *object, const char *name);

/* Whether this is a whole number up to a thousand million. */
bool reading_is_whole(const cJSON *item);

/* Fails: "x: submissions[3].name: expected a name, got 7". Always false. */
bool reading_refuse(const struct reading *r, const char *name, const char *expected,
                    const cJSON *got);

/* Each expects such a field, and refuses another. */
bool reading_whole(const struct reading *r, const cJSON *object, const char *name);
bool reading_name(const struct reading *r, const cJSON *object);
bool reading_array(const struct reading *r, const cJSON *object, const char *name);

/* Expects a field that is the same as the one of `other`, which was read before. */
bool reading_agrees(const struct reading *r, const cJSON *object, const cJSON *other,
                    const char *name);

#endif
