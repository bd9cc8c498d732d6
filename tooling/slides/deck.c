#include "slides/deck.h"

#include "base/format.h"
#include "slides/excerpt.h"
#include "slides/figures.h"
#include "slides/literal_numbers.h"

#include <ctype.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

enum { WORD_SIZE = 128 };

/* A deck on its way. */
struct filling {
    struct scan s;
    const struct deck_sources *sources;
    struct buffer *filled;
};

/* Fails at the cursor's line, for a reason that it does not show. */
static bool refuse(struct scan *s, const char *name, const char *problem)
{
    error_set(s->error, "%.60s:%zu: %.60s: %.120s", s->name, s->line_number, name, problem);
    return false;
}

static bool keep(struct bytes found, char word[WORD_SIZE])
{
    if (found.len == 0 || found.len >= WORD_SIZE)
        return false;
    memcpy(word, found.at, found.len);
    word[found.len] = '\0';
    return strlen(word) == found.len;
}

/* Scans up to a blank or the directive's end. */
static bool scan_word(struct scan *s, char word[WORD_SIZE])
{
    struct bytes found;
    size_t len = 0;
    while (len < s->rest.len && strchr(" \t\n}", s->rest.at[len]) == NULL)
        len++;
    return len > 0 && scan_bytes(s, len, &found) && keep(found, word);
}

/* Scans " WORD /pattern/". */
static bool scan_pattern(struct scan *s, const char *word, char pattern[WORD_SIZE])
{
    struct bytes found;
    return scan_text(s, word) && scan_text(s, "/") && scan_until(s, '/', &found) &&
           scan_text(s, "/") && keep(found, pattern);
}

static bool scan_close(struct scan *s)
{
    return scan_text(s, "}}") || scan_expected(s, "}} behind the directive");
}

static bool read_source(struct filling *f, enum deck_kind kind, const char *name,
                        struct buffer *text)
{
    struct error error;
    return f->sources->read(f->sources->context, kind, name, text, &error) ||
           refuse(&f->s, name, error.text);
}

/* What an excerpt's words are kept in. */
struct excerpt_words {
    char name[WORD_SIZE], look[WORD_SIZE];
    char from[EXCERPT_PIECES][WORD_SIZE], to[EXCERPT_PIECES][WORD_SIZE];
    char marks[EXCERPT_MARKS][WORD_SIZE];
};

/* Scans " WORD /pattern/", and " to /pattern/" where it is there. */
static bool scan_piece(struct scan *s, const char *word, struct excerpt_words *words,
                       struct excerpt *excerpt)
{
    size_t i = excerpt->piece_count;
    if (!scan_pattern(s, word, words->from[i]))
        return false;
    bool longer = scan_pattern(s, " to ", words->to[i]);
    excerpt->pieces[i] = (struct excerpt_piece){words->from[i], longer ? words->to[i] : NULL};
    excerpt->piece_count++;
    return true;
}

static bool scan_excerpt(struct scan *s, struct excerpt_words *words, struct excerpt *excerpt)
{
    if (!scan_word(s, words->name) || !scan_piece(s, " from ", words, excerpt))
        return scan_expected(s, "a name, and from /pattern/");
    while (excerpt->piece_count < EXCERPT_PIECES && scan_piece(s, " and ", words, excerpt))
        continue;
    for (size_t i = 0; i < EXCERPT_MARKS && scan_pattern(s, " mark ", words->marks[i]); i++)
        excerpt->marks[i] = words->marks[i];
    excerpt->look = scan_text(s, " as ") && scan_word(s, words->look) ? words->look : NULL;
    return scan_close(s);
}

static bool fill_excerpt(struct filling *f, enum deck_kind kind)
{
    struct error error;
    struct excerpt_words words;
    struct excerpt excerpt = {.code = kind == DECK_CODE};
    struct buffer text = buffer_bounded((size_t)16 << 20);
    bool filled = scan_excerpt(&f->s, &words, &excerpt) &&
                  read_source(f, kind, words.name, &text) &&
                  (excerpt_add(&excerpt, buffer_rest(&text), f->filled, &error) ||
                   refuse(&f->s, words.name, error.text));
    buffer_dispose(&text);
    return filled;
}

/* As an address needs it: every byte that could end it, or mean something in it, in hexadecimal. */
static void add_address(struct bytes svg, struct buffer *text)
{
    format_add(text, "data:image/svg+xml,");
    for (size_t i = 0; i < svg.len; i++) {
        bool plain = isalnum(svg.at[i]) || (svg.at[i] != '\0' && strchr("-_.,:;=/", svg.at[i]));
        format_add(text, plain ? "%c" : "%%%02X", svg.at[i]);
    }
}

static bool fill_chart(struct filling *f)
{
    char name[WORD_SIZE];
    struct buffer svg = buffer_bounded((size_t)1 << 20);
    bool filled = (scan_word(&f->s, name) || scan_expected(&f->s, "the name of a chart")) &&
                  read_source(f, DECK_CHART, name, &svg) && scan_close(&f->s);
    if (filled)
        add_address(buffer_rest(&svg), f->filled);
    buffer_dispose(&svg);
    return filled;
}

static bool fill_talk(struct filling *f)
{
    struct bytes text;
    if (!scan_until(&f->s, '}', &text) || text.len == 0)
        return scan_expected(&f->s, "the talk's figure");
    format_add_bytes(f->filled, text);
    return scan_close(&f->s);
}

static bool fill_directive(struct filling *f)
{
    struct scan *s = &f->s;
    const cJSON *measured = f->sources->measured;
    if (scan_text(s, "code "))
        return fill_excerpt(f, DECK_CODE);
    if (scan_text(s, "output "))
        return fill_excerpt(f, DECK_OUTPUT);
    if (scan_text(s, "chart "))
        return fill_chart(f);
    if (scan_text(s, "talk "))
        return fill_talk(f);
    if (scan_text(s, "expect "))
        return figures_hold(s, measured) && scan_close(s);
    if (scan_text(s, "figure "))
        return figures_add(s, measured, f->filled) && scan_close(s);
    return scan_expected(s, "code, output, chart, talk, expect or figure behind {{");
}

/* Text between directives. A comment's sign is no text. */
static bool fill_text(struct filling *f, struct bytes text)
{
    struct bytes bare;
    format_add_bytes(f->filled, text);
    if (!bare_find(text, &bare))
        return true;
    error_set(f->s.error, "%.80s:%zu: expected {{figure ...}} or {{talk ...}}, got \"%.*s\"",
              f->s.name, f->s.line_number, bare.len > 60 ? 60 : (int)bare.len,
              (const char *)bare.at);
    return false;
}

/* How much of the line stands before the next {{. */
static size_t text_before(const struct scan *s)
{
    size_t len = 0;
    while (len < s->rest.len && s->rest.at[len] != '\n' &&
           !(len + 1 < s->rest.len && memcmp(s->rest.at + len, "{{", 2) == 0))
        len++;
    return len;
}

static bool fill_line(struct filling *f)
{
    struct bytes text;
    for (;;) {
        size_t len = text_before(&f->s);
        if (len > 0 && (!scan_bytes(&f->s, len, &text) || !fill_text(f, text)))
            return false;
        if (scan_line_end(&f->s)) {
            format_add(f->filled, "\n");
            return true;
        }
        if (!scan_text(&f->s, "{{"))
            return scan_expected(&f->s, "a whole line");
        if (!fill_directive(f))
            return false;
    }
}

/* Marp's own settings, between two lines of ---; nothing in them is a figure. */
static bool fill_settings(struct filling *f)
{
    struct bytes line = bytes_of("---", 3);
    if (!scan_text(&f->s, "---\n"))
        return scan_expected(&f->s, "---, and Marp's settings behind it");
    do {
        format_add_bytes(f->filled, line);
        format_add(f->filled, "\n");
        if (!scan_line(&f->s, &line))
            return scan_expected(&f->s, "--- behind Marp's settings");
    } while (!bytes_equal(line, bytes_of("---", 3)));
    format_add(f->filled, "---\n");
    return true;
}

bool deck_fill(const char *name, struct bytes text, const struct deck_sources *sources,
               struct buffer *filled, struct error *error)
{
    struct filling f = {scan_of(name, text, error), sources, filled};
    if (!fill_settings(&f))
        return false;
    while (!scan_at_end(&f.s)) {
        if (!fill_line(&f))
            return false;
    }
    return !format_failed(filled) || scan_no_memory(&f.s);
}
