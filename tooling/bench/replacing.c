#include "bench/replacing.h"

#include <assert.h>

static enum stream_status pass_begin(struct replacing_pass *pass, struct bytes find,
                                     struct bytes repl)
{
    pass->find = find;
    pass->repl = repl;
    return replacer_init(&pass->replacer, find, repl);
}

/* The buffer starts empty, and has room for all. */
static enum stream_status reserve(struct buffer *buffer, size_t size)
{
    *buffer = buffer_bounded(size);
    return buffer_reserve(buffer, size);
}

enum stream_status replacing_begin(struct replacing *r, struct bytes find, struct bytes repl,
                                   size_t room)
{
    *r = (struct replacing){.matches = 0};
    enum stream_status status = pass_begin(&r->pass, find, repl);
    if (status != STREAM_OK)
        return status;
    /* The most bytes that come out for one more, with the find.len - 1 that were held back. */
    size_t most_out = repl.len <= find.len ? find.len : repl.len;
    size_t size = room + most_out;
    status = reserve(&r->output, size);
    if (status != STREAM_OK || repl.len != find.len)
        return status;
    status = pass_begin(&r->finder, find, bytes_of(NULL, 0));
    return status == STREAM_OK ? reserve(&r->removed, size) : status;
}

static void end_finder(struct replacing *r)
{
    replacer_free(r->finder.replacer);
    r->finder.replacer = NULL;
    buffer_dispose(&r->removed);
}

void replacing_end(struct replacing *r)
{
    replacer_free(r->pass.replacer);
    r->pass.replacer = NULL;
    buffer_dispose(&r->output);
    end_finder(r);
}

static enum stream_status pass_feed(struct replacing_pass *pass, struct bytes part,
                                    struct buffer *output)
{
    enum stream_status status = replacer_feed(pass->replacer, part, output);
    pass->in += part.len;
    pass->out += output->len;
    return status;
}

enum stream_status replacing_take(struct replacing *r, struct bytes *chunk)
{
    /* As many bytes as can come in so that what comes out fits into the output's room. */
    size_t find = r->pass.find.len;
    size_t repl = r->pass.repl.len;
    size_t room = r->output.capacity;
    size_t most = (repl <= find ? room : room / repl * find) - (find - 1);
    struct bytes part = bytes_of(chunk->at, chunk->len < most ? chunk->len : most);
    assert(r->output.len == 0);
    *chunk = bytes_skip(*chunk, part.len);
    enum stream_status status = pass_feed(&r->pass, part, &r->output);
    if (status != STREAM_OK || r->finder.replacer == NULL)
        return status;

    status = pass_feed(&r->finder, part, &r->removed);
    buffer_reset(&r->removed);
    if (r->finder.in - r->finder.out < r->finder.find.len)
        return status;
    r->matches = 1; /* more is missing than can be held back */
    end_finder(r);
    return status;
}

/* The matches of a stream, which is over with this. */
static enum stream_status pass_finish(struct replacing_pass *pass, struct buffer *output,
                                      uint64_t *matches)
{
    size_t find = pass->find.len;
    size_t repl = pass->repl.len;
    enum stream_status status = replacer_finish(pass->replacer, output);
    pass->out += output->len;
    if (repl < find)
        *matches += (pass->in - pass->out) / (find - repl);
    if (repl > find)
        *matches += (pass->out - pass->in) / (repl - find);
    pass->in = 0;
    pass->out = 0;
    return status;
}

enum stream_status replacing_finish(struct replacing *r)
{
    assert(r->output.len == 0);
    enum stream_status status = pass_finish(&r->pass, &r->output, &r->matches);
    if (status != STREAM_OK || r->finder.replacer == NULL)
        return status;
    status = pass_finish(&r->finder, &r->removed, &r->matches);
    buffer_reset(&r->removed);
    return status;
}
