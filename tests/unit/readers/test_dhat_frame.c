#include "readers/dhat_frame.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

struct frame_case {
    const char *text;
    const char *function; /* NULL if the frame is refused */
    const char *file;
    uint64_t line;
};

static void expect_cut(const struct frame_case *expected)
{
    char text[128];
    struct dhat_frame frame;
    strcpy(text, expected->text);
    bool cut = dhat_frame_cut(text, &frame);
    cr_expect_eq(cut, expected->function != NULL, "%s", expected->text);
    if (!cut || expected->function == NULL)
        return;
    cr_expect_str_eq(frame.function, expected->function, "%s: %s", expected->text, frame.function);
    cr_expect_str_eq(frame.file, expected->file, "%s: %s", expected->text, frame.file);
    cr_expect_eq(frame.line, expected->line, "%s", expected->text);
    cr_expect_eq(frame.address, strtoull(expected->text, NULL, 0), "%s", expected->text);
}

Test(dhat_frame, cuts_frames_as_valgrind_describes_them, .timeout = 10)
{
    static const struct frame_case cases[] = {
        {"[root]", "[root]", "", 0},
        {"0x80483BF: really (a.c:20)", "really", "a.c", 20},
        {"0x80483BF: really (in /foo/a.out)", "really", "", 0},
        {"0x80483BF: really (in ?\?\?)", "really", "", 0},
        {"0x80483BF: ?\?\? (in /foo/a.out)", "?\?\?", "", 0},
        {"0x80483BF: ?\?\? (a.c:20)", "?\?\?", "a.c", 20},
        {"0x80483BF: inlined (?\?\?:20)", "inlined", "", 20},
        {"0x80483BF: ?\?\?", "?\?\?", "", 0},
        {"0x1: (below main) (libc-start.c:360)", "(below main)", "libc-start.c", 360},
        {"0x1: operator new(unsigned long) (in /x.so)", "operator new(unsigned long)", "", 0},
        {"0x1: f<void (int)>::g() const (a b.h:7)", "f<void (int)>::g() const", "a b.h", 7},
        {"0x1: f (dir (x86)/a.c:7)", "f", "dir (x86)/a.c", 7},
        {"0x1: f (c:a.c:7)", "f", "c:a.c", 7},
        {"", NULL, NULL, 0},
        {"0x1", NULL, NULL, 0},
        {"0x1: ", NULL, NULL, 0},
        {"1: f (a.c:1)", NULL, NULL, 0},
        {"0x10000000000000000: f (a.c:1)", NULL, NULL, 0},
        {"0x1: f", NULL, NULL, 0},
        {"0x1: f(int)", NULL, NULL, 0},
        {"0x1: (a.c:1)", NULL, NULL, 0},
        {"0x1:  (a.c:1)", NULL, NULL, 0},
        {"0x1: f a.c:1)", NULL, NULL, 0},
        {"0x1: f (in )", NULL, NULL, 0},
        {"0x1: f (a.c)", NULL, NULL, 0},
        {"0x1: f (:1)", NULL, NULL, 0},
        {"0x1: f (a.c:)", NULL, NULL, 0},
        {"0x1: f (a.c:-1)", NULL, NULL, 0},
        {"0x1: f (a.c:1x)", NULL, NULL, 0},
        {"0x1: f (a.c:18446744073709551616)", NULL, NULL, 0},
        {"[root]x", NULL, NULL, 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        expect_cut(&cases[i]);
}
