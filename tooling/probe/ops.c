#include "probe/ops.h"

#include "algo_one.h"

__attribute__((noinline)) void probe_ops(const struct probe_case *c, uint64_t ops,
                                         struct buffer *output)
{
    for (uint64_t i = 0; i < ops; i++) {
        output->len = 0;
        enum stream_status status = algo_one(c->data, c->find, c->repl, output);
        (void)status;
    }
}

/*
 * Calls probe_ops with the stack at the start of a page, wherever it was. The C library's memcmp
 * takes another path where an operand lies at the end of a page: the instructions of a window on the
 * stack would depend on the length of this program's path.
 */
__attribute__((noinline)) static void run_on_fresh_page(const struct probe_case *c, uint64_t ops,
                                                        struct buffer *output)
{
    enum { PAGE = 4096 };
    uintptr_t here = (uintptr_t)__builtin_frame_address(0);
    volatile unsigned char *skipped = __builtin_alloca(here % PAGE + 1);
    skipped[0] = 0;
    probe_ops(c, ops, output);
}

enum stream_status ops_run(const struct probe_case *c, uint64_t ops)
{
    struct buffer output = buffer_bounded(SIZE_MAX);
    enum stream_status status = buffer_reserve(&output, (size_t)c->room);
    if (status == STREAM_OK)
        run_on_fresh_page(c, ops, &output);
    buffer_dispose(&output);
    return status;
}
