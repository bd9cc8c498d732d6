/* Solution 4 for streams: it gathers the whole stream, and then runs solution 4 on it. See WHY.md. */
#include "replacer.h"

#include <stdlib.h>
#include <string.h>

struct replacer {
    struct bytes find, repl; /* borrowed */
    struct buffer gathered;  /* all chunks so far */
};

/* Solution 4. */
static enum stream_status algo_one(struct bytes data, struct bytes find, struct bytes repl,
                                   struct buffer *output)
{
    size_t at = 0;      /* where to look for the next match */
    size_t written = 0; /* how much of data is in output already */

    while (data.len - at >= find.len) {
        const unsigned char *first = memchr(data.at + at, find.at[0], data.len - at - find.len + 1);
        if (first == NULL)
            break;
        at = (size_t)(first - data.at);
        if (memcmp(first, find.at, find.len) != 0) {
            at++;
            continue;
        }

        /* A match: write what lies before it, and the replacement. */
        enum stream_status status = buffer_write(output, bytes_of(data.at + written, at - written));
        if (status == STREAM_OK)
            status = buffer_write(output, repl);
        if (status != STREAM_OK)
            return status;
        at += find.len;
        written = at;
    }
    return buffer_write(output, bytes_skip(data, written));
}

enum stream_status replacer_init(struct replacer **made, struct bytes find, struct bytes repl)
{
    *made = NULL;
    if (find.len == 0)
        return STREAM_EMPTY_FIND;
    struct replacer *replacer = malloc(sizeof *replacer);
    if (replacer == NULL)
        return STREAM_NO_MEMORY;
    *replacer = (struct replacer){.find = find, .repl = repl, .gathered = buffer_bounded(SIZE_MAX)};
    *made = replacer;
    return STREAM_OK;
}

enum stream_status replacer_feed(struct replacer *replacer, struct bytes chunk,
                                 struct buffer *output)
{
    (void)output; /* it writes nothing before it has the whole stream */
    enum stream_status status = buffer_write(&replacer->gathered, chunk);
    if (status != STREAM_OK)
        buffer_dispose(&replacer->gathered); /* only replacer_free may follow */
    return status;
}

enum stream_status replacer_finish(struct replacer *replacer, struct buffer *output)
{
    enum stream_status status =
        algo_one(buffer_rest(&replacer->gathered), replacer->find, replacer->repl, output);
    buffer_dispose(&replacer->gathered);
    return status;
}

void replacer_free(struct replacer *replacer)
{
    if (replacer == NULL)
        return;
    buffer_dispose(&replacer->gathered);
    free(replacer);
}
