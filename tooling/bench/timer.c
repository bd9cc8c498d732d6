#include "bench/timer.h"

#include "base/files.h"
#include "base/format.h"
#include "bench_config.h" /* made by CMake: what a timer is linked with */

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

bool timer_object(const struct workdir *place, size_t at, char object[WORKDIR_PATH_SIZE],
                  struct error *error)
{
    char name[32];
    snprintf(name, sizeof name, "program_%zu.o", at);
    return workdir_path(place, name, object, error);
}

static const struct contract *contract_of(const struct row *row)
{
    return row->subject.stage->contract;
}

/* The row's functions: declared like those that the contract's header declares. */
static void add_declarations(const struct row *row, size_t at, struct buffer *text)
{
    for (size_t i = 0; contract_of(row)->functions[i] != NULL; i++) {
        const char *function = contract_of(row)->functions[i];
        format_add(text, "extern __typeof__(%s) %s_%zu;\n", function, function, at);
    }
}

static void add_program(const struct row *row, size_t at, struct buffer *text)
{
    format_add(text, "    {.name = \"%s\"", row->name);
    for (size_t i = 0; contract_of(row)->functions[i] != NULL; i++) {
        const char *function = contract_of(row)->functions[i];
        format_add(text, ", .%s = %s_%zu", function, function, at);
    }
    format_add(text, "},\n");
}

/* The table of bench/timed_programs.h, as C. */
static void add_table(const struct rows *rows, struct buffer *text)
{
    format_add(text, "#include \"%s\"\n\n", BENCH_PROGRAMS_HEADER);
    for (size_t i = 0; i < rows->count; i++)
        add_declarations(&rows->list[i], i, text);
    format_add(text, "\nconst struct timed_program timed_programs[] = {\n");
    for (size_t i = 0; i < rows->count; i++) {
        if (rows->list[i].why[0] == '\0')
            add_program(&rows->list[i], i, text);
    }
    format_add(text, "};\nconst size_t timed_program_count =\n"
                     "    sizeof timed_programs / sizeof *timed_programs;\n");
}

static bool compile_table(const struct workdir *place, const struct rows *rows, struct error *error)
{
    char path[WORKDIR_PATH_SIZE];
    struct buffer text = buffer_bounded(SIZE_MAX);
    add_table(rows, &text);
    bool written = !format_failed(&text) && workdir_path(place, "programs.c", path, error) &&
                   file_write(path, buffer_rest(&text), error);
    buffer_dispose(&text);
    if (!written)
        return false;
    struct process_result result = compile_file(path, &place->build, BOX_NONE);
    if (result.end == PROCESS_EXITED && result.code == 0)
        return true;
    error_set(error, "%.4000s does not compile: see %.400s", path, place->build.words);
    return false;
}

/* Links the rows' objects. They are given by their names, from the place: a word for each row. */
static bool link_timer(struct workdir *place, const struct rows *rows, const char *timer,
                       struct error *error)
{
    static const char *const libraries[] = {BENCH_LINK};
    static char objects[ROWS_MOST][WORKDIR_PATH_SIZE];
    const char *words[ROWS_MOST + 5 + sizeof libraries / sizeof *libraries] = {
        BENCH_CXX, "-o", timer, place->build.object};
    size_t count = 4;
    for (size_t i = 0; i < rows->count; i++) {
        if (rows->list[i].why[0] != '\0')
            continue;
        if (!timer_object(place, i, objects[i], error))
            return false;
        words[count++] = objects[i];
    }
    memcpy(words + count, libraries, sizeof libraries);
    return workdir_run_quietly(place, TOOL_NATIVE, words, "link", error);
}

static bool run(struct workdir *place, const char *timer, const struct bench_input inputs[INPUTS],
                const struct timer_order *order, const char *json, struct error *error)
{
    char out[WORKDIR_PATH_SIZE + 32];
    char min_time[64];
    char repetitions[64];
    snprintf(out, sizeof out, "--benchmark_out=%s", json);
    snprintf(min_time, sizeof min_time, "--benchmark_min_time=%g", (double)order->min_ms / 1000);
    snprintf(repetitions, sizeof repetitions, "--benchmark_repetitions=%u", order->repetitions);
    const char *const words[] = {timer,
                                 (const char *)course_talk.find.at,
                                 (const char *)course_talk.repl.at,
                                 inputs[INPUT_TALK].path,
                                 inputs[INPUT_RARE].path,
                                 repetitions,
                                 "--benchmark_enable_random_interleaving=true",
                                 min_time,
                                 out,
                                 NULL};
    unlink(json); /* what an earlier run left must not pass for this one's */
    return workdir_run(place, words, "timer", error);
}

bool timer_run(struct workdir *place, const struct rows *rows,
               const struct bench_input inputs[INPUTS], const struct timer_order *order,
               struct benchmark *benchmark, struct error *error)
{
    char timer[WORKDIR_PATH_SIZE];
    char json[WORKDIR_PATH_SIZE];
    struct buffer text = buffer_bounded((size_t)64 << 20);
    bool done = workdir_path(place, "timer", timer, error) &&
                workdir_path(place, "time.json", json, error) &&
                compile_table(place, rows, error) && link_timer(place, rows, timer, error) &&
                run(place, timer, inputs, order, json, error) &&
                workdir_read(place, "time.json", &text, error) &&
                benchmark_read("time.json", buffer_rest(&text), benchmark, error);
    buffer_dispose(&text);
    return done;
}
