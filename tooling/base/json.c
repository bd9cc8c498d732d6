#include "base/json.h"

#include "base/format.h"

#include <stdlib.h>
#include <string.h>

const cJSON *json_get(const cJSON *object, const char *name)
{
    return cJSON_GetObjectItemCaseSensitive(object, name);
}

const char *json_text(const cJSON *object, const char *name)
{
    const char *text = cJSON_GetStringValue(json_get(object, name));
    return text == NULL ? "" : text;
}

char *json_copy(const cJSON *object, const char *name)
{
    const char *text = json_text(object, name);
    char *copy = malloc(strlen(text) + 1);
    return copy == NULL ? NULL : strcpy(copy, text);
}

bool json_is(const cJSON *object, const char *name, const char *text)
{
    return strcmp(json_text(object, name), text) == 0;
}

const char *json_word(const cJSON *object, const char *name, const char *const *words)
{
    while (*words != NULL && !json_is(object, name, *words))
        words++;
    return *words;
}

double json_number(const cJSON *object, const char *name)
{
    const cJSON *item = json_get(object, name);
    return cJSON_IsNumber(item) ? item->valuedouble : 0;
}

uint64_t json_whole(const cJSON *object, const char *name)
{
    return (uint64_t)json_number(object, name);
}

bool json_add_text(cJSON *object, const char *name, const char *text)
{
    return cJSON_AddStringToObject(object, name, text) != NULL;
}

bool json_add_number(cJSON *object, const char *name, double number)
{
    return cJSON_AddNumberToObject(object, name, number) != NULL;
}

bool json_add_built(cJSON *object, const char *name, struct buffer *text)
{
    format_add_bytes(text, bytes_of("", 1));
    bool added = !format_failed(text) && json_add_text(object, name, (const char *)text->at);
    buffer_dispose(text);
    return added;
}

bool json_add_item(cJSON *object, const char *name, cJSON *item)
{
    if (cJSON_AddItemToObject(object, name, item))
        return true;
    cJSON_Delete(item);
    return false;
}

cJSON *json_append(cJSON *array, cJSON *item)
{
    if (cJSON_AddItemToArray(array, item))
        return item;
    cJSON_Delete(item);
    return NULL;
}

bool json_write(const cJSON *document, struct buffer *text)
{
    char *json = cJSON_Print(document);
    bool done = json != NULL && buffer_write(text, bytes_from_string(json)) == STREAM_OK &&
                buffer_write_byte(text, '\n') == STREAM_OK;
    cJSON_free(json);
    return done;
}
