/* What stages/stream/status.h promises. */
#include "stream/status.h"

#include <criterion/criterion.h>

TestSuite(status, .timeout = 10);

Test(status, is_named_as_in_the_code)
{
    static const struct {
        enum stream_status status;
        const char *name;
    } rows[] = {
        {STREAM_OK, "STREAM_OK"},
        {STREAM_END, "STREAM_END"},
        {STREAM_SHORT, "STREAM_SHORT"},
        {STREAM_NO_MEMORY, "STREAM_NO_MEMORY"},
        {STREAM_EMPTY_FIND, "STREAM_EMPTY_FIND"},
        {(enum stream_status)99, "no such status"},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        cr_expect_str_eq(stream_status_name(rows[i].status), rows[i].name, "%s", rows[i].name);
}
