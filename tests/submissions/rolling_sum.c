/* It compares only if the window has the same sum of bytes as find (after Rabin and Karp). */
#include "algo_one.h"

#include <string.h>

static size_t sum_of(const unsigned char *at, size_t len)
{
    size_t sum = 0;
    for (size_t i = 0; i < len; i++)
        sum += at[i];
    return sum;
}

enum stream_status algo_one(struct bytes data, struct bytes find, struct bytes repl,
                            struct buffer *output)
{
    if (find.len == 0)
        return STREAM_EMPTY_FIND;

    size_t wanted = sum_of(find.at, find.len);
    size_t i = 0;
    while (data.len - i >= find.len) {
        size_t start = i;
        size_t sum = sum_of(data.at + i, find.len);
        while (sum != wanted || memcmp(data.at + i, find.at, find.len) != 0) {
            if (data.len - i == find.len)
                return buffer_write(output, bytes_skip(data, start));
            sum += data.at[i + find.len];
            sum -= data.at[i];
            i++;
        }
        enum stream_status status = buffer_write(output, bytes_of(data.at + start, i - start));
        if (status == STREAM_OK)
            status = buffer_write(output, repl);
        if (status != STREAM_OK)
            return status;
        i += find.len;
    }
    return buffer_write(output, bytes_skip(data, i));
}
