/* CONTRIBUTING.md: each recipe has five steps. That its paths exist is tested by tests/layout/paths. */
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

Test(contributing, has_recipes_of_five_steps)
{
    struct buffer text = read_text();
    unsigned steps = 5;
    unsigned recipes = 0;
    char *rest = (char *)text.storage;
    for (char *line; (line = strsep(&rest, "\n")) != NULL;) {
        if (strncmp(line, "## ", 3) == 0) {
            cr_expect_eq(steps, 5, "before %s", line);
            steps = 0;
            recipes++;
        } else if (isdigit((unsigned char)line[0]) && line[1] == '.') {
            steps++;
        }
    }
    cr_expect_eq(steps, 5);
    cr_expect_eq(recipes, 5);
    buffer_dispose(&text);
}
