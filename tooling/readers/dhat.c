#include "readers/dhat.h"

#include "base/array.h"
#include "base/json.h"
#include "base/json_document.h"
#include "readers/dhat_frame.h"

static const char *const modes[] = {"heap", NULL};
static const struct json_field any_text = {.kind = JSON_TEXT};
static const struct json_field any_number = {.kind = JSON_WHOLE};

static const struct json_field point_fields[] = {
    {.name = "tb", .kind = JSON_WHOLE},
    {.name = "tbk", .kind = JSON_WHOLE},
    {.name = "tl", .kind = JSON_WHOLE},
    {.name = "mb", .kind = JSON_WHOLE},
    {.name = "mbk", .kind = JSON_WHOLE},
    {.name = "gb", .kind = JSON_WHOLE},
    {.name = "gbk", .kind = JSON_WHOLE},
    {.name = "eb", .kind = JSON_WHOLE},
    {.name = "ebk", .kind = JSON_WHOLE},
    {.name = "rb", .kind = JSON_WHOLE},
    {.name = "wb", .kind = JSON_WHOLE},
    /* how often each byte was used, for blocks of one size up to 1 kB */
    {.name = "acc", .kind = JSON_ARRAY, .optional = true},
    {.name = "fs", .kind = JSON_ARRAY, .least = 1, .each = &any_number, .expected = "frames"},
    {0}};
static const struct json_field point_kind = {.kind = JSON_OBJECT, .fields = point_fields};

static const struct json_field file_fields[] = {
    {.name = "dhatFileVersion", .kind = JSON_WHOLE, .least = 2, .most = 2, .expected = "2"},
    {.name = "mode", .kind = JSON_TEXT, .words = modes},
    {.name = "verb", .kind = JSON_TEXT},
    {.name = "bklt", .kind = JSON_BOOLEAN},
    {.name = "bkacc", .kind = JSON_BOOLEAN},
    {.name = "tu", .kind = JSON_TEXT},
    {.name = "Mtu", .kind = JSON_TEXT},
    {.name = "tuth", .kind = JSON_WHOLE, .optional = true},
    {.name = "cmd", .kind = JSON_TEXT},
    {.name = "pid", .kind = JSON_WHOLE},
    {.name = "te", .kind = JSON_WHOLE},
    {.name = "tg", .kind = JSON_WHOLE},
    {.name = "pps", .kind = JSON_ARRAY, .each = &point_kind},
    {.name = "ftbl", .kind = JSON_ARRAY, .least = 1, .each = &any_text, .expected = "frames"},
    {0}};
static const struct json_field document = {.kind = JSON_OBJECT, .fields = file_fields};

static bool read_frames(struct scan *s, const cJSON *table, struct dhat *dhat)
{
    const cJSON *item;
    size_t size = 0;
    cJSON_ArrayForEach(item, table)
    {
        size += strlen(item->valuestring) + 1;
    }
    char *text = dhat->text = malloc(size);
    dhat->frames = malloc((size_t)cJSON_GetArraySize(table) * sizeof *dhat->frames);
    if (dhat->text == NULL || dhat->frames == NULL)
        return scan_no_memory(s);
    cJSON_ArrayForEach(item, table)
    {
        strcpy(text, item->valuestring);
        if (!dhat_frame_cut(text, &dhat->frames[dhat->frame_count]))
            return json_expected(s, item, "a frame", "ftbl[%zu]", dhat->frame_count);
        dhat->frame_count++;
        text += strlen(item->valuestring) + 1;
    }
    return true;
}

static bool add_point(struct scan *s, const cJSON *object, struct dhat *dhat)
{
    const cJSON *item;
    const cJSON *path = json_get(object, "fs");
    struct dhat_point point = {.total_bytes = json_whole(object, "tb"),
                               .total_blocks = json_whole(object, "tbk"),
                               .end_bytes = json_whole(object, "eb"),
                               .end_blocks = json_whole(object, "ebk"),
                               .frames =
                                   malloc((size_t)cJSON_GetArraySize(path) * sizeof *point.frames)};
    bool read = (point.frames != NULL &&
                 array_append(&dhat->points, &dhat->point_count, &point, sizeof point)) ||
                scan_no_memory(s);
    if (!read) {
        free(point.frames);
        return false;
    }
    struct dhat_point *added = &dhat->points[dhat->point_count - 1];
    cJSON_ArrayForEach(item, path)
    {
        if (item->valuedouble >= (double)dhat->frame_count)
            return json_expected(s, item, "the number of a frame", "pps[%zu].fs[%zu]",
                                 dhat->point_count - 1, added->frame_count);
        added->frames[added->frame_count++] = &dhat->frames[(size_t)item->valuedouble];
    }
    return true;
}

bool dhat_read(const char *name, struct bytes text, struct dhat *dhat, struct error *error)
{
    struct scan s = scan_of(name, text, error);
    cJSON *json;
    const cJSON *item;
    *dhat = (struct dhat){0};
    bool read = json_read(&s, &document, &json) && read_frames(&s, json_get(json, "ftbl"), dhat);
    cJSON_ArrayForEach(item, json_get(json, "pps"))
    {
        read = read && add_point(&s, item, dhat);
    }
    cJSON_Delete(json);
    if (!read)
        dhat_dispose(dhat);
    return read;
}

const char *const dhat_allocators[DHAT_ALLOCATORS] = {"malloc", "calloc", "realloc",
                                                      "aligned_alloc"};

bool dhat_is_allocator(const char *function)
{
    for (size_t i = 0; i < DHAT_ALLOCATORS; i++) {
        if (strcmp(function, dhat_allocators[i]) == 0)
            return true;
    }
    return false;
}

void dhat_dispose(struct dhat *dhat)
{
    for (size_t i = 0; i < dhat->point_count; i++)
        free(dhat->points[i].frames);
    free(dhat->points);
    free(dhat->frames);
    free(dhat->text);
    *dhat = (struct dhat){0};
}
