#include "readers/hyperfine.h"

#include "base/array.h"
#include "base/json.h"
#include "base/json_document.h"

#define SECONDS .kind = JSON_NUMBER, .expected = "a time in seconds"

static const struct json_field run = {SECONDS};
static const struct json_field result_fields[] = {
    {.name = "user", SECONDS},
    {.name = "system", SECONDS},
    {.name = "times", .kind = JSON_ARRAY, .least = 1, .most = HYPERFINE_MOST_RUNS, .each = &run},
    {.name = "command", .kind = JSON_TEXT},
    {0}};
static const struct json_field result = {
    .kind = JSON_OBJECT, .others_allowed = true, .fields = result_fields};
static const struct json_field document_fields[] = {
    {.name = "results", .kind = JSON_ARRAY, .each = &result}, {0}};
static const struct json_field document = {
    .kind = JSON_OBJECT, .others_allowed = true, .fields = document_fields};

bool hyperfine_read(const char *name, struct bytes text, struct hyperfine *measured,
                    struct error *error)
{
    struct scan s = scan_of(name, text, error);
    cJSON *json;
    const cJSON *item, *time;
    *measured = (struct hyperfine){0};
    bool read = json_read(&s, &document, &json);
    cJSON_ArrayForEach(item, json_get(json, "results"))
    {
        struct hyperfine_command command = {.cpu_seconds = json_number(item, "user") +
                                                           json_number(item, "system")};
        cJSON_ArrayForEach(time, json_get(item, "times"))
        {
            command.seconds[command.run_count++] = time->valuedouble;
        }
        read = scan_copy(&s, json_text(item, "command"), &command.name);
        if (read && !array_append(&measured->commands, &measured->command_count, &command,
                                  sizeof command)) {
            free(command.name);
            read = scan_no_memory(&s);
        }
        if (!read)
            break;
    }
    cJSON_Delete(json);
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
