/* A replacer that writes nothing, which is wrong on every stream, and gives up after 1 MiB. */
#include "replacer.h"

#include <stdlib.h>

struct replacer {
    size_t fed;
};

enum stream_status replacer_init(struct replacer **made, struct bytes find, struct bytes repl)
{
    (void)repl;
    *made = NULL;
    if (find.len == 0)
        return STREAM_EMPTY_FIND;
    *made = malloc(sizeof **made);
    if (*made == NULL)
        return STREAM_NO_MEMORY;
    (*made)->fed = 0;
    return STREAM_OK;
}

enum stream_status replacer_feed(struct replacer *replacer, struct bytes chunk,
                                 struct buffer *output)
{
    (void)output;
    replacer->fed += chunk.len;
    if (replacer->fed > 1 << 20)
        abort();
    return STREAM_OK;
}

enum stream_status replacer_finish(struct replacer *replacer, struct buffer *output)
{
    (void)replacer;
    (void)output;
    return STREAM_OK;
}

void replacer_free(struct replacer *replacer)
{
    free(replacer);
}
