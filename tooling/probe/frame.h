/*
 * What the judge and the probe say to each other: cases and answers, in frames.
 *
 *     case DATA FIND REPL BEFORE ROOM REFUSE\n    four lengths in bytes, then see struct probe_case
 *     <data><find><repl><before>\n
 *
 *     answer STATUS LENGTH ALLOCATED FREED REFUSED ERRORS\n    see struct probe_answer
 *     <output>\n
 *
 *     end\n    behind the last answer
 *
 * Numbers are decimal. The bytes are as they are, so a frame with readable bytes is readable.
 */
#ifndef PROBE_FRAME_H
#define PROBE_FRAME_H

#include "stream/buffer.h"
#include "text/scan.h"

#include <stdbool.h>
#include <stdint.h>

/* One call of algo_one. Its slices are borrowed. */
struct probe_case {
    struct bytes data, find, repl;
    struct bytes before; /* what is in `output` already */
    uint64_t room;       /* bytes reserved in `output` behind that, so that writing them is free */
    uint64_t refuse;     /* which of the call's allocations is refused, from 1; 0: none */
};

/* Such a `refuse` refuses no allocation, but sets `output` a limit: it can never grow. */
#define PROBE_NO_GROWTH UINT64_MAX

/* Bytes that `output` can hold before it must grow: `room`, and one so that it owns a block. */
static inline uint64_t probe_capacity(const struct probe_case *c)
{
    return c->before.len + c->room + 1;
}

/* What that call gave. */
struct probe_answer {
    uint64_t status;     /* what algo_one returned, an enum stream_status */
    struct bytes output; /* all that is in `output`; borrowed */
    uint64_t allocated;  /* blocks allocated in the call, where allocations are counted */
    uint64_t freed;      /* blocks freed in the call */
    uint64_t refused;    /* allocations refused in the call */
    uint64_t errors;     /* that memcheck has found up to here, in this call and those before it */
};

/* The probe's exit status when all is done but its mark cannot be printed. */
enum { PROBE_STDOUT_CLOSED = 99 };

enum { FRAME_HEAD_SIZE = 160 }; /* bytes; the longest first line of a frame, with its NUL */

/* Appends a case's frame. */
STREAM_MUST_CHECK enum stream_status frame_write_case(struct buffer *text,
                                                      const struct probe_case *c);

/* Cuts the next case. False where there is none or it is damaged; then s->error says why. */
bool frame_read_case(struct scan *s, struct probe_case *c);

/* Writes the first line of an answer's frame; returns its length in bytes. */
size_t frame_answer_head(char head[FRAME_HEAD_SIZE], const struct probe_answer *answer);

/*
 * Cuts the next answer. False where there is none: at the "end" (then *ended is true), and where
 * the answers were cut off or are damaged.
 */
bool frame_read_answer(struct scan *s, struct probe_answer *answer, bool *ended);

#endif
