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

/* Fails with the name of the file that is missing, and what is in the folder instead. */
static bool refuse_none(const char *folder, const char *file, struct error *why)
{
    struct buffer text = buffer_bounded(SIZE_MAX);
    struct dirent **entries;
    int all = scandir(folder, &entries, NULL, alphasort);
    int count = 0;
    format_add(&text, "there is no file: expected %s, got ", file);
    for (int i = 0; i < all; i++) {
        const char *entry = entries[i]->d_name;
        if (strcmp(entry, ".") != 0 && strcmp(entry, "..") != 0 && count++ < MOST_NAMES) {
            char name[QUOTE_SHORT_SIZE];
            quote_short(name, bytes_from_string(entry), 0);
            format_add(&text, "%s%s", count == 1 ? "" : ", ", name);
        }
        free(entries[i]);
    }
    if (all >= 0)
        free(entries);
    if (count == 0)
        format_add(&text, all >= 0 ? "nothing" : "no folder that can be read");
    if (count > MOST_NAMES)
        format_add(&text, " and %d more", count - MOST_NAMES);
    error_set(why, "%.*s", (int)text.len, (const char *)text.at);
    buffer_dispose(&text);
    return false;
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

bool submission_find(const char *folder, const struct stage *stage, bool only,
                     char path[SUBMISSION_PATH_SIZE], struct error *why)
{
    char places[PLACES][COURSE_PATH_SIZE]; /* where the file may lie below the folder */
    const char *found = NULL;
    struct stat status;
    snprintf(places[0], COURSE_PATH_SIZE, "%.200s/%s", stage->name, stage->contract->file);
    course_own_file(stage, places[1]);
    strcpy(places[2], stage->contract->file);
    for (size_t i = 0; i < (only ? 3 : 2); i++) {
        if (!join(path, folder, places[i]) || lstat(path, &status) != 0)
            continue;
        if (found != NULL)
            return error_set(why, "there are two files, %s and %s: expected one", found, places[i]);
        found = places[i];
    }
    if (found == NULL)
        return refuse_none(folder, places[only ? 2 : 0], why);
    join(path, folder, found);
    return submission_owns(folder, path) || error_set(why, "%s is no regular file", found);
}
