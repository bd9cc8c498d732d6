#include "readers/ctags.h"

#include "base/array.h"
#include "base/json.h"
#include "base/json_fields.h"

#include <string.h>

static bool is_function(const cJSON *tag)
{
    const cJSON *kind = cJSON_GetObjectItemCaseSensitive(tag, "kind");
    return cJSON_IsString(kind) && strcmp(kind->valuestring, "function") == 0;
}

static bool read_lines(struct scan *s, const cJSON *tag, struct ctags_function *function)
{
    const cJSON *line = cJSON_GetObjectItemCaseSensitive(tag, "line");
    const cJSON *end = cJSON_GetObjectItemCaseSensitive(tag, "end");
    if (!fields_number(line, &function->first_line) || function->first_line == 0)
        return fields_expected(s, "line=<number>", line);
    if (!fields_number(end, &function->last_line) || function->last_line < function->first_line)
        return fields_expected(s, "end=<number, not below line>", end);
    return true;
}

static bool add_function(struct scan *s, const cJSON *tag, struct ctags *ctags)
{
    struct ctags_function function = {0};
    const cJSON *name = cJSON_GetObjectItemCaseSensitive(tag, "name");
    if (!cJSON_IsString(name) || name->valuestring[0] == '\0')
        return fields_expected(s, "name=<string>", name);
    if (!read_lines(s, tag, &function))
        return false;
    function.name = malloc(strlen(name->valuestring) + 1);
    if (function.name == NULL ||
        !array_append(&ctags->functions, &ctags->function_count, &function, sizeof function)) {
        free(function.name);
        return scan_no_memory(s);
    }
    strcpy(function.name, name->valuestring);
    return true;
}

/* Reads the line's tag; `line` is a cursor over that line alone. */
static bool read_tag(struct scan *line, struct ctags *ctags)
{
    cJSON *tag = NULL;
    bool read = json_scan(line, &tag);
    if (read && !cJSON_IsObject(tag))
        read = fields_expected(line, "an object", tag);
    if (read && is_function(tag))
        read = add_function(line, tag, ctags);
    cJSON_Delete(tag);
    return read;
}

bool ctags_read(const char *name, struct bytes text, struct ctags *ctags, struct error *error)
{
    struct scan s = scan_of(name, text, error);
    bool read = true;
    *ctags = (struct ctags){0};
    while (read && !scan_at_end(&s)) {
        struct scan line = s;
        struct bytes text_of_line = {0};
        bool whole = scan_line(&s, &text_of_line);
        line.rest.len = text_of_line.len + 1; /* its end belongs to it */
        read = whole ? read_tag(&line, ctags) : scan_expected(&s, "a whole line of JSON");
    }
    if (!read)
        ctags_dispose(ctags);
    return read;
}

void ctags_dispose(struct ctags *ctags)
{
    for (size_t i = 0; i < ctags->function_count; i++)
        free(ctags->functions[i].name);
    free(ctags->functions);
    *ctags = (struct ctags){0};
}

const struct ctags_function *ctags_find(const struct ctags *ctags, struct bytes name)
{
    for (size_t i = 0; i < ctags->function_count; i++) {
        if (bytes_equal(name, bytes_from_string(ctags->functions[i].name)))
            return &ctags->functions[i];
    }
    return NULL;
}
