/* The figures are counts: they are the same in every run, however busy the machine is. */
#include "check/checking.h"

#include <criterion/criterion.h>
#include <string.h>

enum { RUNS = 10, LOAD = 1 };

static struct process start_load(void)
{
    static const char *const words[] = {"sh", "-c", "while :; do :; done", NULL};
    return process_start(&(struct process_request){
        .arguments = words,
        .limits = {.cpu_seconds = 300, .wall_seconds = 300, .file_bytes = 1 << 20}});
}

static void end_load(struct process *load)
{
    load->limits.wall_seconds = 0;
    process_wait(load);
}

Test(repeats, ten_checks_on_a_loaded_machine_give_the_same_figures, .timeout = 280)
{
    static const char *const words[] = {"--solution", "1", "1", NULL};
    struct process load[LOAD];
    double instructions = 0;
    for (size_t i = 0; i < LOAD; i++)
        load[i] = start_load();
    for (size_t i = 0; i < RUNS; i++) {
        struct checked checked = check_now(words, "solution-1");
        double counted = checked_figure(&checked, "instructions_per_op");
        cr_expect_str_eq(checked_verdict(&checked), "pass", "%s", ran_output(&checked.ran));
        cr_expect_eq(checked_figure(&checked, "allocs_per_op"), 2);
        cr_expect_eq(checked_figure(&checked, "bytes_per_op"), 53);
        cr_expect_eq(checked_figure(&checked, "peak_bytes"), 53);
        cr_expect_eq(checked_figure(&checked, "interface_calls_per_op"), 93);
        cr_expect(i == 0 || counted == instructions, "%f, then %f", instructions, counted);
        instructions = counted;
        checked_dispose(&checked);
    }
    for (size_t i = 0; i < LOAD; i++)
        end_load(&load[i]);
}
