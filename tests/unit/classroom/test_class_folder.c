/* What tooling/classroom/class_folder.h promises. */
#include "classroom/class_folder.h"

#include "support/scratch.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

TestSuite(class_folder, .timeout = 30, .init = scratch_make, .fini = scratch_remove);

static void write_text(const char *path, const char *text)
{
    scratch_write(path, bytes_from_string(text));
}

static void make_class(void)
{
    static const char *const folders[] = {
        "class",      "class/ann",    "class/ann/2", "class/bob", "class/bob/3-fix-window-size",
        "class/cleo", "class/cleo/1", "class/.git"};
    for (size_t i = 0; i < sizeof folders / sizeof *folders; i++)
        cr_assert_eq(mkdir(folders[i], 0755), 0);
    write_text("class/ann/algo_one.c", "ann");
    write_text("class/ann/2/notes.txt", "ann");
    write_text("class/bob/3-fix-window-size/algo_one.c", "bob 3");
    write_text("class/dan.c", "dan");
    write_text("class/.git/algo_one.c", "hidden");
    write_text("class/README", "read");
}

Test(class_folder, holds_the_submissions_that_are_in_it)
{
    static const struct {
        const char *name, *path;
    } rows[] = {{"ann", NULL},  {"ann", "ann/algo_one.c"},
                {"bob", NULL},  {"bob", "bob/3-fix-window-size/algo_one.c"},
                {"cleo", NULL}, {"dan", "dan.c"}};
    struct error error;
    struct submissions all;
    make_class();
    cr_assert(class_find("class", &all, &error), "%s", error.text);
    cr_assert_eq(all.count, sizeof rows / sizeof *rows);
    for (size_t i = 0; i < all.count; i++) {
        cr_expect_str_eq(all.list[i].name, rows[i].name);
        cr_assert_eq(all.list[i].path == NULL, rows[i].path == NULL);
        if (rows[i].path != NULL)
            cr_expect_str_eq(all.list[i].path, rows[i].path);
    }
    cr_expect_eq(all.files, 3);
    cr_expect_eq(all.ignored, 2, ".git and README");
    submissions_dispose(&all);
}

Test(class_folder, that_holds_none_is_refused)
{
    static const struct {
        const char *path, *error;
    } rows[] = {
        {"nowhere", "DIR=nowhere does not exist"},
        {"file", "DIR=file is not a folder"},
        {"empty", "DIR=empty holds no submission: expected NAME.c, NAME/algo_one.c or"
                  " NAME/STAGE/algo_one.c"},
        {"others", "DIR=others holds no submission: expected NAME.c, NAME/algo_one.c or"
                   " NAME/STAGE/algo_one.c"},
    };
    write_text("file", "x");
    cr_assert_eq(mkdir("empty", 0755), 0);
    cr_assert_eq(mkdir("others", 0755), 0);
    cr_assert_eq(mkdir("others/ann", 0755), 0);
    write_text("others/ann/main.c", "x");
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct error error = {0};
        struct submissions all;
        cr_expect_not(class_find(rows[i].path, &all, &error));
        cr_expect_str_eq(error.text, rows[i].error);
        submissions_dispose(&all);
    }
}

static void make_strange_files(void)
{
    make_class();
    write_text("secret.c", "not theirs");
    write_text("class/empty.c", "");
    cr_assert_eq(symlink("../secret.c", "class/link.c"), 0);
    cr_assert_eq(symlink("nowhere.c", "class/dangling.c"), 0);
    cr_assert_eq(symlink("bob", "class/folder-link"), 0);
    cr_assert_eq(symlink("../bob/3-fix-window-size", "class/cleo/3"), 0);
    cr_assert_eq(symlink("/dev/zero", "class/zero.c"), 0);
    cr_assert_eq(mkfifo("class/fifo.c", 0644), 0);
    cr_assert_eq(mkdir("class/cleo/1/algo_one.c", 0755), 0);
    write_text("class/exact.c", "x");
    cr_assert_eq(truncate("class/exact.c", 1 << 20), 0);
    write_text("class/large.c", "x");
    cr_assert_eq(truncate("class/large.c", (1 << 20) + 1), 0);
    write_text("class/terabyte.c", "x");
    cr_assert_eq(truncate("class/terabyte.c", (off_t)1 << 40), 0);
    write_text("class/locked.c", "x");
    cr_assert_eq(chmod("class/locked.c", 0), 0);
}

Test(class_folder, gives_what_is_a_file_and_tells_what_is_none)
{
    static const struct {
        const char *path, *why;
        size_t len; /* of what is read */
    } rows[] = {
        {"dan.c", NULL, 3},
        {"bob/3-fix-window-size/algo_one.c", NULL, 5},
        {"exact.c", NULL, 1 << 20},
        {"large.c", "is larger than 1 MiB: expected a C file", 0},
        {"terabyte.c", "is larger than 1 MiB: expected a C file", 0},
        {"empty.c", "is empty: expected a C file", 0},
        {"link.c", "is a symbolic link: expected the file itself", 0},
        {"dangling.c", "is a symbolic link: expected the file itself", 0},
        {"zero.c", "is a symbolic link: expected the file itself", 0},
        {"folder-link", "is a symbolic link: expected the file itself", 0},
        {"folder-link/3-fix-window-size/algo_one.c", "is a symbolic link: expected the file itself",
         0},
        {"cleo/3", "is a symbolic link: expected the file itself", 0},
        {"cleo/3/algo_one.c", "is a symbolic link: expected the file itself", 0},
        {"cleo/1/algo_one.c", "is a folder: expected a C file", 0},
        {"fifo.c", "is not a regular file", 0},
        {"dan.c/algo_one.c", "cannot be read: Not a directory", 0},
        {"gone.c", "cannot be read: No such file or directory", 0},
        {"locked.c", "cannot be read: Permission denied", 0},
    };
    make_strange_files();
    scratch_become_nobody();
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct error why = {0};
        struct buffer content;
        bool read = class_read("class", rows[i].path, &content, &why);
        cr_expect_eq(read, rows[i].why == NULL, "%s: %s", rows[i].path, why.text);
        cr_expect_str_eq(why.text, rows[i].why == NULL ? "" : rows[i].why, "%s: %s", rows[i].path,
                         why.text);
        cr_expect(!read || content.len == rows[i].len, "%s", rows[i].path);
        buffer_dispose(&content);
    }
    scratch_become_oneself();
}

/* A folder that cannot be looked into is somebody's all the same, and says so. */
Test(class_folder, that_is_locked_is_not_overlooked)
{
    struct error error;
    struct error why = {0};
    struct submissions all;
    struct buffer content;
    make_class();
    cr_assert_eq(chmod("class/ann", 0), 0);
    scratch_become_nobody();
    cr_assert(class_find("class", &all, &error), "%s", error.text);
    scratch_become_oneself();
    cr_assert_geq(all.count, 2);
    cr_expect_str_eq(all.list[1].path, "ann/algo_one.c");
    scratch_become_nobody();
    cr_expect_not(class_read("class", "ann/algo_one.c", &content, &why));
    scratch_become_oneself();
    cr_expect_str_eq(why.text, "cannot be read: Permission denied");
    submissions_dispose(&all);
    cr_assert_eq(chmod("class/ann", 0755), 0);
}

Test(class_folder, may_hold_names_of_any_bytes)
{
    static const char *const names[] = {"-rf.c",    "new\nline.c", "\033[2J.c",        "<script>.c",
                                        "=cmd().c", "\xff\xfe.c",  "a b$(x)`y`'z\".c", "$in.c"};
    char longest[256];
    char path[300];
    struct error error;
    struct submissions all;
    cr_assert_eq(mkdir("class", 0755), 0);
    memset(longest, 'x', 255);
    strcpy(longest + 253, ".c");
    for (size_t i = 0; i <= sizeof names / sizeof *names; i++) {
        snprintf(path, sizeof path, "class/%s",
                 i < sizeof names / sizeof *names ? names[i] : longest);
        write_text(path, "x");
    }
    cr_assert(class_find("class", &all, &error), "%s", error.text);
    cr_expect_eq(all.count, 1 + sizeof names / sizeof *names);
    for (size_t i = 0; i < all.count; i++) {
        struct error why;
        struct buffer content;
        cr_expect(class_read("class", all.list[i].path, &content, &why), "%s", why.text);
        buffer_dispose(&content);
    }
    submissions_dispose(&all);
}
