#include "probe/answer.h"

#include "base/descriptor.h"
#include "probe/allocations.h"
#include "probe/arena.h"
#include "probe/call.h"
#include "probe/cut.h"
#include "probe/inside.h"
#include "probe/observe.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#if defined(__has_include)
#if __has_include(<valgrind/memcheck.h>)
#include <valgrind/memcheck.h>
#endif
#endif

#if !defined(VALGRIND_CHECK_MEM_IS_DEFINED)
#define VALGRIND_CHECK_MEM_IS_DEFINED(at, size) ((void)(at), (void)(size))
#define VALGRIND_MAKE_MEM_DEFINED(at, size) ((void)(at), (void)(size))
#define VALGRIND_COUNT_ERRORS 0
#endif

struct allocations probe_allocations;
struct probe_fed probe_fed;

/* An arena for each of a call's three inputs, and one for data that comes over and over. */
struct arenas {
    struct arena data, find, repl, over;
    struct bytes over_data; /* borrowed: what is in that */
    uint64_t over_readable;
};

static size_t larger(size_t a, size_t b)
{
    return a > b ? a : b;
}

/* Reads every case, to learn how large the arenas must be and that no frame is damaged. */
static bool measure_cases(struct scan s, struct probe_case *most)
{
    struct probe_case c;
    *most = (struct probe_case){0};
    while (!scan_at_end(&s)) {
        if (!frame_read_case(&s, &c))
            return false;
        most->data.len = larger(most->data.len, c.data.len);
        most->find.len = larger(most->find.len, c.find.len);
        most->repl.len = larger(most->repl.len, c.repl.len);
    }
    return true;
}

static bool map_arenas(struct arenas *arenas, const struct probe_case *most)
{
    return arena_map(&arenas->data, most->data.len) && arena_map(&arenas->find, most->find.len) &&
           arena_map(&arenas->repl, most->repl.len);
}

static void unmap_arenas(struct arenas *arenas)
{
    arena_unmap(&arenas->data);
    arena_unmap(&arenas->find);
    arena_unmap(&arenas->repl);
    arena_unmap(&arenas->over);
}

/* Maps data over and over, unless that is there already: it takes four thousand mappings. */
static bool map_over(struct arenas *arenas, const struct probe_case *c)
{
    const struct probe_stream *stream = &c->stream;
    bool is_all_readable = stream->readable == stream->span;
    if (is_all_readable && arenas->over.size >= stream->span &&
        arenas->over_readable >= stream->span && bytes_equal(arenas->over_data, c->data))
        return true;
    arena_unmap(&arenas->over);
    arenas->over_data = c->data;
    arenas->over_readable = stream->readable;
    return arena_map_over(&arenas->over, c->data, (size_t)stream->span, (size_t)stream->readable);
}

/* errno is another number in each call, so that none can keep something in it for the next. */
static enum stream_status call(struct arenas *arenas, const struct probe_case *c,
                               struct buffer *output, struct observed *observed)
{
    enum { THOROUGH = 2048, ERRNOS = 134 };
    struct probe_case placed = *c;
    placed.find = arena_place(&arenas->find, c->find);
    placed.repl = arena_place(&arenas->repl, c->repl);
    struct arena *arena = &arenas->data;
    if (c->stream.span > 0) {
        arena = &arenas->over;
        placed.data = bytes_of(arena->base, (size_t)c->stream.span);
    }
    probe_allocations = (struct allocations){
        .preloaded = probe_allocations.preloaded, .counting = true, .refuse = c->refuse};
    observe_before();
    errno = (int)((c->data.len * 31 + c->find.len) % ERRNOS);
    enum stream_status status = c->stream.second == PROBE_INSIDE
                                    ? inside_call(arena, &placed, output)
                                    : probe_call(arena, &placed, output);
    probe_allocations.counting = false;
    *observed = observe_after(c->data.len + c->find.len >= THOROUGH);
    return status;
}

/* Room for a length after each chunk: the call's own allocations must be all that it sees. */
static bool reserve_fed(const struct probe_case *c)
{
    struct cut cut = cut_of(bytes_of(c->data.at, probe_stream_len(c)), c->stream.chunks);
    size_t most = LENGTH_SIZE;
    do {
        cut_next(&cut);
        most += 2 * LENGTH_SIZE; /* it can be fed twice */
    } while (!cut_is_over(&cut));
    probe_fed.made = false;
    buffer_reset(&probe_fed.lengths);
    probe_fed.lengths.limit = SIZE_MAX;
    return buffer_reserve(&probe_fed.lengths, most) == STREAM_OK;
}

/* At least one byte is reserved, so that `output` owns a block before the call as after it. */
static bool call_and_note(struct arenas *arenas, const struct probe_case *c, struct buffer *output,
                          struct probe_answer *answer)
{
    if ((c->stream.span > 0 && !map_over(arenas, c)) || !reserve_fed(c) ||
        buffer_reserve(output, (size_t)probe_capacity(c)) != STREAM_OK ||
        buffer_write(output, c->before) != STREAM_OK)
        return false;
    if (c->refuse == PROBE_NO_GROWTH)
        output->limit = output->capacity;
    struct observed observed;
    enum stream_status status = call(arenas, c, output, &observed);
    *answer = (struct probe_answer){.status = (uint64_t)status,
                                    .output = buffer_rest(output),
                                    .fed = buffer_rest(&probe_fed.lengths),
                                    .made = probe_fed.made,
                                    .allocated = probe_allocations.allocated,
                                    .freed = probe_allocations.freed,
                                    .refused = probe_allocations.refused,
                                    .before_first_chunk = probe_allocations.before_first_chunk,
                                    .begun_bytes = probe_allocations.begun_bytes,
                                    .stack = observed.stack,
                                    .kept = observed.kept,
                                    .place = observed.place};
    VALGRIND_CHECK_MEM_IS_DEFINED(answer->output.at, answer->output.len);
    VALGRIND_MAKE_MEM_DEFINED(answer->output.at, answer->output.len); /* told once is enough */
    answer->errors = VALGRIND_COUNT_ERRORS;
    return true;
}

bool answer_write(int fd, const struct probe_answer *answer)
{
    char head[FRAME_HEAD_SIZE], fed[FRAME_HEAD_SIZE];
    size_t head_len = frame_answer_head(head, answer);
    size_t fed_len = frame_fed_head(fed, answer);
    const struct bytes parts[] = {
        bytes_of(fed, fed_len),   answer->fed,    bytes_of("\n", fed_len > 0),
        bytes_of(head, head_len), answer->output, bytes_of("\n", 1)};
    return descriptor_write_parts(fd, parts, sizeof parts / sizeof *parts);
}

static bool answer_next(struct arenas *arenas, struct scan *s, int fd)
{
    struct probe_case c;
    struct probe_answer answer;
    struct buffer output = buffer_bounded(SIZE_MAX);
    bool done = frame_read_case(s, &c) && call_and_note(arenas, &c, &output, &answer) &&
                answer_write(fd, &answer);
    buffer_dispose(&output);
    return done;
}

bool answer_cases(const char *name, struct bytes cases, int fd, struct error *error)
{
    struct scan s = scan_of(name, cases, error);
    struct arenas arenas = {0};
    struct probe_case most;

    if (!measure_cases(s, &most))
        return false;
    if (probe_allocations.preloaded)
        observe_begin();
    bool done = map_arenas(&arenas, &most);
    while (done && !scan_at_end(&s))
        done = answer_next(&arenas, &s, fd);
    done = done && descriptor_write(fd, bytes_of("end\n", 4));
    if (!done)
        error_set(error, "cannot answer %s: %s", name, strerror(errno));
    buffer_dispose(&probe_fed.lengths);
    unmap_arenas(&arenas);
    return done;
}

bool answer_case(const struct probe_case *c, struct buffer *output, struct probe_answer *answer)
{
    struct arenas arenas = {0};
    bool done = map_arenas(&arenas, c) && call_and_note(&arenas, c, output, answer);
    answer->fed = bytes_of(NULL, 0);
    buffer_dispose(&probe_fed.lengths);
    unmap_arenas(&arenas);
    return done;
}
