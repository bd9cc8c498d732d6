#include "learn/progress_document.h"

#include "base/format.h"
#include "base/json.h"
#include "base/json_fields.h"
#include "base/scan.h"
#include "results/result.h"

#include <assert.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NO_FIGURES                                                                                 \
    {                                                                                              \
        PROGRESS_UNKNOWN, PROGRESS_UNKNOWN, PROGRESS_UNKNOWN                                       \
    }

const struct progress_stage progress_unbegun = {.best = NO_FIGURES, .predicted = NO_FIGURES};

enum { HASH_DIGITS = 16 };

enum place {
    STAGE,
    CHECKS,
    VERDICT,
    GATE,
    FILE_HASH,
    START,
    PASSED,
    HINTS,
    BEST,
    COMPILER,
    PREDICTED,
    PREDICTED_OF,
    COMPARED
};

static const struct field stage_fields[] = {
    [STAGE] = {"stage", FIELD_STRING, false},
    [CHECKS] = {"checks", FIELD_NUMBER, true},
    [VERDICT] = {"verdict", FIELD_STRING, true},
    [GATE] = {"gate", FIELD_STRING, true},
    [FILE_HASH] = {"file", FIELD_STRING, true},
    [START] = {"start", FIELD_STRING, true},
    [PASSED] = {"passed", FIELD_NUMBER, true},
    [HINTS] = {"hints", FIELD_NUMBER, true},
    [BEST] = {"best", FIELD_LIST, true},
    [COMPILER] = {"compiler", FIELD_STRING, true},
    [PREDICTED] = {"predicted", FIELD_LIST, true},
    [PREDICTED_OF] = {"predicted_of", FIELD_STRING, true},
    [COMPARED] = {"compared", FIELD_BOOLEAN, true},
};

enum { STAGE_FIELDS = sizeof stage_fields / sizeof *stage_fields };

struct progress progress_new(void)
{
    struct progress progress;
    assert(course_stage_count <= PROGRESS_MOST_STAGES);
    for (size_t i = 0; i < PROGRESS_MOST_STAGES; i++)
        progress.stages[i] = progress_unbegun;
    return progress;
}

struct progress_stage *progress_of(struct progress *progress, const struct stage *stage)
{
    return &progress->stages[stage - course_stages];
}

uint64_t progress_hash(struct bytes text)
{
    uint64_t hash = UINT64_C(0xcbf29ce484222325);
    for (size_t i = 0; i < text.len; i++)
        hash = (hash ^ text.at[i]) * UINT64_C(0x100000001b3);
    return hash == 0 ? 1 : hash;
}

static void read_count(const cJSON *item, uint64_t *count)
{
    if (item != NULL)
        fields_number(item, count); /* it is one: see fields_read */
}

static bool read_hash(struct scan *s, const cJSON *item, uint64_t *hash)
{
    if (item == NULL)
        return true;
    const char *text = item->valuestring;
    if (strlen(text) != HASH_DIGITS || strspn(text, "0123456789abcdef") != HASH_DIGITS)
        return fields_expected(s, "a hash of 16 hexadecimal digits", item);
    *hash = strtoull(text, NULL, 16);
    return true;
}

static bool read_figures(struct scan *s, const cJSON *list, double figures[PROGRESS_FIGURES])
{
    const double most = 1e15;
    if (list == NULL)
        return true;
    if (cJSON_GetArraySize(list) != PROGRESS_FIGURES)
        return fields_expected(s, "a list of 3 figures", list);
    const cJSON *item = list->child;
    for (size_t i = 0; i < PROGRESS_FIGURES; i++, item = item->next) {
        if (cJSON_IsNull(item))
            continue;
        if (!cJSON_IsNumber(item) || !(item->valuedouble >= 0 && item->valuedouble <= most))
            return fields_expected(s, "a figure or null", item);
        figures[i] = item->valuedouble;
    }
    return true;
}

/* It is shown on a terminal: nothing but what a compiler is called. */
static bool read_compiler(struct scan *s, const cJSON *item, char compiler[PROGRESS_COMPILER_SIZE])
{
    if (item == NULL)
        return true;
    size_t len = strlen(item->valuestring);
    if (len >= PROGRESS_COMPILER_SIZE ||
        strspn(item->valuestring, "abcdefghijklmnopqrstuvwxyz0123456789. ") != len)
        return fields_expected(s, "a compiler, as in \"gcc 12.2.0\"", item);
    memcpy(compiler, item->valuestring, len + 1);
    return true;
}

/* The one of ours that is the same text, in *ours: a verdict, or a gate's name. */
static bool read_known(struct scan *s, const cJSON *item, const char *const *known,
                       const char *expected, const char **ours)
{
    if (item == NULL)
        return true;
    for (size_t i = 0; known[i] != NULL; i++) {
        if (strcmp(known[i], item->valuestring) == 0) {
            *ours = known[i];
            return true;
        }
    }
    return fields_expected(s, expected, item);
}

static bool read_fields(struct scan *s, const cJSON *const *found, struct progress_stage *entry)
{
    static const char *const verdicts[] = {RESULT_PASS, RESULT_NOT_YET, RESULT_INCONCLUSIVE, NULL};
    read_count(found[CHECKS], &entry->checks);
    read_count(found[PASSED], &entry->passed);
    read_count(found[HINTS], &entry->hints);
    entry->compared = cJSON_IsTrue(found[COMPARED]);
    return read_known(s, found[VERDICT], verdicts, "a verdict of a check", &entry->verdict) &&
           read_known(s, found[GATE], result_gates, "a gate of a check", &entry->gate) &&
           read_hash(s, found[FILE_HASH], &entry->file) &&
           read_hash(s, found[START], &entry->start) && read_figures(s, found[BEST], entry->best) &&
           read_compiler(s, found[COMPILER], entry->compiler) &&
           read_figures(s, found[PREDICTED], entry->predicted) &&
           read_hash(s, found[PREDICTED_OF], &entry->predicted_of);
}

static const struct stage *stage_named(const char *name)
{
    for (size_t i = 0; i < course_stage_count; i++) {
        if (strcmp(course_stages[i].name, name) == 0)
            return &course_stages[i];
    }
    return NULL;
}

static bool read_stage(struct scan *s, const cJSON *item, struct progress *progress, bool *seen)
{
    const cJSON *found[STAGE_FIELDS];
    if (!cJSON_IsObject(item))
        return fields_expected(s, "stages[]=<object>", item);
    if (!fields_read(s, "stages[].", item, stage_fields, STAGE_FIELDS, found))
        return false;
    const struct stage *stage = stage_named(found[STAGE]->valuestring);
    if (stage == NULL)
        return fields_expected(s, "a stage of the course", found[STAGE]);
    if (seen[stage - course_stages])
        return fields_expected(s, "each stage once", found[STAGE]);
    seen[stage - course_stages] = true;
    return read_fields(s, found, progress_of(progress, stage));
}

/* The format comes first: one that is not ours may have any fields. */
static bool read_document(struct scan *s, const cJSON *json, struct progress *progress)
{
    static const struct field fields[] = {{"format", FIELD_NUMBER, false},
                                          {"stages", FIELD_LIST, false}};
    bool seen[PROGRESS_MOST_STAGES] = {false};
    const cJSON *found[2];
    const cJSON *item;
    const cJSON *format = cJSON_GetObjectItemCaseSensitive(json, "format");
    uint64_t number = 0;
    if (!cJSON_IsObject(json))
        return fields_expected(s, "an object", json);
    if (!fields_number(format, &number) || number != PROGRESS_FORMAT)
        return fields_expected(s, "format=1", format);
    if (!fields_read(s, "", json, fields, 2, found))
        return false;
    cJSON_ArrayForEach(item, found[1])
    {
        if (!read_stage(s, item, progress, seen))
            return false;
    }
    return true;
}

bool progress_read(const char *name, struct bytes text, struct progress *progress,
                   struct error *error)
{
    struct scan s = scan_of(name, text, error);
    cJSON *json;
    *progress = progress_new();
    if (!json_scan(&s, &json))
        return false;
    bool read = read_document(&s, json, progress);
    cJSON_Delete(json);
    if (!read)
        *progress = progress_new();
    return read;
}

static bool add_count(cJSON *object, enum place place, uint64_t count)
{
    return count == 0 ||
           cJSON_AddNumberToObject(object, stage_fields[place].name, (double)count) != NULL;
}

static bool add_text(cJSON *object, enum place place, const char *text)
{
    return text == NULL || cJSON_AddStringToObject(object, stage_fields[place].name, text) != NULL;
}

static bool add_hash(cJSON *object, enum place place, uint64_t hash)
{
    char text[HASH_DIGITS + 1];
    snprintf(text, sizeof text, "%016" PRIx64, hash);
    return hash == 0 || add_text(object, place, text);
}

/* Adds a new item to a list, or releases it. */
static bool add_item(cJSON *list, cJSON *item)
{
    if (cJSON_AddItemToArray(list, item))
        return true;
    cJSON_Delete(item);
    return false;
}

static bool add_figures(cJSON *object, enum place place, const double figures[PROGRESS_FIGURES])
{
    bool done = true;
    if (memcmp(figures, progress_unbegun.best, sizeof progress_unbegun.best) == 0)
        return true;
    cJSON *list = cJSON_AddArrayToObject(object, stage_fields[place].name);
    for (size_t i = 0; done && i < PROGRESS_FIGURES; i++)
        done = add_item(list, figures[i] < 0 ? cJSON_CreateNull() : cJSON_CreateNumber(figures[i]));
    return done;
}

static bool add_stage(cJSON *list, const char *name, const struct progress_stage *entry)
{
    cJSON *object = cJSON_CreateObject();
    return add_item(list, object) && add_text(object, STAGE, name) &&
           add_count(object, CHECKS, entry->checks) && add_text(object, VERDICT, entry->verdict) &&
           add_text(object, GATE, entry->gate) && add_hash(object, FILE_HASH, entry->file) &&
           add_hash(object, START, entry->start) && add_count(object, PASSED, entry->passed) &&
           add_count(object, HINTS, entry->hints) && add_figures(object, BEST, entry->best) &&
           add_text(object, COMPILER, entry->compiler[0] == '\0' ? NULL : entry->compiler) &&
           add_figures(object, PREDICTED, entry->predicted) &&
           add_hash(object, PREDICTED_OF, entry->predicted_of) &&
           (!entry->compared || cJSON_AddTrueToObject(object, stage_fields[COMPARED].name) != NULL);
}

bool progress_write(const struct progress *progress, struct buffer *json)
{
    cJSON *document = cJSON_CreateObject();
    bool done = cJSON_AddNumberToObject(document, "format", PROGRESS_FORMAT) != NULL;
    cJSON *list = cJSON_AddArrayToObject(document, "stages");
    for (size_t i = 0; done && i < course_stage_count; i++)
        done = add_stage(list, course_stages[i].name, &progress->stages[i]);
    done = done && json_write(document, json);
    cJSON_Delete(document);
    return done;
}
