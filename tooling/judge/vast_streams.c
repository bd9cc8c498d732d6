#include "judge/vast_streams.h"

#include "judge/probe_run.h"
#include "probe/arena.h"
#include "probe/cut.h"

#include <inttypes.h>
#include <sys/mman.h>

#define GIB (UINT64_C(1) << 30)

/*
 * `first` is the length of a chunk that comes before, if there are chunks. Four lengths one after the
 * other: a length that counts down comes to a multiple of 4 GiB at the end of a match, or within it.
 */
static const struct {
    const char *name;
    uint64_t first, length;
} streams[] = {
    {"a stream of a little more than 4 GiB", 0, 4 * GIB + 1003},
    {"a stream of a little more than 4 GiB", 0, 4 * GIB + 1002},
    {"a stream of a little more than 4 GiB", 0, 4 * GIB + 1001},
    {"a stream of a little more than 4 GiB", 0, 4 * GIB + 1000},
    {"a stream of 4 GiB", 0, 4 * GIB},
    {"a stream of a little more than 2 GiB", 0, 2 * GIB + 7},
    {"a chunk of 4 GiB after a short one", 2, 4 * GIB},
    {"a chunk of a little more than 4 GiB after a short one", 2, 4 * GIB + 1000},
    {"a chunk of a little more than 2 GiB after a short one", 1000, 2 * GIB + 7},
    {"a stream of 16 MiB into an output of 64 KiB", 0, 16 << 20},
};
enum { STREAMS = sizeof streams / sizeof *streams, CONTROL = STREAMS - 1 };

enum { DATA = 1 << 16, READABLE = 1 << 20, ROOM = (1 << 16) - 1 };

bool vast_cases(const struct judged_contract *contract, uint64_t seed, struct case_list *list)
{
    if (!cases_reserve(list, STREAMS, DATA + 2 * STREAMS * LENGTH_SIZE))
        return false;
    unsigned char letter = (unsigned char)('a' + cases_random(&seed, 20));
    unsigned char *data = cases_take(&list->memory, DATA);
    for (size_t i = 0; i < DATA; i++)
        data[i] = (unsigned char)(letter + i % 4);
    for (size_t i = 0; i < STREAMS; i++) {
        struct probe_case c = {.data = bytes_of(data, DATA),
                               .find = bytes_of(data, 3),
                               .repl = bytes_from_string("12345"),
                               .room = ROOM,
                               .refuse = PROBE_NO_GROWTH,
                               .stream.span = streams[i].first + streams[i].length};
        c.stream.readable = i == CONTROL ? READABLE : c.stream.span;
        if (streams[i].first > 0 && !contract->in_chunks)
            continue;
        if (streams[i].first > 0) {
            unsigned char *at = cases_take(&list->memory, 2 * LENGTH_SIZE);
            size_t len = length_write(at, streams[i].first);
            c.stream.chunks = bytes_of(at, len + length_write(at + len, streams[i].length));
        }
        cases_add(list, streams[i].name, c);
    }
    return true;
}

struct run vast_start(const struct gate_context *gate, const struct case_list *list)
{
    uint64_t span = streams[0].length + 2 * GIB; /* and what the program needs besides */
    void *at = MAP_FAILED;
    if (span <= SIZE_MAX)
        at =
            mmap(NULL, (size_t)span, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (at == MAP_FAILED)
        return run_failed("vast", "there are too few addresses");
    munmap(at, (size_t)span);
    return answers_start(gate, "vast", list);
}

/* The first case that went wrong. */
struct vast {
    struct named_case of; /* no name: none did */
    uint64_t control;     /* bytes in the output of the last case; 0 if it has no answer */
    struct buffer text;   /* owned: about the case */
    bool is_missing;
};

static void note_control(const struct judged_answer *judged, void *context)
{
    struct vast *vast = context;
    vast->control = judged->fault == ANSWER_MISSING ? 0 : judged->answer.output.len;
}

/*
 * An output of less than half of what it was in the last case is too short: lengths that were cut off
 * end in a write that is too large, too.
 */
static void note_wrong(const struct judged_answer *judged, void *context)
{
    struct vast *vast = context;
    struct bytes output = judged->answer.output;
    bool is_short = judged->fault == ANSWER_RIGHT && output.len < vast->control / 2;
    if (vast->of.name != NULL || (judged->fault == ANSWER_RIGHT && !is_short))
        return;
    vast->of = *judged->of;
    vast->is_missing = judged->fault == ANSWER_MISSING;
    answers_describe(judged, &vast->text);
    if (is_short)
        format_add(&vast->text,
                   "\n  too short it is full at %" PRIu64
                   " B, as with a stream of 16 MiB that begins with the same "
                   "bytes;\n           but all it got is %zu B",
                   vast->control, output.len);
}

/*
 * Whether a missing answer is none of the program's faults: it reads on behind what fills the output, and
 * a long stream takes it too long; or this machine cannot map the stream.
 */
static bool is_excused(const struct gate_context *gate, const struct run *run,
                       const struct case_list *list, bool is_control)
{
    const struct probe_case *c = &list->items[0].c;
    struct arena arena;
    if (is_control) /* it is short: other cases are about that */
        return true;
    if (run->result.end == PROCESS_EXITED) {
        if (!arena_map_over(&arena, c->data, (size_t)c->stream.span, (size_t)c->stream.span))
            return true;
        arena_unmap(&arena);
    }
    const struct case_list control = {.items = &list->items[list->count - 1], .count = 1};
    struct vast alone = {.control = 0};
    struct run again = answers_start(gate, "vast-control", &control);
    run_wait(&again);
    answers_judge(gate, again.name, &control, note_control, &alone);
    return alone.control == 0;
}

bool vast_judge(const struct gate_context *gate, struct run *run, const struct case_list *list,
                struct buffer *text)
{
    struct vast vast = {.text = buffer_bounded(SIZE_MAX)};
    run_wait(run);
    answers_judge(gate, run->name, list, note_control, &vast);
    answers_judge(gate, run->name, list, note_wrong, &vast);
    bool is_control = vast.of.c.stream.span == list->items[list->count - 1].c.stream.span;
    bool is_wrong = vast.of.name != NULL && run->result.end != PROCESS_NOT_STARTED &&
                    run->result.end != PROCESS_INTERRUPTED &&
                    !(vast.is_missing && is_excused(gate, run, list, is_control));
    if (is_wrong) {
        format_add(text, "a stream of more than 2 GiB comes out wrong; lengths and places need "
                         "size_t: int and unsigned are too short");
        if (vast.is_missing) {
            format_add(text, "\n  %s ", gate->subject);
            run_describe_end(gate, run, text);
        }
        format_add_bytes(text, buffer_rest(&vast.text));
        answers_keep(gate, &vast.of, "correctness", "", text);
    }
    buffer_dispose(&vast.text);
    return is_wrong;
}
