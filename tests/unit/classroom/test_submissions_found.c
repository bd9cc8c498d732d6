/* What tooling/classroom/submissions.h promises. */
#include "classroom/submissions.h"

#include "support/fail_alloc.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

TestSuite(submissions_found, .timeout = 30);

enum { MOST_ENTRIES = 12 };

/* An entry of the folder; or with `of`, one of a student's folder. */
struct entry {
    const char *of, *name;
    enum entry_kind kind;
    bool has_file; /* a folder for a stage */
};

static bool note(struct submissions *all, const struct entry *entry)
{
    bool memory = true;
    if (entry->of == NULL)
        submissions_add(all, entry->name, entry->kind, &memory);
    else if (submissions_add_inner(all, entry->of, entry->name, entry->kind, &memory) &&
             entry->has_file)
        memory = submissions_add_staged(all, entry->of, entry->name);
    return memory;
}

static bool note_all(struct submissions *all, const struct entry *entries)
{
    bool memory = true;
    *all = (struct submissions){0};
    for (size_t i = 0; memory && entries[i].name != NULL; i++)
        memory = note(all, &entries[i]);
    submissions_sort(all);
    return memory;
}

/* "name: path of stage 1, of stage 2 ...; ", with - for no file and "a|b" for two. */
static void describe(const struct submissions *all, char *text, size_t size)
{
    size_t len = 0;
    text[0] = '\0';
    for (size_t at = 0, count; at < all->count; at += count) {
        count = submissions_of_name(all, at);
        len += (size_t)snprintf(text + len, size - len, "%s:", all->list[at].name);
        for (size_t i = 0; i < course_stage_count; i++) {
            const struct submitted *other;
            const struct submitted *chosen =
                submissions_choose(&all->list[at], count, &course_stages[i], &other);
            len += (size_t)snprintf(text + len, size - len, " %s%s%s",
                                    chosen == NULL ? "-" : chosen->path, other == NULL ? "" : "|",
                                    other == NULL ? "" : other->path);
        }
        len += (size_t)snprintf(text + len, size - len, ";");
    }
}

static const struct {
    const char *what;
    struct entry entries[MOST_ENTRIES];
    const char *found;
    size_t files, ignored;
} rows[] = {
    {"a file for all stages", {{.name = "ann.c"}}, "ann: ann.c ann.c ann.c ann.c ann.c;", 1, 0},
    {"a folder for all stages",
     {{.name = "ann", .kind = ENTRY_FOLDER}, {.of = "ann", .name = "algo_one.c"}},
     "ann: ann/algo_one.c ann/algo_one.c ann/algo_one.c ann/algo_one.c -;",
     1,
     0},
    {"a folder with a file of each name",
     {{.name = "ann", .kind = ENTRY_FOLDER},
      {.of = "ann", .name = "algo_one.c"},
      {.of = "ann", .name = "replacer.c"},
      {"ann", "5", ENTRY_FOLDER, true}},
     "ann: ann/algo_one.c ann/algo_one.c ann/algo_one.c ann/algo_one.c "
     "ann/5/replacer.c|ann/replacer.c;",
     3,
     0},
    {"folders for stages, by number and by name",
     {{.name = "ann", .kind = ENTRY_FOLDER},
      {"ann", "2-remove-interface-call", ENTRY_FOLDER, true},
      {"ann", "4", ENTRY_FOLDER, true},
      {"ann", "1", ENTRY_FOLDER, false}},
     "ann: - ann/2-remove-interface-call/algo_one.c - ann/4/algo_one.c -;",
     2,
     0},
    {"two forms of one name",
     {{.name = "ann.c"}, {.name = "ann", .kind = ENTRY_FOLDER}, {"ann", "3", ENTRY_FOLDER, true}},
     "ann: ann.c ann.c ann.c|ann/3/algo_one.c ann.c ann.c;",
     2,
     0},
    {"two forms of one stage",
     {{.name = "ann", .kind = ENTRY_FOLDER},
      {"ann", "1-algo-one", ENTRY_FOLDER, true},
      {"ann", "1", ENTRY_FOLDER, true}},
     "ann: ann/1-algo-one/algo_one.c|ann/1/algo_one.c - - - -;",
     2,
     0},
    {"a folder without a file is somebody's",
     {{.name = "ann", .kind = ENTRY_FOLDER}, {.of = "ann", .name = "main.c"}},
     "ann: - - - - -;",
     0,
     1},
    {"links are noted, to be refused",
     {{.name = "ann.c", .kind = ENTRY_LINK},
      {.name = "bob", .kind = ENTRY_LINK},
      {.name = "cleo", .kind = ENTRY_FOLDER},
      {"cleo", "2", ENTRY_LINK, false},
      {"cleo", "three", ENTRY_LINK, false}},
     "ann: ann.c ann.c ann.c ann.c ann.c;bob: bob bob bob bob bob;cleo: - cleo/2 - - -;",
     3,
     1},
    {"others are ignored, and counted",
     {{.name = ".c"},
      {.name = ".hidden.c"},
      {.name = ".git", .kind = ENTRY_FOLDER},
      {.name = ".link", .kind = ENTRY_LINK},
      {.name = "README"},
      {.name = "ann.zip"},
      {.name = "algo_one.cpp"},
      {.name = "ann.C"}},
     "",
     0,
     8},
    {"what is no stage is ignored",
     {{.name = "ann", .kind = ENTRY_FOLDER},
      {"ann", "6", ENTRY_FOLDER, true},
      {"ann", "01", ENTRY_FOLDER, true},
      {"ann", "2", ENTRY_FILE, true},
      {"ann", "2-remove", ENTRY_FOLDER, true},
      {"ann", ".git", ENTRY_FOLDER, false}},
     "ann: - - - - -;",
     0,
     5},
    {"any bytes are a name",
     {{.name = "-rf.c"}, {.name = "a\nb\033[31m\xff.c"}, {.name = "=cmd().c"}, {.name = "..c"}},
     "-rf: -rf.c -rf.c -rf.c -rf.c -rf.c;=cmd(): =cmd().c =cmd().c =cmd().c =cmd().c =cmd().c;"
     "a\nb\033[31m\xff: a\nb\033[31m\xff.c a\nb\033[31m\xff.c a\nb\033[31m\xff.c "
     "a\nb\033[31m\xff.c a\nb\033[31m\xff.c;",
     3,
     1},
    {"names are sorted by their bytes, whatever the order of the folder",
     {{.name = "b.c"}, {.name = "\xc3\xa9.c"}, {.name = "a.c"}, {.name = "B.c"}, {.name = "a b.c"}},
     "B: B.c B.c B.c B.c B.c;a: a.c a.c a.c a.c a.c;"
     "a b: a b.c a b.c a b.c a b.c a b.c;b: b.c b.c b.c b.c b.c;"
     "\xc3\xa9: \xc3\xa9.c \xc3\xa9.c \xc3\xa9.c \xc3\xa9.c \xc3\xa9.c;",
     5,
     0},
};

Test(submissions_found, are_the_files_that_names_tell)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char found[1024];
        struct submissions all;
        cr_assert(note_all(&all, rows[i].entries));
        describe(&all, found, sizeof found);
        cr_expect_str_eq(found, rows[i].found, "%s:\n%s", rows[i].what, found);
        cr_expect_eq(all.files, rows[i].files, "%s: %zu files", rows[i].what, all.files);
        cr_expect_eq(all.ignored, rows[i].ignored, "%s: %zu ignored", rows[i].what, all.ignored);
        submissions_dispose(&all);
    }
}

Test(submissions_found, whichever_allocation_is_refused_leave_nothing_behind)
{
    for (size_t row = 0; row < sizeof rows / sizeof *rows; row++) {
        for (size_t n = 1;; n++) {
            struct submissions all;
            fail_alloc_begin(n);
            bool noted = note_all(&all, rows[row].entries);
            submissions_dispose(&all);
            struct fail_alloc_count count = fail_alloc_end();
            cr_expect_eq(count.live, 0, "%s: allocation %zu", rows[row].what, n);
            cr_expect_eq(noted, count.refused == 0, "%s: allocation %zu", rows[row].what, n);
            if (count.refused == 0)
                break;
        }
    }
}
