#include "slides/excerpt.h"

#include "base/format.h"
#include "base/markup.h"

#include <regex.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

enum { LINE_SIZE = 512 };

/* A line as a C string; what is longer than any of ours is cut. */
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

/* Lines count from 1; both ends belong to it. */
struct range {
    size_t first, last;
};

/* Counts the lines from `after` on that match, and tells the first of them. */
static size_t count_matches(const regex_t *regex, struct bytes text, size_t after, size_t *first)
{
    struct line line;
    size_t found = 0;
    for (size_t number = 1; next_line(&text, &line); number++) {
        if (number >= after && matches(regex, &line) && found++ == 0)
            *first = number;
    }
    return found;
}

static bool find_from(const char *pattern, struct bytes text, size_t *first, struct error *error)
{
    regex_t regex;
    if (!compile(pattern, &regex, error))
        return false;
    size_t found = count_matches(&regex, text, 1, first);
    regfree(&regex);
    if (found == 1)
        return true;
    error_set(error, "expected one line like /%.60s/, got %zu", pattern, found);
    return false;
}

static bool find_to(const char *pattern, struct bytes text, struct range *range,
                    struct error *error)
{
    regex_t regex;
    range->last = range->first;
    if (pattern == NULL)
        return true;
    if (!compile(pattern, &regex, error))
        return false;
    size_t found = count_matches(&regex, text, range->first + 1, &range->last);
    regfree(&regex);
    if (found > 0)
        return true;
    error_set(error, "expected a line like /%.60s/ below line %zu, got none", pattern,
              range->first);
    return false;
}

static struct bytes cut(struct bytes text, struct range range)
{
    struct line line;
    const unsigned char *start = text.at;
    for (size_t number = 1; number <= range.last; number++) {
        if (number == range.first)
            start = text.at;
        next_line(&text, &line);
    }
    return bytes_of(start, (size_t)(text.at - start));
}

static bool cut_pieces(const struct excerpt *excerpt, struct bytes text, struct bytes *cuts,
                       struct error *error)
{
    struct range range;
    for (size_t i = 0; i < excerpt->piece_count; i++) {
        if (!find_from(excerpt->pieces[i].from, text, &range.first, error) ||
            !find_to(excerpt->pieces[i].to, text, &range, error))
            return false;
        cuts[i] = cut(text, range);
    }
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

static void dispose_marks(struct marks *marks)
{
    while (marks->count > 0)
        regfree(&marks->regex[--marks->count]);
}

static bool compile_marks(const struct excerpt *excerpt, struct marks *marks, struct error *error)
{
    *marks = (struct marks){.count = 0};
    for (size_t i = 0; i < EXCERPT_MARKS && excerpt->marks[i] != NULL; i++) {
        if (!compile(excerpt->marks[i], &marks->regex[i], error)) {
            dispose_marks(marks);
            return false;
        }
        marks->count++;
    }
    return true;
}

static bool is_marked(struct marks *marks, const struct line *line)
{
    bool marked = false;
    for (size_t i = 0; i < marks->count; i++) {
        if (matches(&marks->regex[i], line)) {
            marks->met[i]++;
            marked = true;
        }
    }
    return marked;
}

static bool all_met(const struct excerpt *excerpt, const struct marks *marks, struct error *error)
{
    for (size_t i = 0; i < marks->count; i++) {
        if (marks->met[i] > 0)
            continue;
        error_set(error, "expected a line like /%.60s/ to mark, got none", excerpt->marks[i]);
        return false;
    }
    return true;
}

/* Adds a line of C, a comment that it holds as a whole in an element of its own. */
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
    char behind = end[2];
    end[2] = '\0';
    format_add(html, "<i>");
    markup_add(html, start, true);
    format_add(html, "</i>");
    end[2] = behind;
    markup_add(html, end + 2, true);
}

static void add_lines(const struct excerpt *excerpt, struct bytes text, size_t indentation,
                      struct marks *marks, struct buffer *html)
{
    struct line line;
    while (next_line(&text, &line)) {
        size_t len = strlen(line.text);
        char *shown = line.text + (len < indentation ? len : indentation);
        bool marked = is_marked(marks, &line);
        format_add(html, marked ? "<mark>" : "");
        if (excerpt->code)
            add_code(html, shown);
        else
            markup_add(html, shown, true);
        format_add(html, marked ? "</mark>\n" : "\n");
    }
}

static void add_pieces(const struct excerpt *excerpt, const struct bytes *cuts, struct marks *marks,
                       struct buffer *html)
{
    size_t count = excerpt->piece_count;
    bool shares = excerpt->code || count > 1;
    size_t indentation = shares ? shared_indentation(cuts, count) : 0;
    format_add(html, "<pre class=\"%s %s\"><code>", excerpt->code ? "code" : "output",
               excerpt->look == NULL ? "plain" : excerpt->look);
    for (size_t i = 0; i < count; i++)
        add_lines(excerpt, cuts[i], indentation, marks, html);
    format_add(html, "</code></pre>\n");
}

bool excerpt_add(const struct excerpt *excerpt, struct bytes text, struct buffer *html,
                 struct error *error)
{
    struct bytes cuts[EXCERPT_PIECES];
    struct marks marks;
    if (!cut_pieces(excerpt, text, cuts, error) || !compile_marks(excerpt, &marks, error))
        return false;
    add_pieces(excerpt, cuts, &marks, html);
    bool met = all_met(excerpt, &marks, error);
    dispose_marks(&marks);
    return met;
}
