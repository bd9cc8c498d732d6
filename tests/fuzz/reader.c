/* What every reader promises: the same that tests/unit/reader_case.h tests with chosen texts. */
#include "reader.h"

#include "base/scan.h"
#include "probe/arena.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

void fuzz_expect(bool condition, const char *what)
{
    if (condition)
        return;
    fprintf(stderr, "broken promise: %s\n", what);
    abort();
}

void fuzz_expect_within(struct bytes text, struct bytes slice)
{
    uintptr_t start = (uintptr_t)text.at;
    uintptr_t at = (uintptr_t)slice.at;
    bool within = at >= start && at - start <= text.len && slice.len <= text.len - (at - start);
    fuzz_expect(slice.len == 0 || within, "a slice is within the text");
}

void fuzz_walk_string(const char *string)
{
    volatile size_t len = strlen(string);
    (void)len;
}

/* Whether it is `x:12: a reason` or `x: a reason`, all of it printable and within its room. */
static bool is_message(const struct error *error)
{
    size_t len = strnlen(error->text, ERROR_TEXT_SIZE);
    if (len == ERROR_TEXT_SIZE || strncmp(error->text, "x:", 2) != 0)
        return false;
    for (size_t i = 0; i < len; i++) {
        if (error->text[i] < ' ' || error->text[i] > '~')
            return false;
    }
    const char *reason = error->text + 2 + strspn(error->text + 2, "0123456789");
    if (reason > error->text + 2)
        reason += *reason == ':';
    return reason[0] == ' ' && reason[1] != '\0';
}

/* Reads the text in its place. */
static bool read_there(struct bytes text, struct error *error)
{
    bool left_empty = false;
    memset(error->text, '?', ERROR_TEXT_SIZE);
    if (fuzz_reader("x", text, error, &left_empty))
        return true;
    bool is_right =
        is_message(error) && strcmp(error->text, "x: not enough memory to read it") != 0;
    if (!is_right)
        fprintf(stderr, "refused with: %.*s\n", ERROR_TEXT_SIZE, error->text);
    fuzz_expect(is_right, "a refusal has its reason, and a small text needs little memory");
    fuzz_expect(left_empty, "a refusal leaves nothing");
    return false;
}

/* In a block that ends with the text: AddressSanitizer sees one byte too much read. */
static bool read_from_block(struct bytes text, struct error *error)
{
    unsigned char *copy = malloc(text.len);
    fuzz_expect(copy != NULL, "there is memory for the text");
    if (text.len > 0)
        memcpy(copy, text.at, text.len);
    bool read = read_there(bytes_of(copy, text.len), error);
    free(copy);
    return read;
}

/* In front of a page that cannot be read: so are libraries seen, which are not instrumented. */
static bool read_from_arena(struct bytes text, struct error *error)
{
    static struct arena arena;
    if (arena.base == NULL || arena.size < text.len) {
        arena_unmap(&arena);
        fuzz_expect(arena_map(&arena, text.len * 2), "there is memory for the text");
    }
    return read_there(arena_place(&arena, text), error);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct error error;
    struct error again;
    bool read = read_from_block(bytes_of(data, size), &error);
    bool same = read_from_arena(bytes_of(data, size), &again) == read;
    fuzz_expect(same && (read || strcmp(error.text, again.text) == 0),
                "a text is read the same each time");
    return 0;
}
