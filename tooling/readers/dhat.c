#include "readers/dhat.h"

#include "base/array.h"
#include "base/json.h"
#include "base/json_fields.h"
#include "base/scan.h"
#include "readers/dhat_frame.h"

#include <stdio.h>
#include <string.h>

enum { WHERE_SIZE = 48 }; /* bytes of "pps[12].fs[34]=" and what belongs there */

enum { VERSION, MODE, PPS, FTBL, FILE_FIELDS = 14 };

static const struct field file_fields[FILE_FIELDS] = {
    [VERSION] = {"dhatFileVersion", FIELD_NUMBER, false},
    [MODE] = {"mode", FIELD_STRING, false},
    [PPS] = {"pps", FIELD_LIST, false},
    [FTBL] = {"ftbl", FIELD_LIST, false},
    {"verb", FIELD_STRING, false},
    {"bklt", FIELD_BOOLEAN, false},
    {"bkacc", FIELD_BOOLEAN, false},
    {"tu", FIELD_STRING, false},
    {"Mtu", FIELD_STRING, false},
    {"tuth", FIELD_NUMBER, true},
    {"cmd", FIELD_STRING, false},
    {"pid", FIELD_NUMBER, false},
    {"te", FIELD_NUMBER, false},
    {"tg", FIELD_NUMBER, false},
};

enum { TB, TBK, EB, EBK, FS, POINT_FIELDS = 13 };

static const struct field point_fields[POINT_FIELDS] = {
    [TB] = {"tb", FIELD_NUMBER, false}, [TBK] = {"tbk", FIELD_NUMBER, false},
    [EB] = {"eb", FIELD_NUMBER, false}, [EBK] = {"ebk", FIELD_NUMBER, false},
    [FS] = {"fs", FIELD_LIST, false},   {"tl", FIELD_NUMBER, false},
    {"mb", FIELD_NUMBER, false},        {"mbk", FIELD_NUMBER, false},
    {"gb", FIELD_NUMBER, false},        {"gbk", FIELD_NUMBER, false},
    {"rb", FIELD_NUMBER, false},        {"wb", FIELD_NUMBER, false},
    {"acc", FIELD_LIST, true}, /* how often each byte was used, for blocks of one size up to 1 kB */
};

/* The bytes that the frames' strings take, each with its NUL. False: one is not a string. */
static bool measure_frames(struct scan *s, const cJSON *table, size_t *size)
{
    const cJSON *item;
    *size = 0;
    cJSON_ArrayForEach(item, table)
    {
        if (!cJSON_IsString(item))
            return fields_expected(s, "ftbl of <string>", item);
        *size += strlen(item->valuestring) + 1;
    }
    return *size > 0 || fields_expected(s, "ftbl[0]=<string>", NULL);
}

static bool add_frame(struct scan *s, const cJSON *item, char *text, struct dhat *dhat)
{
    char expected[WHERE_SIZE];
    strcpy(text, item->valuestring);
    if (dhat_frame_cut(text, &dhat->frames[dhat->frame_count])) {
        dhat->frame_count++;
        return true;
    }
    snprintf(expected, sizeof expected, "ftbl[%zu]=<frame>", dhat->frame_count);
    return fields_expected(s, expected, item);
}

static bool read_frames(struct scan *s, const cJSON *table, struct dhat *dhat)
{
    const cJSON *item;
    size_t size;
    if (!measure_frames(s, table, &size))
        return false;
    dhat->text = malloc(size);
    dhat->frames = malloc((size_t)cJSON_GetArraySize(table) * sizeof *dhat->frames);
    if (dhat->text == NULL || dhat->frames == NULL)
        return scan_no_memory(s);

    char *text = dhat->text;
    cJSON_ArrayForEach(item, table)
    {
        if (!add_frame(s, item, text, dhat))
            return false;
        text += strlen(item->valuestring) + 1;
    }
    return true;
}

static bool read_path_frame(struct scan *s, const cJSON *item, const struct dhat *dhat,
                            struct dhat_point *point)
{
    char expected[WHERE_SIZE * 2];
    uint64_t index;
    if (fields_number(item, &index) && index < dhat->frame_count) {
        point->frames[point->frame_count++] = &dhat->frames[index];
        return true;
    }
    snprintf(expected, sizeof expected, "pps[%zu].fs[%zu]=<number below %zu>", dhat->point_count,
             point->frame_count, dhat->frame_count);
    return fields_expected(s, expected, item);
}

static bool read_path(struct scan *s, const cJSON *path, const struct dhat *dhat,
                      struct dhat_point *point)
{
    const cJSON *item = path->child;
    if (item == NULL)
        return read_path_frame(s, NULL, dhat, point);
    point->frames = malloc((size_t)cJSON_GetArraySize(path) * sizeof *point->frames);
    if (point->frames == NULL)
        return scan_no_memory(s);
    for (; item != NULL; item = item->next) {
        if (!read_path_frame(s, item, dhat, point))
            return false;
    }
    return true;
}

static bool read_point(struct scan *s, const cJSON *object, const struct dhat *dhat,
                       struct dhat_point *point)
{
    char where[WHERE_SIZE];
    const cJSON *found[POINT_FIELDS];
    if (!cJSON_IsObject(object)) {
        snprintf(where, sizeof where, "pps[%zu]=<object>", dhat->point_count);
        return fields_expected(s, where, object);
    }
    snprintf(where, sizeof where, "pps[%zu].", dhat->point_count);
    return fields_read(s, where, object, point_fields, POINT_FIELDS, found) &&
           fields_number(found[TB], &point->total_bytes) &&
           fields_number(found[TBK], &point->total_blocks) &&
           fields_number(found[EB], &point->end_bytes) &&
           fields_number(found[EBK], &point->end_blocks) && read_path(s, found[FS], dhat, point);
}

static bool add_point(struct scan *s, const cJSON *object, struct dhat *dhat)
{
    struct dhat_point point = {0};
    if (!read_point(s, object, dhat, &point)) {
        free(point.frames);
        return false;
    }
    if (array_append(&dhat->points, &dhat->point_count, &point, sizeof point))
        return true;
    free(point.frames);
    return scan_no_memory(s);
}

/* The version and the mode come first: they say why other fields are not as expected. */
static bool check_version(struct scan *s, const cJSON *json)
{
    const cJSON *version = cJSON_GetObjectItemCaseSensitive(json, file_fields[VERSION].name);
    const cJSON *mode = cJSON_GetObjectItemCaseSensitive(json, file_fields[MODE].name);
    uint64_t number;
    if (!cJSON_IsObject(json))
        return fields_expected(s, "an object", json);
    if (!fields_number(version, &number) || number != 2)
        return fields_expected(s, "dhatFileVersion=2", version);
    if (!cJSON_IsString(mode) || strcmp(mode->valuestring, "heap") != 0)
        return fields_expected(s, "mode=heap", mode);
    return true;
}

static bool read_file(struct scan *s, const cJSON *json, struct dhat *dhat)
{
    const cJSON *found[FILE_FIELDS];
    const cJSON *item;
    if (!check_version(s, json) || !fields_read(s, "", json, file_fields, FILE_FIELDS, found) ||
        !read_frames(s, found[FTBL], dhat))
        return false;
    cJSON_ArrayForEach(item, found[PPS])
    {
        if (!add_point(s, item, dhat))
            return false;
    }
    return true;
}

bool dhat_read(const char *name, struct bytes text, struct dhat *dhat, struct error *error)
{
    struct scan s = scan_of(name, text, error);
    cJSON *json = NULL;
    *dhat = (struct dhat){0};
    bool read = json_scan(&s, &json) && read_file(&s, json, dhat);
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
