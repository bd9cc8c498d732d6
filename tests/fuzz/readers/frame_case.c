#include "fuzz/reader.h"
#include "probe/frame.h"

/* A case is read again as it was written. */
static void expect_round_trip(const struct probe_case *c)
{
    struct error error;
    struct probe_case again;
    struct buffer frame = buffer_bounded(SIZE_MAX);
    fuzz_expect(frame_write_case(&frame, c) == STREAM_OK, "a case is written");
    struct scan s = scan_of("again", buffer_rest(&frame), &error);
    fuzz_expect(frame_read_case(&s, &again) && scan_at_end(&s), "it is read again");
    fuzz_expect(
        bytes_equal(c->data, again.data) && bytes_equal(c->find, again.find) &&
            bytes_equal(c->repl, again.repl) && bytes_equal(c->before, again.before) &&
            c->room == again.room && c->refuse == again.refuse &&
            bytes_equal(c->stream.chunks, again.stream.chunks) &&
            c->stream.times == again.stream.times && c->stream.second == again.stream.second &&
            c->stream.span == again.stream.span && c->stream.readable == again.stream.readable,
        "it is the same");
    buffer_dispose(&frame);
}

bool fuzz_reader(const char *name, struct bytes text, struct error *error, bool *left_empty)
{
    struct probe_case c;
    struct scan s = scan_of(name, text, error);
    *left_empty = true; /* a case borrows */
    while (!scan_at_end(&s)) {
        if (!frame_read_case(&s, &c))
            return false;
        fuzz_expect_within(text, c.data);
        fuzz_expect_within(text, c.find);
        fuzz_expect_within(text, c.repl);
        fuzz_expect_within(text, c.before);
        fuzz_expect_within(text, c.stream.chunks);
        expect_round_trip(&c);
    }
    return true;
}
