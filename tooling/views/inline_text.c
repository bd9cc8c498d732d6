#include "views/inline_text.h"

#include "base/format.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

enum { WORD_SIZE = 128, CALL_COLUMN = 20, CLANG_COLUMN = 20, GCC_COLUMN = 12, MOST_NOTES = 32 };

static const char *const names[COMPILERS] = {"clang", "gcc"};

/* The reasons for the words, each once, below the table. */
struct notes {
    char list[MOST_NOTES][256];
    size_t count;
};

/* The note's number; 0 if there is no room for it. */
static size_t note(struct notes *notes, const char *text)
{
    size_t i = 0;
    while (i < notes->count && strncmp(notes->list[i], text, sizeof notes->list[i] - 1) != 0)
        i++;
    if (i == MOST_NOTES)
        return 0;
    if (i == notes->count)
        snprintf(notes->list[notes->count++], sizeof notes->list[0], "%s", text);
    return i + 1;
}

/* A cell of the table: "yes: -30 < 487", "no (2)", "other file". */
static void word_text(const struct inline_site *site, enum inline_sight sight,
                      enum inline_compiler by, bool sees_library, struct notes *notes,
                      char text[WORD_SIZE])
{
    const struct inline_word *word = &site->words[sight][by];
    char reason[256];
    char cost[64] = "";
    char after[32] = "";
    bool inlined = word->said == SAID_INLINED;
    size_t number = 0;
    if (word->said == SAID_NOTHING || word->said == SAID_NO_BODY) {
        const char *no_body = sees_library ? "other file" : "no body";
        for (int other = 0; sees_library && other < COMPILERS; other++) {
            if (site->words[SIGHT_LIBRARY][other].said == SAID_NO_BODY)
                no_body = "C library"; /* whatever a compiler sees, not this */
        }
        snprintf(text, WORD_SIZE, "%s", word->said == SAID_NOTHING ? "." : no_body);
        return;
    }
    if (word->said == SAID_POINTER) {
        number = note(notes, "a function pointer: what it points to is known only at run time");
    } else if (word->said == SAID_NOT && word->reason.len > 0) {
        snprintf(reason, sizeof reason, "%s: %.*s", names[by], (int)word->reason.len,
                 (const char *)word->reason.at);
        number = note(notes, reason);
    } else if (word->copy.len > 0) {
        snprintf(reason, sizeof reason, "in the copy of this line in %.*s", (int)word->copy.len,
                 (const char *)word->copy.at);
        number = note(notes, reason);
    }
    if (word->has_cost)
        snprintf(cost, sizeof cost, " %" PRId64 " %s %" PRId64, word->cost,
                 inlined ? "<" : ">=", word->threshold);
    if (number > 0)
        snprintf(after, sizeof after, " (%zu)", number);
    snprintf(text, WORD_SIZE, "%s%s%s", inlined ? "yes" : "no", cost, after);
}

static void draw_site(const struct inline_site *site, bool sees_library, struct notes *notes,
                      struct buffer *text)
{
    static const int widths[COMPILERS] = {CLANG_COLUMN, GCC_COLUMN};
    char word[WORD_SIZE];
    struct buffer line = buffer_bounded(SIZE_MAX);
    snprintf(word, sizeof word, "%s%.*s", site->through_pointer ? "*" : "", (int)site->callee.len,
             (const char *)site->callee.at);
    format_add(&line, "%5" PRIu64 "  %-*s", site->line, CALL_COLUMN,
               site->callee.len == 0 ? "(a pointer)" : word);
    for (int sight = 0; sight < (sees_library ? SIGHTS : 1); sight++) {
        for (int by = 0; by < COMPILERS; by++) {
            word_text(site, (enum inline_sight)sight, (enum inline_compiler)by, sees_library, notes,
                      word);
            format_add(&line, " %-*s", widths[by], word);
        }
    }
    struct bytes drawn = buffer_rest(&line);
    while (drawn.len > 0 && drawn.at[drawn.len - 1] == ' ')
        drawn.len--;
    if (format_failed(&line))
        text->limit = 0;
    format_add_printable(text, drawn);
    format_add(text, "\n");
    buffer_dispose(&line);
}

static void draw_table(const struct inline_sites *sites, bool sees_library, struct buffer *text)
{
    enum { BOTH = CLANG_COLUMN + GCC_COLUMN + 1 };
    struct notes notes = {.count = 0};
    format_add(text, "\n%5s  %-*s", "", CALL_COLUMN, "");
    if (sees_library)
        format_add(text, " %-*s with the stream library in sight\n", BOTH,
                   "as the build compiles it");
    else
        format_add(text, " as the build compiles it\n");
    format_add(text, "%5s  %-*s %-*s ", "line", CALL_COLUMN, "call", CLANG_COLUMN, "clang");
    if (sees_library)
        format_add(text, "%-*s %-*s ", GCC_COLUMN, "gcc", CLANG_COLUMN, "clang");
    format_add(text, "gcc\n");
    for (size_t i = 0; i < sites->count; i++) {
        const struct inline_site *site = &sites->list[i];
        if (i == 0 || !bytes_equal(site->file, site[-1].file)) {
            format_add_printable(text, site->file);
            format_add(text, "\n");
        }
        draw_site(site, sees_library, &notes, text);
    }
    for (size_t i = 0; i < notes.count; i++) {
        format_add(text, "%s(%zu) ", i == 0 ? "\n" : "", i + 1);
        format_add_printable(text, bytes_from_string(notes.list[i]));
        format_add(text, "\n");
    }
}

/* How many of the subject's calls go away (its sites come first), and which stay pointers. */
static void draw_counts(const struct inline_sites *sites, bool sees_library, struct buffer *text)
{
    size_t count = 0;
    size_t inlined[SIGHTS][COMPILERS] = {{0}};
    for (; count < sites->count; count++) {
        const struct inline_site *site = &sites->list[count];
        if (!bytes_equal(site->file, sites->list[0].file))
            break;
        for (int sight = 0; sight < SIGHTS; sight++) {
            for (int by = 0; by < COMPILERS; by++)
                inlined[sight][by] += site->words[sight][by].said == SAID_INLINED;
        }
    }
    format_add(text, "\nOf the %zu call%s in ", count, count == 1 ? "" : "s");
    format_add_printable(text, sites->list[0].file);
    format_add(text, " clang inlines %zu and gcc %zu", inlined[SIGHT_BUILD][BY_CLANG],
               inlined[SIGHT_BUILD][BY_GCC]);
    if (sees_library)
        format_add(text, ";\nwith the stream library in sight (as with -flto) %zu and %zu",
                   inlined[SIGHT_LIBRARY][BY_CLANG], inlined[SIGHT_LIBRARY][BY_GCC]);
    format_add(text, ".\n");
    for (size_t i = 0; i < sites->count; i++) {
        const struct inline_site *site = &sites->list[i];
        const struct inline_word *words = site->words[SIGHT_BUILD];
        if (!site->through_pointer || words[BY_CLANG].said == SAID_INLINED ||
            words[BY_GCC].said == SAID_INLINED)
            continue;
        format_add_printable(text, site->file);
        format_add(text,
                   ":%" PRIu64
                   " makes an interface call, through a function pointer: no compiler can "
                   "inline that in the build.\n",
                   site->line);
        for (int by = 0; by < COMPILERS; by++) {
            const struct inline_word *word = &site->words[SIGHT_LIBRARY][by];
            if (word->said != SAID_INLINED)
                continue;
            format_add(text, "With the library in sight %s sees what it points to%s", names[by],
                       word->copy.len > 0 ? ", once the line is a part of " : "");
            format_add_printable(text, word->copy);
            format_add(text, ".\n");
        }
    }
}

void draw_inline(const struct inline_sites *sites, const char *why_not, struct buffer *text)
{
    const struct bytes allocator = bytes_from_string("malloc");
    bool sees_library = why_not == NULL;
    bool allocates = false;
    if (sites->count == 0) {
        format_add(text, "\nThere is no call that a compiler could inline.\n");
        return;
    }
    draw_table(sites, sees_library, text);
    format_add(text,
               "\nclang inlines what costs less than a threshold, which is lower where a call "
               "is seldom made.\nThe only call of a static function costs 15000 less: no body "
               "of its own is left.\n%s"
               ".: the compiler says nothing of the call.\n",
               sees_library ? "other file: the build compiles each file apart, so its body is not "
                              "seen. C library: never seen.\n"
                            : "no body: it is in another file, or in the C library.\n");
    draw_counts(sites, sees_library, text);
    for (size_t i = 0; i < sites->count; i++)
        allocates |= bytes_equal(sites->list[i].callee, allocator);
    if (allocates)
        format_add(text, "malloc stays a call: inlining removes calls, not allocations.\n");
    if (sees_library)
        return;
    format_add(text,
               "It does not compile together with the stream library, so that is left out:\n");
    format_add_printable(text, bytes_from_string(why_not));
    format_add(text, "\n");
}
