/* What tooling/run/process.h promises of limits and of time. */
#include "run/process.h"

#include "support/scratch.h"

#include <criterion/criterion.h>
#include <signal.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

TestSuite(limits, .timeout = 60, .init = scratch_make, .fini = scratch_remove);

/* In the shell's units: seconds, blocks of 512 bytes, KiB. The hard limit of CPU time ends what
   ignores the soft one. */
#define SHOW_LIMITS "ulimit -St; ulimit -Ht; ulimit -f; ulimit -v; ulimit -c"

static void allow_core_files(void)
{
    struct rlimit ours;
    cr_assert_eq(getrlimit(RLIMIT_CORE, &ours), 0);
    ours.rlim_cur = ours.rlim_max;
    cr_assert_eq(setrlimit(RLIMIT_CORE, &ours), 0);
}

Test(limits, are_those_of_the_request)
{
    allow_core_files();
    struct process_request request = scratch_request(SHELL(SHOW_LIMITS));
    request.limits = (struct process_limits){
        .cpu_seconds = 7, .wall_seconds = 60, .file_bytes = 51200, .memory_bytes = 1 << 30};
    process_run(&request);
    scratch_expect("out", bytes_from_string("7\n8\n100\n1048576\n0\n"));
}

Test(limits, set_none_on_memory_unless_they_are_asked_to)
{
    struct process_request request = scratch_request(SHELL("ulimit -v"));
    process_run(&request);
    scratch_expect("out", bytes_from_string("unlimited\n"));
}

Test(limits, never_exceed_our_own)
{
    static const struct {
        unsigned resource;
        rlim_t most;
    } rows[] = {{RLIMIT_CPU, 5}, {RLIMIT_FSIZE, 512000}, {RLIMIT_AS, (rlim_t)1 << 46}};
    struct process_request request = scratch_request(SHELL(SHOW_LIMITS));
    request.limits.memory_bytes = (uint64_t)1 << 50;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct rlimit ours = {.rlim_cur = rows[i].most, .rlim_max = rows[i].most};
        cr_assert_eq(setrlimit(rows[i].resource, &ours), 0);
    }
    process_run(&request);
    scratch_expect("out", bytes_from_string("5\n5\n1000\n68719476736\n0\n"));
}

#define SPIN "while :; do :; done"

/* Both at the same time: this takes as long as it must. */
Test(limits, on_cpu_time_end_what_computes_and_what_will_not_hear_of_it)
{
    struct process_request obedient = scratch_request(SHELL(SPIN));
    struct process_request deaf = scratch_request(SHELL("trap '' XCPU; " SPIN));
    obedient.limits.cpu_seconds = 1;
    deaf.limits.cpu_seconds = 1;
    struct process first = process_start(&obedient);
    struct process second = process_start(&deaf);
    struct process_result results[] = {process_wait(&first), process_wait(&second)};
    cr_expect_eq(results[0].end, PROCESS_CPU_LIMIT);
    cr_expect_eq(results[0].code, SIGXCPU);
    cr_expect_eq(results[1].end, PROCESS_CPU_LIMIT);
    cr_expect_eq(results[1].code, SIGKILL);
}

Test(limits, on_time_end_what_waits)
{
    struct process_request request = scratch_request(SHELL("sleep 60"));
    request.limits.wall_seconds = 1;
    struct timespec before, after;
    clock_gettime(CLOCK_MONOTONIC, &before);
    struct process_result result = process_run(&request);
    clock_gettime(CLOCK_MONOTONIC, &after);
    cr_expect_eq(result.end, PROCESS_WALL_LIMIT);
    cr_expect_geq((after.tv_sec - before.tv_sec) * 1000000000 + after.tv_nsec - before.tv_nsec,
                  1000000000, "it was not given its second");
}

Test(limits, on_files_end_what_writes_more)
{
    struct process_request request = scratch_request(SHELL("exec cat /dev/zero"));
    struct stat info;
    request.limits.file_bytes = 10000;
    struct process_result result = process_run(&request);
    cr_expect_eq(result.end, PROCESS_FILE_LIMIT);
    cr_expect_eq(result.code, SIGXFSZ);
    cr_assert_eq(stat("out", &info), 0);
    cr_expect_eq(info.st_size, 10000);
}

Test(limits, on_memory_are_met_by_what_takes_more)
{
    struct process_request request = scratch_request(SHELL("exec grep -a x /dev/zero"));
    request.limits.memory_bytes = (uint64_t)64 << 20;
    struct process_result result = process_run(&request);
    cr_expect(result.end != PROCESS_EXITED || result.code > 1, "end %d, code %d", (int)result.end,
              result.code);
}

static unsigned told[4];
static size_t told_count;

/* What it is told is also what lets the process end. */
static void note_second(unsigned seconds)
{
    if (told_count < sizeof told / sizeof *told)
        told[told_count] = seconds;
    told_count++;
    scratch_write("go", bytes_of("", 0));
}

Test(limits, let_whoever_waits_show_the_seconds)
{
    struct process_request request =
        scratch_request(SHELL("until [ -e go ]; do sleep 0.05; done; exit 5"));
    request.each_second = note_second;
    struct process_result result = process_run(&request);
    cr_expect_eq(result.end, PROCESS_EXITED);
    cr_expect_eq(result.code, 5);
    cr_expect_eq(told_count, 1, "told %zu times in a second", told_count);
    cr_expect_geq(told[0], 1);
}
