/* The fields of a JSON object that are known beforehand: all others are refused. */
#ifndef BASE_JSON_FIELDS_H
#define BASE_JSON_FIELDS_H

#include "base/scan.h"

#include <cjson/cJSON.h>

/* All that is left of the text, parsed; as json_read without a check. */
bool json_scan(struct scan *s, cJSON **json);

enum field_kind { FIELD_NUMBER, FIELD_STRING, FIELD_BOOLEAN, FIELD_LIST };

struct field {
    const char *name;
    enum field_kind kind;
    bool optional;
};

/*
 * Finds the fields of an object: found[i] for fields[i], NULL for an optional one that is not
 * there. False, with the reason in the cursor's error, where the object lacks a field, or has one
 * twice, of another kind or of another name. `where` goes in front of fields' names: "pps[3].".
 */
bool fields_read(struct scan *s, const char *where, const cJSON *object, const struct field *fields,
                 size_t count, const cJSON **found);

/* The value of a number that is whole and fits: 0 to 2^53, above which JSON's are not exact. */
bool fields_number(const cJSON *item, uint64_t *number);

/* Fails with `NAME: expected EXPECTED, got …`, where `got` may be NULL. Always false. */
bool fields_expected(struct scan *s, const char *expected, const cJSON *got);

#endif
