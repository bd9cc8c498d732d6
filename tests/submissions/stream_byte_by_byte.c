/* Right in constant memory, and byte by byte. */
#include "replacer.h"

#include <stdlib.h>

/* Knuth, Morris and Pratt's. */
struct replacer {
    struct bytes find, repl;
    size_t seen;
    size_t back[]; /* [n]: how much of find its first n bytes end in */
};

enum stream_status replacer_init(struct replacer **made, struct bytes find, struct bytes repl)
{
    *made = NULL;
    if (find.len == 0)
        return STREAM_EMPTY_FIND;
    struct replacer *r = calloc(1, sizeof *r + (find.len + 1) * sizeof *r->back);
    if (r == NULL)
        return STREAM_NO_MEMORY;
    r->find = find;
    r->repl = repl;
    for (size_t i = 1, seen = 0; i < find.len; i++) {
        while (seen > 0 && find.at[i] != find.at[seen])
            seen = r->back[seen];
        seen += find.at[i] == find.at[seen];
        r->back[i + 1] = seen;
    }
    *made = r;
    return STREAM_OK;
}

static enum stream_status step(struct replacer *r, unsigned char byte, struct buffer *output)
{
    size_t before = r->seen;
    while (r->seen > 0 && r->find.at[r->seen] != byte)
        r->seen = r->back[r->seen];
    enum stream_status status = buffer_write(output, bytes_of(r->find.at, before - r->seen));
    if (status != STREAM_OK)
        return status;
    if (r->find.at[r->seen] != byte)
        return buffer_write_byte(output, byte);
    r->seen++;
    if (r->seen < r->find.len)
        return STREAM_OK;
    r->seen = 0;
    return buffer_write(output, r->repl);
}

enum stream_status replacer_feed(struct replacer *r, struct bytes chunk, struct buffer *output)
{
    enum stream_status status = STREAM_OK;
    for (size_t i = 0; i < chunk.len && status == STREAM_OK; i++)
        status = step(r, chunk.at[i], output);
    return status;
}

enum stream_status replacer_finish(struct replacer *r, struct buffer *output)
{
    size_t seen = r->seen;
    r->seen = 0;
    return buffer_write(output, bytes_of(r->find.at, seen));
}

void replacer_free(struct replacer *r)
{
    free(r);
}
