/* A machine with named states, in one switch. */
#include "algo_one.h"

#include <string.h>

enum state { SEEK, COMPARE, REPLACE, REST, DONE };

enum stream_status algo_one(struct bytes data, struct bytes find, struct bytes repl,
                            struct buffer *output)
{
    enum stream_status status = STREAM_OK;
    enum state state = SEEK;
    size_t from = 0, at = 0;

    if (find.len == 0)
        return STREAM_EMPTY_FIND;
    while (state != DONE && status == STREAM_OK) {
        const unsigned char *first;
        switch (state) {
        case SEEK:
            state = REST;
            if (data.len - at < find.len)
                break;
            first = memchr(data.at + at, find.at[0], data.len - at - find.len + 1);
            if (first != NULL) {
                at = (size_t)(first - data.at);
                state = COMPARE;
            }
            break;
        case COMPARE:
            state = memcmp(data.at + at, find.at, find.len) == 0 ? REPLACE : SEEK;
            at += state == SEEK ? 1 : 0;
            break;
        case REPLACE:
            status = buffer_write(output, bytes_of(data.at + from, at - from));
            if (status == STREAM_OK)
                status = buffer_write(output, repl);
            from = at += find.len;
            state = SEEK;
            break;
        case REST:
            status = buffer_write(output, bytes_skip(data, from));
            state = DONE;
            break;
        case DONE:
            break;
        }
    }
    return status;
}
