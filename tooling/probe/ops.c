#include "probe/ops.h"

#include "probe/answer.h"
#include "probe/call.h"

#include <errno.h>
#include <string.h>

/* Nothing is left where a call could have put it for the next one. */
static void clear(struct buffer *output)
{
    if (output->capacity > 0)
        memset(output->storage, 0, output->capacity);
    output->at = output->storage;
    output->offset = 0;
    output->len = 0;
    output->limit = SIZE_MAX;
    errno = 0;
}

static bool run(const struct probe_case *c, uint64_t ops, int answers, struct buffer *output)
{
    for (uint64_t i = 0; i < ops; i++) {
        clear(output);
        enum stream_status status = probe_ops(c, output);
        const struct probe_answer answer = {.status = (uint64_t)status,
                                            .output = buffer_rest(output)};
        if (answers != OPS_NO_ANSWERS && !answer_write(answers, &answer))
            return false;
    }
    return true;
}

/*
 * Runs them with the stack at the start of a page, wherever it was. The C library's memcmp takes
 * another path where an operand lies at the end of a page: the instructions of a window on the stack
 * would depend on the length of this program's path.
 */
__attribute__((noinline)) static bool run_on_fresh_page(const struct probe_case *c, uint64_t ops,
                                                        int answers, struct buffer *output)
{
    enum { PAGE = 4096 };
    uintptr_t here = (uintptr_t)__builtin_frame_address(0);
    volatile unsigned char *skipped = __builtin_alloca(here % PAGE + 1);
    skipped[0] = 0;
    return run(c, ops, answers, output);
}

bool run_probe_ops(const struct probe_case *c, uint64_t ops, int answers)
{
    struct buffer output = buffer_bounded(SIZE_MAX);
    if (buffer_reserve(&output, (size_t)c->room) != STREAM_OK) {
        errno = ENOMEM;
        return false;
    }
    bool done = run_on_fresh_page(c, ops, answers, &output);
    buffer_dispose(&output);
    return done;
}
