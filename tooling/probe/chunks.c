#include "probe/chunks.h"

#include "base/format.h"
#include "probe/cut.h"

static void describe_lengths(const struct probe_case *c, struct buffer *text)
{
    enum { MOST = 16 };
    struct cut cut = cut_of(bytes_of(c->data.at, probe_stream_len(c)), c->stream.chunks);
    size_t shown = 0;
    bool has_empty = false;
    do {
        size_t len = cut_next(&cut).len;
        format_add(text, "%s%zu", shown == 0 ? "" : ", ", len);
        has_empty |= len == 0;
    } while (++shown < MOST && !cut_is_over(&cut));
    if (!cut_is_over(&cut))
        format_add(text, " and so on");
    if (has_empty)
        format_add(text, "; an empty one has no address (NULL)");
}

/* Behind the chunks, a text for each enum probe_second. */
static const char *const meanings[PROBE_SECONDS] = {
    [PROBE_ONE_STREAM] = "",
    [PROBE_AGAIN] = "; then the stream again, into the same replacer",
    [PROBE_BESIDE] =
        "; each also into another replacer, which replaces repl by find: in the end its "
        "output comes behind the first one's",
    [PROBE_TWO_OUTPUTS] =
        "; the calls get two outputs in turn, each empty: in the end what each call "
        "wrote to its own is put together",
    [PROBE_UNFED] = "; before that replacer_finish, without a chunk",
    [PROBE_ABANDONED] = "; before that another replacer gets the first chunk and is freed",
    [PROBE_FREES_NULL] = "; before that replacer_free(NULL)",
    [PROBE_INSIDE] =
        "; another call in the middle of this one replaces repl by find: in the end its "
        "output comes behind"};

void chunks_describe(const struct probe_case *c, struct buffer *text)
{
    if (c->stream.chunks.len == 0 && c->data.len > 0)
        format_add(text, "one");
    else
        describe_lengths(c, text);
    if (c->stream.times > 1)
        format_add(text, ", %llu times", (unsigned long long)c->stream.times);
    format_add(text, "%s", meanings[c->stream.second]);
}
