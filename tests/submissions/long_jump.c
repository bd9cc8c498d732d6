/* On an error it jumps back to its start, with longjmp. */
#include "algo_one.h"

#include <setjmp.h>
#include <string.h>

struct work {
    struct bytes data, find, repl;
    struct buffer *output;
    enum stream_status status;
    jmp_buf on_trouble;
};

static void append(struct work *work, struct bytes text)
{
    work->status = buffer_write(work->output, text);
    if (work->status != STREAM_OK)
        longjmp(work->on_trouble, 1);
}

static void run(struct work *work)
{
    struct bytes rest = work->data;
    while (rest.len > 0) {
        bool match =
            rest.len >= work->find.len && memcmp(rest.at, work->find.at, work->find.len) == 0;
        append(work, match ? work->repl : bytes_of(rest.at, 1));
        rest = bytes_skip(rest, match ? work->find.len : 1);
    }
}

enum stream_status algo_one(struct bytes data, struct bytes find, struct bytes repl,
                            struct buffer *output)
{
    struct work work = {.data = data, .find = find, .repl = repl, .output = output};
    if (find.len == 0)
        return STREAM_EMPTY_FIND;
    if (setjmp(work.on_trouble) == 0)
        run(&work);
    return work.status;
}
