/* What tooling/readers/ctags.h promises. */
#include "readers/ctags.h"

#include "base/scan.h"
#include "unit/fixture.h"
#include "unit/reader_case.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

TestSuite(ctags, .timeout = 30, .init = reader_case_hook_json);

static bool read_and_end(const char *name, struct bytes text, struct error *error, bool *left_empty)
{
    struct ctags ctags;
    bool read = ctags_read(name, text, &ctags, error);
    *left_empty = ctags.functions == NULL;
    if (read)
        ctags_dispose(&ctags);
    return read;
}

static void expect_function(const struct ctags *ctags, const char *name, uint64_t first,
                            uint64_t last)
{
    const struct ctags_function *found = ctags_find(ctags, bytes_from_string(name));
    cr_assert_not_null(found, "%s", name);
    cr_expect_eq(found->first_line, first, "%s", name);
    cr_expect_eq(found->last_line, last, "%s", name);
}

Test(ctags, reads_where_functions_begin_and_end)
{
    struct error error;
    struct ctags ctags;
    struct bytes text = fixture_load("ctags-5/functions.json");
    cr_assert(ctags_read("x", text, &ctags, &error), "%s", error.text);
    cr_expect_eq(ctags.function_count, 3);
    expect_function(&ctags, "buffer_from", 28, 31);
    expect_function(&ctags, "buffer_new", 37, 43);
    expect_function(&ctags, "algo_one", 6, 35);
    cr_expect_null(ctags_find(&ctags, bytes_from_string("algo")));
    ctags_dispose(&ctags);
    fixture_dispose(text);
}

Test(ctags, leaves_other_tags_out)
{
    struct error error;
    struct ctags ctags;
    static const char text[] = "{\"_type\":\"ptag\",\"name\":\"JSON_OUTPUT_VERSION\"}\n"
                               "{\"name\":\"x\",\"kind\":\"variable\",\"line\":\"?\"}\n";
    cr_assert(ctags_read("x", bytes_from_string(text), &ctags, &error), "%s", error.text);
    cr_expect_eq(ctags.function_count, 0);
    ctags_dispose(&ctags);
}

#define TAG "{\"kind\":\"function\""

Test(ctags, refuses_what_it_does_not_understand)
{
    static const struct refused cases[] = {
        {"words", "ctags: no such file\n",
         "x:1: expected JSON, and the memory for it, got \"ctags: no such file\"", 0},
        {"two documents", "{}{}\n", "x:1: expected nothing after the JSON, got \"{}{}\"", 0},
        {"a list", "{}\n[]\n", "x: expected an object, got an empty array", 0},
        {"no name", TAG "}\n", "x: name: expected a name, got nothing", 0},
        {"an empty name", TAG ",\"name\":\"\"}\n", "x: name: expected a name, got \"\"", 0},
        {"no line", TAG ",\"name\":\"f\"}\n", "x: line: expected a line, got nothing", 0},
        {"line 0", TAG ",\"name\":\"f\",\"line\":0}\n", "x: line: expected a line, got 0", 0},
        {"no end", TAG ",\"name\":\"f\",\"line\":3}\n",
         "x: end: expected a line, not before the first, got nothing", 0},
        {"an end above", TAG ",\"name\":\"f\",\"line\":3,\"end\":2}\n",
         "x: end: expected a line, not before the first, got 2", 0},
        {"cut off", TAG ",\"name\":\"f\",\"line\":3,\"end\":4}",
         "x:1: expected a whole line of JSON, got \"{\\\"kind\\\":\\\"function\\\","
         "\\\"name\\\":\\\"f\\\",\\\"line\\\":3,\\\"end\\\":4}\" and the end of the text",
         0},
    };
    expect_refused(read_and_end, cases, sizeof cases / sizeof *cases);
}

Test(ctags, reads_a_prefix_only_if_it_ends_with_a_line)
{
    struct bytes text = fixture_load("ctags-5/functions.json");
    cr_expect_eq(count_prefixes_read(read_and_end, text), 3, "none, one or two of three lines");
    fixture_dispose(text);
}

Test(ctags, says_when_there_is_no_memory)
{
    struct bytes text = fixture_load("ctags-5/functions.json");
    expect_no_json_memory_refused(read_and_end, text);
    fixture_dispose(text);
}
