#include "check/matrix.h"

#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { MOST_NOTES = 1024 };

/* A note has one size, so that a single write appends it whole. */
struct note {
    size_t number;
    unsigned stage;
    char file[128], expected[32], got[64];
};

static const char variable[] = "MATRIX_NOTES"; /* names the file of the notes to every test */

void matrix_begin(void)
{
    char path[] = "/tmp/matrix-XXXXXX";
    int fd = mkstemp(path);
    if (fd >= 0 && close(fd) == 0)
        setenv(variable, path, 1);
}

void matrix_note(size_t number, const char *file, unsigned stage, const char *expected,
                 const char *got)
{
    struct note note = {.number = number, .stage = stage};
    const char *path = getenv(variable);
    int fd = path == NULL ? -1 : open(path, O_WRONLY | O_APPEND);
    if (fd < 0)
        return;
    snprintf(note.file, sizeof note.file, "%s", file);
    snprintf(note.expected, sizeof note.expected, "%s", expected);
    snprintf(note.got, sizeof note.got, "%s", got);
    if (write(fd, &note, sizeof note) != (ssize_t)sizeof note)
        perror(path);
    close(fd);
}

static int by_number(const void *a, const void *b)
{
    size_t l = ((const struct note *)a)->number;
    size_t r = ((const struct note *)b)->number;
    return l < r ? -1 : l > r;
}

static size_t take_notes(struct note *notes)
{
    const char *path = getenv(variable);
    FILE *file = path == NULL ? NULL : fopen(path, "rb");
    size_t count = file == NULL ? 0 : fread(notes, sizeof *notes, MOST_NOTES, file);
    if (file != NULL) {
        fclose(file);
        unlink(path);
    }
    qsort(notes, count, sizeof *notes, by_number);
    return count;
}

/* The first gate that fails is expected; later ones may fail, too. */
static bool is_as_expected(const struct note *note)
{
    return strncmp(note->expected, note->got, strlen(note->expected)) == 0;
}

void matrix_draw_list(void)
{
    static struct note notes[MOST_NOTES];
    size_t count = take_notes(notes);
    printf("%-58s stage  %-12s got\n", "file", "expected");
    for (size_t i = 0; i < count; i++)
        printf("%-58s %5u  %-12s %s%s\n", notes[i].file, notes[i].stage, notes[i].expected,
               notes[i].got, is_as_expected(&notes[i]) ? "" : "  <- not as expected");
    fflush(stdout);
}

void matrix_draw_table(void)
{
    static struct note notes[MOST_NOTES];
    size_t count = take_notes(notes);
    unsigned last = 1;
    for (size_t i = 0; i < count; i++)
        last = notes[i].stage > last ? notes[i].stage : last;
    printf("%-48s %-14s", "file", "as stage 1");
    for (unsigned stage = 2; stage <= last; stage++)
        printf(" %-14u", stage);
    printf("\n");
    for (size_t i = 0; i < count; i++) {
        if (i == 0 || strcmp(notes[i].file, notes[i - 1].file) != 0)
            printf("%s%-48s", i == 0 ? "" : "\n", notes[i].file);
        printf(" %-14s", notes[i].got);
    }
    printf("\n");
    fflush(stdout);
}
