/* What tooling/readers/addr2line.h promises. */
#include "readers/addr2line.h"

#include "base/scan.h"
#include "unit/fixture.h"
#include "unit/reader_case.h"

#include <criterion/criterion.h>
#include <string.h>

TestSuite(addr2line, .timeout = 30);

static bool read_and_end(const char *name, struct bytes text, struct error *error, bool *left_empty)
{
    struct addr2line found;
    bool read = addr2line_read(name, text, &found, error);
    *left_empty = found.stacks == NULL && found.frames == NULL;
    if (read)
        addr2line_dispose(&found);
    return read;
}

static void expect_frame(const struct addr2line_frame *frame, const char *function,
                         const char *file, uint64_t line)
{
    cr_expect(bytes_equal(frame->function, bytes_from_string(function)), "%s", function);
    cr_expect(bytes_equal(frame->file, bytes_from_string(file)), "%s", file);
    cr_expect_eq(frame->line, line, "%s", function);
}

Test(addr2line, reads_functions_from_the_innermost_out)
{
    static const char text[] = "0x0000000000401882\nbuffer_new\n/w/buffer.h:39 (discriminator 2)\n"
                               "algo_one\n/w/a:b.c:17\n0x10\n??\n??:0\n0x9\nmemcmp\nmemcmp.o:?\n";
    struct error error;
    struct addr2line found;
    cr_assert(addr2line_read("x", bytes_from_string(text), &found, &error), "%s", error.text);
    const struct addr2line_stack *stack = addr2line_find(&found, 0x401882);
    cr_assert_not_null(stack);
    cr_assert_eq(stack->count, 2);
    expect_frame(&found.frames[stack->first], "buffer_new", "/w/buffer.h", 39);
    expect_frame(&found.frames[stack->first + 1], "algo_one", "/w/a:b.c", 17);
    expect_frame(&found.frames[addr2line_find(&found, 0x10)->first], "", "", 0);
    expect_frame(&found.frames[addr2line_find(&found, 0x9)->first], "memcmp", "memcmp.o", 0);
    cr_expect_null(addr2line_find(&found, 0x401883));
    addr2line_dispose(&found);
}

/* Binutils 2.40 and 2.44, on what gcc 12 and gcc 14 made. */
Test(addr2line, reads_what_binutils_print)
{
    static const char *const files[] = {"valgrind-3.19/addr2line-ops.out",
                                        "valgrind-3.24/addr2line-ops.out"};
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        struct error error;
        struct addr2line found;
        size_t inlined = 0;
        struct bytes text = fixture_load(files[i]);
        cr_assert(addr2line_read(files[i], text, &found, &error), "%s", error.text);
        cr_expect_gt(found.stack_count, 600, "%s: %zu", files[i], found.stack_count);
        for (size_t k = 0; k < found.stack_count; k++) {
            const struct addr2line_stack *stack = &found.stacks[k];
            cr_expect(k == 0 || stack[-1].address < stack->address);
            inlined +=
                stack->count == 2 &&
                bytes_equal(found.frames[stack->first].function, bytes_from_string("buffer_new")) &&
                bytes_equal(found.frames[stack->first + 1].function, bytes_from_string("algo_one"));
        }
        cr_expect_gt(inlined, 0, "%s: buffer_new is inlined into algo_one", files[i]);
        addr2line_dispose(&found);
        fixture_dispose(text);
    }
}

Test(addr2line, reads_the_answer_to_no_address)
{
    bool left_empty;
    struct error error;
    cr_expect(read_and_end("x", bytes_of(NULL, 0), &error, &left_empty));
    cr_expect_null(addr2line_find(&(struct addr2line){0}, 1));
}

Test(addr2line, refuses_what_addr2line_does_not_print)
{
    static const struct refused cases[] = {
        {"words", "addr2line: no such file\n",
         "x:1: expected 0x<address>, got \"addr2line: no such file\"", 0},
        {"no address", "main\na.c:1\n", "x:1: expected 0x<address>, got \"main\"", 0},
        {"a bad address", "0xzz\n", "x:1: expected 0x<address>, got \"0xzz\"", 0},
        {"too large an address", "0x10000000000000000\n",
         "x:1: expected 0x<address>, got \"0x10000000000000000\"", 0},
        {"no function", "0x1\n", "x:2: expected a function's name, got the end of the text", 0},
        {"an empty function", "0x1\n\na.c:1\n", "x:2: expected a function's name, got \"\"", 0},
        {"no place", "0x1\nmain\n", "x:3: expected <file>:<line>, got the end of the text", 0},
        {"a place without a line", "0x1\nmain\na.c\n", "x:3: expected <file>:<line>, got \"a.c\"",
         0},
        {"a place without a file", "0x1\nmain\n:7\n", "x:3: expected <file>:<line>, got \":7\"", 0},
        {"a line in words", "0x1\nmain\na.c:one\n", "x:3: expected <file>:<line>, got \"a.c:one\"",
         0},
        {"something after the line", "0x1\nmain\na.c:1 x\n",
         "x:3: expected <file>:<line>, got \"a.c:1 x\"", 0},
        {"something after no line", "0x1\nmain\na.c:?x\n",
         "x:3: expected <file>:<line>, got \"a.c:?x\"", 0},
        {"cut off", "0x1\nmain\na.c:12",
         "x:3: expected <file>:<line>, got \"a.c:12\" and the end of the text", 0},
    };
    expect_refused(read_and_end, cases, sizeof cases / sizeof *cases);
}

/* It has no end: what was cut off after a place looks whole. */
Test(addr2line, reads_a_prefix_only_if_it_ends_after_a_place)
{
    static const char text[] = "0x1\nmain\na.c:1\nf\nb.c:2\n0x2\n??\n??:0\n";
    cr_expect_eq(count_prefixes_read(read_and_end, bytes_from_string(text)), 1 + 2);
}

Test(addr2line, says_when_there_is_no_memory)
{
    struct bytes text = fixture_load("valgrind-3.19/addr2line-ops.out");
    expect_no_memory_refused(read_and_end, text, "x: not enough memory to read it");
    fixture_dispose(text);
}
