/* What tooling/readers/libc_names.h promises. */
#include "readers/libc_names.h"

#include <criterion/criterion.h>

Test(libc_names, are_those_that_a_program_calls, .timeout = 10)
{
    static const struct {
        const char *symbol, *name;
    } rows[] = {
        {"__memcmp_avx2_movbe", "memcmp"},
        {"__memcpy_avx_unaligned_erms", "memcpy"},
        {"__memmove_sse2_unaligned", "memmove"},
        {"__memchr_evex", "memchr"},
        {"__memcpy_generic", "memcpy"}, /* aarch64 */
        {"__rawmemchr_avx2", "rawmemchr"},
        {"__strcasecmp_l_avx2", "strcasecmp"},
        {"__wcslen_sse2", "wcslen"},
        {"memcmp", "memcmp"},
        {"malloc", "malloc"},
        {"_int_malloc", "_int_malloc"},
        {"__libc_start_main", "__libc_start_main"},
        {"__memcpy", "__memcpy"},
        {"__my_helper", "__my_helper"},
        {"memory_of_mine", "memory_of_mine"},
        {"__", "__"},
        {"___", "___"},
        {"", ""},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct bytes name = libc_name(bytes_from_string(rows[i].symbol));
        cr_expect(bytes_equal(name, bytes_from_string(rows[i].name)), "%s: %.*s", rows[i].symbol,
                  (int)name.len, (const char *)name.at);
    }
}
