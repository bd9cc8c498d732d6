#include "readers/dhat.h"

#include "base/json.h"
#include "base/json_document.h"
#include "base/scan.h"
#include "readers/dhat_frame.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char frames[] = "an array of one frame or more";
static const struct json_field text_field = {.kind = JSON_TEXT};
static const struct json_field index_field = {.kind = JSON_WHOLE};

static const struct json_field point_fields[] = {
    {.name = "tb", .kind = JSON_WHOLE},
    {.name = "tbk", .kind = JSON_WHOLE},
    {.name = "eb", .kind = JSON_WHOLE},
    {.name = "ebk", .kind = JSON_WHOLE},
    {.name = "fs", .kind = JSON_ARRAY, .least = 1, .each = &index_field, .expected = frames},
    {.name = "tl", .kind = JSON_WHOLE},
    {.name = "mb", .kind = JSON_WHOLE},
    {.name = "mbk", .kind = JSON_WHOLE},
    {.name = "gb", .kind = JSON_WHOLE},
    {.name = "gbk", .kind = JSON_WHOLE},
    {.name = "rb", .kind = JSON_WHOLE},
    {.name = "wb", .kind = JSON_WHOLE},
    /* how often each byte was used, for blocks of one size up to 1 kB */
    {.name = "acc", .kind = JSON_ARRAY, .optional = true},
    {0}};
static const struct json_field point_document = {.kind = JSON_OBJECT, .fields = point_fields};

/* The version and the mode come first: they say why other fields are not as expected. */
static const char *const modes[] = {"heap", NULL};
static const struct json_field file_fields[] = {
    {.name = "dhatFileVersion", .kind = JSON_WHOLE, .least = 2, .most = 2, .expected = "2"},
    {.name = "mode", .kind = JSON_TEXT, .words = modes},
    {.name = "pps", .kind = JSON_ARRAY, .each = &point_document},
    {.name = "ftbl", .kind = JSON_ARRAY, .least = 1, .each = &text_field, .expected = frames},
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
    {0}};
static const struct json_field file_document = {.kind = JSON_OBJECT, .fields = file_fields};

static bool take_points(struct scan *s, const cJSON *points, struct dhat *dhat)
{
    const cJSON *item, *index;
    dhat->points = calloc((size_t)cJSON_GetArraySize(points) + 1, sizeof *dhat->points);
    if (dhat->points == NULL)
        return scan_no_memory(s);
    cJSON_ArrayForEach(item, points)
    {
        struct dhat_point *point = &dhat->points[dhat->point_count++];
        const cJSON *path = json_get(item, "fs");
        *point = (struct dhat_point){.total_bytes = json_whole(item, "tb"),
                                     .total_blocks = json_whole(item, "tbk"),
                                     .end_bytes = json_whole(item, "eb"),
                                     .end_blocks = json_whole(item, "ebk")};
        point->frames = malloc((size_t)cJSON_GetArraySize(path) * sizeof *point->frames);
        if (point->frames == NULL)
            return scan_no_memory(s);
        cJSON_ArrayForEach(index, path)
        {
            if (index->valuedouble >= (double)dhat->frame_count) {
                char expected[48];
                snprintf(expected, sizeof expected, "a number below %zu", dhat->frame_count);
                return json_expected(s, index, expected, "pps[%zu].fs[%zu]", dhat->point_count - 1,
                                     point->frame_count);
            }
            point->frames[point->frame_count++] = &dhat->frames[(size_t)index->valuedouble];
        }
    }
    return true;
}

bool dhat_read(const char *name, struct bytes text, struct dhat *dhat, struct error *error)
{
    struct scan s = scan_of(name, text, error);
    cJSON *json;
    const cJSON *item;
    size_t size = 1;
    *dhat = (struct dhat){0};
    bool read = json_read(&s, &file_document, &json);
    const cJSON *table = json_get(json, "ftbl");
    cJSON_ArrayForEach(item, table)
    {
        size += strlen(item->valuestring) + 1;
    }
    char *frame = dhat->text = malloc(size);
    dhat->frames = malloc(((size_t)cJSON_GetArraySize(table) + 1) * sizeof *dhat->frames);
    if (read && (dhat->text == NULL || dhat->frames == NULL))
        read = scan_no_memory(&s);
    cJSON_ArrayForEach(item, table)
    {
        if (!read)
            break;
        strcpy(frame, item->valuestring);
        read = dhat_frame_cut(frame, &dhat->frames[dhat->frame_count]) ||
               json_expected(&s, item, "a frame", "ftbl[%zu]", dhat->frame_count);
        dhat->frame_count++;
        frame += strlen(item->valuestring) + 1;
    }
    read = read && take_points(&s, json_get(json, "pps"), dhat);
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
