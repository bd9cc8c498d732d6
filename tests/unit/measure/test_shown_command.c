/* What tooling/measure/shown_command.h promises. */
#include "base/format.h"
#include "measure/shown_command.h"

#include <criterion/criterion.h>
#include <string.h>

TestSuite(shown_command, .timeout = 10);

#define LONG "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"

static const struct {
    const char *words[8];
    const char *shown;
} rows[] = {
    {{"gdb"}, "gdb"},
    {{"cc", "-I/w/stages", "/w/a.c"}, "cc -Istages a.c"},
    {{"cc", "-I/wx/stages", "/w", "x/w/a.c"}, "cc -I/wx/stages /w x/w/a.c"},
    {{"valgrind", "--out=/w/build/x", "--out"}, "valgrind --out=build/x --out"},
    {{"opt", "-passes=a,b(c)", "a b"}, "opt '-passes=a,b(c)' 'a b'"},
    {{LONG, LONG, "b"}, LONG " \\\n      " LONG " b"},
    {{LONG, "-o", "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb", "-x", "c"},
     LONG " \\\n      -o bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb -x c"},
    {{"cc", "-o"}, "cc -o"},
};

Test(shown_command, is_one_to_paste_in_the_projects_root)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct buffer text = buffer_bounded(SIZE_MAX);
        shown_command_add(&text, rows[i].words, "/w");
        cr_expect_not(format_failed(&text));
        format_add_bytes(&text, bytes_of("", 1));
        cr_expect_str_eq((const char *)text.at, rows[i].shown);
        buffer_dispose(&text);
    }
}

Test(shown_command, of_another_root_has_whole_paths)
{
    static const char *const words[] = {"cc", "/w/a.c", NULL};
    static const char *const roots[] = {"", "/", "/v"};
    for (size_t i = 0; i < sizeof roots / sizeof *roots; i++) {
        struct buffer text = buffer_bounded(SIZE_MAX);
        shown_command_add(&text, words, roots[i]);
        cr_expect(bytes_equal(buffer_rest(&text), bytes_from_string("cc /w/a.c")));
        buffer_dispose(&text);
    }
}
