/*
 * What the judge and the probe say to each other: cases and answers, in frames.
 *
 *     case DATA FIND REPL BEFORE ROOM REFUSE\n    four lengths in bytes, then see struct probe_case
 *     <data><find><repl><before>\n
 *
 *     over SPAN READABLE\n    before a case, if its data comes over and over, and
 *     stream CHUNKS TIMES SECOND\n    if its data is a stream: a length, then see
 *     <chunks>\n                      struct probe_stream
 *
 *     began BLOCKS BYTES\n    before an answer, if the call began with an allocation
 *     fed LENGTH MADE\n       if the call took chunks; see struct probe_answer
 *     <fed>\n
 *     used STACK KEPT PLACE\n    before an answer, if the call used much of the stack, or calls
 *                              up to it changed what they must not: see probe/observe.h
 *     answer STATUS LENGTH ALLOCATED FREED REFUSED ERRORS\n    see struct probe_answer
 *     <output>\n
 *
 *     end\n    behind the last answer
 *
 * Numbers are decimal. The bytes are as they are, so a frame with readable bytes is readable.
 */
#ifndef PROBE_FRAME_H
#define PROBE_FRAME_H

#include "base/scan.h"
#include "stream/buffer.h"

#include <stdbool.h>
#include <stdint.h>

/* What more there is than the stream of the case. */
enum probe_second {
    PROBE_ONE_STREAM,
    PROBE_AGAIN,  /* the same stream once more, to the same replacer: its output stands behind */
    PROBE_BESIDE, /* the same stream, chunk by chunk in turn, to a second replacer, which replaces */
                  /* `repl` by `find`: its output stands behind */
    PROBE_TWO_OUTPUTS, /* each call gets the other one of two outputs, which is emptied before; what */
                       /* each call writes to its own comes together in `output` */
    PROBE_UNFED,       /* a stream without a chunk comes before */
    PROBE_ABANDONED,  /* another replacer, freed after its first chunk, comes before */
    PROBE_FREES_NULL, /* replacer_free(NULL) comes before */
    PROBE_INSIDE, /* another call, in the middle of this one, replaces `repl` by `find`: its output */
                  /* stands behind. In any contract */
    PROBE_SECONDS
};

/* How data comes, where a contract takes it in chunks. */
struct probe_stream {
    struct bytes chunks; /* a list of their lengths, see probe/cut.h. Empty: data is one chunk. */
                         /* Borrowed */
    uint64_t times;      /* if more than 1: data comes that often, and what is in `output` is */
                         /* thrown away before each time */
    uint64_t second;     /* an enum probe_second */
    uint64_t span;       /* bytes; if more than 0: data comes over and over in one piece of that */
                         /* length, in any contract, of which so many bytes can be read: */
    uint64_t readable;
};

/* One call. Its slices are borrowed. */
struct probe_case {
    struct bytes data, find, repl;
    struct bytes before; /* what is in `output` already */
    uint64_t room;       /* bytes reserved in `output` behind that, so that writing them is free */
    uint64_t refuse;     /* which of the call's allocations is refused, from 1; 0: none */
    struct probe_stream stream;
};

/* The bytes of a call's stream, from the first to the last chunk. */
static inline size_t probe_stream_len(const struct probe_case *c)
{
    return c->stream.span > 0 ? (size_t)c->stream.span : c->data.len;
}

/* Such a `refuse` refuses no allocation, but sets `output` a limit: it can never grow. */
#define PROBE_NO_GROWTH UINT64_MAX

/* Bytes that `output` can hold before it must grow: `room`, and one so that it owns a block. */
static inline uint64_t probe_capacity(const struct probe_case *c)
{
    return c->before.len + c->room + 1;
}

/* Where calls have changed what they must not. */
enum probe_place {
    PROBE_IN_PROGRAM,   /* beside the program's variables */
    PROBE_IN_LIBRARY,   /* in the C library's variables, or another's */
    PROBE_IN_THREAD,    /* in what the C library keeps for each thread */
    PROBE_IN_ARGUMENTS, /* in the program's arguments and environment */
    PROBE_PLACES
};

/* What that call gave. */
struct probe_answer {
    uint64_t status;     /* what the call returned, an enum stream_status */
    struct bytes output; /* all that is in `output`; borrowed */
    uint64_t allocated;  /* blocks allocated in the call, where allocations are counted */
    uint64_t freed;      /* blocks freed in the call */
    uint64_t refused;    /* allocations refused in the call */
    uint64_t
        before_first_chunk; /* those of the allocated blocks that came before the first chunk */
    uint64_t begun_bytes;
    struct bytes fed; /* after each chunk that was taken, the length of `output`: a list as in */
                      /* probe/cut.h. Borrowed */
    uint64_t made;    /* replacer_init failed, and *made was not NULL */
    uint64_t errors;  /* that memcheck has found up to here, in this call and those before it */
    uint64_t stack;   /* what was observed, see probe/observe.h */
    uint64_t kept;
    uint64_t place;
};

/* The probe's exit status when all is done but its mark cannot be printed. */
enum { PROBE_STDOUT_CLOSED = 99 };

enum { FRAME_HEAD_SIZE = 320 }; /* bytes; the longest first lines of a frame, with a NUL */

/* Appends a case's frame. */
STREAM_MUST_CHECK enum stream_status frame_write_case(struct buffer *text,
                                                      const struct probe_case *c);

/* Cuts the next case. False where there is none or it is damaged; then s->error says why. */
bool frame_read_case(struct scan *s, struct probe_case *c);

/*
 * Writes the first lines of an answer's frame, of which `fed` is not one; returns their length in bytes.
 */
size_t frame_answer_head(char head[FRAME_HEAD_SIZE], const struct probe_answer *answer);

/* Writes the line in front of the answer's `fed`, which is in front of all; 0 if it has none. */
size_t frame_fed_head(char head[FRAME_HEAD_SIZE], const struct probe_answer *answer);

/*
 * Cuts the next answer. False where there is none: at the "end" (then *ended is true), and where
 * the answers were cut off or are damaged.
 */
bool frame_read_answer(struct scan *s, struct probe_answer *answer, bool *ended);

#endif
