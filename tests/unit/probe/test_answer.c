/* What tooling/probe/answer.h promises, of an algo_one that looks around. */
#include "probe/answer.h"

#include "algo_one.h"
#include "probe/allocations.h"
#include "support/fail_alloc.h"
#include "support/scratch.h"
#include "unit/probe/probing.h"

#include <criterion/criterion.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

TestSuite(answer, .timeout = 10, .init = scratch_make, .fini = scratch_remove);

static struct {
    size_t calls;
    size_t with_room; /* calls whose output had room for all that was asked for */
    size_t counted;
    size_t room;
} seen;

/* Appends find|data|repl; what it allocated is as much as is to be refused. */
enum stream_status algo_one(struct bytes data, struct bytes find, struct bytes repl,
                            struct buffer *output)
{
    const struct bytes bar = bytes_of("|", 1);
    const struct bytes parts[] = {find, bar, data, bar, repl};
    seen.calls++;
    seen.with_room += output->capacity - output->len > seen.room;
    seen.counted += probe_allocations.counting && probe_allocations.allocated == 0;
    probe_allocations.allocated = probe_allocations.refuse;
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        enum stream_status status = buffer_write(output, parts[i]);
        if (status != STREAM_OK)
            return status;
    }
    return find.len == 0 ? STREAM_EMPTY_FIND : STREAM_OK;
}

/* Answers the case file "cases" into the file at `path`. */
static bool answer(const char *path, struct error *error)
{
    struct bytes cases;
    char frames[1024];
    int fd = open("cases", O_RDONLY);
    ssize_t len = read(fd, frames, sizeof frames);
    close(fd);
    cr_assert_geq(len, 0);
    cases = bytes_of(frames, (size_t)len);
    fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    cr_assert_geq(fd, 0);
    bool done = answer_cases("x", cases, fd, error);
    close(fd);
    return done;
}

static struct bytes text(const char *string)
{
    return bytes_from_string(string);
}

Test(answer, is_a_frame_for_each_case_and_an_end)
{
    const struct probe_case cases[] = {
        {.data = text("data"), .find = text("f"), .repl = text("r")},
        {.find = text("f"), .refuse = 3},
        {.data = text("a longer one")},
        {.data = bytes_of("\0\n", 2), .find = text("f"), .before = text("before "), .refuse = 1},
    };
    struct error error = {0};
    write_cases("cases", cases, sizeof cases / sizeof *cases);
    cr_assert(answer("answers", &error), "%s", error.text);
    scratch_expect("answers", bytes_of("answer 0 8 0 0 0 0\nf|data|r\n"
                                       "answer 0 3 3 0 0 0\nf||\n"
                                       "answer 4 14 0 0 0 0\n|a longer one|\n"
                                       "answer 0 12 1 0 0 0\nbefore f|\0\n|\n"
                                       "end\n",
                                       19 + 9 + 19 + 4 + 20 + 15 + 20 + 13 + 4));
    cr_expect_eq(seen.counted, 4, "allocations are counted in the calls, each time from 0");
    cr_expect_not(probe_allocations.counting);
}

Test(answer, is_short_where_the_output_can_not_grow)
{
    const struct probe_case c = {.data = text("data"),
                                 .find = text("f"),
                                 .before = text("b"),
                                 .room = 3,
                                 .refuse = PROBE_NO_GROWTH};
    struct error error = {0};
    write_cases("cases", &c, 1);
    cr_assert(answer("answers", &error), "%s", error.text);
    cr_expect_eq(probe_capacity(&c), 5);
    scratch_expect("answers", text("answer 3 3 18446744073709551615 0 0 0\nbf|\nend\n"));
}

Test(answer, to_no_case_is_only_an_end)
{
    struct error error;
    write_cases("cases", NULL, 0);
    cr_assert(answer("answers", &error), "%s", error.text);
    scratch_expect("answers", text("end\n"));
}

Test(answer, is_written_into_as_much_room_as_the_case_asks_for)
{
    static const size_t rooms[] = {0, 1, 100, 100000};
    struct error error;
    for (size_t i = 0; i < sizeof rooms / sizeof *rooms; i++) {
        const struct probe_case c = {.before = text("before"), .room = rooms[i]};
        write_cases("cases", &c, 1);
        seen.room = rooms[i];
        cr_assert(answer("answers", &error), "%s", error.text);
        cr_expect_eq(seen.with_room, i + 1, "room %zu", rooms[i]);
    }
}

/* What is damaged further on is found before the first call. */
Test(answer, is_refused_to_all_cases_where_one_is_damaged)
{
    struct error error;
    scratch_write("cases", text("case 1 0 0 0 0 0\nd\ncase 5 0 0 0 0 0\nd\n"));
    cr_expect_not(answer("answers", &error));
    cr_expect_str_eq(error.text,
                     "x:4: expected as many bytes as the case's first line says, got \"d\"");
    cr_expect_eq(seen.calls, 0);
    scratch_expect("answers", bytes_of(NULL, 0));
}

Test(answer, that_cannot_be_written_says_why)
{
    const struct probe_case c = {.find = text("f")};
    struct error error;
    for (size_t count = 0; count <= 1; count++) {
        write_cases("cases", &c, count);
        cr_expect_not(answer("/dev/full", &error));
        cr_expect_str_eq(error.text, "cannot answer x: No space left on device");
    }
}

/* The last allocation of all is the call's own: that one is an answer. */
Test(answer, says_so_whichever_allocation_is_refused)
{
    const struct probe_case c = {.data = text("data"), .find = text("f")};
    write_cases("cases", &c, 1);
    for (size_t n = 1;; n++) {
        struct error error;
        seen.calls = 0;
        fail_alloc_begin(n);
        bool done = answer("answers", &error);
        struct fail_alloc_count count = fail_alloc_end();
        cr_expect_eq(count.live, 0, "allocation %zu refused: %zu leaked", n, count.live);
        cr_expect_eq(done, seen.calls == 1, "allocation %zu refused", n);
        if (count.refused == 0)
            break;
        if (!done)
            cr_expect_str_eq(error.text, "cannot answer x: Cannot allocate memory");
    }
}
