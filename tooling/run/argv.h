/* The words of a command line, collected piece by piece. */
#ifndef RUN_ARGV_H
#define RUN_ARGV_H

#include <stddef.h>

enum { ARGV_MOST = 160 };

/* All zero is an empty command line. The words are borrowed. */
struct argv {
    const char *list[ARGV_MOST + 1]; /* NULL-terminated */
    size_t count;
};

/* Adds a word. There must be room: our command lines are known to be shorter. */
void argv_add(struct argv *words, const char *word);

/* Adds the words of a NULL-terminated list. */
void argv_add_all(struct argv *words, const char *const *list);

#endif
