#include "bench/run_programs.h"

#include "base/descriptor.h"
#include "base/files.h"
#include "base/format.h"
#include "judge/text_input.h"
#include "measure/run_ops.h"
#include "run/process.h"

#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

const char *const input_names[INPUTS] = {"talk", "rare"};
static const char *const described[INPUTS] = {"the talk's stream", "the long text"};

static bool make_input(const struct workdir *place, const char *name, struct bench_input *input,
                       struct error *error)
{
    struct bytes data = buffer_rest(&input->data);
    if (input_answer(data, course_talk.find, course_talk.repl, &input->answer) != STREAM_OK)
        return error_out_of_memory(error);
    return workdir_path(place, name, input->path, error) && file_write(input->path, data, error);
}

bool inputs_make(const struct workdir *place, size_t bytes, struct bench_input inputs[INPUTS],
                 struct error *error)
{
    for (size_t i = 0; i < INPUTS; i++)
        inputs[i] = (struct bench_input){.data = buffer_bounded(SIZE_MAX),
                                         .answer = buffer_bounded(SIZE_MAX)};
    if (buffer_write(&inputs[INPUT_TALK].data, course_talk.stream) != STREAM_OK ||
        input_text(course_talk.find, 1, bytes, &inputs[INPUT_RARE].data) != STREAM_OK)
        return error_out_of_memory(error);
    return make_input(place, "talk.txt", &inputs[INPUT_TALK], error) &&
           make_input(place, "rare.txt", &inputs[INPUT_RARE], error);
}

void inputs_dispose(struct bench_input inputs[INPUTS])
{
    for (size_t i = 0; i < INPUTS; i++) {
        buffer_dispose(&inputs[i].data);
        buffer_dispose(&inputs[i].answer);
    }
}

/*
 * Lets the probe answer in a process of its own: a crash, or an op without end, is only its own.
 * Says in row->why what is wrong with the answer, if anything is.
 */
static bool check_answer(struct workdir *place, const struct bench_input *input,
                         const char *input_name, struct row *row, struct error *error)
{
    char output[WORKDIR_PATH_SIZE];
    struct bytes content;
    const char *what = NULL;
    const char *const words[] = {place->build.static_probe, (const char *)course_talk.find.at,
                                 (const char *)course_talk.repl.at, NULL};
    if (!workdir_path(place, "answer.txt", output, error))
        return false;
    /* Many times what the slowest stage takes. */
    const struct process_limits limits = {.cpu_seconds = 10 + (unsigned)(input->data.len >> 23),
                                          .wall_seconds = 120,
                                          .file_bytes = (uint64_t)1 << 30,
                                          .memory_bytes = (uint64_t)4 << 30};
    struct process_result result =
        process_run(&(struct process_request){.arguments = words,
                                              .input = input->path,
                                              .output = output,
                                              .limits = limits,
                                              .each_second = place->request.each_second});
    bool right = descriptor_map(output, &content);
    if (right) {
        right = bytes_equal(content, buffer_rest(&input->answer));
        if (content.len > 0)
            munmap((void *)content.at, content.len);
    }
    unlink(output); /* it is as long as the input, and says nothing more */
    if (result.end == PROCESS_INTERRUPTED)
        return error_set(error, "interrupted");
    if (result.end == PROCESS_NOT_STARTED)
        return error_set(error, "the program cannot be started");
    if (result.end == PROCESS_CPU_LIMIT || result.end == PROCESS_WALL_LIMIT)
        what = "it took too long on";
    else if (result.end != PROCESS_EXITED || result.code != 0)
        what = "it does not finish on";
    else if (!right)
        what = "wrong answer on";
    if (what == NULL)
        return true;
    struct buffer check = buffer_bounded(sizeof row->why);
    subject_add_check(&row->subject, &check);
    snprintf(row->why, sizeof row->why, "%s %s: %.*s says why", what, input_name, (int)check.len,
             (const char *)check.at);
    buffer_dispose(&check);
    return true;
}

/* Two files may have helpers of the same name: only the contract's functions stay global, renamed. */
static bool export_object(const struct workdir *place, size_t at, const char *object,
                          struct error *error)
{
    enum { MOST = sizeof place->build.contract->functions / sizeof(char *) };
    const char *const *functions = place->build.contract->functions;
    char rename[MOST][128];
    char keep[MOST][128];
    struct argv words = {.count = 0};
    argv_add(&words, "objcopy");
    for (size_t i = 0; functions[i] != NULL; i++) {
        snprintf(rename[i], sizeof rename[i], "--redefine-sym=%s=%s_%zu", functions[i],
                 functions[i], at);
        snprintf(keep[i], sizeof keep[i], "--keep-global-symbol=%s_%zu", functions[i], at);
        argv_add(&words, rename[i]);
        argv_add(&words, keep[i]);
    }
    argv_add(&words, place->build.object);
    argv_add(&words, object);
    return workdir_run_quietly(place, TOOL_NATIVE, words.list, "objcopy", error);
}

/* A failure goes into the row, unless nothing can be done without it or we were interrupted. */
static bool leave_out(struct row *row, bool needed, const char *error)
{
    if (needed || process_was_interrupted())
        return false;
    snprintf(row->why, sizeof row->why, "%.500s", error);
    return true;
}

bool program_build(const struct measure_request *request, const struct bench_input inputs[INPUTS],
                   size_t at, const char *object, struct row *row, struct error *error)
{
    struct workdir place;
    struct measure_request own = *request;
    own.subject = &row->subject;
    bool built = workdir_open(&own, &place, error) && workdir_build(&place, error);
    for (size_t i = 0; i < INPUTS && built && row->why[0] == '\0'; i++)
        built = check_answer(&place, &inputs[i], described[i], row, error);
    built = built && (row->why[0] != '\0' || export_object(&place, at, object, error));
    workdir_close(&place);
    return built || leave_out(row, row->asked_for, error->text);
}

bool program_measure(const struct measure_request *request, bool needed, struct row *row,
                     struct error *error)
{
    struct workdir place;
    struct measure_request own = *request;
    own.subject = &row->subject;
    bool measured = workdir_open(&own, &place, error) &&
                    workdir_count_heap(&place, &row->heap, error) &&
                    workdir_count_instructions(&place, TOOL_CALLGRIND, &row->instructions, error);
    workdir_close(&place);
    return measured || leave_out(row, needed, error->text);
}
