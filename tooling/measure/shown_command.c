#include "measure/shown_command.h"

#include "base/format.h"

#include <string.h>
#include <unistd.h>

enum { COLUMNS = 96 };

/* Adds a word as a shell reads it. A path in it, after -I or --option= too, is cut to below `root`. */
static void add_word(struct buffer *group, const char *word, const char *root)
{
    struct buffer text = buffer_bounded(SIZE_MAX);
    const char *equals = strchr(word, '=');
    const char *path = word[0] != '-'                ? word
                       : strncmp(word, "-I", 2) == 0 ? word + 2
                       : equals == NULL              ? word
                                                     : equals + 1;
    size_t len = strlen(root);
    bool is_below = len > 1 && strncmp(path, root, len) == 0 && path[len] == '/';
    format_add_bytes(&text, bytes_of(word, (size_t)(path - word)));
    format_add_bytes(&text, bytes_from_string(is_below ? path + len + 1 : path));
    format_add_bytes(&text, bytes_of("", 1));
    if (format_failed(&text))
        group->limit = 0;
    else
        format_add_word(group, (const char *)text.at);
    buffer_dispose(&text);
}

void shown_command_add(struct buffer *text, const char *const *words, const char *root)
{
    /* These and the word after them stay on one line. */
    static const char *const with_next[] = {"-include", "-o",    "-x",       "-Xclang",
                                            "-e",       "--ops", "--replay", NULL};
    size_t column = 2; /* after "$ " */
    for (size_t i = 0; words[i] != NULL;) {
        struct buffer group = buffer_bounded(SIZE_MAX);
        bool is_first = i == 0;
        bool goes_on = true;
        while (words[i] != NULL && goes_on) {
            size_t with = 0;
            format_add(&group, group.len == 0 ? "" : " ");
            add_word(&group, words[i], root);
            while (with_next[with] != NULL && strcmp(words[i], with_next[with]) != 0)
                with++;
            goes_on = with_next[with] != NULL;
            i++;
        }
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

bool shown_command_show(const char *const *words, void (*show)(const char *command),
                        struct buffer *commands, struct error *error)
{
    char root[4096];
    struct buffer line = buffer_bounded(SIZE_MAX);
    shown_command_add(&line, words, getcwd(root, sizeof root) == NULL ? "" : root);
    format_add_bytes(&line, bytes_of("", 1));
    bool shown = !format_failed(&line);
    if (shown && commands != NULL)
        format_add(commands, "$ %s\n", (const char *)line.at);
    else if (shown)
        show((const char *)line.at);
    buffer_dispose(&line);
    return shown || error_out_of_memory(error);
}
