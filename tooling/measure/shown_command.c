#include "measure/shown_command.h"

#include "base/format.h"

#include <string.h>

enum { COLUMNS = 96 };

/* Where a path can begin in a word: at its start, in -I/path, in --option=/path. */
static const char *path_in(const char *word)
{
    const char *equals = strchr(word, '=');
    if (word[0] != '-')
        return word;
    return strncmp(word, "-I", 2) == 0 ? word + 2 : equals == NULL ? word : equals + 1;
}

/* The word, with its path from `root` on. `text` is empty, and owns it. NULL: out of memory. */
static const char *from_root(struct buffer *text, const char *word, const char *root)
{
    const char *path = path_in(word);
    size_t len = strlen(root);
    bool is_below = len > 1 && strncmp(path, root, len) == 0 && path[len] == '/';
    format_add_bytes(text, bytes_of(word, (size_t)(path - word)));
    format_add_bytes(text, bytes_from_string(is_below ? path + len + 1 : path));
    format_add_bytes(text, bytes_of("", 1));
    return format_failed(text) ? NULL : (const char *)text->at;
}

/* Whether a word belongs to the next one: they stay on one line. */
static bool is_with_next(const char *word)
{
    static const char *const with[] = {"-include", "-o",    "-x",      "-Xclang",
                                       "-e",       "--ops", "--replay"};
    for (size_t i = 0; i < sizeof with / sizeof *with; i++) {
        if (strcmp(word, with[i]) == 0)
            return true;
    }
    return false;
}

/* Appends words up to one that can end a line, and returns how many. */
static size_t add_group(struct buffer *group, const char *const *words, const char *root)
{
    size_t count = 0;
    bool goes_on = true;
    for (; words[count] != NULL && goes_on; count++) {
        struct buffer text = buffer_bounded(SIZE_MAX);
        const char *word = from_root(&text, words[count], root);
        format_add(group, count == 0 ? "" : " ");
        if (word == NULL)
            group->limit = 0;
        else
            format_add_word(group, word);
        buffer_dispose(&text);
        goes_on = is_with_next(words[count]);
    }
    return count;
}

void shown_command_add(struct buffer *text, const char *const *words, const char *root)
{
    size_t column = 2; /* behind "$ " */
    for (size_t i = 0; words[i] != NULL;) {
        struct buffer group = buffer_bounded(SIZE_MAX);
        bool is_first = i == 0;
        i += add_group(&group, words + i, root);
        if (format_failed(&group))
            text->limit = 0;
        bool fits = column + 1 + group.len <= COLUMNS;
        if (!is_first)
            format_add(text, fits ? " " : " \\\n      ");
        column = fits || is_first ? column + 1 + group.len : 6 + group.len;
        format_add_bytes(text, buffer_rest(&group));
        buffer_dispose(&group);
    }
}
