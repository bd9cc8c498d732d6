/* What tooling/probe/replay.h promises, of an algo_one that shows what it was given. */
#include "probe/replay.h"

#include "algo_one.h"
#include "support/fail_alloc.h"
#include "support/scratch.h"

#include <criterion/criterion.h>
#include <string.h>

TestSuite(replay, .timeout = 10, .init = scratch_make, .fini = scratch_remove);

enum stream_status algo_one(struct bytes data, struct bytes find, struct bytes repl,
                            struct buffer *output)
{
    if (find.len == 0)
        return STREAM_EMPTY_FIND;
    if (buffer_write(output, repl) != STREAM_OK || buffer_write(output, find) != STREAM_OK)
        return STREAM_NO_MEMORY;
    return buffer_write(output, data);
}

static void write_text(const char *text)
{
    scratch_write("a case", bytes_from_string(text));
}

Test(replay, shows_what_went_in_and_what_came_out)
{
    static const struct {
        const char *frame, *shown;
    } rows[] = {
        {"case 1 2 3 0 0 0\ndffrrr\n", "data   \"d\"\nfind   \"ff\"\nrepl   \"rrr\"\n"
                                       "output \"rrrffd\"\nstatus STREAM_OK\n"},
        {"case 1 1 0 6 9 0\ndfbefore\n",
         "data   \"d\"\nfind   \"f\"\nrepl   \"\"\n"
         "before \"before\"  (in output before the call)\noutput \"beforefd\"\n"
         "status STREAM_OK\n"},
        {"case 2 0 0 0 0 0\n\n\t\n", "data   \"\\n\\t\"\nfind   \"\"\nrepl   \"\"\noutput \"\"\n"
                                     "status STREAM_EMPTY_FIND\n"},
        {"case 0 1 0 0 0 0\nf\ncase and so on", "data   \"\"\nfind   \"f\"\nrepl   \"\"\n"
                                                "output \"f\"\nstatus STREAM_OK\n"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct error error;
        struct buffer text = buffer_bounded(SIZE_MAX);
        write_text(rows[i].frame);
        cr_assert(replay_case("a case", &text, &error), "%s", error.text);
        cr_expect(bytes_equal(buffer_rest(&text), bytes_from_string(rows[i].shown)),
                  "\n     got %.*s\nexpected %s", (int)text.len, (const char *)text.at,
                  rows[i].shown);
        buffer_dispose(&text);
    }
}

Test(replay, shortens_what_is_long)
{
    struct error error;
    char frame[1100] = "case 1000 1 0 0 0 0\n";
    struct buffer text = buffer_bounded(SIZE_MAX);
    size_t head = strlen(frame);
    memset(frame + head, 'd', 1001);
    frame[head + 1001] = '\n';
    write_text(frame);
    cr_assert(replay_case("a case", &text, &error), "%s", error.text);
    cr_expect_lt(text.len, 400);
    cr_expect_not_null(memmem(text.at, text.len, "(1000 bytes)", 12));
    buffer_dispose(&text);
}

Test(replay, refuses_what_is_no_case)
{
#define HEAD "a case:1: expected case DATA FIND REPL BEFORE ROOM REFUSE, got "
    static const struct {
        const char *path, *frame, *error;
    } rows[] = {
        {"missing", "", "missing: No such file or directory"},
        {".", "", ".: No such device"},
        {"a case", "", HEAD "the end of the text"},
        {"a case", "hello\n", HEAD "\"hello\""},
        {"a case", "case 2 0 0 0 0 0\nd\n",
         "a case:3: expected as many bytes as the case's first line says, got the end of the text"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct error error = {0};
        struct buffer text = buffer_bounded(SIZE_MAX);
        write_text(rows[i].frame);
        cr_expect_not(replay_case(rows[i].path, &text, &error), "row %zu", i);
        cr_expect_str_eq(error.text, rows[i].error);
        buffer_dispose(&text);
    }
}

Test(replay, says_so_whichever_allocation_is_refused)
{
    write_text("case 1 2 3 6 0 0\ndffrrrbefore\n");
    for (size_t n = 1;; n++) {
        struct error error = {0};
        struct buffer text = buffer_bounded(SIZE_MAX);
        fail_alloc_begin(n);
        bool done = replay_case("a case", &text, &error);
        bool told = done && memmem(text.at, text.len, "STREAM_NO_MEMORY", 16) != NULL;
        buffer_dispose(&text);
        struct fail_alloc_count count = fail_alloc_end();

        cr_expect_eq(count.live, 0, "allocation %zu refused: %zu leaked", n, count.live);
        if (count.refused == 0)
            break;
        cr_expect(!done || told, "allocation %zu refused", n);
        if (!done)
            cr_expect_str_eq(error.text, "cannot run the case: Cannot allocate memory");
    }
}
