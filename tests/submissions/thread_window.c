/* It starts a thread, which has the window on its stack. */
#include "algo_one.h"

#include <pthread.h>
#include <string.h>

static enum stream_status replace(struct bytes data, struct bytes find, struct bytes repl,
                                  struct buffer *output)
{
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

struct call {
    struct bytes data, find, repl;
    struct buffer *output;
    enum stream_status status;
};

static void *run(void *argument)
{
    struct call *call = argument;
    call->status = replace(call->data, call->find, call->repl, call->output);
    return NULL;
}

enum stream_status algo_one(struct bytes data, struct bytes find, struct bytes repl,
                            struct buffer *output)
{
    struct call call = {data, find, repl, output, STREAM_NO_MEMORY};
    pthread_t thread;
    if (find.len == 0)
        return STREAM_EMPTY_FIND;
    if (pthread_create(&thread, NULL, run, &call) != 0 || pthread_join(thread, NULL) != 0)
        return STREAM_NO_MEMORY;
    return call.status;
}
