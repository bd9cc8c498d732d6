#include "readers/hyperfine.h"

#include "base/array.h"
#include "base/json.h"
#include "base/json_fields.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A result of the file, and its place there. */
struct place {
    struct scan *s;
    const cJSON *object;
    size_t at;
};

static bool expected(const struct place *place, const char *field, const cJSON *got)
{
    char text[96];
    snprintf(text, sizeof text, "results[%zu].%s", place->at, field);
    return fields_expected(place->s, text, got);
}

static bool is_time(const cJSON *item)
{
    return cJSON_IsNumber(item) && isfinite(item->valuedouble) && item->valuedouble >= 0;
}

static bool read_seconds(const struct place *place, const char *name, double *seconds)
{
    const cJSON *found = cJSON_GetObjectItemCaseSensitive(place->object, name);
    char kind[64];
    snprintf(kind, sizeof kind, "%s=<seconds>", name);
    if (!is_time(found))
        return expected(place, kind, found);
    *seconds = found->valuedouble;
    return true;
}

static bool read_times(const struct place *place, struct hyperfine_command *command)
{
    const cJSON *item;
    const cJSON *times = cJSON_GetObjectItemCaseSensitive(place->object, "times");
    int count = cJSON_GetArraySize(times);
    if (!cJSON_IsArray(times) || count == 0 || count > HYPERFINE_MOST_RUNS)
        return expected(place, "times=<list of 1 to 64>", times);
    cJSON_ArrayForEach(item, times)
    {
        if (!is_time(item))
            return expected(place, "times=<seconds>", item);
        command->seconds[command->run_count++] = item->valuedouble;
    }
    return true;
}

static bool read_name(const struct place *place, struct hyperfine_command *command)
{
    const cJSON *found = cJSON_GetObjectItemCaseSensitive(place->object, "command");
    const char *text = cJSON_GetStringValue(found);
    if (text == NULL)
        return expected(place, "command=<string>", found);
    command->name = malloc(strlen(text) + 1);
    if (command->name == NULL)
        return scan_no_memory(place->s);
    strcpy(command->name, text);
    return true;
}

static bool read_command(const struct place *place, struct hyperfine *measured)
{
    struct hyperfine_command command = {.run_count = 0};
    double user = 0;
    double system = 0;
    if (!cJSON_IsObject(place->object))
        return fields_expected(place->s, "an object in results", place->object);
    if (!read_seconds(place, "user", &user) || !read_seconds(place, "system", &system) ||
        !read_times(place, &command) || !read_name(place, &command))
        return false;
    command.cpu_seconds = user + system;
    if (array_append(&measured->commands, &measured->command_count, &command, sizeof command))
        return true;
    free(command.name);
    return scan_no_memory(place->s);
}

static bool read_document(struct scan *s, const cJSON *document, struct hyperfine *measured)
{
    struct place place = {.s = s};
    const cJSON *results = cJSON_GetObjectItemCaseSensitive(document, "results");
    if (!cJSON_IsArray(results))
        return fields_expected(s, "results=<list>", results);
    cJSON_ArrayForEach(place.object, results)
    {
        if (!read_command(&place, measured))
            return false;
        place.at++;
    }
    return true;
}

bool hyperfine_read(const char *name, struct bytes text, struct hyperfine *measured,
                    struct error *error)
{
    struct scan s = scan_of(name, text, error);
    cJSON *document = NULL;
    *measured = (struct hyperfine){0};
    bool read = json_scan(&s, &document) && read_document(&s, document, measured);
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
