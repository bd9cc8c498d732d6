#include "classroom/autograde_document.h"

#include "base/format.h"

cJSON *document_add(cJSON *list)
{
    cJSON *object = cJSON_CreateObject();
    if (cJSON_AddItemToArray(list, object))
        return object;
    cJSON_Delete(object);
    return NULL;
}

bool document_add_text(cJSON *object, const char *name, struct buffer *text)
{
    bool done = !format_failed(text) && buffer_write_byte(text, '\0') == STREAM_OK &&
                cJSON_AddStringToObject(object, name, (const char *)text->at) != NULL;
    buffer_dispose(text);
    return done;
}

/* cJSON escapes control characters, and passes on what is no UTF-8. */
bool document_write(const cJSON *document, struct buffer *json)
{
    char *text = cJSON_Print(document);
    if (text == NULL)
        return false;
    for (char *c = text; *c != '\0'; c++) {
        if ((unsigned char)*c >= 0x7f)
            *c = '?';
    }
    bool done = buffer_write(json, bytes_from_string(text)) == STREAM_OK &&
                buffer_write_byte(json, '\n') == STREAM_OK;
    cJSON_free(text);
    return done;
}
