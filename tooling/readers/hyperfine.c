#include "readers/hyperfine.h"

#include "base/json.h"
#include "base/json_document.h"

#include <stdlib.h>
#include <string.h>

static const struct json_field seconds = {.kind = JSON_NUMBER, .expected = "seconds"};
static const struct json_field result_fields[] = {
    {.name = "user", .kind = JSON_NUMBER, .expected = "seconds"},
    {.name = "system", .kind = JSON_NUMBER, .expected = "seconds"},
    {.name = "times",
     .kind = JSON_ARRAY,
     .least = 1,
     .most = HYPERFINE_MOST_RUNS,
     .each = &seconds,
     .expected = "an array of 1 to 64 times"},
    {.name = "command", .kind = JSON_TEXT},
    {0}};
static const struct json_field result = {
    .kind = JSON_OBJECT, .fields = result_fields, .others_allowed = true};
static const struct json_field document_fields[] = {
    {.name = "results", .kind = JSON_ARRAY, .each = &result}, {0}};
static const struct json_field document_field = {
    .kind = JSON_OBJECT, .fields = document_fields, .others_allowed = true};

bool hyperfine_read(const char *name, struct bytes text, struct hyperfine *measured,
                    struct error *error)
{
    struct scan s = scan_of(name, text, error);
    cJSON *document;
    const cJSON *item, *time;
    bool read = json_read(&s, &document_field, &document);
    const cJSON *results = json_get(document, "results");
    *measured = (struct hyperfine){
        .commands = calloc((size_t)cJSON_GetArraySize(results) + 1, sizeof *measured->commands)};
    if (read && measured->commands == NULL)
        read = scan_no_memory(&s);
    cJSON_ArrayForEach(item, results)
    {
        if (!read)
            break;
        struct hyperfine_command *command = &measured->commands[measured->command_count++];
        command->name = json_copy(item, "command");
        command->cpu_seconds = json_number(item, "user") + json_number(item, "system");
        cJSON_ArrayForEach(time, json_get(item, "times"))
        {
            command->seconds[command->run_count++] = time->valuedouble;
        }
        read = command->name != NULL || scan_no_memory(&s);
    }
    cJSON_Delete(document);
    if (!read)
        hyperfine_dispose(measured);
    return read;
}

void hyperfine_dispose(struct hyperfine *measured)
{
    for (size_t i = 0; i < measured->command_count; i++)
        free(measured->commands[i].name);
    free(measured->commands);
    *measured = (struct hyperfine){0};
}
