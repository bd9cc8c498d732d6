/*
 * What can be tested in a document of the workbook: its commands, what they print, its figures. The
 * document is CommonMark, read by cmark (commonmark.org).
 *
 * An indented block whose first line is a command holds commands, a line each; after an empty line
 * it may show what the last of them prints. Any other block shows more of that. Code in a sentence
 * that is a command of two words or more is a mention. A comment before an item says what the item
 * itself does not show:
 *     <!-- exits 2 -->                    the next command's exit status
 *     <!-- needs a box -->                it is skipped if there is none; or: needs view
 *     <!-- moving columns 1 2 -->         words of the next output that are instructions or times
 *     <!-- the change: solutions/... -->  the learner edits: this file becomes the stage's own
 */
#ifndef DOCUMENTS_DOCUMENT_H
#define DOCUMENTS_DOCUMENT_H

#include "base/error.h"
#include "stream/bytes.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum item_kind {
    ITEM_COMMAND, /* of a block: it is run */
    ITEM_MENTION, /* in a sentence: it is run unless the document has run it already */
    ITEM_OUTPUT,  /* lines of the output of the last command */
    ITEM_CHANGE,  /* the path of a file of solutions/ */
    ITEM_PROSE    /* a paragraph, a heading or a table, as plain text */
};

enum item_needs { NEEDS_NOTHING, NEEDS_BOX, NEEDS_VIEW };

struct item {
    enum item_kind kind;
    size_t line; /* where it begins, from 1 */
    char *text;  /* owned */
    int exits;   /* of commands and mentions, like the next one */
    enum item_needs needs;
    uint64_t moving_columns; /* of outputs: bit i is word i, from 1 */
    bool of_the_talk;        /* of prose: below a heading that begins with "What the talk" */
};

struct document {
    struct item *items; /* owned */
    size_t count;
};

/*
 * Reads a document, which the caller releases with document_dispose. False, with
 * `NAME:LINE: expected ..., got ...` in `error` and an empty `document`, if it has a block or a
 * comment that is none of the above.
 */
bool document_read(const char *name, struct bytes text, struct document *document,
                   struct error *error);

void document_dispose(struct document *document);

#endif
