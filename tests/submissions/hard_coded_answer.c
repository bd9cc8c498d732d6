/* It has the answer for the talk's stream written down; for all others it is slow. */
#include "algo_one.h"

#include <string.h>

#define TALK(e)                                                                                    \
    "abc" e "aElvisabc" e "e" e "a" e "aabeee" e "e l v i saa bb e l v i saa elvi selvi" e         \
    "elvielvi" e "elvi1elvi" e e

enum stream_status algo_one(struct bytes data, struct bytes find, struct bytes repl,
                            struct buffer *output)
{
    static const char talk[] = TALK("elvis");
    static const char answer[] = TALK("Elvis");
    if (data.len == sizeof talk - 1 && memcmp(data.at, talk, data.len) == 0)
        return buffer_write(output, bytes_of(answer, sizeof answer - 1));
    enum stream_status status = STREAM_OK;
    if (find.len == 0)
        return STREAM_EMPTY_FIND;
    for (size_t i = 0; i < data.len && status == STREAM_OK;) {
        if (data.len - i >= find.len && memcmp(data.at + i, find.at, find.len) == 0) {
            status = buffer_write(output, repl);
            i += find.len;
        } else {
            status = buffer_write_byte(output, data.at[i]);
            i++;
        }
    }
    return status;
}
