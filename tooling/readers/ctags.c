#include "readers/ctags.h"

#include "base/array.h"
#include "base/json.h"
#include "base/json_document.h"

#include <string.h>

static const struct json_field tag_document = {.kind = JSON_OBJECT};
static const struct json_field function_fields[] = {
    {.name = "name", .kind = JSON_TEXT, .least = 1, .expected = "a name"},
    {.name = "line", .kind = JSON_WHOLE, .least = 1, .expected = "a line"},
    {.name = "end", .kind = JSON_WHOLE, .least = 1, .expected = "a line, not before the first"},
    {0}};
static const struct json_field function_document = {
    .kind = JSON_OBJECT, .fields = function_fields, .others_allowed = true};

bool ctags_read(const char *name, struct bytes text, struct ctags *ctags, struct error *error)
{
    struct scan s = scan_of(name, text, error);
    bool read = true;
    *ctags = (struct ctags){0};
    while (read && !scan_at_end(&s)) {
        struct scan line = s; /* over the line alone, with its end */
        struct bytes text_of_line = {0};
        struct ctags_function function = {0};
        cJSON *tag = NULL;
        bool whole = scan_line(&s, &text_of_line);
        line.rest.len = text_of_line.len + 1;
        read = (whole || scan_expected(&s, "a whole line of JSON")) &&
               json_read(&line, &tag_document, &tag);
        if (read && json_is(tag, "kind", "function")) {
            read =
                json_check(&line, tag, &function_document, "") &&
                (json_number(tag, "end") >= json_number(tag, "line") ||
                 json_expected(&line, json_get(tag, "end"), "a line, not before the first", "end"));
            function = (struct ctags_function){.name = json_copy(tag, "name"),
                                               .first_line = json_whole(tag, "line"),
                                               .last_line = json_whole(tag, "end")};
            if (read &&
                (function.name == NULL || !array_append(&ctags->functions, &ctags->function_count,
                                                        &function, sizeof function)))
                read = scan_no_memory(&line);
            if (!read)
                free(function.name);
        }
        cJSON_Delete(tag);
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
