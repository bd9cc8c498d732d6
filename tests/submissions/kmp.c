/* Stage 1: right and unusual: Knuth, Morris and Pratt, with a table instead of a window. */
#include "algo_one.h"

#include <stdlib.h>

/* shorter[n], all 0 at first: when n bytes had matched, how many still do from further on. */
static void tabulate(struct bytes find, size_t *shorter)
{
    for (size_t n = 1, matched = 0; n < find.len; n++) {
        shorter[n] = matched;
        while (matched > 0 && find.at[n] != find.at[matched])
            matched = shorter[matched];
        matched += find.at[n] == find.at[matched];
    }
}

enum stream_status algo_one(struct bytes data, struct bytes find, struct bytes repl,
                            struct buffer *output)
{
    if (find.len == 0)
        return STREAM_EMPTY_FIND;
    size_t *shorter = calloc(find.len, sizeof *shorter);
    if (shorter == NULL)
        return STREAM_NO_MEMORY;
    tabulate(find, shorter);
    enum stream_status status = STREAM_OK;
    size_t i = 0, matched = 0;
    while (status == STREAM_OK && i < data.len) {
        if (data.at[i] == find.at[matched]) {
            i++;
            if (++matched < find.len)
                continue;
            status = buffer_write(output, repl);
            matched = 0;
        } else if (matched == 0) {
            status = buffer_write_byte(output, data.at[i++]);
        } else {
            status = buffer_write(output, bytes_of(find.at, matched - shorter[matched]));
            matched = shorter[matched];
        }
    }
    if (status == STREAM_OK)
        status = buffer_write(output, bytes_of(find.at, matched));
    free(shorter);
    return status;
}
