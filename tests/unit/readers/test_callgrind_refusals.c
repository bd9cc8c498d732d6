/* What the callgrind reader refuses; test_callgrind.c has what it reads. */
#include "base/scan.h"
#include "readers/callgrind.h"
#include "unit/fixture.h"
#include "unit/reader_case.h"

#include <criterion/criterion.h>
#include <stdio.h>

#define EVENTS "events: Ir Dr\n"
#define MAIN EVENTS "fl=a.c\nfn=main\n"

static const char *const versions[] = {"valgrind-3.19", "valgrind-3.24"};

enum { VERSIONS = 2 };

static bool read_and_end(const char *name, struct bytes text, struct error *error, bool *left_empty)
{
    struct callgrind profile;
    bool read = callgrind_read(name, text, &profile, error);
    *left_empty = profile.lines == NULL && profile.calls == NULL && profile.event_count == 0;
    if (read)
        callgrind_dispose(&profile);
    return read;
}

Test(callgrind_refusals, refuses_every_file_that_was_cut_off, .timeout = 120)
{
    static const char *const files[] = {"callgrind.out", "callgrind-instr.out", "xtree.out",
                                        "xtree-nothing.out"};
    for (size_t i = 0; i < VERSIONS; i++) {
        for (size_t j = 0; j < sizeof files / sizeof *files; j++) {
            char path[64];
            snprintf(path, sizeof path, "%s/%s", versions[i], files[j]);
            struct bytes text = fixture_load(path);
            cr_expect_eq(count_prefixes_read(read_and_end, text), 0, "%s", path);
            fixture_dispose(text);
        }
    }
}

#define COSTS "expected a position and costs (at most 2), got "

Test(callgrind_refusals, refuses_headers_that_it_does_not_understand, .timeout = 10)
{
    static const struct refused cases[] = {
        {"empty", "", "x:1: expected events: <names>, got the end of the text", 0},
        {"another file", "desc: x\nmassif\n", "x:2: expected events: <names>, got \"massif\"", 0},
        {"binary", "\0\xff\n", "x:1: expected events: <names>, got \"\\x00\\xff\"", 3},
        {"another version", "version: 2\n", "x:1: expected version: 1, got \"version: 2\"", 0},
        {"version 1x", "version: 1x\n", "x:1: expected version: 1, got \"version: 1x\"", 0},
        {"basic blocks", "positions: bb line\n",
         "x:1: expected positions: line or instr line, got \"positions: bb line\"", 0},
        {"a third position", "positions: instr line x\n",
         "x:1: expected positions: line or instr line, got \"positions: instr line x\"", 0},
        {"no lines", "positions: instr\n",
         "x:1: expected positions: line or instr line, got \"positions: instr\"", 0},
        {"a header cut off", "cmd: ./x",
         "x:1: expected a whole line, got \"cmd: ./x\" and the end of the text", 0},
        {"events cut off", "events: Ir",
         "x:1: expected one whole line of events: <names>, got \"events: Ir\" "
         "and the end of the text",
         0},
        {"no events", "events: \n", "x:1: expected events: <names>, got \"events: \"", 0},
        {"17 events", "events: a b c d e f g h i j k l m n o p q\n",
         "x:1: expected at most 16 events, got \"events: a b c d e f g h i j k l m n o p q\"", 0},
        {"two parts", EVENTS EVENTS,
         "x:2: expected one whole line of events: <names>, got \"events: Ir Dr\"", 0},
        {"a summary of 3", EVENTS "summary: 1 2 3\n",
         "x:2: expected summary: and costs (at most 2), got \"summary: 1 2 3\"", 0},
        {"a negative summary", EVENTS "summary: -1\n",
         "x:2: expected summary: and costs (at most 2), got \"summary: -1\"", 0},
        {"an unknown header", EVENTS "rcmd: x\n", "x:2: expected fn= before costs, got \"rcmd: x\"",
         0},
    };
    expect_refused(read_and_end, cases, sizeof cases / sizeof *cases);
}

Test(callgrind_refusals, refuses_lines_that_it_does_not_understand, .timeout = 10)
{
    static const struct refused cases[] = {
        {"no totals", MAIN "1 2\n", "x:5: expected totals:, got the end of the text", 0},
        {"costs of nothing", EVENTS "1 2\n", "x:2: expected fn= before costs, got \"1 2\"", 0},
        {"3 costs of 2 events", MAIN "1 2 3 4\n", "x:4: " COSTS "\"1 2 3 4\"", 0},
        {"a negative cost", MAIN "1 -2\n", "x:4: " COSTS "\"1 -2\"", 0},
        {"a cost of more than 64 bits", MAIN "1 18446744073709551616\n",
         "x:4: " COSTS "\"1 18446744073709551616\"", 0},
        {"a line before the first", MAIN "3 1\n-4 1\n", "x:5: " COSTS "\"-4 1\"", 0},
        {"a line after the last", MAIN "3 1\n+18446744073709551613 1\n",
         "x:5: " COSTS "\"+18446744073709551613 1\"", 0},
        {"costs cut off", MAIN "1 2", "x:4: " COSTS "\"1 2\" and the end of the text", 0},
        {"a sign alone", MAIN "+ 2\n", "x:4: " COSTS "\"+ 2\"", 0},
        {"a position alone instead of two", "positions: instr line\n" MAIN "0x12\n",
         "x:5: " COSTS "\"0x12\"", 0},
        {"a jump", MAIN "jump=1 +2\n", "x:4: " COSTS "\"jump=1 +2\"", 0},
        {"a conditional jump", MAIN "jcnd=1/2 +2\n", "x:4: " COSTS "\"jcnd=1/2 +2\"", 0},
        {"an unknown position", MAIN "mp=1\n", "x:4: " COSTS "\"mp=1\"", 0},
        {"a second header", MAIN "part: 2\n", "x:4: " COSTS "\"part: 2\"", 0},
    };
    expect_refused(read_and_end, cases, sizeof cases / sizeof *cases);
}

Test(callgrind_refusals, refuses_names_that_it_does_not_understand, .timeout = 10)
{
    static const struct refused cases[] = {
        {"no name", MAIN "fn=\n", "x:4: expected a name, got \"fn=\"", 0},
        {"a name cut off", MAIN "fn=f",
         "x:4: expected a name, got \"fn=f\" and the end of the text", 0},
        {"an id without a name", MAIN "fn=(7)\n",
         "x:4: expected an id that has a name, got \"fn=(7)\"", 0},
        {"an id of another kind", MAIN "fl=(7) a.c\nfn=(7)\n",
         "x:5: expected an id that has a name, got \"fn=(7)\"", 0},
        {"an id that is none", MAIN "fn=(7x) f\n", "x:4: expected (<id>), got \"fn=(7x) f\"", 0},
        {"an id of more than 64 bits", MAIN "fn=(18446744073709551616) f\n",
         "x:4: expected (<id>), got \"fn=(18446744073709551616) f\"", 0},
        {"an id cut off", MAIN "fn=(7) f",
         "x:4: expected a whole name, got \"fn=(7) f\" and the end of the text", 0},
        {"two names for an id", MAIN "fn=(7) f\nfn=(7) g\n",
         "x:5: expected a name, and one only for an id, got \"fn=(7) g\"", 0},
        {"a compressed context", MAIN "fn=(7) (3)'(4)\n",
         "x:4: expected a name, and one only for an id, got \"fn=(7) (3)'(4)\"", 0},
    };
    expect_refused(read_and_end, cases, sizeof cases / sizeof *cases);
}

Test(callgrind_refusals, refuses_calls_and_totals_that_do_not_fit, .timeout = 10)
{
#define SUMS "expected totals: the sums of all cost lines, got "
    static const struct refused cases[] = {
        {"a call to nowhere", MAIN "calls=1 2\n1 2\n",
         "x:4: expected fn= and cfn= before calls=, got \"calls=1 2\"", 0},
        {"a second call to the same", MAIN "cfn=f\ncalls=1 2\n1 2\ncalls=1 2\n1 2\n",
         "x:7: expected fn= and cfn= before calls=, got \"calls=1 2\"", 0},
        {"a call from nowhere", EVENTS "cfn=f\ncalls=1 2\n",
         "x:3: expected fn= and cfn= before calls=, got \"calls=1 2\"", 0},
        {"no target", MAIN "cfn=f\ncalls=1\n",
         "x:5: expected calls=<count> <position>, got \"calls=1\"", 0},
        {"a negative count", MAIN "cfn=f\ncalls=-1 2\n",
         "x:5: expected calls=<count> <position>, got \"calls=-1 2\"", 0},
        {"too many targets", MAIN "cfn=f\ncalls=1 2 3\n",
         "x:5: expected calls=<count> <position>, got \"calls=1 2 3\"", 0},
        {"a call that costs nothing known", MAIN "cfn=f\ncalls=1 2\nfn=g\n",
         "x:6: " COSTS "\"fn=g\"", 0},
        {"totals too small", MAIN "1 2\ntotals: 1\n", "x:5: " SUMS "\"totals: 1\"", 0},
        {"totals too large", MAIN "1 2\ntotals: 3\n", "x:5: " SUMS "\"totals: 3\"", 0},
        {"totals of another event", MAIN "1 0 2\ntotals: 2 0\n", "x:5: " SUMS "\"totals: 2 0\"", 0},
        {"null totals of something", MAIN "1 2\ntotals: (null)\n",
         "x:5: " SUMS "\"totals: (null)\"", 0},
        {"sums that overflow", MAIN "1 18446744073709551615\n2 2\ntotals: 1\n",
         "x:6: " SUMS "\"totals: 1\"", 0},
        {"totals that are no number", MAIN "totals: (nil)\n",
         "x:4: expected totals: and costs (at most 2), got \"totals: (nil)\"", 0},
        {"totals cut off", MAIN "1 2\ntotals: 2",
         "x:5: expected totals: and costs (at most 2), got \"totals: 2\" and the end of the text",
         0},
        {"null totals cut off", MAIN "totals: (null)",
         "x:4: expected totals: and costs (at most 2), got \"totals: (null)\" "
         "and the end of the text",
         0},
        {"something after the totals", MAIN "totals: 0\n\nfn=f\n",
         "x:6: expected nothing after the totals, got \"fn=f\"", 0},
    };
    expect_refused(read_and_end, cases, sizeof cases / sizeof *cases);
}

Test(callgrind_refusals, refuses_ten_megabytes_in_one_line, .timeout = 10)
{
    struct bytes text = repeated("0123456789", 1024 * 1024);
    expect_refusal(read_and_end, "10 MB", text,
                   "x:1: expected events: <names>, got "
                   "\"012345678901234567890123456789012345678901234567890123456789...\" "
                   "(10485760 bytes) and the end of the text");
    fixture_dispose(text);
}

Test(callgrind_refusals, says_when_there_is_no_memory, .timeout = 10)
{
    for (size_t i = 0; i < VERSIONS; i++) {
        char path[64];
        snprintf(path, sizeof path, "%s/callgrind.out", versions[i]);
        struct bytes text = fixture_load(path);
        expect_no_memory_refused(read_and_end, text, "x: not enough memory to read it");
        fixture_dispose(text);
    }
}
