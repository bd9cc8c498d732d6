#include "run/argv.h"

#include <assert.h>

void words_add(struct words *words, const char *word)
{
    assert(words->count < WORDS_MOST);
    words->list[words->count++] = word;
}

void words_add_all(struct words *words, const char *const *list)
{
    for (; *list != NULL; list++)
        words_add(words, *list);
}
