/* The comments of a document that say what cannot be derived; see document.h. */
#ifndef DOCUMENTS_COMMENT_H
#define DOCUMENTS_COMMENT_H

#include "documents/document.h"

/* What stands in front of an item. All zero is nothing. */
struct comment {
    size_t line; /* of the last comment that is not used up; 0: there is none */
    int exits;
    enum item_needs needs;
    uint64_t moving_columns;
};

/* Which item a part of it is about. */
enum comment_about { COMMENT_OF_COMMAND, COMMENT_OF_OUTPUT };

#define COMMENT_EXPECTED "a comment that tests/documents/document.h knows, or none"

/*
 * Adds what an HTML block says to `comment`. False where it says none of the above, and `comment`
 * is as it was.
 */
bool comment_read(const char *literal, size_t line, struct comment *comment);

/* Whether it says that the learner makes a change: the file is the `length` bytes at *file. */
bool comment_is_change(const char *literal, const char **file, size_t *length);

/* Takes away what was about an item that has come. */
void comment_clear(struct comment *comment, enum comment_about about);

#endif
