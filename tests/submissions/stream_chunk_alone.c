/* Each chunk is a stream of its own: a match across a border is lost. */
#include "replacer.h"

#include <stdlib.h>
#include <string.h>

struct replacer {
    struct bytes find, repl;
};

enum stream_status replacer_init(struct replacer **made, struct bytes find, struct bytes repl)
{
    *made = NULL;
    if (find.len == 0)
        return STREAM_EMPTY_FIND;
    struct replacer *r = malloc(sizeof *r);
    if (r == NULL)
        return STREAM_NO_MEMORY;
    *r = (struct replacer){.find = find, .repl = repl};
    *made = r;
    return STREAM_OK;
}

/* The first match at `from` or after it; data.len if there is none. */
static size_t find_match(const struct replacer *r, struct bytes data, size_t from)
{
    const unsigned char *match = memmem(data.at + from, data.len - from, r->find.at, r->find.len);
    return match == NULL ? data.len : (size_t)(match - data.at);
}

/* Replaces from `from` on. */
static enum stream_status replace(struct replacer *r, struct bytes data, size_t from,
                                  struct buffer *output)
{
    enum stream_status status = STREAM_OK;
    size_t match;
    while (status == STREAM_OK && (match = find_match(r, data, from)) < data.len) {
        status = buffer_write(output, bytes_of(data.at + from, match - from));
        if (status == STREAM_OK)
            status = buffer_write(output, r->repl);
        from = match + r->find.len;
    }
    return status == STREAM_OK ? buffer_write(output, bytes_skip(data, from)) : status;
}

enum stream_status replacer_feed(struct replacer *r, struct bytes chunk, struct buffer *output)
{
    return replace(r, chunk, 0, output);
}

enum stream_status replacer_finish(struct replacer *r, struct buffer *output)
{
    (void)r, (void)output;
    return STREAM_OK;
}

void replacer_free(struct replacer *r)
{
    free(r);
}
