/* A table of 256 states for each byte of find: far more memory than find. */
#include "replacer.h"

#include <stdlib.h>
#include <string.h>

/* An automaton: how much of find has been seen after `seen` of it and a byte. */
struct replacer {
    struct bytes find, repl;
    size_t seen;
    unsigned next[][256];
};

enum stream_status replacer_init(struct replacer **made, struct bytes find, struct bytes repl)
{
    *made = NULL;
    if (find.len == 0)
        return STREAM_EMPTY_FIND;
    struct replacer *r = malloc(sizeof *r + find.len * sizeof *r->next);
    if (r == NULL)
        return STREAM_NO_MEMORY;
    *r = (struct replacer){.find = find, .repl = repl};
    memset(r->next[0], 0, sizeof *r->next);
    r->next[0][find.at[0]] = 1;
    unsigned back = 0; /* the state of the automaton after find without its first byte */
    for (size_t i = 1; i < find.len; i++) {
        memcpy(r->next[i], r->next[back], sizeof *r->next);
        r->next[i][find.at[i]] = (unsigned)i + 1;
        back = r->next[back][find.at[i]];
    }
    *made = r;
    return STREAM_OK;
}

/* What had been seen and is not any more is no part of a match. */
static enum stream_status step(struct replacer *r, unsigned char byte, struct buffer *output)
{
    unsigned char last = byte;
    size_t before = r->seen;
    r->seen = r->next[before][byte];
    size_t gone = before + 1 - r->seen;
    enum stream_status status =
        buffer_write(output, bytes_of(r->find.at, gone > before ? before : gone));
    if (status == STREAM_OK && gone > before)
        status = buffer_write(output, bytes_of(&last, 1));
    if (status == STREAM_OK && r->seen == r->find.len) {
        r->seen = 0;
        status = buffer_write(output, r->repl);
    }
    return status;
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
