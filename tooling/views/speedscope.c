#include "views/speedscope.h"

#include "base/format.h"
#include "views/listing_text.h"

#include <cjson/cJSON.h>

/*
 * Speedscope leaves out what weighs nothing, and without anything to draw it shows remains of the
 * profile before. This weight it draws, and writes as 0.
 */
static const double next_to_nothing = 0.0001;

/* Adds a string that is not a C string. */
static bool add_text(cJSON *object, const char *key, struct bytes value)
{
    struct buffer text = buffer_bounded(SIZE_MAX);
    format_add_bytes(&text, value);
    format_add_bytes(&text, bytes_of("", 1));
    bool added = !format_failed(&text) &&
                 cJSON_AddStringToObject(object, key, (const char *)text.at) != NULL;
    buffer_dispose(&text);
    return added;
}

static cJSON *add_object(cJSON *array)
{
    cJSON *object = cJSON_CreateObject();
    if (object != NULL && cJSON_AddItemToArray(array, object))
        return object;
    cJSON_Delete(object);
    return NULL;
}

static bool add_number(cJSON *array, double value)
{
    cJSON *number = cJSON_CreateNumber(value);
    if (number != NULL && cJSON_AddItemToArray(array, number))
        return true;
    cJSON_Delete(number);
    return false;
}

static bool add_frame(cJSON *frames, const struct sample_place *frame, const char *root)
{
    cJSON *object = add_object(frames);
    return object != NULL && add_text(object, "name", frame->function) &&
           (frame->file.len == 0 || add_text(object, "file", draw_path(frame->file, root))) &&
           (frame->line == 0 ||
            cJSON_AddNumberToObject(object, "line", (double)frame->line) != NULL);
}

/* The frames of a profile: one that says so where it is empty. */
static bool add_frames(cJSON *frames, const struct speedscope_profile *profile, const char *root)
{
    const struct sample_place empty = {.function = bytes_from_string(profile->empty)};
    const struct flame *flame = profile->flame;
    bool added = true;
    for (size_t i = 0; added && i < flame->frame_count; i++)
        added = add_frame(frames, &flame->frames[i], root);
    if (added && flame->stack_count == 0)
        added = add_frame(frames, &empty, root);
    return added;
}

/* A call path, and its weight. Frames count from `first`. */
static bool add_sample(cJSON *samples, cJSON *weights, const size_t *frames, size_t depth,
                       int first, double weight)
{
    cJSON *sample = cJSON_CreateArray();
    if (sample == NULL || !cJSON_AddItemToArray(samples, sample)) {
        cJSON_Delete(sample);
        return false;
    }
    bool added = add_number(weights, weight);
    for (size_t i = 0; added && i < depth; i++)
        added = add_number(sample, first + (double)frames[i]);
    return added;
}

static bool add_samples(cJSON *object, const struct flame *flame, int first)
{
    cJSON *samples = cJSON_AddArrayToObject(object, "samples");
    cJSON *weights = cJSON_AddArrayToObject(object, "weights");
    bool added = samples != NULL && weights != NULL;
    for (size_t i = 0; added && i < flame->stack_count; i++) {
        const struct flame_stack *stack = &flame->stacks[i];
        added =
            add_sample(samples, weights, stack->frames, stack->depth, first, (double)stack->weight);
    }
    if (added && flame->stack_count == 0)
        added = add_sample(samples, weights, &(size_t){0}, 1, first, next_to_nothing);
    return added;
}

static bool add_name(cJSON *object, const struct speedscope_profile *profile)
{
    struct buffer name = buffer_bounded(SIZE_MAX);
    format_add(&name, "%s: ", profile->kind);
    format_add_count(&name, profile->flame->total);
    format_add(&name, " %s in ", profile->noun);
    format_add_count(&name, profile->ops);
    format_add(&name, " ops");
    bool added = !format_failed(&name) && add_text(object, "name", buffer_rest(&name));
    buffer_dispose(&name);
    return added;
}

/* Its unit is "none", as that of bytes would show 53,000 as 51.76 KB. */
static bool add_profile(cJSON *profiles, cJSON *frames, const struct speedscope_profile *profile,
                        const char *root)
{
    int first = cJSON_GetArraySize(frames);
    cJSON *object = add_object(profiles);
    return object != NULL && cJSON_AddStringToObject(object, "type", "sampled") != NULL &&
           add_name(object, profile) && cJSON_AddStringToObject(object, "unit", "none") != NULL &&
           cJSON_AddNumberToObject(object, "startValue", 0) != NULL &&
           cJSON_AddNumberToObject(object, "endValue", (double)profile->flame->total) != NULL &&
           add_frames(frames, profile, root) && add_samples(object, profile->flame, first);
}

static bool add_all(cJSON *object, const struct speedscope_file *file)
{
    static const char schema[] = "https://www.speedscope.app/file-format-schema.json";
    if (cJSON_AddStringToObject(object, "$schema", schema) == NULL ||
        cJSON_AddStringToObject(object, "name", file->name) == NULL)
        return false;
    cJSON *frames = cJSON_AddArrayToObject(cJSON_AddObjectToObject(object, "shared"), "frames");
    cJSON *profiles = cJSON_AddArrayToObject(object, "profiles");
    bool added = frames != NULL && profiles != NULL;
    for (size_t i = 0; added && i < file->profile_count; i++)
        added = add_profile(profiles, frames, &file->profiles[i], file->root);
    return added;
}

bool speedscope_write(const struct speedscope_file *file, struct buffer *json)
{
    cJSON *object = cJSON_CreateObject();
    char *text = NULL;
    if (object != NULL && add_all(object, file))
        text = cJSON_PrintUnformatted(object);
    cJSON_Delete(object);
    if (text == NULL)
        return false;
    format_add(json, "%s\n", text);
    cJSON_free(text);
    return !format_failed(json);
}
