#include "classroom/submission.h"

#include "base/error.h"
#include "base/format.h"
#include "base/quote.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { MOST_NAMES = 3, PLACES = 3 };

/* Where a stage's file may lie below the folder. */
struct places {
    char list[PLACES][COURSE_PATH_SIZE];
    size_t count;
};

static struct places places_of(const struct stage *stage, bool only)
{
    struct places places = {.count = only ? 3 : 2};
    snprintf(places.list[0], COURSE_PATH_SIZE, "%.200s/%s", stage->name, stage->contract->file);
    course_own_file(stage, places.list[1]);
    strcpy(places.list[2], stage->contract->file);
    return places;
}

static int is_shown(const struct dirent *entry)
{
    return strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0;
}

/* Says what is in the folder instead. */
static void add_names(const char *folder, struct buffer *text)
{
    struct dirent **entries;
    int count = scandir(folder, &entries, is_shown, alphasort);
    if (count <= 0)
        format_add(text, count == 0 ? "nothing" : "no folder that can be read");
    for (int i = 0; i < count; i++) {
        char name[QUOTE_SHORT_SIZE];
        quote_short(name, bytes_from_string(entries[i]->d_name), 0);
        if (i < MOST_NAMES)
            format_add(text, "%s%s", i == 0 ? "" : ", ", name);
        free(entries[i]);
    }
    if (count > MOST_NAMES)
        format_add(text, " and %d more", count - MOST_NAMES);
    if (count >= 0)
        free(entries);
}

/* The text as the reason. Always false. */
static bool refuse(struct buffer *text, struct error *why)
{
    error_set(why, "%.*s", (int)text->len, (const char *)text->at);
    buffer_dispose(text);
    return false;
}

static bool refuse_none(const char *folder, const struct places *places, struct error *why)
{
    struct buffer text = buffer_bounded(SIZE_MAX);
    format_add(&text, "there is no file: expected %s, got ",
               places->list[places->count == 3 ? 2 : 0]);
    add_names(folder, &text);
    return refuse(&text, why);
}

static bool refuse_two(const char *one, const char *two, struct error *why)
{
    struct buffer text = buffer_bounded(SIZE_MAX);
    format_add(&text, "there are two files, %s and %s: expected one", one, two);
    return refuse(&text, why);
}

bool submission_owns(const char *folder, const char *path)
{
    struct stat status;
    bool regular = lstat(path, &status) == 0 && S_ISREG(status.st_mode);
    char *root = realpath(folder, NULL);
    char *real = realpath(path, NULL);
    size_t len = root == NULL ? 0 : strlen(root);
    bool inside = root != NULL && real != NULL && strncmp(real, root, len) == 0 && real[len] == '/';
    free(root);
    free(real);
    return regular && inside;
}

static bool join(char path[SUBMISSION_PATH_SIZE], const char *folder, const char *name)
{
    return snprintf(path, SUBMISSION_PATH_SIZE, "%s/%s", folder, name) < SUBMISSION_PATH_SIZE;
}

static bool is_there(const char *path)
{
    struct stat status;
    return lstat(path, &status) == 0;
}

bool submission_find(const char *folder, const struct stage *stage, bool only,
                     char path[SUBMISSION_PATH_SIZE], struct error *why)
{
    struct places places = places_of(stage, only);
    const char *found = NULL;
    for (size_t i = 0; i < places.count; i++) {
        if (!join(path, folder, places.list[i]) || !is_there(path))
            continue;
        if (found != NULL)
            return refuse_two(found, places.list[i], why);
        found = places.list[i];
    }
    if (found == NULL)
        return refuse_none(folder, &places, why);
    join(path, folder, found);
    if (submission_owns(folder, path))
        return true;
    error_set(why, "%s is no regular file", found);
    return false;
}
