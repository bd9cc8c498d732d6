#include "judge/text_input.h"

#include <assert.h>
#include <string.h>

static const char *const words[] = {
    "a",     "after", "all",    "and",   "are",    "as",    "at",    "be",     "before", "bytes",
    "by",    "call",  "cost",   "each",  "eleven", "else",  "even",  "every",  "few",    "first",
    "for",   "from",  "heap",   "in",    "is",     "it",    "less",  "letter", "line",   "long",
    "made",  "many",  "memory", "more",  "never",  "no",    "not",   "of",     "on",     "one",
    "only",  "or",    "other",  "place", "read",   "seven", "short", "since",  "stream", "takes",
    "than",  "that",  "the",    "then",  "this",   "time",  "to",    "until",  "very",   "was",
    "where", "which", "window", "with",
};

enum { WORDS = sizeof words / sizeof *words, WORDS_OF_LINE = 12 };

/* Knuth's MMIX generator, TAOCP 3.3.4. Its high bits are the good ones. */
uint32_t input_random(uint64_t *state)
{
    *state = *state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)(*state >> 33);
}

const char *input_word(uint64_t *state)
{
    return words[input_random(state) % WORDS];
}

/* Appends as much of `part` as there is room for. */
static enum stream_status add(struct buffer *text, size_t size, struct bytes part)
{
    size_t left = size - text->len;
    return buffer_write(text, bytes_of(part.at, part.len < left ? part.len : left));
}

enum stream_status input_text(struct bytes find, uint64_t seed, size_t size, struct buffer *text)
{
    uint64_t state = seed;
    size_t next_find = INPUT_FIND_EVERY;
    enum stream_status status = buffer_reserve(text, size);
    for (size_t count = 1; status == STREAM_OK && text->len < size; count++) {
        bool found = text->len >= next_find;
        if (found)
            next_find += INPUT_FIND_EVERY;
        status = add(text, size, found ? find : bytes_from_string(input_word(&state)));
        if (status == STREAM_OK)
            status = add(text, size, bytes_of(count % WORDS_OF_LINE == 0 ? "\n" : " ", 1));
    }
    return status;
}

enum stream_status input_answer(struct bytes data, struct bytes find, struct bytes repl,
                                struct buffer *answer)
{
    const unsigned char *match;
    enum stream_status status = STREAM_OK;
    assert(find.len > 0);
    while (status == STREAM_OK && data.len > 0 &&
           (match = memmem(data.at, data.len, find.at, find.len)) != NULL) {
        size_t before = (size_t)(match - data.at);
        status = buffer_write(answer, bytes_of(data.at, before));
        if (status == STREAM_OK)
            status = buffer_write(answer, repl);
        data = bytes_skip(data, before + find.len);
    }
    return status == STREAM_OK ? buffer_write(answer, data) : status;
}
