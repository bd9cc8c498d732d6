/* What tooling/base/files.h promises. */
#include "base/files.h"

#include "support/fail_alloc.h"
#include "support/scratch.h"

#include <criterion/criterion.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

TestSuite(files, .timeout = 10, .init = scratch_make, .fini = scratch_remove);

enum { MANY = 200000 }; /* bytes; more than one read takes */

static void write_text(const char *path, const char *text)
{
    scratch_write(path, bytes_from_string(text));
}

static void expect_text(const char *path, const char *text)
{
    scratch_expect(path, bytes_from_string(text));
}

/* Entries of every kind that a test meets. */
static void make_entries(void)
{
    write_text("file", "old");
    write_text("secret", "");
    cr_assert_eq(chmod("secret", 0), 0);
    cr_assert_eq(mkdir("folder", 0755), 0);
    write_text("folder/file", "in the folder");
    cr_assert_eq(symlink("nowhere", "dangling"), 0);
    cr_assert_eq(symlink("loop", "loop"), 0);
}

static const char *too_long(void)
{
    static char path[5000];
    memset(path, 'a', sizeof path - 1);
    for (size_t i = 200; i < sizeof path - 1; i += 200)
        path[i] = '/';
    return path;
}

Test(files, are_read_as_they_were_written_whatever_their_name_and_bytes)
{
    static const char *const names[] = {"plain", "with space",    "two\nlines",
                                        "-f",    "d\xc3\xb6\xff", "%s.XXXXXX"};
    unsigned char *many = malloc(MANY);
    cr_assert_not_null(many);
    for (size_t i = 0; i < MANY; i++)
        many[i] = (unsigned char)(i * 7 / 3);
    const struct bytes contents[] = {bytes_of(many, MANY), bytes_of(many, 256), bytes_of(NULL, 0)};

    for (size_t n = 0; n < sizeof names / sizeof *names; n++) {
        for (size_t c = 0; c < sizeof contents / sizeof *contents; c++) {
            struct error error;
            cr_assert(file_write(names[n], contents[c], &error), "%s", error.text);
            scratch_expect(names[n], contents[c]);
        }
    }
    cr_expect_eq(scratch_count("."), sizeof names / sizeof *names, "something else was left");
    free(many);
}

Test(files, are_appended_to_what_was_read_before)
{
    struct error error;
    struct buffer text = buffer_bounded(6);
    write_text("file", "abc");
    cr_assert(file_read("file", &text, &error), "%s", error.text);
    cr_assert(file_read("file", &text, &error), "%s", error.text);
    cr_expect(bytes_equal(buffer_rest(&text), bytes_from_string("abcabc")));
    buffer_dispose(&text);
}

Test(files, that_cannot_be_read_are_named_with_the_reason)
{
    static const struct {
        const char *path, *error;
        size_t limit;
    } rows[] = {
        {"missing", "cannot read missing: No such file or directory", SIZE_MAX},
        {"", "cannot read : No such file or directory", SIZE_MAX},
        {"folder", "cannot read folder: Is a directory", SIZE_MAX},
        {"file/below", "cannot read file/below: Not a directory", SIZE_MAX},
        {"dangling", "cannot read dangling: No such file or directory", SIZE_MAX},
        {"loop", "cannot read loop: Too many levels of symbolic links", SIZE_MAX},
        {"secret", "cannot read secret: Permission denied", SIZE_MAX},
        {"file", "cannot read file: Cannot allocate memory", 2},
        {"/dev/zero", "cannot read /dev/zero: Cannot allocate memory", MANY},
    };
    make_entries();
    scratch_become_nobody();
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct error error = {0};
        struct buffer text = buffer_bounded(rows[i].limit);
        cr_expect_not(file_read(rows[i].path, &text, &error), "%s", rows[i].path);
        cr_expect_str_eq(error.text, rows[i].error);
        buffer_dispose(&text);
    }
    scratch_become_oneself();
}

Test(files, that_cannot_be_written_are_named_and_the_old_ones_stay)
{
    static const struct {
        const char *path, *error;
    } rows[] = {
        {"no/file", "cannot write no/file: No such file or directory"},
        {"file/below", "cannot write file/below: Not a directory"},
        {"folder", "cannot write folder: Is a directory"},
        {"folder/", "cannot write folder/: Not a directory"},
        {"", "cannot write : No such file or directory"},
    };
    make_entries();
    size_t entries = scratch_count(".");
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct error error = {0};
        cr_expect_not(file_write(rows[i].path, bytes_from_string("new"), &error), "%s",
                      rows[i].path);
        cr_expect_str_eq(error.text, rows[i].error);
    }
    cr_expect_eq(scratch_count("."), entries, "something was left behind");
    cr_expect_eq(scratch_count("folder"), 1, "something was left behind");
    expect_text("file", "old");
}

Test(files, with_a_path_that_is_too_long_are_refused)
{
    struct error error = {0};
    char name[256];
    struct buffer text = buffer_bounded(SIZE_MAX);
    memset(name, 'a', sizeof name - 1); /* a legal name, with no room for another beside it */
    name[sizeof name - 1] = '\0';

    cr_expect_not(file_write(name, bytes_of("", 0), &error));
    cr_expect_not_null(strstr(error.text, "File name too long"), "%s", error.text);
    cr_expect_not(file_write(too_long(), bytes_of("", 0), &error));
    cr_expect_not(file_read(too_long(), &text, &error));
    cr_expect_not(folder_make(too_long(), &error));
    cr_expect_eq(scratch_count("."), 0, "a part of it was made");
}

/* A full disk, as far as one file goes. */
Test(files, that_do_not_fit_leave_the_old_file_and_nothing_else)
{
    static const unsigned char content[1001];
    struct error error = {0};
    struct rlimit before;

    write_text("file", "old");
    signal(SIGXFSZ, SIG_IGN);
    cr_assert_eq(getrlimit(RLIMIT_FSIZE, &before), 0);
    const struct rlimit limit = {.rlim_cur = 1000, .rlim_max = before.rlim_max};
    cr_assert_eq(setrlimit(RLIMIT_FSIZE, &limit), 0);
    bool fits = file_write("fits", bytes_of(content, 1000), &error);
    bool exceeds = file_write("file", bytes_of(content, 1001), &error);
    cr_assert_eq(setrlimit(RLIMIT_FSIZE, &before), 0);

    cr_expect(fits);
    cr_expect_not(exceeds);
    cr_expect_str_eq(error.text, "cannot write file: File too large");
    cr_expect_eq(scratch_count("."), 2, "something was left behind");
    expect_text("file", "old");
}

static mode_t mode_of(const char *path)
{
    struct stat info;
    cr_assert_eq(lstat(path, &info), 0);
    return info.st_mode;
}

/* Whoever opened the old file goes on reading the old file. */
Test(files, are_replaced_not_written_over)
{
    struct error error;
    char got[8] = "";
    write_text("file", "old");
    cr_assert_eq(symlink("file", "link"), 0);
    FILE *open_before = fopen("file", "rb");
    cr_assert_not_null(open_before);

    cr_assert(file_write("link", bytes_from_string("other"), &error), "%s", error.text);
    expect_text("file", "old");
    cr_expect(S_ISREG(mode_of("link")), "the link was followed");
    cr_assert(file_write("file", bytes_from_string("new"), &error), "%s", error.text);
    cr_expect_eq(fread(got, 1, sizeof got, open_before), 3);
    cr_expect_str_eq(got, "old");
    fclose(open_before);
}

Test(files, are_readable_by_all_and_copies_keep_their_permissions)
{
    static const mode_t modes[] = {0644, 0755, 0600, 0444, 0777};
    struct error error;
    umask(077);
    for (size_t i = 0; i < sizeof modes / sizeof *modes; i++) {
        cr_assert(file_write("file", bytes_from_string("new"), &error), "%s", error.text);
        cr_expect_eq(mode_of("file"), S_IFREG | 0644);
        cr_assert_eq(chmod("file", modes[i]), 0);
        cr_assert(file_copy("file", "copy", &error), "%s", error.text);
        cr_expect_eq(mode_of("copy"), S_IFREG | modes[i]);
        expect_text("copy", "new");
    }
}

Test(files, that_cannot_be_copied_are_named_with_the_reason)
{
    static const struct {
        const char *from, *to, *error;
    } rows[] = {
        {"missing", "to", "cannot read missing: No such file or directory"},
        {"folder", "to", "cannot read folder: Is a directory"},
        {"file", "no/to", "cannot write no/to: No such file or directory"},
        {"file", "folder", "cannot write folder: Is a directory"},
    };
    make_entries();
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct error error = {0};
        cr_expect_not(file_copy(rows[i].from, rows[i].to, &error), "%s", rows[i].from);
        cr_expect_str_eq(error.text, rows[i].error);
    }
    cr_expect_neq(access("to", F_OK), 0, "a copy was begun");
}

Test(files, say_so_whichever_allocation_is_refused)
{
    write_text("file", "abc");
    for (size_t n = 1;; n++) {
        struct error error = {0};
        fail_alloc_begin(n);
        bool copied = file_copy("file", "copy", &error);
        struct fail_alloc_count count = fail_alloc_end();
        cr_expect_eq(count.live, 0, "allocation %zu refused: %zu leaked", n, count.live);
        cr_expect_eq(copied, count.refused == 0, "allocation %zu refused", n);
        if (count.refused == 0)
            break;
        cr_expect_str_eq(error.text, "cannot read file: Cannot allocate memory");
        cr_expect_neq(access("copy", F_OK), 0, "a copy was begun");
    }
}

Test(files, have_a_name_without_their_folders)
{
    cr_expect_str_eq(file_name("a.c"), "a.c");
    cr_expect_str_eq(file_name("stages/1-algo-one/a.c"), "a.c");
    cr_expect_str_eq(file_name("/a.c"), "a.c");
    cr_expect_str_eq(file_name("folder/"), "");
    cr_expect_str_eq(file_name(""), "");
}
