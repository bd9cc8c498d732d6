#include "base/json_fields.h"

#include "base/quote.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

static const uint64_t largest_exact = UINT64_C(1) << 53;

bool fields_number(const cJSON *item, uint64_t *number)
{
    if (!cJSON_IsNumber(item) || !(item->valuedouble >= 0) ||
        item->valuedouble > (double)largest_exact)
        return false;
    *number = (uint64_t)item->valuedouble;
    return (double)*number == item->valuedouble;
}

static void describe(const cJSON *item, char *text)
{
    const char *what = "nothing";
    if (cJSON_IsString(item)) {
        quote_short(text, bytes_from_string(item->valuestring), 0);
        return;
    }
    if (cJSON_IsNumber(item)) {
        snprintf(text, QUOTE_SHORT_SIZE, "%.17g", item->valuedouble);
        return;
    }
    if (cJSON_IsBool(item))
        what = cJSON_IsTrue(item) ? "true" : "false";
    else if (cJSON_IsArray(item))
        what = "a list";
    else if (cJSON_IsObject(item))
        what = "an object";
    else if (cJSON_IsNull(item))
        what = "null";
    snprintf(text, QUOTE_SHORT_SIZE, "%s", what);
}

bool fields_expected(struct scan *s, const char *expected, const cJSON *got)
{
    char text[QUOTE_SHORT_SIZE];
    describe(got, text);
    return scan_fail(s, "expected %s, got %s", expected, text);
}

static bool has_kind(const cJSON *item, enum field_kind kind)
{
    uint64_t number;
    switch (kind) {
    case FIELD_NUMBER:
        return fields_number(item, &number);
    case FIELD_STRING:
        return cJSON_IsString(item);
    case FIELD_BOOLEAN:
        return cJSON_IsBool(item);
    case FIELD_LIST:
        break;
    }
    return cJSON_IsArray(item);
}

static bool expected_field(struct scan *s, const char *where, const struct field *field,
                           const cJSON *got)
{
    static const char *const kinds[] = {"<number>", "<string>", "<true or false>", "<list>"};
    char expected[96];
    snprintf(expected, sizeof expected, "%s%s=%s", where, field->name, kinds[field->kind]);
    return fields_expected(s, expected, got);
}

/* Puts an item in the place of its field. */
static bool place(struct scan *s, const char *where, const cJSON *item, const struct field *fields,
                  size_t count, const cJSON **found)
{
    char name[QUOTE_SHORT_SIZE];
    size_t i = 0;
    while (i < count && strcmp(fields[i].name, item->string) != 0)
        i++;
    quote_short(name, bytes_from_string(item->string), 0);
    if (i == count)
        return scan_fail(s, "expected a known field, got %s%s", where, name);
    if (found[i] != NULL)
        return scan_fail(s, "expected one field %s%s, got two", where, name);
    found[i] = item;
    return has_kind(item, fields[i].kind) || expected_field(s, where, &fields[i], item);
}

bool fields_read(struct scan *s, const char *where, const cJSON *object, const struct field *fields,
                 size_t count, const cJSON **found)
{
    const cJSON *item;
    memset(found, 0, count * sizeof *found);
    assert(cJSON_IsObject(object));
    cJSON_ArrayForEach(item, object)
    {
        if (!place(s, where, item, fields, count, found))
            return false;
    }
    for (size_t i = 0; i < count; i++) {
        if (found[i] == NULL && !fields[i].optional)
            return expected_field(s, where, &fields[i], NULL);
    }
    return true;
}
