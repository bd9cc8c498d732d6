#include "classroom/submissions.h"

#include "base/array.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The first `len` bytes of a name; the caller's. */
static char *copy(const char *name, size_t len)
{
    char *made = malloc(len + 1);
    if (made != NULL)
        snprintf(made, len + 1, "%s", name);
    return made;
}

/* "a", "a/b" or "a/b/c": what is not used is NULL. The caller's. */
static char *join(const char *const parts[3])
{
    const char *second = parts[1] == NULL ? "" : parts[1];
    const char *third = parts[1] == NULL || parts[2] == NULL ? "" : parts[2];
    size_t size = strlen(parts[0]) + strlen(second) + strlen(third) + sizeof "//";
    char *path = malloc(size);
    if (path != NULL)
        snprintf(path, size, "%s%s%s%s%s", parts[0], *second == '\0' ? "" : "/", second,
                 *third == '\0' ? "" : "/", third);
    return path;
}

/* Takes `name` and `path` over. */
static bool add(struct submissions *all, char *name, char *path, const struct stage *stage,
                const struct contract *contract)
{
    const struct submitted added = {name, path, stage, contract};
    if (name == NULL || !array_append(&all->list, &all->count, &added, sizeof added)) {
        free(name);
        free(path);
        return false;
    }
    all->files += path != NULL;
    return true;
}

static bool add_file(struct submissions *all, const char *name, const char *const parts[3],
                     const struct stage *stage, const struct contract *contract)
{
    char *path = join(parts);
    return path != NULL && add(all, copy(name, strlen(name)), path, stage, contract);
}

static bool is_c_file(const char *entry)
{
    size_t len = strlen(entry);
    return len > 2 && strcmp(entry + len - 2, ".c") == 0;
}

bool submissions_add(struct submissions *all, const char *entry, enum entry_kind kind, bool *memory)
{
    bool hidden = entry[0] == '.';
    if (!hidden && kind == ENTRY_FOLDER) {
        *memory &= add(all, copy(entry, strlen(entry)), NULL, NULL, NULL);
        return true;
    }
    if (!hidden && is_c_file(entry)) {
        char *path = copy(entry, strlen(entry));
        *memory &= path != NULL && add(all, copy(entry, strlen(entry) - 2), path, NULL, NULL);
    } else if (!hidden && kind == ENTRY_LINK) {
        *memory &= add_file(all, entry, (const char *const[]){entry, NULL, NULL}, NULL, NULL);
    } else {
        all->ignored++;
    }
    return false;
}

/* The contract whose file has that name; NULL: none. */
static const struct contract *contract_of(const char *file)
{
    for (size_t i = 0; i < course_stage_count; i++) {
        if (strcmp(file, course_stages[i].contract->file) == 0)
            return course_stages[i].contract;
    }
    return NULL;
}

bool submissions_add_inner(struct submissions *all, const char *name, const char *entry,
                           enum entry_kind kind, bool *memory)
{
    const struct contract *contract = contract_of(entry);
    const struct stage *stage = course_find(entry);
    const char *const parts[] = {name, entry, NULL};
    if (contract != NULL) {
        *memory &= add_file(all, name, parts, NULL, contract);
    } else if (kind == ENTRY_LINK && stage != NULL) {
        *memory &= add_file(all, name, parts, stage, NULL);
    } else if (kind == ENTRY_FOLDER && stage != NULL) {
        return true;
    } else {
        all->ignored++;
    }
    return false;
}

bool submissions_add_staged(struct submissions *all, const char *name, const char *folder)
{
    const struct stage *stage = course_find(folder);
    return add_file(all, name, (const char *const[]){name, folder, stage->contract->file}, stage,
                    NULL);
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
