/* What tooling/base/files.h promises of folders. */
#include "base/files.h"

#include "support/scratch.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

TestSuite(folders, .timeout = 10, .init = scratch_make, .fini = scratch_remove);

static bool is_folder(const char *path)
{
    struct stat info;
    return stat(path, &info) == 0 && S_ISDIR(info.st_mode);
}

Test(folders, are_made_with_those_above_them)
{
    static const char *const paths[] = {"one",      "a/b/c", "a/b/d e/f\ng", "a//h/",
                                        "./a/../i", "/tmp",  "link/in"};
    struct error error;
    cr_assert_eq(mkdir("target", 0700), 0);
    cr_assert_eq(symlink("target", "link"), 0);
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
        cr_expect(folder_make(paths[i], &error), "%s", error.text);
        cr_expect(folder_make(paths[i], &error), "a second time: %s", error.text);
        cr_expect(is_folder(paths[i]), "%s", paths[i]);
    }
}

Test(folders, that_cannot_be_made_are_named_with_the_reason)
{
    static const struct {
        const char *path, *error;
    } rows[] = {
        {"file", "cannot make the folder file: File exists"},
        {"file/a/b", "cannot make the folder file: File exists"},
        {"a/file/b", "cannot make the folder a/file: File exists"},
        {"/proc/nowhere/a", "cannot make the folder /proc/nowhere: No such file or directory"},
    };
    cr_assert_eq(mkdir("a", 0700), 0);
    scratch_write("file", bytes_of("", 0));
    scratch_write("a/file", bytes_of("", 0));
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct error error = {0};
        cr_expect_not(folder_make(rows[i].path, &error), "%s", rows[i].path);
        cr_expect_str_eq(error.text, rows[i].error);
    }
}

Test(folders, are_removed_with_all_that_is_in_them)
{
    enum { DEEP = 40 }; /* more than are kept open at once */
    static const char *const names[] = {"file", "with space", "two\nlines", "-rf", ".hidden", "*"};
    char path[256] = "top";
    struct error error;

    for (size_t i = 0; i < DEEP; i++)
        strcat(path, "/a");
    cr_assert(folder_make(path, &error), "%s", error.text);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        char file[300];
        snprintf(file, sizeof file, "%s/%s", path, names[i]);
        scratch_write(file, bytes_from_string("x"));
        cr_assert_eq(chmod(file, 0), 0);
    }
    cr_expect(folder_remove("top", &error), "%s", error.text);
    cr_expect_eq(scratch_count("."), 0);
}

/* What a stranger's program leaves may point anywhere. */
Test(folders, are_removed_without_following_a_link)
{
    struct error error;
    cr_assert(folder_make("outside/a", &error), "%s", error.text);
    scratch_write("outside/a/file", bytes_from_string("keep"));
    cr_assert(folder_make("top/b", &error), "%s", error.text);
    cr_assert_eq(symlink("../outside", "top/folder"), 0);
    cr_assert_eq(symlink("../../outside/a/file", "top/b/file"), 0);
    cr_assert_eq(symlink("nowhere", "top/dangling"), 0);
    cr_assert_eq(symlink("outside", "link"), 0);

    cr_expect(folder_remove("top", &error), "%s", error.text);
    cr_expect(folder_remove("link", &error), "%s", error.text);
    cr_expect_eq(scratch_count("."), 1, "the links are gone, and what they point at is not");
    scratch_expect("outside/a/file", bytes_from_string("keep"));
}

Test(folders, that_cannot_be_removed_are_named_with_the_reason)
{
    static const struct {
        const char *path, *error;
    } rows[] = {
        {"missing", "cannot remove missing: No such file or directory"},
        {"file/below", "cannot remove file/below: Not a directory"},
        {"locked", "cannot remove locked: Permission denied"},
    };
    scratch_write("file", bytes_of("", 0));
    cr_assert_eq(mkdir("locked", 0700), 0);
    scratch_write("locked/file", bytes_of("", 0));
    cr_assert_eq(chmod("locked", 0500), 0);
    scratch_become_nobody();
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct error error = {0};
        cr_expect_not(folder_remove(rows[i].path, &error), "%s", rows[i].path);
        cr_expect_str_eq(error.text, rows[i].error);
    }
    scratch_become_oneself();
    cr_assert_eq(chmod("locked", 0700), 0);
}
