#include "judge/own_numbers.h"

#include "fuzz/reader.h"
#include "stream/buffer.h"

#include <string.h>

/* The bytes as a text, behind a line that names the file, and as machine code. */
bool fuzz_reader(const char *name, struct bytes text, struct error *error, bool *left_empty)
{
    static const char first[] = "# 1 \"a.c\"\n";
    struct own_numbers numbers = {.count = 0};
    struct buffer own = buffer_bounded(SIZE_MAX);
    (void)name, (void)error, (void)left_empty;
    if (buffer_write(&own, bytes_from_string(first)) == STREAM_OK &&
        buffer_write(&own, text) == STREAM_OK)
        own_numbers_of_text(buffer_rest(&own), OWN_NUMBERS_MOST / 2, &numbers);
    buffer_dispose(&own);
    own_numbers_of_code(text, &numbers);
    fuzz_expect(numbers.count <= OWN_NUMBERS_MOST, "they are bounded");
    for (size_t i = 0; i < numbers.count; i++)
        fuzz_expect(numbers.items[i] >= OWN_NUMBERS_LEAST &&
                        numbers.items[i] <= OWN_NUMBERS_LARGEST,
                    "each is a length");
    return true;
}
