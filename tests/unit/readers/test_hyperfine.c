/* What tooling/readers/hyperfine.h promises. */
#include "readers/hyperfine.h"

#include "base/scan.h"
#include "unit/fixture.h"
#include "unit/reader_case.h"

#include <criterion/criterion.h>
#include <string.h>

TestSuite(hyperfine, .timeout = 60, .init = reader_case_hook_json);

static const char *const fixtures[] = {"hyperfine-1.15/commands.json",
                                       "hyperfine-1.19/commands.json"};

static bool read_and_end(const char *name, struct bytes text, struct error *error, bool *left_empty)
{
    struct hyperfine measured;
    bool read = hyperfine_read(name, text, &measured, error);
    *left_empty = measured.commands == NULL && measured.command_count == 0;
    hyperfine_dispose(&measured);
    return read;
}

Test(hyperfine, reads_each_run_of_each_command)
{
    static const char *const names[] = {"sleeps a little", "fails"};
    for (size_t i = 0; i < sizeof fixtures / sizeof *fixtures; i++) {
        struct error error;
        struct hyperfine measured;
        struct bytes text = fixture_load(fixtures[i]);
        cr_assert(hyperfine_read("x", text, &measured, &error), "%s", error.text);
        cr_assert_eq(measured.command_count, 2);
        for (size_t k = 0; k < 2; k++) {
            const struct hyperfine_command *command = &measured.commands[k];
            cr_expect_str_eq(command->name, names[k]);
            cr_expect_eq(command->run_count, 3);
            cr_expect(command->cpu_seconds >= 0 && command->cpu_seconds < 1);
            for (size_t n = 0; n < command->run_count; n++)
                cr_expect(command->seconds[n] > (k == 0 ? 0.01 : 0) && command->seconds[n] < 5,
                          "%s: %g s", command->name, command->seconds[n]);
        }
        hyperfine_dispose(&measured);
        fixture_dispose(text);
    }
}

#define RESULT(fields) "{\"results\":[{" fields "}]}"
#define CPU "\"user\":1,\"system\":0.5"

Test(hyperfine, adds_the_two_kinds_of_cpu_time)
{
    static const char text[] = RESULT(CPU ",\"times\":[2,3.5],\"command\":\"a\",\"new\":{}");
    struct error error;
    struct hyperfine measured;
    cr_assert(hyperfine_read("x", bytes_from_string(text), &measured, &error), "%s", error.text);
    cr_expect_float_eq(measured.commands[0].cpu_seconds, 1.5, 1e-9);
    cr_expect_float_eq(measured.commands[0].seconds[1], 3.5, 1e-9);
    hyperfine_dispose(&measured);
}

Test(hyperfine, refuses_what_it_does_not_understand)
{
    static const struct refused cases[] = {
        {"words", "no\n", "x:1: expected JSON, and the memory for it, got \"no\"", 0},
        {"a list", "[]", "x: expected an object, got an empty array", 0},
        {"an object", "{\"results\":{}}", "x: results: expected an array, got an empty object", 0},
        {"a number", "{\"results\":[3]}", "x: results[0]: expected an object, got 3", 0},
        {"no user", "{\"results\":[{}]}", "x: results[0].user: expected seconds, got nothing", 0},
        {"negative", RESULT("\"user\":-1"), "x: results[0].user: expected seconds, got -1", 0},
        {"endless", RESULT("\"user\":1e999"), "x: results[0].user: expected seconds, got inf", 0},
        {"text", RESULT("\"user\":1,\"system\":\"2\""),
         "x: results[0].system: expected seconds, got \"2\"", 0},
        {"no times", RESULT(CPU),
         "x: results[0].times: expected an array of 1 to 64 times, got nothing", 0},
        {"no run", RESULT(CPU ",\"times\":[]"),
         "x: results[0].times: expected an array of 1 to 64 times, got an empty array", 0},
        {"a bad run", RESULT(CPU ",\"times\":[1,null]"),
         "x: results[0].times[1]: expected seconds, got null", 0},
        {"no name", RESULT(CPU ",\"times\":[1]"),
         "x: results[0].command: expected a string, got nothing", 0},
        {"the second",
         "{\"results\":[{" CPU ",\"times\":[1],\"command\":\"a\"},{" CPU
         ",\"times\":[1],\"command\":3}]}",
         "x: results[1].command: expected a string, got 3", 0},
    };
    expect_refused(read_and_end, cases, sizeof cases / sizeof *cases);
}

Test(hyperfine, refuses_more_runs_than_it_has_room_for)
{
    char text[512] = "{\"results\":[{" CPU ",\"times\":[1";
    struct error error;
    bool empty;
    for (size_t i = 0; i < HYPERFINE_MOST_RUNS - 1; i++)
        strcat(text, ",1");
    size_t len = strlen(text);
    strcpy(text + len, "],\"command\":\"a\"}]}");
    cr_expect(read_and_end("x", bytes_from_string(text), &error, &empty), "%s", error.text);
    strcpy(text + len, ",1],\"command\":\"a\"}]}");
    cr_expect_not(read_and_end("x", bytes_from_string(text), &error, &empty));
    cr_expect(empty);
}

Test(hyperfine, reads_no_proper_prefix)
{
    for (size_t i = 0; i < sizeof fixtures / sizeof *fixtures; i++) {
        struct bytes text = fixture_load(fixtures[i]);
        size_t read = count_prefixes_read(read_and_end, text);
        cr_expect_leq(read, 1, "%s: but for the last line's end", fixtures[i]);
        expect_no_json_memory_refused(read_and_end, text);
        fixture_dispose(text);
    }
}
