/* What tooling/probe/stream_mode.h promises, of an algo_one that shows what it was given. */
#include "probe/stream_mode.h"

#include "algo_one.h"
#include "support/fail_alloc.h"
#include "support/scratch.h"

#include <criterion/criterion.h>
#include <fcntl.h>
#include <unistd.h>

TestSuite(filter, .timeout = 10, .init = scratch_make, .fini = scratch_remove);

static enum stream_status refusal; /* what algo_one returns once it has written */

enum stream_status algo_one(struct bytes data, struct bytes find, struct bytes repl,
                            struct buffer *output)
{
    const struct bytes bar = bytes_of("|", 1);
    const struct bytes parts[] = {data, bar, find, bar, repl};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        enum stream_status status = buffer_write(output, parts[i]);
        if (status != STREAM_OK)
            return status;
    }
    return refusal;
}

static bool filter(const char *from_path, const char *to_path, struct error *error)
{
    int from = open(from_path, O_RDONLY);
    int to = open(to_path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    cr_assert(from >= 0 && to >= 0);
    bool done = filter_stream(bytes_of("f\0", 2), bytes_from_string("r"), from, to, error);
    close(from);
    close(to);
    return done;
}

Test(filter, gives_algo_one_the_whole_input_and_writes_its_output)
{
    static const struct {
        struct bytes in, out;
    } rows[] = {
        {{(const unsigned char *)"in\0\n", 4}, {(const unsigned char *)"in\0\n|f\0|r", 9}},
        {{NULL, 0}, {(const unsigned char *)"|f\0|r", 5}},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct error error;
        scratch_write("in", rows[i].in);
        cr_expect(filter("in", "out", &error), "%s", error.text);
        scratch_expect("out", rows[i].out);
    }
}

Test(filter, says_why_it_cannot)
{
    static const struct {
        const char *from, *to, *error;
        enum stream_status status;
    } rows[] = {
        {".", "out", "cannot read the input: Is a directory", STREAM_OK},
        {"in", "/dev/full", "cannot write the output: No space left on device", STREAM_OK},
        {"in", "out", "algo_one returned STREAM_EMPTY_FIND", STREAM_EMPTY_FIND},
        {"in", "out", "algo_one returned no such status", (enum stream_status)99},
    };
    scratch_write("in", bytes_from_string("in"));
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct error error = {0};
        refusal = rows[i].status;
        cr_expect_not(filter(rows[i].from, rows[i].to, &error), "%s", rows[i].error);
        cr_expect_str_eq(error.text, rows[i].error);
        if (rows[i].status != STREAM_OK)
            scratch_expect("out", bytes_of(NULL, 0));
    }
}

Test(filter, says_so_whichever_allocation_is_refused)
{
    scratch_write("in", bytes_from_string("in"));
    for (size_t n = 1;; n++) {
        struct error error = {0};
        fail_alloc_begin(n);
        bool done = filter("in", "out", &error);
        struct fail_alloc_count count = fail_alloc_end();
        cr_expect_eq(count.live, 0, "allocation %zu refused: %zu leaked", n, count.live);
        cr_expect_eq(done, count.refused == 0, "allocation %zu refused", n);
        if (count.refused == 0)
            break;
        cr_expect_str_eq(error.text, n == 1 ? "cannot read the input: Cannot allocate memory"
                                            : "algo_one returned STREAM_NO_MEMORY");
    }
}
