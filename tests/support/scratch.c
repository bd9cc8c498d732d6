#include "support/scratch.h"

#include "base/files.h"
#include "base/quote.h"

#include <criterion/criterion.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static char folder[32];

void scratch_make(void)
{
    strcpy(folder, "/tmp/a test-XXXXXX");
    cr_assert_not_null(mkdtemp(folder));
    cr_assert_eq(chdir(folder), 0);
}

void scratch_remove(void)
{
    struct error error;
    cr_assert_eq(chdir("/"), 0);
    cr_assert(folder_remove(folder, &error), "%s", error.text);
}

const char *scratch_folder(void)
{
    return folder;
}

void scratch_write(const char *path, struct bytes content)
{
    FILE *file = fopen(path, "wb");
    cr_assert_not_null(file, "cannot open %s", path);
    if (content.len > 0)
        cr_assert_eq(fwrite(content.at, 1, content.len, file), content.len, "cannot write %s",
                     path);
    cr_assert_eq(fclose(file), 0, "cannot write %s", path);
}

void scratch_expect(const char *path, struct bytes content)
{
    struct error error;
    char got[QUOTE_SHORT_SIZE];
    char expected[QUOTE_SHORT_SIZE];
    struct buffer text = buffer_bounded(SIZE_MAX);
    cr_assert(file_read(path, &text, &error), "%s", error.text);
    struct bytes unread = buffer_rest(&text);
    quote_short(got, unread, 0);
    quote_short(expected, content, 0);
    cr_expect(bytes_equal(unread, content), "%s:\n     got %s\nexpected %s", path, got, expected);
    buffer_dispose(&text);
}

size_t scratch_count(const char *path)
{
    size_t entries = 0;
    DIR *opened = opendir(path);
    cr_assert_not_null(opened, "cannot open %s", path);
    while (readdir(opened) != NULL)
        entries++;
    closedir(opened);
    return entries - 2; /* . and .. */
}

void scratch_become_nobody(void)
{
    enum { NOBODY = 65534 };
    cr_assert_eq(chmod(folder, 0755), 0);
    if (geteuid() == 0)
        cr_assert_eq(seteuid(NOBODY), 0);
}

void scratch_become_oneself(void)
{
    cr_assert_eq(seteuid(getuid()), 0);
}

struct process_request scratch_request(const char *const *words)
{
    return (struct process_request){
        .arguments = words,
        .output = "out",
        .errors = "err",
        .limits = {.cpu_seconds = 60, .wall_seconds = 60, .file_bytes = (uint64_t)1 << 30}};
}
