/* It uses what C11 added: a generic selection, a static assertion; and a compound literal. */
#include "algo_one.h"

#include <assert.h>
#include <limits.h>
#include <string.h>

static_assert(CHAR_BIT == 8, "a byte has eight bits");

#define LENGTH(text) _Generic((text), struct bytes : (text).len, default : sizeof(text))

static enum stream_status append(struct buffer *output, struct bytes text)
{
    return buffer_write(output, text);
}

static enum stream_status append_byte(struct buffer *output, unsigned char byte)
{
    return buffer_write_byte(output, byte);
}

#define APPEND(output, what)                                                                       \
    _Generic((what), struct bytes : append, unsigned char : append_byte)(output, what)

enum stream_status algo_one(struct bytes data, struct bytes find, struct bytes repl,
                            struct buffer *output)
{
    enum stream_status status = STREAM_OK;
    if (LENGTH(find) == 0)
        return STREAM_EMPTY_FIND;
    for (size_t i = 0; i < data.len && status == STREAM_OK;) {
        struct bytes here = (struct bytes){.at = data.at + i, .len = data.len - i};
        bool match = here.len >= find.len && memcmp(here.at, find.at, find.len) == 0;
        status = match ? APPEND(output, repl) : APPEND(output, here.at[0]);
        i += match ? find.len : 1;
    }
    return status;
}
