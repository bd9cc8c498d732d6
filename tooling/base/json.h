/* JSON behind a cursor, for the readers of tools that write it. Parsed by cJSON. */
#ifndef BASE_JSON_H
#define BASE_JSON_H

#include "base/scan.h"

#include <cjson/cJSON.h>

/*
 * Parses all that is left of the text as one JSON document. True, and the caller ends *json with
 * cJSON_Delete; or false, *json NULL and the reason in the cursor's error, where it is not one, or
 * there is more behind it.
 */
bool json_scan(struct scan *s, cJSON **json);

#endif
