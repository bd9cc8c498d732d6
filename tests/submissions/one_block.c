/* Buffer and window are one block: fewer allocations than the ceiling are allowed. */
#include "algo_one.h"

#include <stdlib.h>
#include <string.h>

struct state {
    struct buffer input;
    unsigned char window[];
};

static enum stream_status run(struct state *s, struct bytes find, struct bytes repl,
                              struct buffer *output)
{
    enum stream_status status = STREAM_OK;
    struct reader stream = buffer_reader(&s->input);
    size_t end = find.len - 1;
    size_t got;
    if (read_full(stream, s->window, end, &got) != STREAM_OK)
        return buffer_write(output, bytes_of(s->window, got));
    while (status == STREAM_OK) {
        if (read_full(stream, s->window + end, 1, &got) != STREAM_OK)
            return buffer_write(output, bytes_of(s->window, end));
        if (memcmp(s->window, find.at, find.len) != 0) {
            status = buffer_write_byte(output, s->window[0]);
            memmove(s->window, s->window + 1, end);
            continue;
        }
        status = buffer_write(output, repl);
        if (status == STREAM_OK && read_full(stream, s->window, end, &got) != STREAM_OK)
            return buffer_write(output, bytes_of(s->window, got));
    }
    return status;
}

enum stream_status algo_one(struct bytes data, struct bytes find, struct bytes repl,
                            struct buffer *output)
{
    if (find.len == 0)
        return STREAM_EMPTY_FIND;
    struct state *s = malloc(sizeof *s + find.len);
    if (s == NULL)
        return STREAM_NO_MEMORY;
    s->input = buffer_from(data);
    enum stream_status status = run(s, find, repl, output);
    free(s);
    return status;
}
