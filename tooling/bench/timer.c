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

/* The table of bench/timed_programs.h, as C. */
static void add_table(const struct rows *rows, struct buffer *text)
{
    const char *const *function;
    format_add(text, "#include \"%s\"\n\n", BENCH_PROGRAMS_HEADER);
    /* Each row's functions are declared like those that the contract's header declares. */
    for (size_t i = 0; i < rows->count; i++) {
        for (function = rows->list[i].subject.stage->contract->functions; *function; function++)
            format_add(text, "extern __typeof__(%s) %s_%zu;\n", *function, *function, i);
    }
    format_add(text, "\nconst struct timed_program timed_programs[] = {\n");
    for (size_t i = 0; i < rows->count; i++) {
        if (rows->list[i].why[0] != '\0')
            continue;
        format_add(text, "    {.name = \"%s\"", rows->list[i].name);
        for (function = rows->list[i].subject.stage->contract->functions; *function; function++)
            format_add(text, ", .%s = %s_%zu", *function, *function, i);
        format_add(text, "},\n");
    }
    format_add(text, "};\nconst size_t timed_program_count =\n"
                     "    sizeof timed_programs / sizeof *timed_programs;\n");
}

/* Compiles the table, and links it with the rows' objects, whose names begin at the place. */
static bool build_timer(struct workdir *place, const struct rows *rows, const char *timer,
                        struct error *error)
{
    static const char *const libraries[] = {BENCH_LINK};
    static char objects[ROWS_MOST][WORKDIR_PATH_SIZE];
    char path[WORKDIR_PATH_SIZE];
    struct buffer text = buffer_bounded(SIZE_MAX);
    add_table(rows, &text);
    bool written = (!format_failed(&text) || error_out_of_memory(error)) &&
                   workdir_path(place, "programs.c", path, error) &&
                   file_write(path, buffer_rest(&text), error);
    buffer_dispose(&text);
    if (!written)
        return false;
    struct process_result result = compile_file(path, &place->build, BOX_NONE);
    if (result.end != PROCESS_EXITED || result.code != 0)
        return error_set(error, "%.4000s does not compile: see %.400s", path, place->build.words);

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

bool timer_run(struct workdir *place, const struct rows *rows,
               const struct bench_input inputs[INPUTS], const struct timer_options *options,
               struct benchmark *benchmark, struct error *error)
{
    char timer[WORKDIR_PATH_SIZE];
    char json[WORKDIR_PATH_SIZE];
    char out[WORKDIR_PATH_SIZE + 32];
    char min_time[64];
    char repetitions[64];
    struct buffer text = buffer_bounded((size_t)64 << 20);
    if (!workdir_path(place, "timer", timer, error) ||
        !workdir_path(place, "time.json", json, error) || !build_timer(place, rows, timer, error))
        return false;
    snprintf(out, sizeof out, "--benchmark_out=%s", json);
    snprintf(min_time, sizeof min_time, "--benchmark_min_time=%g", (double)options->min_ms / 1000);
    snprintf(repetitions, sizeof repetitions, "--benchmark_repetitions=%u", options->repetitions);
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
    unlink(json); /* the file of an earlier run must not pass for this one's */
    bool done = workdir_run(place, words, "timer", error) &&
                workdir_read(place, "time.json", &text, error) &&
                benchmark_read("time.json", buffer_rest(&text), benchmark, error);
    buffer_dispose(&text);
    return done;
}
