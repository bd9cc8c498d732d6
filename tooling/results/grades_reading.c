#include "results/grades_reading.h"

#include "base/quote.h"

#include <math.h>
#include <stdio.h>

const cJSON *reading_field(const cJSON *object, const char *name)
{
    return cJSON_GetObjectItemCaseSensitive(object, name);
}

/* What stands at a place, in few words. */
static const char *describe(const cJSON *got, char room[QUOTE_SHORT_SIZE])
{
    if (got == NULL)
        return "nothing";
    if (cJSON_IsString(got))
        quote_short(room, bytes_from_string(got->valuestring), 0);
    else if (cJSON_IsNumber(got))
        snprintf(room, QUOTE_SHORT_SIZE, "%.15g", got->valuedouble);
    else
        return cJSON_IsObject(got)  ? "an object"
               : cJSON_IsArray(got) ? "an array"
               : cJSON_IsNull(got)  ? "null"
               : cJSON_IsTrue(got)  ? "true"
                                    : "false";
    return room;
}

bool reading_refuse(const struct reading *r, const char *name, const char *expected,
                    const cJSON *got)
{
    char room[QUOTE_SHORT_SIZE];
    return scan_fail(r->scan, "%s%s: expected %s, got %s", r->place, name, expected,
                     describe(got, room));
}

bool reading_is_whole(const cJSON *item)
{
    const double most = 1e9;
    return cJSON_IsNumber(item) && item->valuedouble >= 0 && item->valuedouble <= most &&
           item->valuedouble == floor(item->valuedouble);
}

bool reading_whole(const struct reading *r, const cJSON *object, const char *name)
{
    const cJSON *item = reading_field(object, name);
    return reading_is_whole(item) || reading_refuse(r, name, "a whole number", item);
}

bool reading_name(const struct reading *r, const cJSON *object)
{
    const cJSON *name = reading_field(object, "name");
    return (cJSON_IsString(name) && *name->valuestring != '\0') ||
           reading_refuse(r, "name", "a name", name);
}

bool reading_array(const struct reading *r, const cJSON *object, const char *name)
{
    const cJSON *array = reading_field(object, name);
    return cJSON_IsArray(array) || reading_refuse(r, name, "an array", array);
}

bool reading_agrees(const struct reading *r, const cJSON *object, const cJSON *other,
                    const char *name)
{
    char room[QUOTE_SHORT_SIZE];
    char expected[QUOTE_SHORT_SIZE];
    const cJSON *got = reading_field(object, name);
    if (cJSON_Compare(got, reading_field(other, name), true))
        return true;
    snprintf(expected, sizeof expected, "%s", describe(reading_field(other, name), room));
    return reading_refuse(r, name, expected, got);
}
