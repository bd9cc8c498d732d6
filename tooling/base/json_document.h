/*
 * Reads a JSON document and checks it against a table of what it may be, so that whoever reads it
 * on takes its fields out (base/json.h) without a check of their own.
 *
 *     static const struct json_field run[] = {
 *         {.name = "seconds", .kind = JSON_NUMBER},
 *         {.name = "why", .kind = JSON_TEXT, .optional = true},
 *         {0}};
 *     static const struct json_field document = {.kind = JSON_OBJECT, .fields = run};
 *
 * An error names the place, what was expected and what was found:
 * "time.json: results[3].user: expected a number, got "x"".
 */
#ifndef BASE_JSON_DOCUMENT_H
#define BASE_JSON_DOCUMENT_H

#include "base/scan.h"

#include <cjson/cJSON.h>

enum json_kind {
    JSON_OBJECT,
    JSON_ARRAY,
    JSON_TEXT,
    JSON_WHOLE,  /* a whole number of up to 2^53, above which JSON's are not exact */
    JSON_NUMBER, /* a finite number */
    JSON_BOOLEAN
};

/* What a value may be: a field of an object, an item of an array, or the document itself. */
struct json_field {
    const char *name; /* of a field; NULL ends a table of fields */
    enum json_kind kind;
    bool optional;      /* it may be absent */
    bool null_allowed;  /* it may be null */
    double least, most; /* of a number; bytes of a text, items of an array or object. most 0: any */
    const char *const *words;        /* a text is one of these, up to NULL; NULL: any text */
    const struct json_field *each;   /* each item of an array, or each value of an object */
    const struct json_field *fields; /* of an object; NULL: any that `each` allows */
    bool others_allowed;             /* an object may have more fields than these */
    const char *expected;            /* what a message says of it; NULL: what the kind says */
};

/*
 * Parses all that is left of the text as one JSON document, and checks it. True, and the caller
 * ends *json with cJSON_Delete; or false, *json NULL and the reason in the cursor's error.
 */
__attribute__((warn_unused_result)) bool json_read(struct scan *s, const struct json_field *field,
                                                   cJSON **json);

/* Checks a part that lies at `place`, or NULL if it is absent: for what depends on another field. */
bool json_check(struct scan *s, const cJSON *item, const struct json_field *field,
                const char *place);

/*
 * Fails with `NAME: PLACE: expected EXPECTED, got …`, where PLACE is formatted and `got` may be
 * NULL: for what no table can say. Always false.
 */
__attribute__((format(printf, 4, 5))) bool
json_expected(struct scan *s, const cJSON *got, const char *expected, const char *place, ...);

#endif
