#include "run/argv.h"

#include <assert.h>

void argv_add(struct argv *words, const char *word)
{
    assert(words->count < ARGV_MOST);
    words->list[words->count++] = word;
}

void argv_add_all(struct argv *words, const char *const *list)
{
    for (; *list != NULL; list++)
        argv_add(words, *list);
}
