#include "judge/op_runs.h"

#include "base/files.h"
#include "base/scan.h"
#include "judge/cases.h"
#include "judge/contract_replacer.h"
#include "judge/replace_oracle.h"
#include "probe/frame.h"
#include "results/result.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

enum { MOST_FILES = 2 };

static struct probe_case case_of(enum ops_stream stream, struct buffer *memory)
{
    *memory = buffer_bounded(0);
    switch (stream) {
    case OPS_TALK:
        return cases_talk_stream();
    case OPS_TWIN:
        return cases_twin_of_talk(judging()->seed, memory);
    case OPS_RARE:
        return streams_rare(memory);
    case OPS_RUNS:
        return streams_runs(memory);
    default:
        return streams_long(judging()->seed, memory);
    }
}

const char *ops_stream_name(enum ops_stream stream)
{
    static const char *const names[] = {[OPS_TALK] = "on the talk's stream",
                                        [OPS_TWIN] = "on a stream like the talk's",
                                        [OPS_RARE] = "where a match is rare",
                                        [OPS_RUNS] = "where each window is nearly a match",
                                        [OPS_LONG] = "on a stream of 16 MiB"};
    return names[stream];
}

uint64_t ops_stream_len(enum ops_stream stream)
{
    struct buffer memory;
    struct probe_case c = case_of(stream, &memory);
    buffer_dispose(&memory);
    return c.data.len * (c.stream.times > 1 ? c.stream.times : 1);
}

static void write_cases(const char *path, const struct ops_request *request)
{
    struct error error;
    struct buffer text = buffer_bounded(SIZE_MAX);
    for (size_t i = 0; i < request->stream_count; i++) {
        struct buffer memory;
        struct probe_case c = case_of(request->streams[i], &memory);
        c.room = request->room;
        cr_assert_eq(frame_write_case(&text, &c), STREAM_OK);
        buffer_dispose(&memory);
    }
    cr_assert(file_write(path, buffer_rest(&text), &error), "%s", error.text);
    buffer_dispose(&text);
}

uint64_t ops_heap_room(void)
{
    return 4096 + judging()->seed % 4096;
}

struct run ops_start(const struct ops_request *request)
{
    char options[MOST_FILES][2 * JUDGING_PATH_SIZE];
    char paths[MOST_FILES][JUDGING_PATH_SIZE];
    char case_path[JUDGING_PATH_SIZE];
    char answers_path[JUDGING_PATH_SIZE];
    char ops[16];
    const char *words[RUN_MOST_WORDS] = {NULL};
    size_t count = 0;
    size_t files = 0;
    struct run_request run = {.name = request->name,
                              .words = words,
                              .kind = request->kind,
                              .cases = case_path,
                              .ours = request->ours};

    while (request->tool[count] != NULL) {
        words[count] = request->tool[count];
        count++;
    }
    for (; files < MOST_FILES && request->file_options[files] != NULL; files++) {
        judging_path(paths[files], request->file_names[files]);
        snprintf(options[files], sizeof options[files], "%s%s", request->file_options[files],
                 paths[files]);
        run.writes[files] = paths[files];
        words[count++] = options[files];
    }
    run_path(case_path, request->name, "cases");
    run_path(answers_path, request->name, "answers");
    run.writes[files] = answers_path;
    write_cases(case_path, request);
    snprintf(ops, sizeof ops, "%u", request->ops);
    words[count++] = request->probe;
    words[count++] = "--ops";
    words[count++] = ops;
    words[count++] = case_path;
    words[count++] = answers_path;
    return run_start(&run);
}

/* What was left in the output in the end: the last part of a stream that came many times. */
static bool is_right(const struct probe_case *c, struct bytes output, struct bytes expected)
{
    bool is_last_part = c->stream.times > 1 && output.len > expected.len;
    return bytes_equal(is_last_part ? bytes_skip(output, output.len - expected.len) : output,
                       expected);
}

/* Skips the answers of another stream. */
static void skip_answers(struct scan *s, unsigned count)
{
    struct probe_answer answer;
    bool ended;
    while (count > 0 && frame_read_answer(s, &answer, &ended))
        count--;
}

/* The number of right answers in front of the first that is wrong or missing. */
static unsigned count_right(struct scan s, const struct probe_case *c, unsigned ops)
{
    struct probe_answer answer;
    struct buffer expected = buffer_bounded(SIZE_MAX);
    enum stream_status status = oracle(c, &expected);
    unsigned right = 0;
    bool ended;
    while (right < ops && frame_read_answer(&s, &answer, &ended) &&
           answer.status == (uint64_t)status && is_right(c, answer.output, buffer_rest(&expected)))
        right++;
    buffer_dispose(&expected);
    return right;
}

/* The same holds for each stream. */
static void add_once(struct buffer *text, const char *reason)
{
    if (memmem(text->at, text->len, reason, strlen(reason)) == NULL)
        format_add(text, "%s", reason);
}

void ops_judge_answers(const char *name, enum ops_stream stream, unsigned before, unsigned ops,
                       struct finding *finding)
{
    char file[64];
    struct error error;
    struct buffer text;
    struct buffer memory;
    struct probe_case c = case_of(stream, &memory);
    snprintf(file, sizeof file, "%s.answers", name);
    judging_read(file, &text);
    struct scan s = scan_of(file, buffer_rest(&text), &error);
    skip_answers(&s, before);
    unsigned right = count_right(s, &c, ops);
    buffer_dispose(&text);
    buffer_dispose(&memory);
    if (right == ops)
        return;
    finding->verdict = RESULT_NOT_YET;
    format_add(&finding->message, "\n  %s, call %u of %u gave a wrong answer while it was measured",
               ops_stream_name(stream), right + 1, ops);
    add_once(&finding->message, ": the figures count only where the work is done");
}
