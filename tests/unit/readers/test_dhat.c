#include "readers/dhat.h"

#include "base/scan.h"
#include "unit/fixture.h"
#include "unit/reader_case.h"

#include <cjson/cJSON.h>
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define HEAD                                                                                       \
    "{\"dhatFileVersion\":2,\"mode\":\"heap\",\"verb\":\"Allocated\",\"bklt\":true,\"bkacc\":"     \
    "true,"                                                                                        \
    "\"tu\":\"instrs\",\"Mtu\":\"Minstr\",\"tuth\":500,\"cmd\":\"./"                               \
    "x\",\"pid\":1,\"te\":2,\"tg\":1,"
#define COUNTS                                                                                     \
    "\"tl\":1,\"mb\":5,\"mbk\":1,\"gb\":5,\"gbk\":1,\"eb\":0,\"ebk\":0,\"rb\":1,\"wb\":2,"
#define ROOT "\"ftbl\":[\"[root]\"]}"

TestSuite(dhat, .init = reader_case_hook_json);

static bool read_and_end(const char *name, struct bytes text, struct error *error, bool *left_empty)
{
    struct dhat dhat;
    bool read = dhat_read(name, text, &dhat, error);
    *left_empty = dhat.points == NULL && dhat.frames == NULL && dhat.text == NULL;
    if (read)
        dhat_dispose(&dhat);
    return read;
}

static void expect_frame(const struct dhat_frame *frame, const char *function, const char *file,
                         uint64_t line)
{
    cr_expect_str_eq(frame->function, function);
    cr_expect_str_eq(frame->file, file, "%s: %s", function, frame->file);
    cr_expect_eq(frame->line, line, "%s", function);
}

/* Valgrind 3.19 counts malloc as a frame, 3.24 does not. */
Test(dhat, reads_the_points_and_their_inlined_frames, .timeout = 10)
{
    static const char *const files[] = {"valgrind-3.19/dhat.out", "valgrind-3.24/dhat.out"};
    static const size_t mallocs[] = {1, 0};
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        struct error error;
        struct dhat dhat;
        struct bytes text = fixture_load(files[i]);
        cr_assert(dhat_read(files[i], text, &dhat, &error), "%s", error.text);
        fixture_dispose(text);
        cr_assert_eq(dhat.point_count, 3);
        cr_expect_eq(dhat.points[0].total_bytes, 3 * 48);
        cr_expect_eq(dhat.points[0].total_blocks, 3);
        cr_expect_eq(dhat.points[0].end_bytes, 0);
        cr_expect_eq(dhat.points[1].total_bytes, 3 * 5);
        cr_expect_eq(dhat.points[2].total_blocks, 12);
        cr_assert_eq(dhat.points[0].frame_count, mallocs[i] + 3);
        const struct dhat_frame **frames = dhat.points[0].frames + mallocs[i];
        if (mallocs[i] == 1)
            expect_frame(frames[-1], "malloc", "", 0);
        expect_frame(frames[0], "buffer_new", "buffer.h", 39);
        expect_frame(frames[1], "algo_one", "algo_one.c", 18);
        expect_frame(frames[2], "main", "churn.c", 12);
        expect_frame(&dhat.frames[0], "[root]", "", 0);
        dhat_dispose(&dhat);
    }
}

Test(dhat, reads_a_program_that_allocated_nothing, .timeout = 10)
{
    static const char *const files[] = {"valgrind-3.19/dhat-nothing.out",
                                        "valgrind-3.24/dhat-nothing.out"};
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        struct error error;
        struct dhat dhat;
        struct bytes text = fixture_load(files[i]);
        cr_assert(dhat_read(files[i], text, &dhat, &error), "%s", error.text);
        cr_expect_eq(dhat.point_count, 0);
        cr_expect_eq(dhat.frame_count, 1);
        dhat_dispose(&dhat);
        fixture_dispose(text);
    }
}

/* Only the last newline can be missing. */
Test(dhat, refuses_every_file_that_was_cut_off, .timeout = 30)
{
    static const char *const files[] = {"valgrind-3.19/dhat.out", "valgrind-3.24/dhat.out"};
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        struct bytes text = fixture_load(files[i]);
        cr_expect_eq(count_prefixes_read(read_and_end, text), 1);
        fixture_dispose(text);
    }
}

Test(dhat, refuses_what_is_not_dhats_json, .timeout = 10)
{
#define JSON "expected JSON, and the memory for it, got "
    static const struct refused cases[] = {
        {"empty", "", "x:1: " JSON "the end of the text", 0},
        {"binary",
         "\x7f"
         "ELF\n",
         "x:1: " JSON "\"\\x7fELF\"", 0},
        {"NUL", "{\n\0}",
         "x:2: expected JSON, which has no NUL bytes, got \"\\x00}\" "
         "and the end of the text",
         4},
        {"cut off", "{\"a\":1,\n\"b\":", "x:2: " JSON "\"\\\"b\\\":\" and the end of the text", 0},
        {"a bad number", "{\"a\":-}\n", "x:1: " JSON "\"{\\\"a\\\":-}\"", 0},
        {"two documents", "{}\n {}\n", "x:2: expected nothing after the JSON, got \" {}\"", 0},
        {"a list", "[]", "x: expected an object, got an empty array", 0},
        {"another document", "{}", "x: dhatFileVersion: expected 2, got nothing", 0},
        {"another version", "{\"dhatFileVersion\":3}", "x: dhatFileVersion: expected 2, got 3", 0},
        {"a version in words", "{\"dhatFileVersion\":\"2\"}",
         "x: dhatFileVersion: expected 2, got \"2\"", 0},
        {"ad-hoc", "{\"dhatFileVersion\":2,\"mode\":\"ad-hoc\"}",
         "x: mode: expected heap, got \"ad-hoc\"", 0},
        {"no mode", "{\"dhatFileVersion\":2,\"mode\":null}", "x: mode: expected heap, got null", 0},
        {"fields missing", "{\"dhatFileVersion\":2,\"mode\":\"heap\"}",
         "x: pps: expected an array, got nothing", 0},
        {"an unknown field", HEAD "\"x\\n\":1}", "x: expected a known field, got \"x\\n\"", 0},
        {"a field twice", HEAD "\"pid\":1}", "x: pid: expected one such field, got two", 0},
        {"a string that is none", "{\"dhatFileVersion\":2,\"mode\":\"heap\",\"verb\":1}",
         "x: verb: expected a string, got 1", 0},
        {"a boolean that is none", "{\"dhatFileVersion\":2,\"mode\":\"heap\",\"bklt\":1}",
         "x: bklt: expected true or false, got 1", 0},
        {"a list that is none", HEAD "\"pps\":{}," ROOT,
         "x: pps: expected an array, got an empty object", 0},
    };
    expect_refused(read_and_end, cases, sizeof cases / sizeof *cases);
}

#define POINT(tb, fs) HEAD "\"pps\":[{\"tb\":" tb ",\"tbk\":1," COUNTS "\"fs\":" fs "}]," ROOT

Test(dhat, refuses_points_that_it_does_not_understand, .timeout = 10)
{
    static const struct refused cases[] = {
        {"no object", HEAD "\"pps\":[5]," ROOT, "x: pps[0]: expected an object, got 5", 0},
        {"fields missing", HEAD "\"pps\":[{}]," ROOT,
         "x: pps[0].tb: expected a whole number, got nothing", 0},
        {"an unknown field", HEAD "\"pps\":[{\"tb2\":1}]," ROOT,
         "x: pps[0]: expected a known field, got \"tb2\"", 0},
        {"a word", POINT("\"x\"", "[0]"), "x: pps[0].tb: expected a whole number, got \"x\"", 0},
        {"true", POINT("true", "[0]"), "x: pps[0].tb: expected a whole number, got true", 0},
        {"false", POINT("false", "[0]"), "x: pps[0].tb: expected a whole number, got false", 0},
        {"negative", POINT("-1", "[0]"), "x: pps[0].tb: expected a whole number, got -1", 0},
        {"not whole", POINT("1.5", "[0]"), "x: pps[0].tb: expected a whole number, got 1.5", 0},
        {"inexact", POINT("9007199254740994", "[0]"),
         "x: pps[0].tb: expected a whole number, got 9007199254740994", 0},
        {"infinite", POINT("1e999", "[0]"), "x: pps[0].tb: expected a whole number, got inf", 0},
        {"a path of no frames", POINT("1", "[]"),
         "x: pps[0].fs: expected an array of one frame or more, got an empty array", 0},
        {"a frame that is not there", POINT("1", "[0,1]"),
         "x: pps[0].fs[1]: expected a number below 1, got 1", 0},
        {"a negative frame", POINT("1", "[-1]"), "x: pps[0].fs[0]: expected a whole number, got -1",
         0},
        {"no path", POINT("1", "0"), "x: pps[0].fs: expected an array of one frame or more, got 0",
         0},
        {"no frame table", HEAD "\"pps\":[],\"ftbl\":[]}",
         "x: ftbl: expected an array of one frame or more, got an empty array", 0},
        {"a frame that is none", HEAD "\"pps\":[],\"ftbl\":[\"[root]\",\"main\"]}",
         "x: ftbl[1]: expected a frame, got \"main\"", 0},
        {"a frame that is no string", HEAD "\"pps\":[],\"ftbl\":[\"[root]\",7]}",
         "x: ftbl[1]: expected a string, got 7", 0},
    };
    expect_refused(read_and_end, cases, sizeof cases / sizeof *cases);
}

Test(dhat, reads_numbers_up_to_the_largest_exact_one, .timeout = 10)
{
    struct error error;
    struct dhat dhat;
    struct bytes text = bytes_from_string(POINT("9007199254740992", "[0]"));
    cr_assert(dhat_read("x", text, &dhat, &error), "%s", error.text);
    cr_expect_eq(dhat.points[0].total_bytes, UINT64_C(9007199254740992));
    dhat_dispose(&dhat);
}

Test(dhat, says_where_in_many_points_it_stopped, .timeout = 10)
{
    struct bytes good = repeated("{\"tb\":1,\"tbk\":1," COUNTS "\"fs\":[0]},", 20);
    char *text = malloc(good.len + 4096);
    cr_assert_not_null(text);
    sprintf(text, HEAD "\"pps\":[%.*s{\"tb\":null}]," ROOT, (int)good.len, (const char *)good.at);
    expect_refusal(read_and_end, "the 21st of 21", bytes_from_string(text),
                   "x: pps[20].tb: expected a whole number, got null");
    free(text);
    fixture_dispose(good);
}

Test(dhat, refuses_deeply_nested_json, .timeout = 10)
{
    struct bytes text = repeated("[", 1024 * 1024);
    bool left_empty;
    struct error error;
    cr_expect_not(read_and_end("x", text, &error, &left_empty));
    cr_expect(left_empty);
    cr_expect_eq(strncmp(error.text, "x:1: " JSON "\"...[[[", 48), 0, "%s", error.text);
    fixture_dispose(text);
}

Test(dhat, refuses_ten_megabytes_in_one_line, .timeout = 10)
{
    struct bytes text = repeated("elviselvis", 1024 * 1024);
    expect_refusal(read_and_end, "10 MB", text,
                   "x:1: " JSON "\"elviselviselviselviselviselviselviselviselviselviselviselvis"
                   "...\" (10485760 bytes) and the end of the text");
    fixture_dispose(text);
}

Test(dhat, says_when_there_is_no_memory, .timeout = 10)
{
    struct bytes text = fixture_load("valgrind-3.19/dhat.out");
    cJSON_InitHooks(NULL);
    expect_no_memory_refused(read_and_end, text, "x: not enough memory to read it");
    fixture_dispose(text);
}

Test(dhat, says_when_there_is_no_memory_for_the_json, .timeout = 30)
{
    struct bytes text = fixture_load("valgrind-3.19/dhat.out");
    expect_no_json_memory_refused(read_and_end, text);
    fixture_dispose(text);
}
