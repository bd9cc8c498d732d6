#include "base/json_document.h"

#include "base/json.h"
#include "base/quote.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PLACE_SIZE = 192 };

/* cJSON gets a copy that ends with a NUL: before 1.7.18 it reads past the end of a length. */
static bool parse(struct scan *s, cJSON **json)
{
    struct bytes text = s->rest;
    struct bytes skipped;
    const unsigned char *nul = text.len == 0 ? NULL : memchr(text.at, '\0', text.len);
    if (nul != NULL) {
        scan_bytes(s, (uint64_t)(nul - text.at), &skipped);
        return scan_expected(s, "JSON, which has no NUL bytes");
    }
    char *copy = malloc(text.len + 1);
    if (copy == NULL)
        return scan_no_memory(s);
    if (text.len > 0)
        memcpy(copy, text.at, text.len);
    copy[text.len] = '\0';
    const char *end = copy;
    *json = cJSON_ParseWithLengthOpts(copy, text.len, &end, false);
    scan_bytes(s, (uint64_t)(end - copy), &skipped);
    free(copy);
    if (*json == NULL) /* cJSON does not say which of the two was missing */
        return scan_expected(s, "JSON, and the memory for it");
    while (scan_blank(s) || scan_line_end(s))
        continue;
    return scan_at_end(s) || scan_expected(s, "nothing after the JSON");
}

bool json_expected(struct scan *s, const cJSON *got, const char *expected, const char *place, ...)
{
    char text[QUOTE_SHORT_SIZE] = "nothing";
    char where[PLACE_SIZE];
    va_list arguments;
    va_start(arguments, place);
    vsnprintf(where, sizeof where, place, arguments);
    va_end(arguments);
    if (cJSON_IsString(got))
        quote_short(text, bytes_from_string(got->valuestring), 0);
    else if (cJSON_IsNumber(got))
        snprintf(text, sizeof text, "%.16g", got->valuedouble);
    else if (cJSON_IsObject(got) || cJSON_IsArray(got))
        snprintf(text, sizeof text, "an %s%s", got->child == NULL ? "empty " : "",
                 cJSON_IsObject(got) ? "object" : "array");
    else if (got != NULL)
        strcpy(text, cJSON_IsNull(got) ? "null" : cJSON_IsTrue(got) ? "true" : "false");
    return scan_fail(s, "%s%sexpected %s, got %s", where, *where == '\0' ? "" : ": ", expected,
                     text);
}

/* Fails with what the field's table says of it. */
static bool refuse(struct scan *s, const cJSON *got, const struct json_field *field,
                   const char *place)
{
    static const char *const kinds[] = {
        [JSON_OBJECT] = "an object", [JSON_ARRAY] = "an array",
        [JSON_TEXT] = "a string",    [JSON_WHOLE] = "a whole number",
        [JSON_NUMBER] = "a number",  [JSON_BOOLEAN] = "true or false",
    };
    char text[PLACE_SIZE] = "";
    const char *const *words = field->words;
    if (field->expected != NULL)
        snprintf(text, sizeof text, "%s", field->expected);
    else if (words == NULL && field->most > 0)
        snprintf(text, sizeof text, "%s, %.16g to %.16g", kinds[field->kind], field->least,
                 field->most);
    else if (words == NULL)
        snprintf(text, sizeof text, "%s", kinds[field->kind]);
    else
        for (size_t i = 0, len = 0; words[i] != NULL && len < sizeof text; i++)
            len += (size_t)snprintf(text + len, sizeof text - len, "%s%s",
                                    i == 0                 ? ""
                                    : words[i + 1] == NULL ? " or "
                                                           : ", ",
                                    words[i]);
    if (field->null_allowed)
        snprintf(text + strlen(text), sizeof text - strlen(text), " or null");
    return json_expected(s, got, text, "%s", place);
}

/* Whether the value itself is as the table says; not what is in it. */
static bool agrees(const cJSON *item, const struct json_field *field)
{
    const double largest_exact = 9007199254740992; /* 2^53 */
    const char *const *words = field->words;
    double size;
    switch (field->kind) {
    case JSON_BOOLEAN:
        return cJSON_IsBool(item);
    case JSON_OBJECT:
        size = cJSON_IsObject(item) ? (double)cJSON_GetArraySize(item) : NAN;
        break;
    case JSON_ARRAY:
        size = cJSON_IsArray(item) ? (double)cJSON_GetArraySize(item) : NAN;
        break;
    case JSON_TEXT:
        while (cJSON_IsString(item) && words != NULL && *words != NULL &&
               strcmp(*words, item->valuestring) != 0)
            words++;
        if (words != NULL && *words == NULL)
            return false;
        size = cJSON_IsString(item) ? (double)strlen(item->valuestring) : NAN;
        break;
    default:
        size = cJSON_IsNumber(item) ? item->valuedouble : NAN;
        if (field->kind == JSON_WHOLE && (size != floor(size) || size > largest_exact))
            return false;
    }
    return isfinite(size) && size >= field->least && (field->most == 0 || size <= field->most);
}

/* What is there, in the table's order: so a wrong version is named before all that follows. */
static bool check_fields(struct scan *s, const cJSON *object, const struct json_field *table,
                         bool others_allowed, const char *place)
{
    char inner[PLACE_SIZE];
    const struct json_field *field;
    const char *point = *place == '\0' ? "" : ".";
    const cJSON *item;
    for (field = table; field->name != NULL; field++) {
        const cJSON *found = json_get(object, field->name);
        snprintf(inner, sizeof inner, "%s%s%s", place, point, field->name);
        if (found != NULL && !json_check(s, found, field, inner))
            return false;
        for (item = found == NULL ? NULL : found->next; item != NULL; item = item->next) {
            if (strcmp(item->string, field->name) == 0)
                return scan_fail(s, "%s: expected one such field, got two", inner);
        }
    }
    for (item = others_allowed ? NULL : object->child; item != NULL; item = item->next) {
        for (field = table; field->name != NULL && strcmp(field->name, item->string) != 0;)
            field++;
        if (field->name == NULL)
            return json_expected(s, &(cJSON){.type = cJSON_String, .valuestring = item->string},
                                 "a known field", "%s", place);
    }
    for (field = table; field->name != NULL; field++) {
        snprintf(inner, sizeof inner, "%s%s%s", place, point, field->name);
        if (!field->optional && json_get(object, field->name) == NULL)
            return refuse(s, NULL, field, inner);
    }
    return true;
}

bool json_check(struct scan *s, const cJSON *item, const struct json_field *field,
                const char *place)
{
    char inner[PLACE_SIZE];
    char name[QUOTE_SHORT_SIZE];
    int i = 0;
    if (field->null_allowed && cJSON_IsNull(item))
        return true;
    if (!agrees(item, field))
        return refuse(s, item, field, place);
    for (const cJSON *part = field->each == NULL ? NULL : item->child; part; part = part->next) {
        quote_short(name, bytes_from_string(part->string == NULL ? "" : part->string), 0);
        if (field->kind == JSON_ARRAY)
            snprintf(inner, sizeof inner, "%s[%d]", place, i++);
        else
            snprintf(inner, sizeof inner, "%s%s%s", place, *place == '\0' ? "" : ".", name);
        if (!json_check(s, part, field->each, inner))
            return false;
    }
    return field->fields == NULL ||
           check_fields(s, item, field->fields, field->others_allowed, place);
}

bool json_read(struct scan *s, const struct json_field *field, cJSON **json)
{
    *json = NULL;
    if (parse(s, json) && json_check(s, *json, field, ""))
        return true;
    cJSON_Delete(*json);
    *json = NULL;
    return false;
}
