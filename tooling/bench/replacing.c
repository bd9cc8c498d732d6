#include "bench/replacing.h"

#include <assert.h>
#include <string.h>

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

/*
 * The first bytes of the chunk of which all that comes out fits into the output's room; at least one.
 * A repl that is much longer than find leaves room for few matches, so those are looked for.
 */
static struct bytes part_that_fits(const struct replacing *r, struct bytes chunk)
{
    struct bytes find = r->pass.find;
    size_t repl = r->pass.repl.len;
    size_t room = r->output.capacity;
    size_t least = (repl <= find.len ? room : room / repl * find.len) - (find.len - 1);
    if (chunk.len <= least || repl <= find.len)
        return bytes_of(chunk.at, chunk.len < least ? chunk.len : least);

    /* What was held back can come out, too, or become a match. */
    size_t held = find.len - 1 + repl;
    size_t left = room > held ? room - held : 0;
    size_t taken = 0;
    while (taken < chunk.len && left > 0) {
        struct bytes rest = bytes_skip(chunk, taken);
        size_t seen = rest.len < left ? rest.len : left;
        const unsigned char *match = memmem(rest.at, seen, find.at, find.len);
        size_t before = match == NULL ? seen : (size_t)(match - rest.at);
        if (match == NULL || left < before + repl) {
            taken += match == NULL ? seen : before + find.len - 1;
            break;
        }
        taken += before + find.len;
        left -= before + repl;
    }
    return bytes_of(chunk.at, taken > least ? taken : least);
}

enum stream_status replacing_take(struct replacing *r, struct bytes *chunk)
{
    struct bytes part = part_that_fits(r, *chunk);
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
