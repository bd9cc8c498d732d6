/* The comments of a document that say what an item does not show; see document.h. */
#ifndef DOCUMENTS_COMMENT_H
#define DOCUMENTS_COMMENT_H

#include "documents/document.h"

/* What the comments before an item say. All zero: nothing. */
struct comment {
    size_t line; /* of the last comment whose item has not come yet; 0: there is none */
    int exits;
    enum item_needs needs;
    uint64_t moving_columns;
};

/* Which item a part of it is about. */
enum comment_about { COMMENT_OF_COMMAND, COMMENT_OF_OUTPUT };

#define COMMENT_EXPECTED "a comment that tests/documents/document.h knows, or none"

/*
 * Adds what an HTML block says to `comment`. False, with `comment` unchanged, if it says nothing
 * that document.h lists.
 */
bool comment_read(const char *literal, size_t line, struct comment *comment);

/* Whether it says that the learner changes the file; its path is the `length` bytes at *file. */
bool comment_is_change(const char *literal, const char **file, size_t *length);

/* Removes what was said about an item, because the item has come. */
void comment_clear(struct comment *comment, enum comment_about about);

#endif
