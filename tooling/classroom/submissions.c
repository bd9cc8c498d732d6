#include "classroom/submissions.h"

#include "base/array.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Adds the first `len` bytes of a name with the path "a", "a/b" or "a/b/c"; NULL: without a file. */
static bool add(struct submissions *all, const char *name, size_t len, const char *const *parts,
                const struct stage *stage, const struct contract *contract)
{
    struct submitted added = {.stage = stage, .contract = contract};
    size_t size = 1;
    for (size_t i = 0; parts != NULL && i < 3 && parts[i] != NULL; i++)
        size += strlen(parts[i]) + 1;
    added.name = malloc(len + 1);
    added.path = parts == NULL ? NULL : calloc(size, 1);
    if (added.name != NULL && (parts == NULL || added.path != NULL)) {
        snprintf(added.name, len + 1, "%s", name);
        for (size_t i = 0; parts != NULL && i < 3 && parts[i] != NULL; i++)
            strcat(strcat(added.path, i == 0 ? "" : "/"), parts[i]);
        if (array_append(&all->list, &all->count, &added, sizeof added)) {
            all->files += parts != NULL;
            return true;
        }
    }
    free(added.name);
    free(added.path);
    return false;
}

bool submissions_add(struct submissions *all, const char *entry, enum entry_kind kind, bool *memory)
{
    const char *const path[3] = {entry};
    size_t len = strlen(entry);
    if (entry[0] != '.' && kind == ENTRY_FOLDER) {
        *memory &= add(all, entry, len, NULL, NULL, NULL);
        return true;
    }
    if (entry[0] != '.' && len > 2 && strcmp(entry + len - 2, ".c") == 0)
        *memory &= add(all, entry, len - 2, path, NULL, NULL);
    else if (entry[0] != '.' && kind == ENTRY_LINK)
        *memory &= add(all, entry, len, path, NULL, NULL);
    else
        all->ignored++;
    return false;
}

bool submissions_add_inner(struct submissions *all, const char *name, const char *entry,
                           enum entry_kind kind, bool *memory)
{
    const struct contract *contract = NULL;
    const struct stage *stage = course_find(entry);
    const char *const path[3] = {name, entry};
    for (size_t i = 0; i < course_stage_count && contract == NULL; i++) {
        if (strcmp(entry, course_stages[i].contract->file) == 0)
            contract = course_stages[i].contract;
    }
    if (contract != NULL)
        *memory &= add(all, name, strlen(name), path, NULL, contract);
    else if (kind == ENTRY_LINK && stage != NULL)
        *memory &= add(all, name, strlen(name), path, stage, NULL);
    else if (kind == ENTRY_FOLDER && stage != NULL)
        return true;
    else
        all->ignored++;
    return false;
}

bool submissions_add_staged(struct submissions *all, const char *name, const char *folder)
{
    const struct stage *stage = course_find(folder);
    const char *const path[3] = {name, folder, stage->contract->file};
    return add(all, name, strlen(name), path, stage, NULL);
}

static int by_name(const void *left, const void *right)
{
    const struct submitted *a = left, *b = right;
    int order = strcmp(a->name, b->name);
    return order != 0 ? order
                      : strcmp(a->path == NULL ? "" : a->path, b->path == NULL ? "" : b->path);
}

void submissions_sort(struct submissions *all)
{
    if (all->count > 0)
        qsort(all->list, all->count, sizeof *all->list, by_name);
}

size_t submissions_of_name(const struct submissions *all, size_t first)
{
    size_t count = 1;
    while (first + count < all->count &&
           strcmp(all->list[first].name, all->list[first + count].name) == 0)
        count++;
    return count;
}

const struct submitted *submissions_choose(const struct submitted *list, size_t count,
                                           const struct stage *stage,
                                           const struct submitted **other)
{
    const struct submitted *chosen = NULL;
    *other = NULL;
    for (size_t i = 0; i < count && *other == NULL; i++) {
        if (list[i].path == NULL || (list[i].stage != NULL && list[i].stage != stage) ||
            (list[i].contract != NULL && list[i].contract != stage->contract))
            continue;
        *(chosen == NULL ? &chosen : other) = &list[i];
    }
    return chosen;
}

void submissions_dispose(struct submissions *all)
{
    for (size_t i = 0; i < all->count; i++) {
        free(all->list[i].name);
        free(all->list[i].path);
    }
    free(all->list);
    *all = (struct submissions){0};
}
