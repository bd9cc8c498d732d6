#include "views/speedscope.h"

#include "base/format.h"
#include "base/json.h"
#include "views/listing_text.h"

/*
 * Speedscope leaves out what weighs nothing, and if there is nothing to draw it shows remains of the
 * last profile. A stack of this weight is drawn, and shown as 0.
 */
static const double next_to_nothing = 0.0001;

static bool add_frame(cJSON *frames, const struct sample_place *frame, const char *root)
{
    struct buffer name = buffer_bounded(SIZE_MAX);
    struct buffer file = buffer_bounded(SIZE_MAX);
    cJSON *object = json_append(frames, cJSON_CreateObject());
    format_add_bytes(&name, frame->function);
    format_add_bytes(&file, draw_path(frame->file, root));
    bool added = json_add_built(object, "name", &name);
    if (frame->file.len > 0)
        added &= json_add_built(object, "file", &file);
    if (frame->line > 0)
        added &= json_add_number(object, "line", (double)frame->line);
    buffer_dispose(&file);
    return added;
}

/* A call path, and its weight. Frames count from `first`. */
static bool add_sample(cJSON *samples, cJSON *weights, const size_t *frames, size_t depth,
                       int first, double weight)
{
    cJSON *sample = json_append(samples, cJSON_CreateArray());
    bool added = sample != NULL && json_append(weights, cJSON_CreateNumber(weight)) != NULL;
    for (size_t i = 0; added && i < depth; i++)
        added = json_append(sample, cJSON_CreateNumber(first + (double)frames[i])) != NULL;
    return added;
}

bool speedscope_write(const struct speedscope_file *file, struct buffer *json)
{
    static const char schema[] = "https://www.speedscope.app/file-format-schema.json";
    cJSON *document = cJSON_CreateObject();
    bool added =
        json_add_text(document, "$schema", schema) && json_add_text(document, "name", file->name);
    cJSON *frames = cJSON_AddArrayToObject(cJSON_AddObjectToObject(document, "shared"), "frames");
    cJSON *profiles = cJSON_AddArrayToObject(document, "profiles");
    for (size_t p = 0; added && p < file->profile_count; p++) {
        const struct speedscope_profile *profile = &file->profiles[p];
        const struct sample_place empty = {.function = bytes_from_string(profile->empty)};
        const struct flame *flame = profile->flame;
        int first = cJSON_GetArraySize(frames);
        struct buffer name = buffer_bounded(SIZE_MAX);
        cJSON *object = json_append(profiles, cJSON_CreateObject());
        format_add(&name, "%s: ", profile->kind);
        format_add_count(&name, flame->total);
        format_add(&name, " %s in ", profile->noun);
        format_add_count(&name, profile->ops);
        format_add(&name, " ops");
        added = json_add_text(object, "type", "sampled");
        added &= json_add_built(object, "name", &name);
        added = added && /* as bytes, 53,000 would be shown as 51.76 KB */
                json_add_text(object, "unit", "none") && json_add_number(object, "startValue", 0) &&
                json_add_number(object, "endValue", (double)flame->total);
        cJSON *samples = cJSON_AddArrayToObject(object, "samples");
        cJSON *weights = cJSON_AddArrayToObject(object, "weights");
        for (size_t i = 0; added && i < flame->frame_count; i++)
            added = add_frame(frames, &flame->frames[i], file->root);
        for (size_t i = 0; added && i < flame->stack_count; i++)
            added = add_sample(samples, weights, flame->stacks[i].frames, flame->stacks[i].depth,
                               first, (double)flame->stacks[i].weight);
        if (added && flame->stack_count == 0)
            added = add_frame(frames, &empty, file->root) &&
                    add_sample(samples, weights, &(size_t){0}, 1, first, next_to_nothing);
        added = added && samples != NULL && weights != NULL;
    }
    char *text = added ? cJSON_PrintUnformatted(document) : NULL;
    cJSON_Delete(document);
    if (text == NULL)
        return false;
    format_add(json, "%s\n", text);
    cJSON_free(text);
    return !format_failed(json);
}
