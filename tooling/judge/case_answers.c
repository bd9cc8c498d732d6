#include "judge/case_answers.h"

#include "base/files.h"
#include "base/quote.h"
#include "judge/held_back.h"
#include "judge/judged_build.h"
#include "judge/probe_run.h"
#include "probe/chunks.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

struct run answers_start_with(const struct gate_context *gate, const char *name,
                              const struct case_list *cases, enum tool tool, const char *probe)
{
    char cases_path[CHECK_PATH_SIZE];
    char answers_path[CHECK_PATH_SIZE];
    struct compile_paths build;
    struct error error;
    struct buffer text = buffer_bounded(SIZE_MAX);
    uint64_t span = 0;
    for (size_t i = 0; i < cases->count && !format_failed(&text); i++) {
        const struct probe_stream *stream = &cases->items[i].c.stream;
        span = stream->span > span ? stream->span : span;
        if (frame_write_case(&text, &cases->items[i].c) != STREAM_OK)
            text.limit = 0;
    }
    bool written = format_failed(&text)
                       ? error_out_of_memory(&error)
                       : judged_build_paths(gate, CHECK_PROGRAM, &build, &error) &&
                             check_path(cases_path, gate->folder, name, CHECK_CASES, &error) &&
                             check_path(answers_path, gate->folder, name, CHECK_ANSWERS, &error) &&
                             file_write(cases_path, buffer_rest(&text), &error);
    buffer_dispose(&text);
    if (!written)
        return run_failed(name, error.text);
    return run_start(gate, &(struct run_request){.tool = tool,
                                                 .name = name,
                                                 .work = "cases",
                                                 .span = span,
                                                 .words = {probe == NULL ? build.probe : probe,
                                                           "--cases", cases_path, answers_path},
                                                 .reads = cases_path,
                                                 .writes = answers_path});
}

struct run answers_start(const struct gate_context *gate, const char *name,
                         const struct case_list *cases)
{
    return answers_start_with(gate, name, cases, TOOL_ALLOCATIONS, NULL);
}

struct run answers_start_memcheck(const struct gate_context *gate, const char *name,
                                  const struct case_list *cases, bool origins)
{
    return answers_start_with(gate, name, cases, origins ? TOOL_MEMCHECK_ORIGINS : TOOL_MEMCHECK,
                              NULL);
}

static bool exceeds_its_limit(const struct judged_answer *judged)
{
    const struct probe_case *c = &judged->of->c;
    return c->refuse == PROBE_NO_GROWTH && judged->expected.len > probe_capacity(c);
}

/* Whether output has a limit that keeps it from the most that this call could write. */
static bool may_reach_its_limit(const struct judged_answer *judged)
{
    const struct probe_case *c = &judged->of->c;
    return c->refuse == PROBE_NO_GROWTH && c->room < cases_enough_room(c);
}

/* If memory has run out, what was in the output stays, and what was written is a beginning. */
static bool is_cut_short(const struct judged_answer *judged)
{
    struct bytes expected = buffer_rest(&judged->expected);
    struct bytes output = judged->answer.output;
    if (output.len < judged->of->c.before.len || output.len > expected.len)
        return false;
    expected.len = output.len;
    return bytes_equal(output, expected);
}

static enum answer_fault output_fault(const struct judged_answer *judged)
{
    struct bytes output = judged->answer.output;
    uint64_t status = judged->answer.status;
    if (exceeds_its_limit(judged)) {
        if (output.len > probe_capacity(&judged->of->c) || !is_cut_short(judged))
            return ANSWER_WRONG_OUTPUT;
        return status == STREAM_NO_MEMORY ? ANSWER_RIGHT : ANSWER_WRONG_STATUS;
    }
    /* If an allocation was refused, the stage may say so, or do without it. Some reserve the most first. */
    if ((judged->answer.refused > 0 || may_reach_its_limit(judged)) && status == STREAM_NO_MEMORY)
        return is_cut_short(judged) ? ANSWER_RIGHT : ANSWER_WRONG_OUTPUT;
    if (!bytes_equal(output, buffer_rest(&judged->expected)))
        return ANSWER_WRONG_OUTPUT;
    return status == (uint64_t)judged->status ? ANSWER_RIGHT : ANSWER_WRONG_STATUS;
}

/* What the contract of chunks promises beside the output. */
static enum answer_fault fault_of(const struct judged_answer *judged)
{
    struct held_back unused;
    enum answer_fault fault = output_fault(judged);
    if (fault != ANSWER_RIGHT || !judged->gate->contract->in_chunks)
        return fault;
    if (judged->answer.made != 0)
        return ANSWER_LEFT_MADE;
    bool is_late = held_back_find(&judged->of->c, judged->answer.fed, &unused);
    return is_late ? ANSWER_HELD_BACK : ANSWER_RIGHT;
}

size_t answers_judge_some(const struct gate_context *gate, const char *name,
                          const struct case_list *cases, answers_chooser *choose,
                          answers_visitor *visit, void *context)
{
    struct error error;
    struct buffer text;
    size_t answered = 0;
    bool there = true;

    gate_read(gate, name, CHECK_ANSWERS, &text);
    struct scan s = scan_of(name, buffer_rest(&text), &error);
    for (size_t i = 0; i < cases->count && there; i++) {
        bool ended;
        struct judged_answer judged = {
            .gate = gate, .of = &cases->items[i], .expected = buffer_bounded(SIZE_MAX)};
        there = frame_read_answer(&s, &judged.answer, &ended);
        answered += there;
        if (choose != NULL && !(there && choose(&judged.answer, context)))
            continue;
        judged.status = gate->contract->oracle(&judged.of->c, &judged.expected);
        judged.fault = there ? fault_of(&judged) : ANSWER_MISSING;
        visit(&judged, context);
        buffer_dispose(&judged.expected);
    }
    buffer_dispose(&text);
    return answered;
}

size_t answers_judge(const struct gate_context *gate, const char *name,
                     const struct case_list *cases, answers_visitor *visit, void *context)
{
    return answers_judge_some(gate, name, cases, NULL, visit, context);
}

static void note_right(const struct judged_answer *judged, void *context)
{
    *(bool *)context = judged->fault == ANSWER_RIGHT;
}

bool answers_right_alone(const struct gate_context *gate, const struct named_case *of)
{
    struct named_case copy = *of;
    const struct case_list one = {.items = &copy, .count = 1};
    bool right = false;
    struct run run = answers_start(gate, "correctness-alone", &one);
    run_wait(&run);
    answers_judge(gate, run.name, &one, note_right, &right);
    return right;
}

/* Appends a slice, shortened around byte `around` of it, or around its end. */
static void add_line(struct buffer *text, const char *name, struct bytes bytes, size_t around)
{
    around = around < bytes.len ? around : bytes.len;
    format_add(text, "\n  %-9s", name);
    if (quote_around(text, bytes, around) != STREAM_OK)
        text->limit = 0;
}

static bool is_output_right(enum answer_fault fault)
{
    return fault != ANSWER_WRONG_OUTPUT && fault != ANSWER_MISSING;
}

/* What the stage may do instead of giving the whole answer, if it must run short of memory. */
static void describe_shortage(const struct judged_answer *judged, struct buffer *text)
{
    const struct probe_case *c = &judged->of->c;
    if (c->refuse == PROBE_NO_GROWTH)
        format_add(text, "\n  limit    output can hold %" PRIu64 " B", probe_capacity(c));
    else if (c->refuse > 0)
        format_add(text,
                   "\n  refused  allocation %" PRIu64
                   " of this call: it got NULL on purpose (growth of output counts, too)",
                   c->refuse);
    if (is_output_right(judged->fault))
        return;
    if (exceeds_its_limit(judged))
        format_add(text, "\n  expected STREAM_NO_MEMORY, and in output the beginning of this%s:",
                   c->before.len > 0 ? ", all of\n           before with it" : "");
    else if (c->refuse > 0 && c->refuse != PROBE_NO_GROWTH)
        format_add(text, "\n  expected STREAM_NO_MEMORY without a leak, or this answer:");
}

static void describe_status(const struct judged_answer *judged, struct buffer *text)
{
    /* An output cut short goes with no other status, if an allocation was refused. */
    bool ran_short = judged->fault == ANSWER_WRONG_OUTPUT && judged->answer.refused > 0;
    enum stream_status expected =
        exceeds_its_limit(judged) || ran_short ? STREAM_NO_MEMORY : judged->status;
    bool is_wrong = (judged->fault == ANSWER_WRONG_STATUS || !is_output_right(judged->fault)) &&
                    judged->answer.status != (uint64_t)expected;
    if (!is_wrong && judged->answer.status == STREAM_OK)
        return;
    format_add(text, "\n  returned %s",
               stream_status_name((enum stream_status)judged->answer.status));
    if (is_wrong)
        format_add(text, "; expected %s", stream_status_name(expected));
    if (is_wrong && judged->answer.refused > 0 && expected != STREAM_NO_MEMORY)
        format_add(text, " or STREAM_NO_MEMORY");
}

/* Where the output begins to differ from what was expected, in bytes; 0 if it is not wrong. */
static size_t first_difference(const struct judged_answer *judged)
{
    struct bytes expected = buffer_rest(&judged->expected);
    struct bytes got = judged->answer.output;
    size_t i = 0;
    if (judged->fault != ANSWER_WRONG_OUTPUT)
        return 0;
    while (i < expected.len && i < got.len && expected.at[i] == got.at[i])
        i++;
    return i;
}

/* What is wrong although the output is right in the end. */
static void describe_promise(const struct judged_answer *judged, struct buffer *text)
{
    const struct probe_case *c = &judged->of->c;
    struct held_back late;
    if (judged->fault == ANSWER_LEFT_MADE)
        format_add(text, "\n  made     replacer_init returned an error, but *made is not NULL: it "
                         "must be");
    if (judged->fault != ANSWER_HELD_BACK || !held_back_find(c, judged->answer.fed, &late))
        return;
    format_add(text,
               "\n  too late after chunk %zu, %zu B of the stream had come, but output had %" PRIu64
               " B instead\n           of at least %" PRIu64
               " B: only fewer bytes than find has may wait for the next chunk",
               late.chunk, late.came, late.output, late.least);
}

void answers_describe(const struct judged_answer *judged, struct buffer *text)
{
    const struct probe_case *c = &judged->of->c;
    size_t around = first_difference(judged);
    format_add(text, "\n  case     %s", judged->of->name);
    add_line(text, "data", c->data, around);
    if (c->stream.span > 0)
        format_add(text, "\n           over and over, %" PRIu64 " B in all", c->stream.span);
    if (judged->gate->contract->in_chunks) {
        format_add(text, "\n  chunks   ");
        chunks_describe(c, text);
    }
    add_line(text, "find", c->find, 0);
    add_line(text, "repl", c->repl, 0);
    if (c->before.len > 0) {
        add_line(text, "before", c->before, 0);
        format_add(text, "  (in output before the call; it must stay)");
    }
    describe_shortage(judged, text);
    if (is_output_right(judged->fault)) {
        add_line(text, "output", judged->answer.output, 0);
        format_add(text, "  (right)");
        describe_status(judged, text);
        describe_promise(judged, text);
        return;
    }
    add_line(text, "expected", buffer_rest(&judged->expected), around);
    if (judged->fault == ANSWER_WRONG_OUTPUT) {
        add_line(text, "got", judged->answer.output, around);
        describe_status(judged, text);
    } else {
        format_add(text, "\n  got      no answer: the call did not return");
    }
}

/* Writes the case to a file in the check's folder, and appends the path that it has for the learner. */
static void keep(const struct gate_context *gate, const struct named_case *of, const char *name,
                 struct buffer *text)
{
    char path[CHECK_PATH_SIZE], ending[64];
    struct error error;
    struct buffer frame = buffer_bounded(SIZE_MAX);
    snprintf(ending, sizeof ending, ".%.40s" CHECK_CASE, name);
    if (frame_write_case(&frame, &of->c) != STREAM_OK ||
        !check_path(path, gate->folder, name, CHECK_CASE, &error) ||
        !file_write(path, buffer_rest(&frame), &error) ||
        !check_result_path(path, &gate->request, ending, &error))
        text->limit = 0; /* the message would name a file that is not there */
    buffer_dispose(&frame);
    format_add_word(text, path);
}

void answers_keep(const struct gate_context *gate, const struct named_case *of, const char *name,
                  const char *tool, struct buffer *text)
{
    char probe[CHECK_PATH_SIZE];
    struct error error;
    if (!check_probe_path(probe, &gate->request, &error))
        text->limit = 0;
    format_add(text, "\n  to run it: %s", tool);
    format_add_word(text, probe);
    format_add(text, " --replay ");
    keep(gate, of, name, text);
}

void answers_keep_to_look(const struct gate_context *gate, const struct named_case *of,
                          const char *name, const char *verb, struct buffer *text)
{
    format_add(text, "\n  to see it: ");
    gate_add_command(gate, verb, text);
    format_add(text, " CASE=");
    keep(gate, of, name, text);
}

void answers_keep_none(const struct gate_context *gate, const char *name)
{
    char path[CHECK_PATH_SIZE];
    struct error unused;
    if (check_path(path, gate->folder, name, CHECK_CASE, &unused))
        remove(path);
}
