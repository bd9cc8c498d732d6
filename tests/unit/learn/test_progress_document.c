/* What tooling/learn/progress_document.h promises. */
#include "learn/progress_document.h"

#include "base/scan.h"
#include "results/result.h"
#include "support/fail_alloc.h"
#include "unit/reader_case.h"
#include "unit/results/gates_case.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

TestSuite(progress, .timeout = 30, .init = reader_case_hook_json);

#define HASH "d592cdbab8318331"
#define DOCUMENT(stages) "{\"format\":1,\"stages\":[" stages "]}"
#define STAGE(fields) DOCUMENT("{\"stage\":\"1-algo-one\"" fields "}")
#define ALL                                                                                        \
    STAGE(",\"checks\":7,\"verdict\":\"not-yet\",\"gate\":\"heap\",\"file\":\"" HASH               \
          "\",\"start\":\"00000000000000ff\",\"passed\":1764072301,\"hints\":2,"                   \
          "\"best\":[2,53,8541.25],\"compiler\":\"gcc 12.2.0\","                                   \
          "\"predicted\":[2,null,23],\"predicted_of\":\"" HASH "\",\"compared\":true")

static bool is_new(const struct progress *progress)
{
    static struct progress new;
    new = progress_new();
    for (size_t i = 0; i < PROGRESS_MOST_STAGES; i++) {
        if (memcmp(progress->stages[i].best, new.stages[i].best, sizeof new.stages[i].best) != 0 ||
            progress->stages[i].checks != 0 || progress->stages[i].verdict != NULL)
            return false;
    }
    return true;
}

static bool read_and_end(const char *name, struct bytes text, struct error *error, bool *left_empty)
{
    struct progress progress;
    bool read = progress_read(name, text, &progress, error);
    *left_empty = is_new(&progress);
    return read;
}

static struct progress read_all(const char *text)
{
    struct error error;
    struct progress progress;
    cr_assert(progress_read("x", bytes_from_string(text), &progress, &error), "%s", error.text);
    return progress;
}

static void expect_all(const struct progress_stage *entry)
{
    cr_expect_eq(entry->checks, 7);
    cr_expect_str_eq(entry->verdict, RESULT_NOT_YET);
    cr_expect_str_eq(entry->gate, "heap");
    cr_expect_eq(entry->file, UINT64_C(0xd592cdbab8318331));
    cr_expect_eq(entry->start, 255);
    cr_expect_eq(entry->passed, 1764072301);
    cr_expect_eq(entry->hints, 2);
    cr_expect_float_eq(entry->best[BEST_INSTRUCTIONS], 8541.25, 0);
    cr_expect_str_eq(entry->compiler, "gcc 12.2.0");
    cr_expect_float_eq(entry->predicted[GUESS_ALLOCS], 2, 0);
    cr_expect_float_eq(entry->predicted[GUESS_BYTES], PROGRESS_UNKNOWN, 0);
    cr_expect_eq(entry->predicted_of, UINT64_C(0xd592cdbab8318331));
    cr_expect(entry->compared);
}

Test(progress, is_read_as_it_was_written)
{
    struct progress progress = read_all(ALL);
    struct buffer text = buffer_bounded(SIZE_MAX);
    expect_all(progress_of(&progress, course_find("1")));
    cr_expect_eq(progress_of(&progress, course_find("2"))->checks, 0);
    cr_assert(progress_write(&progress, &text));
    cr_assert_eq(buffer_write_byte(&text, '\0'), STREAM_OK);
    progress = read_all((const char *)text.at);
    expect_all(progress_of(&progress, course_find("1")));
    buffer_dispose(&text);
}

Test(progress, may_know_little)
{
    struct progress progress = read_all(DOCUMENT(""));
    cr_expect(is_new(&progress));
    progress = read_all(DOCUMENT("{\"stage\":\"4-cpu-hotspot\",\"hints\":1}"));
    cr_expect_eq(progress_of(&progress, course_find("4"))->hints, 1);
}

Test(progress, refuses_what_it_does_not_understand)
{
    static const struct refused cases[] = {
        {"nothing", " ",
         "x:1: expected JSON, and the memory for it, got \" \" and the end of the text", 0},
        {"a list", "[]", "x: expected an object, got an empty array", 0},
        {"two documents", "{} {}\n", "x:1: expected nothing after the JSON, got \"{} {}\"", 0},
        {"a NUL", "{\0}\n", "x:1: expected JSON, which has no NUL bytes, got \"{\\x00}\"", 4},
        {"no format", "{\"stages\":[]}", "x: format: expected 1, got nothing", 0},
        {"a later format", "{\"format\":2,\"course\":{}}", "x: format: expected 1, got 2", 0},
        {"a format of words", "{\"format\":\"1\",\"stages\":[]}",
         "x: format: expected 1, got \"1\"", 0},
        {"no stages", "{\"format\":1}", "x: stages: expected an array, got nothing", 0},
        {"a field more", "{\"format\":1,\"stages\":[],\"no\":1}",
         "x: expected a known field, got \"no\"", 0},
        {"a stage that is none", DOCUMENT("7"), "x: stages[0]: expected an object, got 7", 0},
        {"a stage without a name", DOCUMENT("{}"),
         "x: stages[0].stage: expected a string, got nothing", 0},
        {"another course's", DOCUMENT("{\"stage\":\"9-\\u001b[2J\"}"),
         "x: stages[0].stage: expected a stage of the course, got \"9-\\x1b[2J\"", 0},
        {"a stage twice", DOCUMENT("{\"stage\":\"1-algo-one\"},{\"stage\":\"1-algo-one\"}"),
         "x: stages[1].stage: expected each stage once, got \"1-algo-one\"", 0},
        {"a field of a later version", STAGE(",\"mood\":\"good\""),
         "x: stages[0]: expected a known field, got \"mood\"", 0},
        {"fewer than no checks", STAGE(",\"checks\":-1"),
         "x: stages[0].checks: expected a whole number, got -1", 0},
        {"half a check", STAGE(",\"checks\":0.5"),
         "x: stages[0].checks: expected a whole number, got 0.5", 0},
        {"another verdict", STAGE(",\"verdict\":\"great\""),
         "x: stages[0].verdict: expected pass, not-yet or inconclusive, got \"great\"", 0},
        {"a short hash", STAGE(",\"file\":\"ff\""),
         "x: stages[0].file: expected a hash of 16 hexadecimal digits, got \"ff\"", 0},
        {"no hash", STAGE(",\"start\":\"d592cdbab831833g\""),
         "x: stages[0].start: expected a hash of 16 hexadecimal digits, got \"d592cdbab831833g\"",
         0},
        {"no hash either", STAGE(",\"predicted_of\":\"D592cdbab8318331\""),
         "x: stages[0].predicted_of: expected a hash of 16 hexadecimal digits, got "
         "\"D592cdbab8318331\"",
         0},
        {"two figures", STAGE(",\"best\":[1,2]"),
         "x: stages[0].best: expected an array of 3 figures, got an array", 0},
        {"a figure of words", STAGE(",\"best\":[1,2,\"3\"]"),
         "x: stages[0].best[2]: expected a figure or null, got \"3\"", 0},
        {"a compiler of control bytes", STAGE(",\"compiler\":\"gcc\\u001b[2J\""),
         "x: stages[0].compiler: expected a compiler, as in \"gcc 12.2.0\", got \"gcc\\x1b[2J\"",
         0},
        {"a compiler of a long name", STAGE(",\"compiler\":\"gcc 12345678901234567890123456.0\""),
         "x: stages[0].compiler: expected a compiler, as in \"gcc 12.2.0\", got \"gcc "
         "12345678901234567890123456.0\"",
         0},
        {"less than nothing", STAGE(",\"predicted\":[-1,2,3]"),
         "x: stages[0].predicted[0]: expected a figure or null, got -1", 0},
        {"no number at all", STAGE(",\"predicted\":[1e999,2,3]"),
         "x: stages[0].predicted[0]: expected a figure or null, got inf", 0},
        {"compared with what", STAGE(",\"compared\":1"),
         "x: stages[0].compared: expected true or false, got 1", 0},
    };
    expect_refused(read_and_end, cases, sizeof cases / sizeof *cases);

    char error[512];
    snprintf(error, sizeof error, "x: stages[0].gate: expected %s, got \"garden\"", gates_listed());
    expect_refusal(read_and_end, "another gate", bytes_from_string(STAGE(",\"gate\":\"garden\"")),
                   error);
}

Test(progress, is_read_from_no_prefix)
{
    cr_expect_eq(count_prefixes_read(read_and_end, bytes_from_string(ALL)), 0);
}

Test(progress, says_when_there_is_no_memory)
{
    expect_no_json_memory_refused(read_and_end, bytes_from_string(ALL));
}

Test(progress, is_not_written_without_memory)
{
    struct progress progress = read_all(ALL);
    for (size_t n = 1;; n++) {
        struct buffer text = buffer_bounded(SIZE_MAX);
        fail_alloc_begin(n);
        bool written = progress_write(&progress, &text);
        buffer_dispose(&text);
        struct fail_alloc_count count = fail_alloc_end();
        if (count.refused == 0) {
            cr_expect(written);
            break;
        }
        cr_expect(!written, "allocation %zu", n);
        cr_expect_eq(count.live, 0, "%zu blocks leaked", count.live);
    }
}

/* The vectors of draft-eastlake-fnv for FNV-1a, 64 bits. */
Test(progress, has_hashes_that_can_be_compared)
{
    cr_expect_eq(progress_hash(bytes_from_string("")), UINT64_C(0xcbf29ce484222325));
    cr_expect_eq(progress_hash(bytes_from_string("a")), UINT64_C(0xaf63dc4c8601ec8c));
    cr_expect_eq(progress_hash(bytes_from_string("foobar")), UINT64_C(0x85944171f73967e8));
}
