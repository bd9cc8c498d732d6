#include "learn/progress_document.h"

#include "base/hash.h"
#include "base/json.h"
#include "base/json_document.h"
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

#define FIGURES(field)                                                                             \
    {                                                                                              \
        .name = field, .kind = JSON_ARRAY, .optional = true, .least = PROGRESS_FIGURES,            \
        .most = PROGRESS_FIGURES, .each = &figure, .expected = "an array of 3 figures"             \
    }
#define HASH(field)                                                                                \
    {                                                                                              \
        .name = field, .kind = JSON_TEXT, .optional = true, .least = HASH_DIGITS,                  \
        .most = HASH_DIGITS, .expected = a_hash                                                    \
    }
#define COUNT(field)                                                                               \
    {                                                                                              \
        .name = field, .kind = JSON_WHOLE, .optional = true                                        \
    }

static const char a_hash[] = "a hash of 16 hexadecimal digits";
static const char a_compiler[] = "a compiler, as in \"gcc 12.2.0\"";

static const struct json_field figure = {
    .kind = JSON_NUMBER, .most = 1e15, .null_allowed = true, .expected = "a figure"};
static const struct json_field stage_fields[] = {
    {.name = "stage", .kind = JSON_TEXT},
    COUNT("checks"),
    {.name = "verdict", .kind = JSON_TEXT, .optional = true, .words = result_verdicts},
    {.name = "gate", .kind = JSON_TEXT, .optional = true, .words = result_gates},
    HASH("file"),
    HASH("start"),
    COUNT("passed"),
    COUNT("hints"),
    FIGURES("best"),
    {.name = "compiler",
     .kind = JSON_TEXT,
     .optional = true,
     .most = PROGRESS_COMPILER_SIZE - 1,
     .expected = a_compiler},
    FIGURES("predicted"),
    HASH("predicted_of"),
    {.name = "compared", .kind = JSON_BOOLEAN, .optional = true},
    {0}};
static const struct json_field stage_document = {.kind = JSON_OBJECT, .fields = stage_fields};

/* The format comes first: a document of another one may have any fields. */
static const struct json_field document_fields[] = {
    {.name = "format",
     .kind = JSON_WHOLE,
     .least = PROGRESS_FORMAT,
     .most = PROGRESS_FORMAT,
     .expected = "1"},
    {.name = "stages", .kind = JSON_ARRAY, .each = &stage_document},
    {0}};
static const struct json_field document_field = {.kind = JSON_OBJECT, .fields = document_fields};

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
    uint64_t hash = hash_of(text);
    return hash == 0 ? 1 : hash;
}

/* The hash in a field, into *hash if it is there. */
static bool take_hash(struct scan *s, const cJSON *item, const char *name, const char *place,
                      uint64_t *hash)
{
    const char *text = json_text(item, name);
    if (text[strspn(text, "0123456789abcdef")] != '\0')
        return json_expected(s, json_get(item, name), a_hash, "%s.%s", place, name);
    *hash = strtoull(text, NULL, 16);
    return true;
}

/* Takes figures; those that are null stay as they are. */
static void take_figures(const cJSON *item, const char *name, double figures[PROGRESS_FIGURES])
{
    const cJSON *figure_item;
    size_t i = 0;
    cJSON_ArrayForEach(figure_item, json_get(item, name))
    {
        if (cJSON_IsNumber(figure_item))
            figures[i] = figure_item->valuedouble;
        i++;
    }
}

static bool take_stage(struct scan *s, const cJSON *item, const char *place,
                       struct progress *progress, bool *seen)
{
    const char *compiler = json_text(item, "compiler");
    size_t at = 0;
    while (at < course_stage_count && !json_is(item, "stage", course_stages[at].name))
        at++;
    if (at == course_stage_count || seen[at])
        return json_expected(s, json_get(item, "stage"),
                             at == course_stage_count ? "a stage of the course" : "each stage once",
                             "%s.stage", place);
    /* It is shown on a terminal: nothing but what a compiler is called. */
    if (compiler[strspn(compiler, "abcdefghijklmnopqrstuvwxyz0123456789. ")] != '\0')
        return json_expected(s, json_get(item, "compiler"), a_compiler, "%s.compiler", place);
    struct progress_stage *entry = &progress->stages[at];
    seen[at] = true;
    entry->checks = json_whole(item, "checks");
    entry->passed = json_whole(item, "passed");
    entry->hints = json_whole(item, "hints");
    entry->verdict = json_word(item, "verdict", result_verdicts);
    entry->gate = json_word(item, "gate", result_gates);
    entry->compared = cJSON_IsTrue(json_get(item, "compared"));
    strcpy(entry->compiler, compiler);
    take_figures(item, "best", entry->best);
    take_figures(item, "predicted", entry->predicted);
    return take_hash(s, item, "file", place, &entry->file) &&
           take_hash(s, item, "start", place, &entry->start) &&
           take_hash(s, item, "predicted_of", place, &entry->predicted_of);
}

bool progress_read(const char *name, struct bytes text, struct progress *progress,
                   struct error *error)
{
    struct scan s = scan_of(name, text, error);
    bool seen[PROGRESS_MOST_STAGES] = {false};
    const cJSON *item;
    cJSON *json;
    *progress = progress_new();
    bool read = json_read(&s, &document_field, &json);
    int i = 0;
    cJSON_ArrayForEach(item, json_get(json, "stages"))
    {
        char place[32];
        snprintf(place, sizeof place, "stages[%d]", i++);
        read = read && take_stage(&s, item, place, progress, seen);
    }
    cJSON_Delete(json);
    if (!read)
        *progress = progress_new();
    return read;
}

static bool add_count(cJSON *object, const char *name, uint64_t count)
{
    return count == 0 || json_add_number(object, name, (double)count);
}

static bool add_text(cJSON *object, const char *name, const char *text)
{
    return text == NULL || *text == '\0' || json_add_text(object, name, text);
}

static bool add_hash(cJSON *object, const char *name, uint64_t hash)
{
    char text[HASH_DIGITS + 1];
    snprintf(text, sizeof text, "%016" PRIx64, hash);
    return hash == 0 || json_add_text(object, name, text);
}

static bool add_figures(cJSON *object, const char *name, const double figures[PROGRESS_FIGURES])
{
    bool done = true;
    if (memcmp(figures, progress_unbegun.best, sizeof progress_unbegun.best) == 0)
        return true;
    cJSON *list = cJSON_AddArrayToObject(object, name);
    for (size_t i = 0; done && i < PROGRESS_FIGURES; i++)
        done = json_append(list, figures[i] < 0 ? cJSON_CreateNull()
                                                : cJSON_CreateNumber(figures[i])) != NULL;
    return done;
}

static bool add_stage(cJSON *list, const char *name, const struct progress_stage *entry)
{
    cJSON *object = json_append(list, cJSON_CreateObject());
    return json_add_text(object, "stage", name) && add_count(object, "checks", entry->checks) &&
           add_text(object, "verdict", entry->verdict) && add_text(object, "gate", entry->gate) &&
           add_hash(object, "file", entry->file) && add_hash(object, "start", entry->start) &&
           add_count(object, "passed", entry->passed) && add_count(object, "hints", entry->hints) &&
           add_figures(object, "best", entry->best) &&
           add_text(object, "compiler", entry->compiler) &&
           add_figures(object, "predicted", entry->predicted) &&
           add_hash(object, "predicted_of", entry->predicted_of) &&
           (!entry->compared || cJSON_AddTrueToObject(object, "compared") != NULL);
}

bool progress_write(const struct progress *progress, struct buffer *json)
{
    cJSON *document = cJSON_CreateObject();
    bool done = json_add_number(document, "format", PROGRESS_FORMAT);
    cJSON *list = cJSON_AddArrayToObject(document, "stages");
    for (size_t i = 0; done && i < course_stage_count; i++)
        done = add_stage(list, course_stages[i].name, &progress->stages[i]);
    done = done && json_write(document, json);
    cJSON_Delete(document);
    return done;
}
