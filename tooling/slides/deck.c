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

/* A deck that is being filled in. */
struct filling {
    struct scan s;
    const struct deck_sources *sources;
    struct buffer *filled;
};

/* Fails at the cursor's line, for a reason that is not in that line. */
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
    return scan_text(s, "}}") || scan_expected(s, "}} after the directive");
}

static bool read_source(struct filling *f, enum deck_kind kind, const char *name,
                        struct buffer *text)
{
    struct error error;
    return f->sources->read(f->sources->context, kind, name, text, &error) ||
           refuse(&f->s, name, error.text);
}

/* The words of an excerpt's directive. */
struct excerpt_words {
    char name[WORD_SIZE], look[WORD_SIZE];
    char from[EXCERPT_PIECES][WORD_SIZE], to[EXCERPT_PIECES][WORD_SIZE];
    char marks[EXCERPT_MARKS][WORD_SIZE];
};

/* Scans " WORD /pattern/", and " to /pattern/" if it is there. */
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

static bool fill_excerpt(struct filling *f, enum deck_kind kind)
{
    struct error error;
    struct excerpt_words words;
    struct scan *s = &f->s;
    struct excerpt excerpt = {.code = kind == DECK_CODE};
    if (!scan_word(s, words.name) || !scan_piece(s, " from ", &words, &excerpt))
        return scan_expected(s, "a name, and from /pattern/");
    while (excerpt.piece_count < EXCERPT_PIECES && scan_piece(s, " and ", &words, &excerpt))
        continue;
    for (size_t i = 0; i < EXCERPT_MARKS && scan_pattern(s, " mark ", words.marks[i]); i++)
        excerpt.marks[i] = words.marks[i];
    excerpt.look = scan_text(s, " as ") && scan_word(s, words.look) ? words.look : NULL;
    if (!scan_close(s))
        return false;

    struct buffer text = buffer_bounded((size_t)16 << 20);
    bool filled = read_source(f, kind, words.name, &text) &&
                  (excerpt_add(&excerpt, buffer_rest(&text), f->filled, &error) ||
                   refuse(s, words.name, error.text));
    buffer_dispose(&text);
    return filled;
}

/* Adds the chart as an address: what could end it, or mean something in it, is in hexadecimal. */
static bool fill_chart(struct filling *f)
{
    char name[WORD_SIZE];
    struct buffer svg = buffer_bounded((size_t)1 << 20);
    bool filled = (scan_word(&f->s, name) || scan_expected(&f->s, "the name of a chart")) &&
                  read_source(f, DECK_CHART, name, &svg) && scan_close(&f->s);
    struct bytes bytes = buffer_rest(&svg);
    format_add(f->filled, filled ? "data:image/svg+xml," : "");
    for (size_t i = 0; filled && i < bytes.len; i++) {
        unsigned char byte = bytes.at[i];
        bool plain = isalnum(byte) || (byte != '\0' && strchr("-_.,:;=/", byte) != NULL);
        format_add(f->filled, plain ? "%c" : "%%%02X", byte);
    }
    buffer_dispose(&svg);
    return filled;
}

static bool fill_directive(struct filling *f)
{
    struct scan *s = &f->s;
    struct bytes text;
    const cJSON *measured = f->sources->measured;
    if (scan_text(s, "code "))
        return fill_excerpt(f, DECK_CODE);
    if (scan_text(s, "output "))
        return fill_excerpt(f, DECK_OUTPUT);
    if (scan_text(s, "chart "))
        return fill_chart(f);
    if (scan_text(s, "expect "))
        return figures_hold(s, measured) && scan_close(s);
    if (scan_text(s, "figure "))
        return figures_add(s, measured, f->filled) && scan_close(s);
    if (!scan_text(s, "talk "))
        return scan_expected(s, "code, output, chart, talk, expect or figure after {{");
    if (!scan_until(s, '}', &text) || text.len == 0)
        return scan_expected(s, "the talk's figure");
    format_add_bytes(f->filled, text);
    return scan_close(s);
}

/* Copies text up to the next directive or the line's end; it may hold no number. */
static bool fill_text(struct filling *f)
{
    struct scan *s = &f->s;
    struct bytes text, number;
    size_t len = 0;
    while (len < s->rest.len && s->rest.at[len] != '\n' &&
           !(len + 1 < s->rest.len && memcmp(s->rest.at + len, "{{", 2) == 0))
        len++;
    if (len == 0)
        return true;
    if (!scan_bytes(s, len, &text))
        return false;
    format_add_bytes(f->filled, text);
    if (!literal_number_find(text, &number))
        return true;
    return error_set(s->error, "%.80s:%zu: expected {{figure ...}} or {{talk ...}}, got \"%.*s\"",
                     s->name, s->line_number, number.len > 60 ? 60 : (int)number.len,
                     (const char *)number.at);
}

bool deck_fill(const char *name, struct bytes text, const struct deck_sources *sources,
               struct buffer *filled, struct error *error)
{
    struct filling f = {scan_of(name, text, error), sources, filled};
    struct bytes end = bytes_of("---", 3);
    struct bytes line = end;
    /* Marp's own settings, between two lines of ---; nothing in them is a figure. */
    if (!scan_text(&f.s, "---\n"))
        return scan_expected(&f.s, "---, and Marp's settings after it");
    do {
        format_add_bytes(filled, line);
        format_add(filled, "\n");
        if (!scan_line(&f.s, &line))
            return scan_expected(&f.s, "--- after Marp's settings");
    } while (!bytes_equal(line, end));
    format_add(filled, "---\n");
    bool whole = true; /* the last line has ended */
    while (!whole || !scan_at_end(&f.s)) {
        if (!fill_text(&f))
            return false;
        whole = scan_line_end(&f.s);
        if (whole)
            format_add(filled, "\n");
        else if (!scan_text(&f.s, "{{"))
            return scan_expected(&f.s, "a whole line");
        else if (!fill_directive(&f))
            return false;
    }
    return !format_failed(filled) || scan_no_memory(&f.s);
}
