#include "unit/reader_case.h"

#include "base/scan.h"
#include "support/fail_alloc.h"
#include "unit/fixture.h"

#include <cjson/cJSON.h>
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

/* Reads, and counts what the reader has not given back: Criterion's children end without LSan. */
static bool read_and_count(reader *read, struct bytes text, struct error *error, bool *left_empty,
                           size_t *leaked)
{
    error->text[0] = '\0';
    *left_empty = false;
    fail_alloc_begin(0);
    bool was_read = read("x", text, error, left_empty);
    *leaked = fail_alloc_end().live;
    return was_read;
}

void expect_refusal(reader *read, const char *what, struct bytes text, const char *error)
{
    struct error got;
    bool left_empty;
    size_t leaked;
    cr_expect(!read_and_count(read, text, &got, &left_empty, &leaked), "%s: was read", what);
    cr_expect_str_eq(got.text, error, "%s:\n     got %s\nexpected %s", what, got.text, error);
    cr_expect(left_empty, "%s: left something", what);
    cr_expect_eq(leaked, 0, "%s: %zu blocks leaked", what, leaked);
}

void expect_refused(reader *read, const struct refused *cases, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        size_t len = cases[i].len > 0 ? cases[i].len : strlen(cases[i].text);
        expect_refusal(read, cases[i].what, bytes_of(cases[i].text, len), cases[i].error);
    }
}

/* A copy that ends with its memory, so that a sanitizer sees one byte too much read. */
static struct bytes exact_copy(struct bytes text)
{
    unsigned char *copy = malloc(text.len);
    if (copy == NULL && text.len > 0)
        cr_assert_fail("no memory");
    if (text.len > 0)
        memcpy(copy, text.at, text.len);
    return bytes_of(copy, text.len);
}

/* Each assertion that passes costs a message to Criterion's runner: many thousands are too many. */
size_t count_prefixes_read(reader *read, struct bytes text)
{
    size_t count = 0;
    for (size_t len = 0; len < text.len; len++) {
        struct error error;
        bool left_empty;
        size_t leaked;
        struct bytes prefix = exact_copy(bytes_of(text.at, len));
        bool was_read = read_and_count(read, prefix, &error, &left_empty, &leaked);
        fixture_dispose(prefix);
        count += was_read;
        if (leaked > 0 || (!was_read && (!left_empty || error.text[0] == '\0')))
            cr_expect_fail("prefix of %zu bytes: %zu blocks leaked; %s", len, leaked, error.text);
    }
    return count;
}

void expect_no_memory_refused(reader *read, struct bytes text, const char *error)
{
    for (size_t n = 1;; n++) {
        struct error got = {0};
        bool left_empty = false;
        fail_alloc_begin(n);
        bool was_read = read("x", text, &got, &left_empty);
        struct fail_alloc_count count = fail_alloc_end();
        cr_expect(count.live == 0, "allocation %zu refused: %zu blocks leaked", n, count.live);
        if (count.refused == 0) {
            cr_expect(was_read, "with all memory: %s", got.text);
            cr_expect(n > 1, "nothing was allocated");
            return;
        }
        cr_expect(!was_read && left_empty, "allocation %zu refused: was read", n);
        cr_expect_str_eq(got.text, error, "allocation %zu refused: %s", n, got.text);
    }
}

void expect_no_json_memory_refused(reader *read, struct bytes text)
{
    struct fail_alloc_count count = {.refused = 1};
    for (size_t n = 1; count.refused > 0; n++) {
        struct error error = {0};
        bool left_empty = false;
        fail_alloc_begin(n);
        bool was_read = read("x", text, &error, &left_empty);
        count = fail_alloc_end();
        cr_expect_eq(count.live, 0, "allocation %zu refused: %zu leaked", n, count.live);
        cr_expect_eq(was_read, count.refused == 0, "allocation %zu refused: %s", n, error.text);
        cr_expect(was_read || (left_empty && strstr(error.text, "memory") != NULL),
                  "allocation %zu refused: %s", n, error.text);
    }
}

/* These are the linker's wrapped functions, as everywhere in a test. */
void reader_case_hook_json(void)
{
    cJSON_Hooks hooks = {.malloc_fn = malloc, .free_fn = free};
    cJSON_InitHooks(&hooks);
}

struct bytes repeated(const char *piece, size_t count)
{
    size_t len = strlen(piece);
    char *text = malloc(len * count);
    cr_assert_not_null(text);
    for (size_t i = 0; i < count; i++)
        memcpy(text + i * len, piece, len);
    return bytes_of(text, len * count);
}
