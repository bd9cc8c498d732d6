/* algo_one is chosen as the program starts, by a function of its own. */
#include "algo_one.h"

#include <string.h>

static enum stream_status replace(struct bytes data, struct bytes find, struct bytes repl,
                                  struct buffer *output)
{
    if (find.len == 0)
        return STREAM_EMPTY_FIND;
    enum stream_status status = STREAM_OK;
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

typedef enum stream_status algorithm(struct bytes data, struct bytes find, struct bytes repl,
                                     struct buffer *output);

__attribute__((used)) static algorithm *choose(void)
{
    return replace;
}

enum stream_status algo_one(struct bytes data, struct bytes find, struct bytes repl,
                            struct buffer *output) __attribute__((ifunc("choose")));
