/*
 * What a document of the workbook says that can be tried: its commands, what they print, its
 * figures. CommonMark, read by cmark (commonmark.org).
 *
 * An indented block whose first line is a command holds commands, a line each, and behind an empty
 * line what the last of them prints; any other block is more of that. Code within a sentence that
 * is a command of two words or more is a mention. What cannot be derived stands in a comment of its
 * own in front of what it is about:
 *     <!-- exits 2 -->                    the next command's exit status
 *     <!-- needs a box -->                it is skipped without; or: needs view
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
    ITEM_MENTION, /* in a sentence: it is run where the document has not had it run */
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
 * Reads a document. False, with `NAME:LINE: expected ..., got ...` in `error`, where it has a block
 * or a comment that is none of the above; `document` is then empty.
 */
bool document_read(const char *name, struct bytes text, struct document *document,
                   struct error *error);

void document_dispose(struct document *document);

#endif
