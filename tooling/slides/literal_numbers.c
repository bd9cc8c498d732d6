#include "slides/literal_numbers.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

static const char *const named[] = {"stage", "stages", "solution", "solutions"};
static const char *const numbers[] = {"two",   "three", "four", "five",   "six",    "seven",
                                      "eight", "nine",  "ten",  "eleven", "twelve", NULL};
static const char *const units[] = {"allocation",  "allocations", "alloc", "allocs",
                                    "block",       "blocks",      "byte",  "bytes",
                                    "instruction", "instructions"};

static bool is_one_of(const char *const *words, size_t count, struct bytes word)
{
    for (size_t i = 0; i < count && words[i] != NULL; i++) {
        if (strlen(words[i]) == word.len &&
            strncasecmp(words[i], (const char *)word.at, word.len) == 0)
            return true;
    }
    return false;
}

#define IS_ONE_OF(words, word) is_one_of(words, sizeof(words) / sizeof *(words), word)

/* Letters, digits, and what stands between those of a name. */
static bool is_of_word(unsigned char byte)
{
    return isalnum(byte) || byte >= 0x80 || strchr("-_.,'", byte) != NULL;
}

/* Takes the next word off *text, and the bytes before it; an empty one at the end. */
static struct bytes next_word(struct bytes *text, struct bytes *gap)
{
    size_t start = 0;
    while (start < text->len && (text->at[start] == '\0' || !is_of_word(text->at[start])))
        start++;
    size_t end = start;
    while (end < text->len && text->at[end] != '\0' && is_of_word(text->at[end]))
        end++;
    size_t len = end - start;
    while (len > 1 && strchr("-_.,'", text->at[start + len - 1]) != NULL)
        len--;
    struct bytes word = bytes_of(text->at + start, len);
    *gap = bytes_of(text->at, start);
    *text = bytes_skip(*text, end);
    return word;
}

/* A digit without a letter before it in its word. */
static bool is_number(struct bytes word)
{
    for (size_t i = 0; i < word.len; i++) {
        if (isalpha(word.at[i]))
            return false;
        if (isdigit(word.at[i]))
            return true;
    }
    return false;
}

bool literal_number_find(struct bytes text, struct bytes *number)
{
    struct bytes gap;
    struct bytes before = bytes_of(NULL, 0);
    bool in_command = false;
    for (struct bytes word = next_word(&text, &gap); word.len > 0; word = next_word(&text, &gap)) {
        for (size_t i = 0; i < gap.len; i++)
            in_command ^= gap.at[i] == '`';
        bool typed = is_number(word) && !in_command && !IS_ONE_OF(named, before);
        bool in_words = IS_ONE_OF(units, word) && IS_ONE_OF(numbers, before);
        *number = in_words ? before : word;
        if (typed || in_words)
            return true;
        before = word;
    }
    return false;
}
