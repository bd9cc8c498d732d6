/* What documents/question.h promises. */
#include "documents/question.h"

#include <criterion/criterion.h>

TestSuite(question, .timeout = 20);

#define QUESTION "    make predict 1 ALLOCS=3\n\n"

static const struct {
    const char *text;
    size_t line; /* of the answer; 0: there is none */
    const char *answer;
} rows[] = {
    {"It takes 2 blocks.\n\n" QUESTION, 1, "2 blocks."},
    {"It takes\n5 blocks and 53\nbytes.\n\n" QUESTION, 2, "53\nbytes."},
    {"    make check-stage 1\n\n    heap 2 allocs/op\n\nNow:\n\n" QUESTION, 3, "2 allocs/op"},
    {"## What the talk did\n\nIt took 53 B.\n\n" QUESTION, 3, "53 B."},
    {"It takes 2 blocks.\n\nSay it: `make predict 1 ALLOCS=2`.\n", 1, "2 blocks."},
    {QUESTION "It takes 2 blocks.\n", 0, ""},
    {"The stream has 7 bytes.\n\n" QUESTION, 0, ""},
    {"It takes 5 blocks of 119 bytes.\n\n" QUESTION, 0, ""},
    {"    make check-stage 1 FILE=2 blocks\n\n" QUESTION, 0, ""},
    {"It takes 2 blocks.\n\n    make predictions\n", 0, ""},
    {"It takes 2 blocks.\n", 0, ""},
    {"", 0, ""},
};

Test(question, comes_before_the_figures_that_answer_it)
{
    struct figures measured = {.list = NULL}, told = {.list = NULL};
    cr_assert(figures_add_text(&measured, bytes_from_string("2 allocs/op, 53 B/op, 7 B")));
    cr_assert(figures_add(&told, 7, UNIT_BYTES));
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct error error;
        struct document document;
        struct answer answer;
        cr_assert(document_read("x", bytes_from_string(rows[i].text), &document, &error), "%s",
                  error.text);
        bool answered = question_is_answered(&document, &measured, &told, &answer);
        cr_expect_eq(answered, rows[i].line > 0, "%s", rows[i].text);
        if (answered) {
            cr_expect_eq(answer.item->line + answer.figure.line, rows[i].line, "%s", rows[i].text);
            cr_expect(bytes_equal(answer.figure.text, bytes_from_string(rows[i].answer)), "%s",
                      rows[i].text);
        }
        document_dispose(&document);
    }
    figures_dispose(&measured);
    figures_dispose(&told);
}
