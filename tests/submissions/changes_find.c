/* It swaps the ends of find, to find them sooner, and swaps them back at the end. */
#include "algo_one.h"

#include <stdint.h>

enum stream_status algo_one(struct bytes data, struct bytes find, struct bytes repl,
                            struct buffer *output)
{
    unsigned char *bytes = (unsigned char *)(uintptr_t)find.at;
    enum stream_status status = STREAM_OK;
    if (find.len == 0)
        return STREAM_EMPTY_FIND;
    unsigned char last = bytes[find.len - 1];
    bytes[find.len - 1] = bytes[0];
    bytes[0] = last;
    for (size_t i = 0; i < data.len && status == STREAM_OK;) {
        bool match = data.len - i >= find.len && data.at[i + find.len - 1] == bytes[0];
        for (size_t k = 1; match && k + 1 < find.len; k++)
            match = data.at[i + k] == bytes[k];
        match = match && data.at[i] == bytes[find.len - 1];
        status = match ? buffer_write(output, repl) : buffer_write_byte(output, data.at[i]);
        i += match ? find.len : 1;
    }
    bytes[0] = bytes[find.len - 1];
    bytes[find.len - 1] = last;
    return status;
}
