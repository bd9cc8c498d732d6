/* What tooling/readers/depfile.h promises. */
#include "readers/depfile.h"

#include "base/scan.h"
#include "unit/fixture.h"
#include "unit/reader_case.h"

#include <criterion/criterion.h>

TestSuite(depfile, .timeout = 10);

static bool read_and_end(const char *name, struct bytes text, struct error *error, bool *left_empty)
{
    struct depfile depfile;
    bool read = depfile_read(name, text, &depfile, error);
    *left_empty = depfile.files == NULL && depfile.file_count == 0;
    if (read)
        depfile_dispose(&depfile);
    return read;
}

#define STREAM "/w/stages/stream/"
#define GIVEN STREAM "buffer.h", STREAM "bytes.h", STREAM "reader.h", STREAM "status.h"

Test(depfile, names_the_source_and_then_what_it_includes)
{
    static const struct {
        const char *text;
        const char *files[8];
    } rows[] = {
        {"a.o: a.c\n", {"a.c"}},
        {"a.o: \\\n a.c b.h \\\n  c.h\n", {"a.c", "b.h", "c.h"}},
        {"a.o: my\\ file.c\n", {"my file.c"}},
        {"a.o: a\\#b.c cost$$.h\n", {"a#b.c", "cost$.h"}},
        {"a.o: back\\slash.c\n", {"back\\slash.c"}},
        {"a.o:\ta.c\t\tb.h\n", {"a.c", "b.h"}},
        {"a.o: a.c \n", {"a.c"}},
        {"p/algo_one.o: s.c /w/stages/algo_one.h \\\n " STREAM "buffer.h " STREAM
         "bytes.h \\\n " STREAM "reader.h " STREAM "status.h\n",
         {"s.c", "/w/stages/algo_one.h", GIVEN}},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct error error;
        struct depfile depfile;
        cr_assert(depfile_read("x", bytes_from_string(rows[i].text), &depfile, &error), "%s",
                  error.text);
        for (size_t j = 0; rows[i].files[j] != NULL; j++) {
            cr_assert_lt(j, depfile.file_count, "%s", rows[i].text);
            cr_expect_str_eq(depfile.files[j], rows[i].files[j]);
        }
        cr_expect_null(rows[i].files[depfile.file_count], "%s", rows[i].text);
        depfile_dispose(&depfile);
    }
}

Test(depfile, refuses_what_is_no_rule)
{
    static const struct refused cases[] = {
        {.what = "nothing",
         .text = "",
         .error = "x:1: expected <object>: <source>, got the end of the text"},
        {.what = "no colon",
         .text = "a.o a.c\n",
         .error = "x:1: expected <object>: <source>, got \"a.o a.c\""},
        {.what = "no source", .text = "a.o:\n", .error = "x:1: expected a file name, got \"a.o:\""},
        {.what = "a NUL byte in a name",
         .text = "a.o: a\0.c\n",
         .len = 10,
         .error = "x:1: expected a file name, got \"a.o: a\\x00.c\""},
        {.what = "a second rule",
         .text = "a.o: a.c\nb.o: b.c\n",
         .error = "x:2: expected the end of the text, got \"b.o: b.c\""},
    };
    expect_refused(read_and_end, cases, sizeof cases / sizeof *cases);
}

Test(depfile, without_memory_is_refused)
{
    expect_no_memory_refused(read_and_end, bytes_from_string("a.o: a.c b.h\n"),
                             "x: not enough memory to read it");
}

Test(depfile, cut_off_anywhere_is_read_or_refused)
{
    static const char text[] = "a.o: \\\n a\\ b.c $$.h \\\n c.h\n";
    count_prefixes_read(read_and_end, bytes_from_string(text));
}
