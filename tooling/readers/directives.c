#include "readers/directives.h"

#include "base/scan.h"

#include <ctype.h>
#include <string.h>

enum { END = -1 };

struct directives directives_of(struct bytes source)
{
    static const char mark[] = "\xEF\xBB\xBF"; /* that the source is UTF-8 */
    return (struct directives){
        .rest = bytes_skip(source, scan_starts_with(source, mark) ? sizeof mark - 1 : 0),
        .line = 1,
        .is_line_start = true};
}

static bool skip(struct directives *s, const char *text)
{
    bool is_there = scan_starts_with(s->rest, text);
    if (is_there)
        s->rest = bytes_skip(s->rest, strlen(text));
    return is_there;
}

static bool is_blank(int c)
{
    return c != '\n' && isspace(c);
}

/* Whether the line goes on after a backslash: compilers allow blanks between the two. */
static bool skip_line_end(struct directives *s)
{
    size_t at = 0;
    while (at < s->rest.len && is_blank(s->rest.at[at]))
        at++;
    if (at == s->rest.len || s->rest.at[at] != '\n')
        return false;
    s->rest = bytes_skip(s->rest, at + 1);
    s->line++;
    return true;
}

/* The next character, with continued lines joined. Of the trigraphs only these two matter. */
static int next_joined(struct directives *s)
{
    while (s->rest.len > 0) {
        int c = s->rest.at[0];
        if (skip(s, "?\?/"))
            c = '\\';
        else if (skip(s, "?\?="))
            c = '#';
        else
            s->rest = bytes_skip(s->rest, 1);
        if (c == '\\' && skip_line_end(s))
            continue;
        s->line += c == '\n';
        return c;
    }
    return END;
}

static int peek(const struct directives *s)
{
    struct directives copy = *s;
    return next_joined(&copy);
}

/* Skips a comment that begins after its first slash; false if none does. */
static bool skip_comment(struct directives *s)
{
    int first = peek(s);
    if (first == '/') {
        for (int c = first; c != '\n' && c != END; c = peek(s))
            next_joined(s);
        return true;
    }
    if (first != '*')
        return false;
    next_joined(s);
    for (int last = 0, c = 0; c != END && !(last == '*' && c == '/');) {
        last = c;
        c = next_joined(s);
    }
    return true;
}

/* The next character; a comment is a blank. A literal ends with its line, if it is not ended. */
static int next(struct directives *s)
{
    int c = next_joined(s);
    if (s->quote == '\0') {
        if (c == '"' || c == '\'')
            s->quote = (char)c;
        return c == '/' && skip_comment(s) ? ' ' : c;
    }
    if (c == '\n' || (c == s->quote && !s->is_escaped))
        s->quote = '\0';
    s->is_escaped = c == '\\' && !s->is_escaped;
    return c;
}

static void read_directive(struct directives *s, struct directive *found)
{
    found->line = s->line;
    found->len = 0;
    for (int c = next(s); c != '\n' && c != END; c = next(s)) {
        if (found->len < sizeof found->text && (found->len > 0 || !is_blank(c)))
            found->text[found->len++] = (char)c;
    }
    found->next_line = s->line;
    s->is_line_start = true;
}

bool directives_next(struct directives *source, struct directive *found)
{
    for (int c = next(source); c != END; c = next(source)) {
        bool begins = c == '#' || (c == '%' && peek(source) == ':' && next(source) == ':');
        if (begins && source->is_line_start) {
            read_directive(source, found);
            return true;
        }
        source->is_line_start = c == '\n' || (source->is_line_start && is_blank(c));
    }
    return false;
}
