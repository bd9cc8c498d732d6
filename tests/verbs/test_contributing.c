/* CONTRIBUTING.md: what it explains how to add, in numbered steps. tests/layout/paths tests its paths. */
#include "base/files.h"
#include "verbs_config.h" /* made by CMake: where the programs are */

#include <criterion/criterion.h>
#include <ctype.h>
#include <string.h>

static struct buffer read_text(void)
{
    struct error error;
    struct buffer text = buffer_bounded((size_t)1 << 20);
    cr_assert(file_read(VERBS_ROOT "/CONTRIBUTING.md", &text, &error), "%s", error.text);
    cr_assert_eq(buffer_write_byte(&text, '\0'), STREAM_OK);
    return text;
}

Test(contributing, has_recipes_of_numbered_steps)
{
    static const char heading[] = "## How to add a ";
    struct buffer text = read_text();
    unsigned steps = 2;
    unsigned recipes = 0;
    char *rest = (char *)text.storage;
    for (char *line; (line = strsep(&rest, "\n")) != NULL;) {
        if (strncmp(line, heading, sizeof heading - 1) == 0) {
            cr_expect_geq(steps, 2, "before %s", line);
            steps = 0;
            recipes++;
        } else if (recipes > 0 && isdigit((unsigned char)line[0]) && line[1] == '.') {
            cr_expect_eq((unsigned)(line[0] - '0'), ++steps, "%s", line);
        }
    }
    cr_expect_geq(steps, 2);
    cr_expect_eq(recipes, 7);
    buffer_dispose(&text);
}
