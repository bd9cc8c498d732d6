#include "documents/comment.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What is inside "<!-- ... -->". False if `literal` is not a comment of one line. */
static bool middle(const char *literal, const char **from, size_t *length)
{
    size_t whole = strcspn(literal, "\n");
    if (whole < 10 || strncmp(literal, "<!-- ", 5) != 0 || strcmp(literal + whole, "\n") != 0 ||
        strncmp(literal + whole - 4, " -->", 4) != 0)
        return false;
    *from = literal + 5;
    *length = whole - 9;
    return true;
}

/* Moves *from past `words`. False if it does not start with them, or ends there. */
static bool skip_words(const char *words, const char **from, size_t *length)
{
    size_t known = strlen(words);
    if (*length <= known || strncmp(*from, words, known) != 0)
        return false;
    *from += known;
    *length -= known;
    return true;
}

/* "1 2", as bits. */
static bool read_columns(const char *from, size_t length, uint64_t *columns)
{
    for (const char *end = from + length; from < end;) {
        char *next;
        unsigned long column = strtoul(from, &next, 10);
        if (next == from || column == 0 || column > 63 || (*next != ' ' && next != end))
            return false;
        *columns |= (uint64_t)1 << column;
        from = next == end ? end : next + 1;
    }
    return *columns != 0;
}

static bool read_status(const char *from, size_t length, int *status)
{
    char *end;
    *status = (int)strtol(from, &end, 10);
    return end == from + length && *status > 0 && *status < 256;
}

static bool is(const char *word, const char *from, size_t length)
{
    return strlen(word) == length && strncmp(word, from, length) == 0;
}

static bool read_needs(const char *from, size_t length, enum item_needs *needs)
{
    if (is("a box", from, length))
        *needs = NEEDS_BOX;
    else if (is("view", from, length))
        *needs = NEEDS_VIEW;
    return *needs != NEEDS_NOTHING;
}

bool comment_read(const char *literal, size_t line, struct comment *comment)
{
    const char *from;
    size_t length;
    struct comment read = *comment;
    bool known = false;
    if (!middle(literal, &from, &length))
        return false;
    if (skip_words("exits ", &from, &length))
        known = read_status(from, length, &read.exits);
    else if (skip_words("needs ", &from, &length))
        known = read_needs(from, length, &read.needs);
    else if (skip_words("moving columns ", &from, &length))
        known = read_columns(from, length, &read.moving_columns);
    if (!known)
        return false;
    read.line = line;
    *comment = read;
    return true;
}

bool comment_is_change(const char *literal, const char **file, size_t *length)
{
    return middle(literal, file, length) && skip_words("the change: ", file, length);
}

void comment_clear(struct comment *comment, enum comment_about about)
{
    if (about == COMMENT_OF_COMMAND) {
        comment->exits = 0;
        comment->needs = NEEDS_NOTHING;
    } else {
        comment->moving_columns = 0;
    }
    if (comment->exits == 0 && comment->needs == NEEDS_NOTHING && comment->moving_columns == 0)
        comment->line = 0;
}
