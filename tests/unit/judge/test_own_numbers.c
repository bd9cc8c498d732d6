#include "judge/own_numbers.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

static void expect_numbers(const char *text, const size_t *expected, size_t count)
{
    struct own_numbers numbers = {.count = 0};
    own_numbers_of_text(bytes_from_string(text), 20, &numbers);
    cr_assert_eq(numbers.count, count, "%s: %zu numbers", text, numbers.count);
    for (size_t i = 0; i < count; i++)
        cr_expect_eq(numbers.items[i], expected[i], "%s: %zu", text, numbers.items[i]);
}

#define OWN "# 1 \"a.c\"\n"
#define EXPECT(text, ...)                                                                          \
    expect_numbers(text, (const size_t[]){__VA_ARGS__},                                            \
                   sizeof((const size_t[]){__VA_ARGS__}) / sizeof(size_t))

Test(own_numbers, are_the_integers_of_the_file_itself)
{
    EXPECT(OWN "char window[70];\n", 70);
    EXPECT(OWN "if (n > 512u && n <= 0x1000UL || n == 010)\n", 512, 4096, 8);
    EXPECT(OWN "char a[70];\n# 1 \"b.h\" 1\nchar b[90];\n# 2 \"a.c\" 2\nchar c[80];\n", 70, 80);
    EXPECT(OWN "70; 70; 7; 1048577; 99999999999999999999;\n", 70);
    EXPECT(OWN "f(\"300\", '\\'', 'a', x400, 1.5, 2e3, 50);\n", 50);
}

Test(own_numbers, are_what_several_come_to)
{
    EXPECT(OWN "8 * 64\n", 8, 64, 512);
    EXPECT(OWN "(1 << 12) - 1\n", 12, 4096, 11, 4095);
    EXPECT(OWN "100 / 4 + 9\n", 100, 25, 9, 13, 34);
    EXPECT(OWN "10, 20 = 30\n", 10, 20, 30);
    EXPECT(OWN "9 / 0 * 9\n", 9);
    EXPECT(OWN "1 << 64\n", 64);
}

Test(own_numbers, are_bounded_and_take_any_bytes)
{
    struct own_numbers numbers = {.count = 0};
    char text[1024] = OWN;
    for (size_t i = 0; i < 40; i++)
        snprintf(text + strlen(text), 16, "%zu;\n", 100 + i);
    own_numbers_of_text(bytes_from_string(text), 20, &numbers);
    cr_expect_eq(numbers.count, 20);
    for (size_t len = 0; len < strlen(text); len++)
        own_numbers_of_text(bytes_of(text, len), 20, &numbers);
    own_numbers_of_text(bytes_from_string("\n# 1 \"\n# \"\n\"\\\n'\n"), 20, &numbers);
    cr_expect_eq(numbers.count, 20);
}

Test(own_numbers, are_those_of_machine_code)
{
    struct own_numbers numbers = {.count = 0};
#if defined(__aarch64__)
    /* cmp x1, #0x201; mov w0, #0xdff */
    static const unsigned char code[] = {0x3f, 0x04, 0x08, 0xf1, 0xe0, 0xbf, 0x81, 0x52};
#else
    /* lea -0x201(%rcx), %rax; cmp $0xdff, %rax; call */
    static const unsigned char code[] = {0x90, 0x48, 0x8d, 0x81, 0xff, 0xfd, 0xff, 0xff, 0x48, 0x3d,
                                         0xff, 0x0d, 0x00, 0x00, 0xe8, 0x00, 0x10, 0x00, 0x00};
#endif
    own_numbers_of_code(bytes_of(code, sizeof code), &numbers);
    cr_assert_eq(numbers.count, 2);
    cr_expect_eq(numbers.items[0], 0x201);
    cr_expect_eq(numbers.items[1], 0xdff);
    own_numbers_of_code(bytes_of(NULL, 0), &numbers);
    cr_expect_eq(numbers.count, 2);
}
