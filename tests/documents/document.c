#include "documents/document.h"

#include "base/format.h"
#include "documents/comment.h"
#include "stream/buffer.h"

#include <cmark.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A document that is being read, up to `node`. */
struct reading {
    const char *name;
    struct document *document;
    struct error *error;
    cmark_node *node;
    struct comment pending; /* what comments have said about the next item */
    struct buffer prose;    /* of the paragraph or heading around `node` */
    bool of_the_talk, has_command;
};

static bool fail(const struct reading *r, size_t line, const char *expected, const char *got)
{
    int length = (int)strcspn(got, "\n");
    error_set(r->error, "%s:%zu: expected %s, got \"%.*s\"", r->name, line, expected, length, got);
    return false;
}

static bool no_memory(const struct reading *r)
{
    error_set(r->error, "%s: not enough memory to read it", r->name);
    return false;
}

static size_t line_of(const struct reading *r)
{
    return (size_t)cmark_node_get_start_line(r->node);
}

/* The first word of a command line: a program that the workbook's documents use. */
static bool is_program(const char *word, size_t length)
{
    static const char *const known[] = {"callgrind_annotate", "cp",     "make", "mkdir",
                                        "ms_print",           "printf", "sed",  "valgrind"};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        if (strlen(known[i]) == length && strncmp(word, known[i], length) == 0)
            return true;
    }
    return strncmp(word, "build/", 6) == 0 || strncmp(word, "tooling/", 8) == 0;
}

static bool is_command(const char *line)
{
    return is_program(line, strcspn(line, " \n"));
}

/* Adds an item with a copy of the text. What is pending stays pending. */
static struct item *add(struct reading *r, enum item_kind kind, size_t line, const char *text,
                        size_t length)
{
    struct document *document = r->document;
    struct item *more = realloc(document->items, (document->count + 1) * sizeof *more);
    char *own = strndup(text, length);
    if (more != NULL)
        document->items = more;
    if (more == NULL || own == NULL) {
        free(own);
        no_memory(r);
        return NULL;
    }
    struct item *item = &document->items[document->count++];
    *item = (struct item){.kind = kind, .line = line, .text = own};
    return item;
}

static bool add_command(struct reading *r, enum item_kind kind, size_t line, const char *text,
                        size_t length)
{
    struct item *item = add(r, kind, line, text, length);
    if (item == NULL)
        return false;
    item->exits = r->pending.exits;
    item->needs = r->pending.needs;
    r->has_command = true;
    return true;
}

/* Reads command lines up to an empty line, and moves past that. */
static bool read_commands(struct reading *r, const char **literal, size_t *line)
{
    const char *left = *literal;
    for (size_t length; *left != '\0' && *left != '\n'; left += length + 1, ++*line) {
        length = strcspn(left, "\n");
        if (!is_command(left))
            return fail(r, *line, "a command, as in the line before", left);
        if (!add_command(r, ITEM_COMMAND, *line, left, length))
            return false;
    }
    comment_clear(&r->pending, COMMENT_OF_COMMAND);
    for (; *left == '\n'; left++)
        ++*line;
    *literal = left;
    return true;
}

static bool read_output(struct reading *r, const char *literal, size_t line)
{
    if (!r->has_command)
        return fail(r, line, "a command (there is no output before the first)", literal);
    struct item *item = add(r, ITEM_OUTPUT, line, literal, strlen(literal));
    if (item == NULL)
        return false;
    item->moving_columns = r->pending.moving_columns;
    comment_clear(&r->pending, COMMENT_OF_OUTPUT);
    return true;
}

/* Commands, then perhaps an empty line and what the last of them prints; or only the latter. */
static bool read_block(struct reading *r)
{
    const char *literal = cmark_node_get_literal(r->node);
    const char *fence = cmark_node_get_fence_info(r->node);
    size_t line = line_of(r);
    if (fence != NULL && fence[0] != '\0')
        return fail(r, line, "an indented block", fence);
    while (is_command(literal)) {
        if (!read_commands(r, &literal, &line))
            return false;
    }
    return *literal == '\0' || read_output(r, literal, line);
}

static bool read_comment(struct reading *r)
{
    const char *literal = cmark_node_get_literal(r->node);
    const char *change;
    size_t length;
    if (comment_is_change(literal, &change, &length))
        return add(r, ITEM_CHANGE, line_of(r), change, length) != NULL;
    if (!comment_read(literal, line_of(r), &r->pending))
        return fail(r, line_of(r), COMMENT_EXPECTED, literal);
    return true;
}

/* Code within a sentence: a name is not run, a command line is. */
static bool read_code(struct reading *r)
{
    const char *literal = cmark_node_get_literal(r->node);
    format_add(&r->prose, "%s", literal);
    if (!is_command(literal) || strchr(literal, ' ') == NULL)
        return true;
    bool added = add_command(r, ITEM_MENTION, line_of(r), literal, strlen(literal));
    comment_clear(&r->pending, COMMENT_OF_COMMAND);
    return added;
}

/* The end of a paragraph or heading. */
static bool end_prose(struct reading *r)
{
    const char *text = (const char *)r->prose.at;
    if (format_failed(&r->prose))
        return no_memory(r);
    if (cmark_node_get_type(r->node) == CMARK_NODE_HEADING)
        r->of_the_talk = r->prose.len >= 13 && memcmp(text, "What the talk", 13) == 0;
    struct item *item = add(r, ITEM_PROSE, line_of(r), r->prose.len == 0 ? "" : text, r->prose.len);
    if (item == NULL)
        return false;
    item->of_the_talk = r->of_the_talk;
    buffer_reset(&r->prose);
    return true;
}

static bool read_node(struct reading *r, bool entered)
{
    switch (cmark_node_get_type(r->node)) {
    case CMARK_NODE_CODE_BLOCK:
        return read_block(r);
    case CMARK_NODE_HTML_BLOCK:
        return read_comment(r);
    case CMARK_NODE_HTML_INLINE:
        return fail(r, line_of(r), "no HTML within a sentence", cmark_node_get_literal(r->node));
    case CMARK_NODE_CODE:
        return read_code(r);
    case CMARK_NODE_TEXT:
        format_add(&r->prose, "%s", cmark_node_get_literal(r->node));
        return true;
    case CMARK_NODE_SOFTBREAK:
    case CMARK_NODE_LINEBREAK:
        format_add(&r->prose, "\n");
        return true;
    case CMARK_NODE_PARAGRAPH:
    case CMARK_NODE_HEADING:
        return entered || end_prose(r);
    default:
        return true;
    }
}

static bool read_nodes(struct reading *r, cmark_iter *nodes)
{
    cmark_event_type event;
    while ((event = cmark_iter_next(nodes)) != CMARK_EVENT_DONE) {
        r->node = cmark_iter_get_node(nodes);
        if (!read_node(r, event == CMARK_EVENT_ENTER))
            return false;
    }
    if (r->pending.line == 0)
        return true;
    return fail(r, r->pending.line, "something after the comment, which it is about", "nothing");
}

bool document_read(const char *name, struct bytes text, struct document *document,
                   struct error *error)
{
    struct reading r = {
        .name = name, .document = document, .error = error, .prose = buffer_bounded(SIZE_MAX)};
    cmark_node *root = cmark_parse_document((const char *)text.at, text.len, CMARK_OPT_DEFAULT);
    cmark_iter *nodes = cmark_iter_new(root);
    *document = (struct document){.items = NULL};
    error->text[0] = '\0';
    bool read = read_nodes(&r, nodes);
    cmark_iter_free(nodes);
    cmark_node_free(root);
    buffer_dispose(&r.prose);
    if (!read)
        document_dispose(document);
    return read;
}

void document_dispose(struct document *document)
{
    for (size_t i = 0; i < document->count; i++)
        free(document->items[i].text);
    free(document->items);
    *document = (struct document){.items = NULL};
}
