#include "probe/frame.h"

#include "probe/cut.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

static bool is_plain(const struct probe_stream *stream)
{
    return stream->chunks.len == 0 && stream->times == 0 && stream->second == PROBE_ONE_STREAM;
}

static enum stream_status write_stream(struct buffer *text, const struct probe_stream *stream)
{
    char head[FRAME_HEAD_SIZE];
    if (stream->span > 0) {
        snprintf(head, sizeof head, "over %" PRIu64 " %" PRIu64 "\n", stream->span,
                 stream->readable);
        if (buffer_write(text, bytes_from_string(head)) != STREAM_OK)
            return STREAM_NO_MEMORY;
    }
    if (is_plain(stream))
        return STREAM_OK;
    snprintf(head, sizeof head, "stream %zu %" PRIu64 " %" PRIu64 "\n", stream->chunks.len,
             stream->times, stream->second);
    enum stream_status status = buffer_write(text, bytes_from_string(head));
    if (status == STREAM_OK)
        status = buffer_write(text, stream->chunks);
    return status == STREAM_OK ? buffer_write_byte(text, '\n') : status;
}

enum stream_status frame_write_case(struct buffer *text, const struct probe_case *c)
{
    char head[FRAME_HEAD_SIZE];
    enum stream_status written = write_stream(text, &c->stream);
    if (written != STREAM_OK)
        return written;
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

/* Chunks that are all empty would never come to the stream's end. */
static bool end_some_time(struct bytes chunks)
{
    bool ends = chunks.len == 0;
    uint64_t len;
    while (chunks.len > 0) {
        if (!length_read(&chunks, &len))
            return false;
        ends |= len > 0;
    }
    return ends;
}

/* No more can be read than there is, and the data over and over must be longer than none. */
static bool read_span(struct scan *s, struct probe_stream *stream)
{
    uint64_t n[2];
    struct scan line = *s;
    if (!scan_text(s, "over"))
        return true;
    if (!scan_numbers(s, n, 2) || n[0] == 0 || n[1] > n[0])
        return scan_expected(&line, "over SPAN READABLE");
    stream->span = n[0];
    stream->readable = n[1];
    return true;
}

static bool read_stream(struct scan *s, struct probe_stream *stream)
{
    uint64_t n[3];
    *stream = (struct probe_stream){0};
    if (!read_span(s, stream))
        return false;
    struct scan line = *s;
    if (!scan_text(s, "stream"))
        return true;
    if (!scan_numbers(s, n, 3) || n[2] >= PROBE_SECONDS)
        return scan_expected(&line, "stream CHUNKS TIMES SECOND");
    stream->times = n[1];
    stream->second = n[2];
    return (scan_bytes(s, n[0], &stream->chunks) && end_some_time(stream->chunks) &&
            scan_text(s, "\n")) ||
           scan_expected(s, "as many chunks as the line above says, not all of them empty");
}

bool frame_read_case(struct scan *s, struct probe_case *c)
{
    uint64_t n[6];
    struct probe_stream stream;
    if (!read_stream(s, &stream))
        return false;
    if (!scan_text(s, "case") || !scan_numbers(s, n, 6))
        return scan_expected(s, "case DATA FIND REPL BEFORE ROOM REFUSE");
    *c = (struct probe_case){.room = n[4], .refuse = n[5], .stream = stream};
    if (!scan_bytes(s, n[0], &c->data) || !scan_bytes(s, n[1], &c->find) ||
        !scan_bytes(s, n[2], &c->repl) || !scan_bytes(s, n[3], &c->before) || !scan_text(s, "\n"))
        return scan_expected(s, "as many bytes as the case's first line says");
    return true;
}

size_t frame_fed_head(char head[FRAME_HEAD_SIZE], const struct probe_answer *answer)
{
    if (answer->fed.len == 0 && answer->made == 0)
        return 0;
    return (size_t)snprintf(head, FRAME_HEAD_SIZE, "fed %zu %" PRIu64 "\n", answer->fed.len,
                            answer->made);
}

size_t frame_answer_head(char head[FRAME_HEAD_SIZE], const struct probe_answer *answer)
{
    int began = 0;
    if (answer->before_first_chunk > 0)
        began = snprintf(head, FRAME_HEAD_SIZE, "began %" PRIu64 " %" PRIu64 "\n",
                         answer->before_first_chunk, answer->begun_bytes);
    if (answer->stack > 0 || answer->kept > 0)
        began += snprintf(head + began, FRAME_HEAD_SIZE - (size_t)began,
                          "used %" PRIu64 " %" PRIu64 " %" PRIu64 "\n", answer->stack, answer->kept,
                          answer->place);
    int len = snprintf(head + began, FRAME_HEAD_SIZE - (size_t)began,
                       "answer %" PRIu64 " %zu %" PRIu64 " %" PRIu64 " %" PRIu64 " %" PRIu64 "\n",
                       answer->status, answer->output.len, answer->allocated, answer->freed,
                       answer->refused, answer->errors);
    return (size_t)(began + len);
}

/* Scans a line that need not be there: then its numbers are 0. */
static bool read_line(struct scan *s, const char *begin, uint64_t *numbers, size_t count)
{
    memset(numbers, 0, count * sizeof *numbers);
    return !scan_text(s, begin) || scan_numbers(s, numbers, count);
}

static bool read_fed(struct scan *s, struct probe_answer *answer)
{
    uint64_t n[2];
    *answer = (struct probe_answer){0};
    if (!scan_text(s, "fed"))
        return true;
    if (!scan_numbers(s, n, 2) || !scan_bytes(s, n[0], &answer->fed) || !scan_text(s, "\n"))
        return scan_expected(s, "fed LENGTH MADE, and as many bytes");
    answer->made = n[1];
    return true;
}

bool frame_read_answer(struct scan *s, struct probe_answer *answer, bool *ended)
{
    uint64_t began[2], used[3];
    uint64_t n[6];
    struct probe_answer fed;
    *ended = scan_text(s, "end\n");
    if (*ended)
        return scan_at_end(s) ? false : scan_expected(s, "nothing behind the end");
    if (!read_fed(s, &fed))
        return false;
    if (!read_line(s, "began", began, 2))
        return scan_expected(s, "began BLOCKS BYTES");
    if (!read_line(s, "used", used, 3) || used[2] >= PROBE_PLACES)
        return scan_expected(s, "used STACK KEPT PLACE");
    if (!scan_text(s, "answer") || !scan_numbers(s, n, 6))
        return scan_expected(s, "answer STATUS LENGTH ALLOCATED FREED REFUSED ERRORS");
    *answer = (struct probe_answer){.status = n[0],
                                    .allocated = n[2],
                                    .freed = n[3],
                                    .refused = n[4],
                                    .errors = n[5],
                                    .fed = fed.fed,
                                    .made = fed.made,
                                    .before_first_chunk = began[0],
                                    .begun_bytes = began[1],
                                    .stack = used[0],
                                    .kept = used[1],
                                    .place = used[2]};
    if (!scan_bytes(s, n[1], &answer->output) || !scan_text(s, "\n"))
        return scan_expected(s, "as many bytes as the answer's first line says");
    return true;
}
