/* The tour shows the walk from 2 allocations to none, and that algo_two is refuted. */
#include "check/checking.h"
#include "check_test_config.h" /* made by CMake: where the tour is */

#include <criterion/criterion.h>
#include <string.h>

/* What each row begins with: allocs/op, B/op, peak B, interface calls. */
static const char *const rows[] = {
    "\nsolution-1          2     53      53               93 ",
    "\nsolution-2          1      5       5                0 ",
    "\nsolution-3          0      0       0                0 ",
    "\nsolution-4          0      0       0                0 ",
    "\nsolution-5          1     88      88                0 ",
    "\nalgo-two            0      0       0                0 ",
};

Test(tour, shows_every_program_with_its_figures, .timeout = 280)
{
    static const char *const nothing[] = {NULL};
    struct buffer said = check_in_shell("'" TOUR_PROGRAM "' $FOLDER", nothing);
    const char *text = (const char *)said.at;
    size_t passes = 0;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        cr_expect_not_null(strstr(text, rows[i]), "expected \"%s\" in\n%s", rows[i], text);
    for (const char *pass = text; (pass = strstr(pass, "  pass\n")) != NULL; pass++)
        passes++;
    cr_expect_eq(passes, 5, "%s", text);
    cr_expect_not_null(strstr(text, "not-yet: correctness, cpu\n"), "%s", text);
    buffer_dispose(&said);
}
