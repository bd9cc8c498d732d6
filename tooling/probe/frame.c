#include "probe/frame.h"

#include <inttypes.h>
#include <stdio.h>

enum stream_status frame_write_case(struct buffer *text, const struct probe_case *c)
{
    char head[FRAME_HEAD_SIZE];
    snprintf(head, sizeof head, "case %zu %zu %zu %zu %" PRIu64 " %" PRIu64 "\n", c->data.len,
             c->find.len, c->repl.len, c->before.len, c->room, c->refuse);
    const struct bytes parts[] = {bytes_from_string(head), c->data, c->find, c->repl, c->before,
                                  bytes_of("\n", 1)};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        enum stream_status status = buffer_write(text, parts[i]);
        if (status != STREAM_OK)
            return status;
    }
    return STREAM_OK;
}

/* Scans `count` numbers, each behind one space, and the end of the line. */
static bool scan_numbers(struct scan *s, uint64_t *numbers, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (!scan_text(s, " ") || !scan_number(s, &numbers[i]))
            return false;
    }
    return scan_text(s, "\n");
}

bool frame_read_case(struct scan *s, struct probe_case *c)
{
    uint64_t n[6];
    if (!scan_text(s, "case") || !scan_numbers(s, n, 6))
        return scan_expected(s, "case DATA FIND REPL BEFORE ROOM REFUSE");
    *c = (struct probe_case){.room = n[4], .refuse = n[5]};
    if (!scan_bytes(s, n[0], &c->data) || !scan_bytes(s, n[1], &c->find) ||
        !scan_bytes(s, n[2], &c->repl) || !scan_bytes(s, n[3], &c->before) || !scan_text(s, "\n"))
        return scan_expected(s, "as many bytes as the case's first line says");
    return true;
}

size_t frame_answer_head(char head[FRAME_HEAD_SIZE], const struct probe_answer *answer)
{
    int len = snprintf(head, FRAME_HEAD_SIZE,
                       "answer %" PRIu64 " %zu %" PRIu64 " %" PRIu64 " %" PRIu64 " %" PRIu64 "\n",
                       answer->status, answer->output.len, answer->allocated, answer->freed,
                       answer->refused, answer->errors);
    return (size_t)len;
}

bool frame_read_answer(struct scan *s, struct probe_answer *answer, bool *ended)
{
    uint64_t n[6];
    *ended = scan_text(s, "end\n");
    if (*ended)
        return scan_at_end(s) ? false : scan_expected(s, "nothing behind the end");
    if (!scan_text(s, "answer") || !scan_numbers(s, n, 6))
        return scan_expected(s, "answer STATUS LENGTH ALLOCATED FREED REFUSED ERRORS");
    *answer = (struct probe_answer){
        .status = n[0], .allocated = n[2], .freed = n[3], .refused = n[4], .errors = n[5]};
    if (!scan_bytes(s, n[1], &answer->output) || !scan_text(s, "\n"))
        return scan_expected(s, "as many bytes as the answer's first line says");
    return true;
}
