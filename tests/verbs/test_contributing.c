/* CONTRIBUTING.md: each recipe has five steps, and every file that it names is there. */
#include "base/files.h"
#include "verbs_config.h" /* made by CMake: where the programs are */

#include <criterion/criterion.h>
#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static struct buffer read_text(void)
{
    struct error error;
    struct buffer text = buffer_bounded((size_t)1 << 20);
    cr_assert(file_read(VERBS_ROOT "/CONTRIBUTING.md", &text, &error), "%s", error.text);
    cr_assert_eq(buffer_write_byte(&text, '\0'), STREAM_OK);
    return text;
}

/* Whether the words between two backquotes are a path, and not one with a name to fill in. */
static bool is_path(const char *words)
{
    return strchr(words, '/') != NULL && strpbrk(words, " =*|") == NULL &&
           strstr(words, "NAME") == NULL;
}

Test(contributing, names_files_that_are_there)
{
    struct buffer text = read_text();
    unsigned paths = 0;
    char *rest = (char *)text.storage;
    strsep(&rest, "`");
    for (char *words; (words = strsep(&rest, "`")) != NULL; strsep(&rest, "`")) {
        char path[1024];
        snprintf(path, sizeof path, VERBS_ROOT "/%s", words);
        if (!is_path(words))
            continue;
        paths++;
        cr_expect_eq(access(path, F_OK), 0, "%s", words);
    }
    cr_expect_gt(paths, 10);
    buffer_dispose(&text);
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
