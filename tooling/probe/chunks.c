#include "probe/chunks.h"

#include "base/format.h"

static void describe_lengths(struct bytes chunks, size_t data, struct buffer *text)
{
    enum { MOST = 16 };
    size_t shown = 0;
    for (size_t at = 0; at < data && shown < MOST; shown++) {
        size_t len = chunks.at[shown % chunks.len];
        len = len < data - at ? len : data - at;
        format_add(text, "%s%zu", shown == 0 ? "" : ", ", len);
        at += len;
        if (at == data)
            return;
    }
    format_add(text, "%s", shown == 0 ? "0" : " and so on");
}

void chunks_describe(const struct probe_case *c, struct buffer *text)
{
    if (c->stream.chunks.len == 0)
        format_add(text, "one");
    else
        describe_lengths(c->stream.chunks, c->data.len, text);
    if (c->stream.times > 1)
        format_add(text, ", %llu times", (unsigned long long)c->stream.times);
    if (c->stream.second == PROBE_AGAIN)
        format_add(text, "; then the stream again, into the same replacer");
    if (c->stream.second == PROBE_BESIDE)
        format_add(text, "; each also into another replacer, which replaces repl by find: in the "
                         "end its output comes behind the first one's");
}
