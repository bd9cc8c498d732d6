#include "fuzz/reader.h"
#include "probe/frame.h"

/* An answer that was read is written again as it was: its head has no other form. */
static void walk(struct bytes text, const struct probe_answer *answer)
{
    char head[FRAME_HEAD_SIZE];
    fuzz_expect_within(text, answer->output);
    fuzz_expect(frame_answer_head(head, answer) < sizeof head, "the head fits");
}

bool fuzz_reader(const char *name, struct bytes text, struct error *error, bool *left_empty)
{
    struct probe_answer answer;
    bool ended = false;
    struct scan s = scan_of(name, text, error);
    while (frame_read_answer(&s, &answer, &ended))
        walk(text, &answer);
    *left_empty = true; /* an answer borrows */
    return ended && error->text[0] == '\0';
}
