/*
 * The submissions of a folder: who handed in which file, for which stage.
 *
 *     NAME.c                                     the file is for every stage
 *     NAME/algo_one.c                            for every stage whose file has this name
 *     NAME/2-remove-interface-call/algo_one.c    for this stage
 *     NAME/2/algo_one.c                          the same
 *
 * Names are data: any bytes that a file name can hold. Pure; classroom/class_folder.h reads folders.
 */
#ifndef CLASSROOM_SUBMISSIONS_H
#define CLASSROOM_SUBMISSIONS_H

#include "course/course.h"

#include <stdbool.h>
#include <stddef.h>

struct submitted {
    char *name;                /* whose: owned */
    char *path;                /* from the folder: owned; NULL: a folder without such a file */
    const struct stage *stage; /* NULL: every stage, but see the next */
    const struct contract *contract; /* NULL: every one */
};

struct submissions {
    struct submitted *list; /* sorted by submissions_sort: by name, then by path */
    size_t count;
    size_t files;   /* those with a path */
    size_t ignored; /* entries that are nobody's submission */
};

/* What an entry of a folder is. A symbolic link is not followed. */
enum entry_kind { ENTRY_FILE, ENTRY_FOLDER, ENTRY_LINK };

/*
 * Notes an entry of the folder. True if it is a student's folder, whose entries come next; *memory
 * becomes false if allocation fails.
 */
bool submissions_add(struct submissions *all, const char *entry, enum entry_kind kind,
                     bool *memory);

/*
 * Notes an entry in the folder of `name`. True if it is a folder for a stage: if the stage's file is
 * in it, submissions_add_staged notes that.
 */
bool submissions_add_inner(struct submissions *all, const char *name, const char *entry,
                           enum entry_kind kind, bool *memory);
bool submissions_add_staged(struct submissions *all, const char *name, const char *folder);

/* Sorts them; the order depends on nothing else than names and paths. */
void submissions_sort(struct submissions *all);

/* How many entries of the list, from `first` on, have the name of that one. */
size_t submissions_of_name(const struct submissions *all, size_t first);

/*
 * The file for the stage among `count` entries of one name; NULL if there is none. *other is one
 * that could be meant as well, or NULL.
 */
const struct submitted *submissions_choose(const struct submitted *list, size_t count,
                                           const struct stage *stage,
                                           const struct submitted **other);

void submissions_dispose(struct submissions *all);

#endif
