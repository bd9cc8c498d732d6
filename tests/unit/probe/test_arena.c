/* What tooling/probe/arena.h promises. A misuse ends a test with a signal, as it does a probe. */
#include "probe/arena.h"

#include <criterion/criterion.h>
#include <criterion/redirect.h>
#include <errno.h>
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

TestSuite(arena, .timeout = 10);
TestSuite(misuse, .timeout = 10);

static size_t page(void)
{
    return (size_t)sysconf(_SC_PAGESIZE);
}

static struct arena map(size_t most)
{
    struct arena arena;
    cr_assert(arena_map(&arena, most));
    return arena;
}

static bool at_end_of_page(struct bytes slice)
{
    return (uintptr_t)(slice.at + slice.len) % page() == 0;
}

Test(arena, holds_a_copy_of_each_slice_at_the_end_of_a_page)
{
    const size_t sizes[] = {3 * page(),     0, page() + 1, page(), page() - 1, 1, 2,
                            2 * page() + 7, 0, 3 * page(), 5};
    unsigned char *data = malloc(3 * page());
    struct arena arena = map(3 * page());
    cr_assert_not_null(data);
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        memset(data, (int)('a' + i), sizes[i]);
        struct bytes placed = arena_place(&arena, bytes_of(data, sizes[i]));
        cr_expect(bytes_equal(placed, bytes_of(data, sizes[i])), "%zu bytes", sizes[i]);
        cr_expect(at_end_of_page(placed), "%zu bytes", sizes[i]);
        cr_expect_neq(placed.at, data);
    }
    arena_unmap(&arena);
    free(data);
}

Test(arena, holds_what_it_was_made_for)
{
    static const size_t sizes[] = {0, 1, 4095, 4096, 4097, 1 << 20};
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        struct arena arena = map(sizes[i]);
        unsigned char *data = calloc(1, sizes[i] + 1);
        cr_assert_not_null(data);
        struct bytes placed = arena_place(&arena, bytes_of(data, sizes[i]));
        cr_expect(bytes_equal(placed, bytes_of(data, sizes[i])), "%zu bytes", sizes[i]);
        cr_expect(at_end_of_page(placed), "%zu bytes", sizes[i]);
        arena_unmap(&arena);
        free(data);
    }
}

Test(arena, of_no_bytes_holds_an_empty_slice_without_a_pointer)
{
    struct arena arena = map(0);
    struct bytes placed = arena_place(&arena, bytes_of(NULL, 0));
    cr_expect_eq(placed.len, 0);
    cr_expect_not_null(placed.at);
    arena_unmap(&arena);
}

Test(arena, that_is_not_mapped_is_left_alone)
{
    struct arena never = {0};
    struct arena arena = map(10);
    arena_unmap(&never);
    arena_unmap(&arena);
    cr_expect_null(arena.base);
    arena_unmap(&arena);
}

Test(arena, that_cannot_be_had_says_why)
{
    struct arena arena;
    errno = 0;
    cr_expect_not(arena_map(&arena, SIZE_MAX / 2));
    cr_expect_eq(errno, ENOMEM);
}

Test(arena, is_asked_only_for_what_it_was_made_for, .signal = SIGABRT, .init = cr_redirect_stderr)
{
    unsigned char *data = calloc(1, page() + 1);
    struct arena arena = map(page());
    arena_place(&arena, bytes_of(data, page() + 1));
}

/* The last of several slices, which is not the longest. */
static struct bytes place_last(const char *text)
{
    static struct arena arena;
    arena = map(100);
    arena_place(&arena, bytes_from_string("a longer one before it"));
    return arena_place(&arena, bytes_from_string(text));
}

static volatile unsigned char seen;

static void write_to(struct bytes slice, size_t at)
{
    unsigned char *byte = (unsigned char *)(uintptr_t)slice.at;
    byte[at] = 'x';
}

Test(misuse, reading_the_byte_behind_a_slice, .signal = SIGSEGV)
{
    seen = place_last("elvis").at[5];
}

Test(misuse, reading_the_first_byte_of_an_empty_slice, .signal = SIGSEGV)
{
    seen = place_last("").at[0];
}

Test(misuse, reading_the_first_byte_of_an_arena_of_none, .signal = SIGSEGV)
{
    struct arena arena = map(0);
    seen = arena_place(&arena, bytes_of(NULL, 0)).at[0];
}

Test(misuse, writing_the_first_byte_of_a_slice, .signal = SIGSEGV)
{
    write_to(place_last("elvis"), 0);
}

Test(misuse, writing_the_last_byte_of_a_slice, .signal = SIGSEGV)
{
    write_to(place_last("elvis"), 4);
}

Test(misuse, writing_the_byte_behind_a_slice, .signal = SIGSEGV)
{
    write_to(place_last("elvis"), 5);
}

Test(misuse, reading_a_slice_of_an_arena_that_is_gone, .signal = SIGSEGV)
{
    struct arena arena = map(100);
    struct bytes slice = arena_place(&arena, bytes_from_string("elvis"));
    arena_unmap(&arena);
    seen = slice.at[0];
}
