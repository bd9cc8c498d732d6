#include "probe/call.h"

#include "algo_one.h"

const char probe_called[] = "algo_one";

enum stream_status probe_ops(const struct probe_case *c, struct buffer *output)
{
    return algo_one(c->data, c->find, c->repl, output);
}

enum stream_status probe_call(struct arena *arena, const struct probe_case *c,
                              struct buffer *output)
{
    return algo_one(arena_place(arena, c->data), c->find, c->repl, output);
}
