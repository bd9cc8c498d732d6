#include "probe/inside.h"

#include "probe/call.h"

#include <signal.h>
#include <sys/mman.h>
#include <unistd.h>

struct inside {
    unsigned char *page; /* that cannot be touched yet */
    size_t size;
    struct probe_case second;
    struct buffer output;
    enum stream_status status;
};

static struct inside *waiting; /* NULL: the second call was made */

static void make_second_call(void)
{
    struct inside *now = waiting;
    waiting = NULL;
    if (now->size > 0)
        mprotect(now->page, now->size, PROT_READ);
    now->status = probe_ops(&now->second, &now->output);
}

/* The access that failed is tried again when this returns: another one than ours ends the program. */
static void on_fault(int number, siginfo_t *fault, void *unused)
{
    (void)unused;
    const unsigned char *at = fault->si_addr;
    if (waiting != NULL && at >= waiting->page && at < waiting->page + waiting->size)
        make_second_call();
    else
        signal(number, SIG_DFL);
}

enum stream_status inside_call(struct arena *arena, const struct probe_case *c,
                               struct buffer *output)
{
    size_t page = arena->size == 0 ? 0 : (size_t)sysconf(_SC_PAGESIZE);
    struct sigaction before, ours = {.sa_sigaction = on_fault, .sa_flags = SA_SIGINFO};
    struct probe_case first = *c;
    struct inside inside = {.page = arena->base + arena->size - page,
                            .size = page,
                            .second = {.data = c->data, .find = c->repl, .repl = c->find},
                            .output = buffer_bounded(SIZE_MAX)};
    first.stream.second = PROBE_ONE_STREAM;
    sigaction(SIGSEGV, &ours, &before);
    if (page > 0)
        mprotect(inside.page, page, PROT_NONE);
    waiting = &inside;
    enum stream_status status = probe_call(arena, &first, output);
    if (waiting != NULL)
        make_second_call();
    sigaction(SIGSEGV, &before, NULL);
    if (status == STREAM_OK)
        status = inside.status;
    if (status == STREAM_OK)
        status = buffer_write(output, buffer_rest(&inside.output));
    buffer_dispose(&inside.output);
    return status;
}
