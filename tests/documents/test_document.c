/* What documents/document.h promises. */
#include "documents/document.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

TestSuite(document, .timeout = 20);

static struct error error;

static struct document read_text(const char *text)
{
    struct document document;
    cr_assert(document_read("x.md", bytes_from_string(text), &document, &error), "%s", error.text);
    cr_expect_str_empty(error.text);
    return document;
}

static void expect_item(const struct document *document, size_t i, enum item_kind kind, size_t line,
                        const char *text)
{
    cr_assert_lt(i, document->count, "no item %zu: \"%s\"", i, text);
    cr_expect_eq(document->items[i].kind, kind, "%s", text);
    cr_expect_eq(document->items[i].line, line, "%s: line %zu", text, document->items[i].line);
    cr_expect_str_eq(document->items[i].text, text);
}

Test(document, has_its_items_in_their_order_with_their_lines)
{
    struct document document = read_text("# Head\n"
                                         "\n"
                                         "Run `make a 1` and\n"
                                         "`make` or `make b`:\n"
                                         "\n"
                                         "    make c\n"
                                         "    build/probe x | wc -c\n"
                                         "\n"
                                         "    one\n"
                                         "\n"
                                         "      two\n"
                                         "\n"
                                         "More:\n"
                                         "\n"
                                         "    three\n");
    expect_item(&document, 0, ITEM_PROSE, 1, "Head");
    expect_item(&document, 1, ITEM_MENTION, 3, "make a 1");
    expect_item(&document, 2, ITEM_MENTION, 4, "make b");
    expect_item(&document, 3, ITEM_PROSE, 3, "Run make a 1 and\nmake or make b:");
    expect_item(&document, 4, ITEM_COMMAND, 6, "make c");
    expect_item(&document, 5, ITEM_COMMAND, 7, "build/probe x | wc -c");
    expect_item(&document, 6, ITEM_OUTPUT, 9, "one\n\n  two\n");
    expect_item(&document, 7, ITEM_PROSE, 13, "More:");
    expect_item(&document, 8, ITEM_OUTPUT, 15, "three\n");
    cr_expect_eq(document.count, 9);
    document_dispose(&document);
}

Test(document, comments_are_about_the_next_item_of_their_kind_and_no_other)
{
    struct document document = read_text("<!-- exits 2 -->\n"
                                         "<!-- needs a box -->\n"
                                         "<!-- moving columns 1 3 -->\n"
                                         "\n"
                                         "Prose.\n"
                                         "\n"
                                         "    make a\n"
                                         "\n"
                                         "    1 2 3\n"
                                         "\n"
                                         "<!-- the change: solutions/1-x/a.c -->\n"
                                         "\n"
                                         "    make b\n"
                                         "\n"
                                         "    4\n");
    cr_assert_eq(document.count, 6);
    cr_expect_eq(document.items[1].exits, 2);
    cr_expect_eq(document.items[1].needs, NEEDS_BOX);
    cr_expect_eq(document.items[2].moving_columns, 1 << 1 | 1 << 3);
    expect_item(&document, 3, ITEM_CHANGE, 11, "solutions/1-x/a.c");
    cr_expect_eq(document.items[4].exits, 0);
    cr_expect_eq(document.items[4].needs, NEEDS_NOTHING);
    cr_expect_eq(document.items[5].moving_columns, 0);
    document_dispose(&document);
}

Test(document, knows_the_sections_of_the_talk)
{
    struct document document = read_text("## What the talk did\n\n1025 ns\n\n"
                                         "### What the talk measured\n\n53 B\n\n"
                                         "## What\n\n5 B\n");
    static const bool of_the_talk[] = {true, true, true, true, false, false};
    cr_assert_eq(document.count, 6);
    for (size_t i = 0; i < document.count; i++)
        cr_expect_eq(document.items[i].of_the_talk, of_the_talk[i], "%s", document.items[i].text);
    document_dispose(&document);
}

Test(document, an_empty_one_has_no_items)
{
    struct document document = read_text("");
    cr_expect_eq(document.count, 0);
    document_dispose(&document);
}

#define KNOWN "a comment that tests/documents/document.h knows, or none"

static const struct {
    const char *text, *error;
} refused[] = {
    {"a\n\n    output\n",
     "3: expected a command (there is no output before the first), got \"output\""},
    {"    make a\n    rm -r x\n", "2: expected a command, as in the line before, got \"rm -r x\""},
    {"a\n\n```c\nint x;\n```\n", "3: expected an indented block, got \"c\""},
    {"```\nint x;\n```\n",
     "1: expected a command (there is no output before the first), got \"int x;\""},
    {"<!-- exit 2 -->\n", "1: expected " KNOWN ", got \"<!-- exit 2 -->\""},
    {"<!-- exits -->\n", "1: expected " KNOWN ", got \"<!-- exits -->\""},
    {"<!-- exits 0 -->\n", "1: expected " KNOWN ", got \"<!-- exits 0 -->\""},
    {"<!-- exits 256 -->\n", "1: expected " KNOWN ", got \"<!-- exits 256 -->\""},
    {"<!-- exits 2x -->\n", "1: expected " KNOWN ", got \"<!-- exits 2x -->\""},
    {"<!-- needs luck -->\n", "1: expected " KNOWN ", got \"<!-- needs luck -->\""},
    {"<!-- moving columns 0 -->\n", "1: expected " KNOWN ", got \"<!-- moving columns 0 -->\""},
    {"<!-- moving columns 64 -->\n", "1: expected " KNOWN ", got \"<!-- moving columns 64 -->\""},
    {"<!-- moving columns 1,2 -->\n", "1: expected " KNOWN ", got \"<!-- moving columns 1,2 -->\""},
    {"<!-- the change: -->\n", "1: expected " KNOWN ", got \"<!-- the change: -->\""},
    {"<!-- exits 2\n-->\n", "1: expected " KNOWN ", got \"<!-- exits 2\""},
    {"<!---->\n", "1: expected " KNOWN ", got \"<!---->\""},
    {"<br>\n", "1: expected " KNOWN ", got \"<br>\""},
    {"a <b>b</b>\n", "1: expected no HTML within a sentence, got \"<b>\""},
    {"    make a\n\n<!-- exits 2 -->\n",
     "3: expected something after the comment, which it is about, got \"nothing\""},
    {"<!-- moving columns 1 -->\n\n    make a\n",
     "1: expected something after the comment, which it is about, got \"nothing\""},
};

Test(document, what_it_does_not_understand_is_refused_with_its_place)
{
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
        struct document document;
        struct bytes text = bytes_from_string(refused[i].text);
        cr_expect_not(document_read("x.md", text, &document, &error), "%s", refused[i].text);
        cr_expect(strncmp(error.text, "x.md:", 5) == 0, "%s", error.text);
        cr_expect_str_eq(error.text + 5, refused[i].error);
        cr_expect_eq(document.count, 0);
        cr_expect_null(document.items);
    }
}

/* Each in memory that ends with it, so AddressSanitizer sees a read past the end. */
Test(document, every_prefix_is_read_or_refused)
{
    static const char text[] =
        "# H\n\n<!-- exits 2 -->\n<!-- moving columns 1 2 -->\n\n    make a\n\n"
        "    1 2\n    ...\n\n`make b \xff\x01 c` **5 B** <!-- x -->\n";
    for (size_t length = 0; length < sizeof text; length++) {
        char *prefix = malloc(length + 1);
        struct document document;
        cr_assert_not_null(prefix);
        memcpy(prefix, text, length);
        if (document_read("x.md", bytes_of(prefix, length), &document, &error))
            document_dispose(&document);
        else
            cr_expect(strncmp(error.text, "x.md:", 5) == 0, "%s", error.text);
        free(prefix);
    }
}
