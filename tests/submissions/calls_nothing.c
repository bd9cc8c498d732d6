/* Stage 1: it calls a function that does not exist. */
#include "algo_one.h"

enum stream_status replace_all(struct bytes data, struct bytes find, struct bytes repl,
                               struct buffer *output);

enum stream_status algo_one(struct bytes data, struct bytes find, struct bytes repl,
                            struct buffer *output)
{
    return replace_all(data, find, repl, output);
}
