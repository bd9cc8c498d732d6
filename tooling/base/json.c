#include "base/json.h"

#include <stdlib.h>
#include <string.h>

/* Moves the cursor behind the JSON, or to what is wrong with it. */
static bool parse(struct scan *s, const char *copy, cJSON **json)
{
    const char *end = copy;
    struct bytes skipped;
    *json = cJSON_ParseWithLengthOpts(copy, s->rest.len, &end, false);
    scan_bytes(s, (uint64_t)(end - copy), &skipped);
    if (*json == NULL) /* cJSON does not say which of the two it lacked */
        return scan_expected(s, "JSON, and the memory for it");
    while (scan_blank(s) || scan_line_end(s))
        continue;
    if (scan_at_end(s))
        return true;
    cJSON_Delete(*json);
    *json = NULL;
    return scan_expected(s, "nothing behind the JSON");
}

/* cJSON gets a copy with a NUL behind it: before 1.7.18 it reads past the end of a length. */
bool json_scan(struct scan *s, cJSON **json)
{
    struct bytes text = s->rest;
    struct bytes skipped;
    *json = NULL;
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
    bool parsed = parse(s, copy, json);
    free(copy);
    return parsed;
}
