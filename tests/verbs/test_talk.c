/*
 * The talk, step by step and in its order, with this workbook's commands: each gives the talk's
 * conclusion. Where C gives another one, the test says so.
 */
#include "verbs/running.h"

#include <criterion/criterion.h>
#include <string.h>

enum { MOST_WORDS = 12, MOST_PARTS = 5 };

static const struct {
    const char *step;
    const char *program;
    const char *words[MOST_WORDS];
    const char *parts[MOST_PARTS]; /* of what it says, in this order */
} steps[] = {
    {"a benchmark gives 53 B/op and 2 allocs/op",
     "bench",
     {"--bytes", "65536", "--min-ms", "1", "1"},
     {"the talk's", "53", "2"}},
    {"the listing gives the buffer's bytes as cum, the window's as flat",
     "profile",
     {"1"},
     {"          .        48 B >   17: ", "        5 B         5 B >   23: "}},
    {"without inlines the buffer's bytes are flat too",
     "profile",
     {"--inlines", "no", "1"},
     {"       48 B        48 B >   17: ", "        5 B         5 B >   23: "}},
    {"because the constructor was inlined, at a cost below the threshold",
     "inline",
     {"1"},
     {"   17  buffer_new           yes -", " < "}},
    {"the buffer escapes through the interface",
     "escape",
     {"1"},
     {"buffer_new(data)", "STAYS on the heap", "through a function pointer",
      "from.operations->read(", "heap: 2 of 2 allocs/op"}},
    {"without the interface 5 B/op and 1 alloc/op are left",
     "profile",
     {"--solution", "1", "2"},
     {"Total: 5 B/op ", "        5 B         5 B >   21:     window = malloc(find.len);\n"}},
    {"the window escapes by its size, which is not constant",
     "escape",
     {"--solution", "1", "2"},
     {"malloc(find.len)", "STAYS", "its size is not a constant", "heap: 1 of 1 allocs/op"}},
    {"with a constant size nothing is left",
     "profile",
     {"--solution", "1", "3"},
     {"Total: 0 B/op "}},
    /* The talk calls the comparison the heaviest line; its own figures, and ours, say the read. */
    {"the CPU profile shows reading, comparing and writing",
     "profile",
     {"--show", "list-cpu", "4"},
     {">   37:     ",
      "buffer_read(&input, window + end, 1, &got) != STREAM_OK) {   <- hottest line",
      ">   43: ", "memcmp(window, find.at, find.len)", ">   55: "}},
};

Test(talk, can_be_replayed_step_by_step, .timeout = 400)
{
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
        struct ran ran = run_verb(steps[i].program, steps[i].words, NULL);
        const char *rest = ran_output(&ran);
        cr_expect_eq(ran.end.code, 0, "%s: %s", steps[i].step, ran_errors(&ran));
        for (size_t k = 0; k < MOST_PARTS && steps[i].parts[k] != NULL; k++) {
            const char *found = strstr(rest, steps[i].parts[k]);
            cr_expect_not_null(found, "%s: expected \"%s\" in\n%s", steps[i].step,
                               steps[i].parts[k], rest);
            rest = found == NULL ? rest : found + strlen(steps[i].parts[k]);
        }
        ran_dispose(&ran);
    }
}
