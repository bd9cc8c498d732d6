#include "readers/ctags.h"

#include "base/array.h"
#include "base/json.h"
#include "base/json_document.h"

#include <math.h>

static const struct json_field any_object = {.kind = JSON_OBJECT};

/* Reads the tag on a line, of which `line` is a cursor over that line alone. */
static bool read_tag(struct scan *line, struct ctags *ctags)
{
    cJSON *tag;
    struct ctags_function function = {0};
    bool read = json_read(line, &any_object, &tag);
    double first = json_number(tag, "line");
    double last = json_number(tag, "end");
    if (!read || !json_is(tag, "kind", "function")) {
        cJSON_Delete(tag);
        return read;
    }
    if (json_text(tag, "name")[0] == '\0')
        read = json_expected(line, json_get(tag, "name"), "a name", "name");
    else if (!(first >= 1) || first > UINT32_MAX || first != floor(first))
        read = json_expected(line, json_get(tag, "line"), "a line", "line");
    else if (!(last >= first) || last > UINT32_MAX || last != floor(last))
        read = json_expected(line, json_get(tag, "end"), "a line at or after the first", "end");
    function.first_line = read ? (uint64_t)first : 0;
    function.last_line = read ? (uint64_t)last : 0;
    read = read && scan_copy(line, json_text(tag, "name"), &function.name);
    if (read &&
        !array_append(&ctags->functions, &ctags->function_count, &function, sizeof function)) {
        free(function.name);
        read = scan_no_memory(line);
    }
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
        line.rest.len = text_of_line.len + 1; /* with its end */
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
