/* What the functions of the stream library and of every stage return. */
#ifndef STREAM_STATUS_H
#define STREAM_STATUS_H

#if defined(__GNUC__)
#define STREAM_MUST_CHECK __attribute__((warn_unused_result))
#else
#define STREAM_MUST_CHECK
#endif

enum stream_status {
    STREAM_OK = 0,
    STREAM_END,       /* the stream is at its end: nothing was read */
    STREAM_SHORT,     /* the stream ended before all wanted bytes were read */
    STREAM_NO_MEMORY, /* out of memory, or over a buffer's limit */
    STREAM_EMPTY_FIND /* `find` is empty: there is nothing to look for */
};

/* "STREAM_OK" and so on; "no such status" for any other number. */
const char *stream_status_name(enum stream_status status);

#endif
