/* It looks for the first byte of find in sixteen bytes at once, where the processor can. */
#include "algo_one.h"

#include <string.h>

#if defined(__SSE2__)
#include <emmintrin.h>

/* How far it is to `byte` in `rest`, as far as there are sixteen bytes to look at. */
static size_t skip_vectors(struct bytes rest, unsigned char byte)
{
    size_t skipped = 0;
    const __m128i wanted = _mm_set1_epi8((char)byte);
    for (; rest.len - skipped >= 16; skipped += 16) {
        __m128i here = _mm_loadu_si128((const __m128i *)(const void *)(rest.at + skipped));
        int found = _mm_movemask_epi8(_mm_cmpeq_epi8(here, wanted));
        if (found != 0)
            return skipped + (size_t)__builtin_ctz((unsigned)found);
    }
    return skipped;
}
#else
static size_t skip_vectors(struct bytes rest, unsigned char byte)
{
    const unsigned char *found = rest.len == 0 ? NULL : memchr(rest.at, byte, rest.len);
    return found == NULL ? rest.len : (size_t)(found - rest.at);
}
#endif

enum stream_status algo_one(struct bytes data, struct bytes find, struct bytes repl,
                            struct buffer *output)
{
    if (find.len == 0)
        return STREAM_EMPTY_FIND;
    size_t written = 0;
    for (size_t at = 0; data.len - at >= find.len;) {
        at += skip_vectors(bytes_skip(data, at), find.at[0]);
        if (data.len - at < find.len)
            break;
        if (memcmp(data.at + at, find.at, find.len) != 0) {
            at++;
            continue;
        }
        enum stream_status status = buffer_write(output, bytes_of(data.at + written, at - written));
        if (status == STREAM_OK)
            status = buffer_write(output, repl);
        if (status != STREAM_OK)
            return status;
        at += find.len;
        written = at;
    }
    return buffer_write(output, bytes_skip(data, written));
}
