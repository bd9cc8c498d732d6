/* KMP's table on the stack for a find of up to 64 bytes, from the heap for a longer one. */
#include "algo_one.h"

#include <stdlib.h>

enum { ON_STACK = 64 };

/* The longest beginning of find that ends at each of its bytes. */
static void fill(size_t *border, struct bytes find)
{
    size_t len = 0;
    border[0] = 0;
    for (size_t i = 1; i < find.len; i++) {
        while (len > 0 && find.at[i] != find.at[len])
            len = border[len - 1];
        len += find.at[i] == find.at[len];
        border[i] = len;
    }
}

static enum stream_status run(const size_t *border, struct bytes data, struct bytes find,
                              struct bytes repl, struct buffer *output)
{
    enum stream_status status = STREAM_OK;
    size_t matched = 0;
    size_t from = 0;
    for (size_t i = 0; i < data.len && status == STREAM_OK; i++) {
        while (matched > 0 && data.at[i] != find.at[matched])
            matched = border[matched - 1];
        matched += data.at[i] == find.at[matched];
        if (matched < find.len)
            continue;
        status = buffer_write(output, bytes_of(data.at + from, i + 1 - find.len - from));
        if (status == STREAM_OK)
            status = buffer_write(output, repl);
        from = i + 1;
        matched = 0;
    }
    return status == STREAM_OK ? buffer_write(output, bytes_skip(data, from)) : status;
}

enum stream_status algo_one(struct bytes data, struct bytes find, struct bytes repl,
                            struct buffer *output)
{
    size_t small[ON_STACK];
    size_t *border = small;
    if (find.len == 0)
        return STREAM_EMPTY_FIND;
    if (find.len > ON_STACK)
        border = malloc(find.len * sizeof *border);
    if (border == NULL)
        return STREAM_NO_MEMORY;
    fill(border, find);
    enum stream_status status = run(border, data, find, repl, output);
    if (border != small)
        free(border);
    return status;
}
