/* make watch: each way to save a file is seen, and Ctrl-C leaves nothing behind. */
#include "base/files.h"
#include "support/scratch.h"
#include "verbs/learning.h"
#include "verbs/on_terminal.h"

#include <criterion/criterion.h>
#include <ctype.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

TestSuite(watch, .timeout = 300, .init = learner_make, .fini = learner_remove);

#define CLEARED "\033[2J"

static struct on_terminal watch_stage_1(void)
{
    char check[RUNNING_PATH_SIZE];
    verb_path("check", check);
    return terminal_start("watch", (const char *const[]){"--check", check, "1", NULL});
}

Test(watch, checks_again_however_the_file_is_saved)
{
    static const char *const saves[] = {
        "cat saved.c > " STAGE_1,                         /* written in place */
        "cp saved.c new.c && mv new.c " STAGE_1,          /* renamed over it */
        "mv " STAGE_1 " old.c && cp saved.c " STAGE_1,    /* renamed, and written again */
        "rm " STAGE_1 "; sleep 0.2; cp saved.c " STAGE_1, /* gone for a while */
        "cp saved.c new.c && mv new.c " STAGE_1,
    };
    struct on_terminal on = watch_stage_1();
    terminal_expect(&on, CLEARED);
    terminal_expect(&on, ": heap");
    terminal_expect(&on, "README.md");
    for (size_t i = 0; i < sizeof saves / sizeof *saves; i++) {
        bool right = i % 2 == 0;
        learner_do(right ? "cp " SOLUTION_1 " saved.c" : "echo 'int no;' > saved.c");
        learner_do(saves[i]);
        terminal_expect(&on, CLEARED);
        terminal_expect(&on, right ? "Next: stages/2" : ": build");
    }
    terminal_type(&on, "\003");
    cr_expect_eq(terminal_end(&on), 0);
}

/* The check is one that says what it has read, and then takes its time. */
Test(watch, sees_a_save_during_a_check)
{
    learner_do("echo old > " STAGE_1);
    scratch_write("check", bytes_from_string("#!/bin/sh\necho \"read $(cat " STAGE_1
                                             ")\"\nsleep 1\necho done\n"));
    learner_do("chmod +x check");
    struct on_terminal on =
        terminal_start("watch", (const char *const[]){"--check", "./check", "1", NULL});
    terminal_expect(&on, "read old");
    learner_do("echo new > new.c && mv new.c " STAGE_1);
    terminal_expect(&on, "done");
    terminal_expect(&on, "read new");
    terminal_type(&on, "q");
    cr_expect_eq(terminal_end(&on), 0);
}

/* How many processes have this folder, or one below it, as their current one; without this one. */
static unsigned count_processes(const char *folder)
{
    unsigned count = 0;
    DIR *processes = opendir("/proc");
    cr_assert_not_null(processes);
    for (struct dirent *entry; (entry = readdir(processes)) != NULL;) {
        char link[300];
        char place[4096] = "";
        snprintf(link, sizeof link, "/proc/%s/cwd", entry->d_name);
        if (!isdigit((unsigned char)entry->d_name[0]) || atoi(entry->d_name) == getpid() ||
            readlink(link, place, sizeof place - 1) < 0)
            continue;
        count += strncmp(place, folder, strlen(folder)) == 0;
    }
    closedir(processes);
    return count;
}

Test(watch, ends_all_on_an_interrupt_in_the_middle_of_a_check)
{
    unsigned left = 1;
    struct on_terminal on = watch_stage_1();
    terminal_expect(&on, CLEARED);
    usleep(400000);
    cr_expect_gt(count_processes(scratch_folder()), 1);
    terminal_type(&on, "\003");
    cr_expect_eq(terminal_end(&on), 0);
    for (int i = 0; i < 100 && left > 0; i++) {
        left = count_processes(scratch_folder());
        usleep(left > 0 ? 50000 : 0);
    }
    cr_expect_eq(left, 0, "%u processes are left", left);
}

Test(watch, says_what_it_lacks)
{
    char folder[] = "/tmp/no-entr-XXXXXX";
    char path[RUNNING_PATH_SIZE];
    struct error error;
    make_path_without("entr", folder, path);
    cr_assert_eq(putenv(path), 0);
    struct on_terminal on = watch_stage_1();
    terminal_expect(&on, "entr is not installed. To install it: tooling/setup");
    cr_expect_eq(terminal_end(&on), 2);
    on = terminal_start("watch", (const char *const[]){"--check", "check", "7", NULL});
    terminal_expect(&on, "There is no stage \"7\"");
    cr_expect_eq(terminal_end(&on), 2);
    cr_assert_eq(unlink(STAGE_1), 0);
    on = watch_stage_1();
    terminal_expect(&on, STAGE_1 " does not exist");
    cr_expect_eq(terminal_end(&on), 2);
    folder_remove(folder, &error);
}
