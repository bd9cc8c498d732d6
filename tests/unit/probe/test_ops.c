/* What tooling/probe/ops.h promises, of an algo_one that looks around. */
#include "probe/ops.h"

#include "algo_one.h"
#include "base/descriptor.h"
#include "base/scan.h"
#include "support/fail_alloc.h"
#include "support/scratch.h"

#include <criterion/criterion.h>
#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

TestSuite(ops, .timeout = 10);

enum { ROOM = 70000, PAGE = 4096 };

static struct {
    size_t calls, with_room, with_an_empty_output, with_a_clear_output;
    struct bytes data, find, repl;
    size_t frame; /* where in its page the stack was, in bytes */
} seen;

static bool is_clear(const struct buffer *output)
{
    for (size_t i = 0; i < output->capacity; i++) {
        if (output->storage[i] != 0)
            return false;
    }
    return output->limit == SIZE_MAX && output->offset == 0 && errno == 0;
}

enum stream_status algo_one(struct bytes data, struct bytes find, struct bytes repl,
                            struct buffer *output)
{
    seen.calls++;
    seen.with_room += output->capacity == ROOM;
    seen.with_an_empty_output += output->len == 0;
    seen.with_a_clear_output += is_clear(output);
    seen.data = data;
    seen.find = find;
    seen.repl = repl;
    seen.frame = (uintptr_t)__builtin_frame_address(0) % PAGE;
    errno = EDOM;
    return buffer_write(output, data);
}

static struct probe_case make_case(void)
{
    return (struct probe_case){.data = bytes_from_string("an elvis"),
                               .find = bytes_from_string("elvis"),
                               .repl = bytes_from_string("Elvis"),
                               .room = ROOM};
}

Test(ops, are_as_many_calls_as_are_asked_for_each_with_an_empty_output)
{
    static const size_t counts[] = {0, 1, 2, 1000};
    struct probe_case c = make_case();
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
        seen.calls = seen.with_room = seen.with_an_empty_output = 0;
        cr_expect(run_probe_ops(&c, counts[i], OPS_NO_ANSWERS));
        cr_expect_eq(seen.calls, counts[i]);
        cr_expect_eq(seen.with_room, counts[i]);
        cr_expect_eq(seen.with_an_empty_output, counts[i]);
    }
    cr_expect(bytes_equal(seen.data, c.data));
    cr_expect(bytes_equal(seen.find, c.find));
    cr_expect(bytes_equal(seen.repl, c.repl));
}

static struct bytes answer_to(struct scan *s)
{
    struct probe_answer answer;
    bool ended;
    cr_assert(frame_read_answer(s, &answer, &ended), "%s", s->error->text);
    cr_expect_eq(answer.status, STREAM_OK);
    return answer.output;
}

Test(ops, leave_an_answer_each_where_that_is_asked_for, .init = scratch_make,
     .fini = scratch_remove)
{
    struct probe_case c = make_case();
    struct error error;
    struct bytes text;
    int fd = open("answers", O_WRONLY | O_CREAT, 0644);
    cr_assert(run_probe_ops(&c, 3, fd));
    cr_assert(descriptor_map("answers", &text));
    struct scan s = scan_of("answers", text, &error);
    for (size_t i = 0; i < 3; i++)
        cr_expect(bytes_equal(answer_to(&s), c.data));
    cr_expect(scan_at_end(&s));
}

Test(ops, that_cannot_leave_their_answers_fail)
{
    struct probe_case c = make_case();
    cr_expect_not(run_probe_ops(&c, 3, open("/dev/full", O_WRONLY)));
    cr_expect_eq(errno, ENOSPC);
}

Test(ops, find_nothing_of_the_op_before)
{
    struct probe_case c = make_case();
    cr_assert(run_probe_ops(&c, 5, OPS_NO_ANSWERS));
    cr_expect_eq(seen.with_a_clear_output, 5);
}

Test(ops, allocate_one_block_in_all_and_release_it)
{
    struct probe_case c = make_case();
    fail_alloc_begin(0);
    bool done = run_probe_ops(&c, 1000, OPS_NO_ANSWERS);
    struct fail_alloc_count count = fail_alloc_end();
    cr_expect(done);
    cr_expect_eq(count.asked, 1, "%zu allocations", count.asked);
    cr_expect_eq(count.live, 0);
}

Test(ops, are_not_begun_without_that_block)
{
    struct probe_case c = make_case();
    fail_alloc_begin(1);
    bool done = run_probe_ops(&c, 1000, OPS_NO_ANSWERS);
    struct fail_alloc_count count = fail_alloc_end();
    cr_expect_not(done);
    cr_expect_eq(errno, ENOMEM);
    cr_expect_eq(count.live, 0);
    cr_expect_eq(seen.calls, 0);
}

/* What stands on the stack above differs from machine to machine, as the program's path does. */
static size_t frame_below(size_t bytes)
{
    struct probe_case c = make_case();
    volatile unsigned char *above = __builtin_alloca(bytes);
    above[0] = 0;
    cr_assert(run_probe_ops(&c, 1, OPS_NO_ANSWERS));
    return seen.frame;
}

Test(ops, find_the_stack_at_the_same_place_of_a_page)
{
    enum { NEAR = 64 }; /* a sanitizer's rounding */
    size_t first = frame_below(16);
    for (size_t bytes = 16; bytes < PAGE; bytes += 272) {
        size_t frame = frame_below(bytes);
        size_t apart = frame > first ? frame - first : first - frame;
        cr_expect_leq(apart, NEAR, "%zu bytes: %zu, not %zu", bytes, frame, first);
    }
}
