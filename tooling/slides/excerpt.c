#include "slides/excerpt.h"

#include "base/format.h"
#include "base/markup.h"

#include <regex.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

enum { LINE_SIZE = 512 };

/* A line as a C string; one that is longer than any in this project is cut. */
struct line {
    char text[LINE_SIZE];
};

/* Takes the next line off *text. False at its end. */
static bool next_line(struct bytes *text, struct line *line)
{
    size_t len = 0;
    if (text->len == 0)
        return false;
    while (len < text->len && text->at[len] != '\n')
        len++;
    size_t kept = len < LINE_SIZE ? len : LINE_SIZE - 1;
    memcpy(line->text, text->at, kept);
    line->text[kept] = '\0';
    *text = bytes_skip(*text, len < text->len ? len + 1 : len);
    return true;
}

static bool compile(const char *pattern, regex_t *regex, struct error *error)
{
    if (regcomp(regex, pattern, REG_EXTENDED | REG_NOSUB) == 0)
        return true;
    error_set(error, "expected a regular expression, got /%.60s/", pattern);
    return false;
}

static bool matches(const regex_t *regex, const struct line *line)
{
    return regexec(regex, line->text, 0, NULL, 0) == 0;
}

/* Finds the first line below line number `above` that matches; *found is how many do. */
static bool find_line(const char *pattern, struct bytes text, size_t above, size_t *number,
                      size_t *found, struct error *error)
{
    regex_t regex;
    struct line line;
    if (!compile(pattern, &regex, error))
        return false;
    *found = 0;
    for (size_t at = 1; next_line(&text, &line); at++) {
        if (at > above && matches(&regex, &line) && (*found)++ == 0)
            *number = at;
    }
    regfree(&regex);
    return true;
}

static bool cut_piece(const struct excerpt_piece *piece, struct bytes text, struct bytes *cut,
                      struct error *error)
{
    size_t first, last, found;
    struct line line;
    if (!find_line(piece->from, text, 0, &first, &found, error))
        return false;
    if (found != 1)
        return error_set(error, "expected one line like /%.60s/, got %zu", piece->from, found);
    last = first;
    if (piece->to != NULL && !find_line(piece->to, text, first, &last, &found, error))
        return false;
    if (found == 0)
        return error_set(error, "expected a line like /%.60s/ below line %zu, got none", piece->to,
                         first);
    for (size_t number = 1; number < first; number++)
        next_line(&text, &line);
    cut->at = text.at;
    for (size_t number = first; number <= last; number++)
        next_line(&text, &line);
    cut->len = (size_t)(text.at - cut->at);
    return true;
}

static size_t shared_indentation(const struct bytes *cuts, size_t count)
{
    struct line line;
    size_t least = SIZE_MAX;
    for (size_t i = 0; i < count; i++) {
        struct bytes text = cuts[i];
        while (next_line(&text, &line)) {
            size_t own = strspn(line.text, " ");
            if (line.text[own] != '\0' && own < least)
                least = own;
        }
    }
    return least;
}

/* The marks of an excerpt, compiled, and how many lines each has met. */
struct marks {
    regex_t regex[EXCERPT_MARKS];
    size_t met[EXCERPT_MARKS];
    size_t count;
};

/* Adds a line of C; a comment that begins and ends in it is an element of its own. */
static void add_code(struct buffer *html, char *line)
{
    char *start = strstr(line, "/*");
    char *end = start == NULL ? NULL : strstr(start, "*/");
    if (end == NULL) {
        markup_add(html, line, true);
        return;
    }
    *start = '\0';
    markup_add(html, line, true);
    *start = '/';
    char next = end[2];
    end[2] = '\0';
    format_add(html, "<i>");
    markup_add(html, start, true);
    format_add(html, "</i>");
    end[2] = next;
    markup_add(html, end + 2, true);
}

static void add_lines(const struct excerpt *excerpt, struct bytes text, size_t indentation,
                      struct marks *marks, struct buffer *html)
{
    struct line line;
    while (next_line(&text, &line)) {
        size_t len = strlen(line.text);
        char *shown = line.text + (len < indentation ? len : indentation);
        bool marked = false;
        for (size_t i = 0; i < marks->count; i++) {
            bool met = matches(&marks->regex[i], &line);
            marks->met[i] += met;
            marked = marked || met;
        }
        format_add(html, marked ? "<mark>" : "");
        if (excerpt->code)
            add_code(html, shown);
        else
            markup_add(html, shown, true);
        format_add(html, marked ? "</mark>\n" : "\n");
    }
}

bool excerpt_add(const struct excerpt *excerpt, struct bytes text, struct buffer *html,
                 struct error *error)
{
    struct bytes cuts[EXCERPT_PIECES];
    struct marks marks = {.count = 0};
    size_t count = excerpt->piece_count;
    bool done = true;
    for (size_t i = 0; i < count && done; i++)
        done = cut_piece(&excerpt->pieces[i], text, &cuts[i], error);
    for (size_t i = 0; i < EXCERPT_MARKS && excerpt->marks[i] != NULL && done; i++) {
        done = compile(excerpt->marks[i], &marks.regex[i], error);
        marks.count += done;
    }
    if (done) {
        bool shares = excerpt->code || count > 1;
        size_t indentation = shares ? shared_indentation(cuts, count) : 0;
        format_add(html, "<pre class=\"%s %s\"><code>", excerpt->code ? "code" : "output",
                   excerpt->look == NULL ? "plain" : excerpt->look);
        for (size_t i = 0; i < count; i++)
            add_lines(excerpt, cuts[i], indentation, &marks, html);
        format_add(html, "</code></pre>\n");
    }
    for (size_t i = 0; i < marks.count && done; i++)
        done =
            marks.met[i] > 0 ||
            error_set(error, "expected a line like /%.60s/ to mark, got none", excerpt->marks[i]);
    while (marks.count > 0)
        regfree(&marks.regex[--marks.count]);
    return done;
}
