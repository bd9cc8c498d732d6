/* What tooling/learn/progress_store.h and backup.h promise. */
#include "learn/progress_store.h"

#include "base/files.h"
#include "learn/backup.h"
#include "support/scratch.h"

#include <criterion/criterion.h>
#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

TestSuite(progress_store, .timeout = 60, .init = scratch_make, .fini = scratch_remove);

/* Adds checks, each in a store that is opened anew. False where one of them could not be kept. */
static bool add_checks(unsigned count)
{
    struct error error;
    bool done = true;
    for (unsigned i = 0; i < count && done; i++) {
        struct store store;
        struct progress progress;
        done = store_open(&store, &progress, &error);
        progress.stages[0].checks++;
        done = done && store_save(&progress, &error);
        store_close(&store);
    }
    return done;
}

static uint64_t count_checks(struct error *told)
{
    struct error error;
    struct store store;
    struct progress progress;
    cr_assert(store_open(&store, &progress, &error), "%s", error.text);
    *told = store.told;
    store_close(&store);
    return progress.stages[0].checks;
}

static void expect_checks(uint64_t count)
{
    struct error told;
    cr_expect_eq(count_checks(&told), count);
    cr_expect_str_eq(told.text, "");
}

/*
 * Writes to `found` the one file in the current folder whose name begins with `.progress.json.2`.
 */
static void find_kept(char found[256])
{
    unsigned count = 0;
    DIR *folder = opendir(".");
    cr_assert_not_null(folder);
    for (struct dirent *entry; (entry = readdir(folder)) != NULL;) {
        if (strncmp(entry->d_name, STORE_FILE ".2", strlen(STORE_FILE ".2")) == 0) {
            strcpy(found, entry->d_name);
            count++;
        }
    }
    closedir(folder);
    cr_assert_eq(count, 1);
}

Test(progress_store, keeps_what_is_saved)
{
    expect_checks(0);
    cr_expect(add_checks(3));
    expect_checks(3);
    cr_expect_eq(scratch_count("."), 2, "the document and the lock");
}

Test(progress_store, loses_no_entry_of_two_at_once)
{
    enum { PROCESSES = 4, CHECKS = 50 };
    for (int i = 0; i < PROCESSES; i++) {
        pid_t pid = fork();
        cr_assert_geq(pid, 0);
        if (pid == 0)
            _exit(add_checks(CHECKS) ? 0 : 1);
    }
    for (int i = 0; i < PROCESSES; i++) {
        int status;
        cr_assert_gt(wait(&status), 0);
        cr_expect_eq(status, 0);
    }
    expect_checks((uint64_t)PROCESSES * CHECKS);
}

Test(progress_store, puts_aside_what_it_does_not_understand)
{
    static const char *const texts[] = {"", "{\"format\":1,\"stages\":[{\"stage\":\"1-al",
                                        "{\"format\":2}", "\x1b[2J\xff"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct error told;
        char kept[256];
        scratch_write(STORE_FILE, bytes_from_string(texts[i]));
        cr_expect_eq(count_checks(&told), 0);
        find_kept(kept);
        scratch_expect(kept, bytes_from_string(texts[i]));
        cr_expect_not_null(strstr(told.text, ": expected "), "%s", told.text);
        cr_expect_not_null(strstr(told.text, kept), "%s", told.text);
        for (const char *at = told.text; *at != '\0'; at++)
            cr_expect(*at >= ' ' && *at <= '~', "%s", told.text);
        cr_expect(add_checks(1));
        expect_checks(1);
        cr_assert_eq(unlink(kept), 0);
    }
}

Test(progress_store, puts_aside_what_is_too_large)
{
    struct error told;
    int fd = open(STORE_FILE, O_WRONLY | O_CREAT, 0644);
    cr_assert_eq(ftruncate(fd, (off_t)1 << 30), 0);
    close(fd);
    cr_expect_eq(count_checks(&told), 0);
    cr_expect_not_null(strstr(told.text, "expected at most 1 MiB"), "%s", told.text);
}

Test(progress_store, says_what_it_cannot_read)
{
    struct error error;
    struct store store;
    struct progress progress;
    cr_assert_eq(mkdir(STORE_FILE, 0755), 0);
    cr_expect(!store_open(&store, &progress, &error));
    cr_expect_str_eq(error.text, "cannot read .progress.json: expected a regular file");
    store_close(&store);
    cr_assert_eq(rmdir(STORE_FILE), 0);

    cr_assert_eq(mkfifo(STORE_FILE, 0644), 0);
    cr_expect(!store_open(&store, &progress, &error));
    cr_expect_str_eq(error.text, "cannot read .progress.json: expected a regular file");
    store_close(&store);
    cr_assert_eq(unlink(STORE_FILE), 0);

    cr_expect(add_checks(1));
    cr_assert_eq(chmod(STORE_FILE, 0), 0);
    cr_assert_eq(chmod(".progress.lock", 0666), 0);
    scratch_become_nobody();
    cr_expect(!store_open(&store, &progress, &error));
    cr_expect_str_eq(error.text, "cannot read .progress.json: Permission denied");
    store_close(&store);
    scratch_become_oneself();
}

/* A disk that is full refuses write number N; so does a limit of N bytes. */
Test(progress_store, has_the_old_or_the_new_wherever_a_write_fails)
{
    struct rlimit full = {0};
    struct rlimit before;
    cr_expect(add_checks(1));
    cr_assert_eq(getrlimit(RLIMIT_FSIZE, &before), 0);
    signal(SIGXFSZ, SIG_IGN);
    for (rlim_t size = 0; size < 120; size += 7) {
        full = (struct rlimit){size, before.rlim_max};
        cr_assert_eq(setrlimit(RLIMIT_FSIZE, &full), 0);
        bool kept = add_checks(1);
        cr_assert_eq(setrlimit(RLIMIT_FSIZE, &before), 0);
        cr_expect(!kept, "%zu bytes", (size_t)size);
        expect_checks(1);
    }
    cr_expect_eq(scratch_count("."), 2, "nothing is left beside it");
}

Test(progress_store, has_the_old_or_the_new_whenever_it_is_killed)
{
    enum { KILLS = 30, MOST_MICROSECONDS = 20000 };
    uint64_t last = 0;
    srand((unsigned)getpid());
    for (int i = 0; i < KILLS; i++) {
        struct error told;
        pid_t pid = fork();
        cr_assert_geq(pid, 0);
        if (pid == 0)
            _exit(add_checks(1000000) ? 0 : 1);
        usleep((useconds_t)(rand() % MOST_MICROSECONDS));
        kill(pid, SIGKILL);
        cr_assert_eq(waitpid(pid, NULL, 0), pid);
        uint64_t now = count_checks(&told);
        cr_expect_geq(now, last);
        cr_expect_str_eq(told.text, "");
        last = now;
    }
    cr_expect_gt(last, 0);
}

Test(progress_store, keeps_files_under_dated_names_and_overwrites_none)
{
    struct error error;
    char first[KEEP_PATH_SIZE];
    char second[KEEP_PATH_SIZE];
    setenv("TZ", "UTC", 1);
    scratch_write("f.c", bytes_from_string("one"));
    cr_assert(backup_file("f.c", 1764072301, first, &error), "%s", error.text);
    scratch_write("new", bytes_from_string("two"));
    cr_assert_eq(rename("new", "f.c"), 0);
    cr_assert(backup_file("f.c", 1764072301, second, &error), "%s", error.text);
    cr_expect_str_eq(first, "f.c.2025-11-25-120501");
    cr_expect_str_eq(second, "f.c.2025-11-25-120501-2");
    scratch_expect("f.c", bytes_from_string("two"));
    scratch_expect(first, bytes_from_string("one"));
    scratch_expect(second, bytes_from_string("two"));
    cr_expect(!backup_file("nothing", 0, first, &error));
    cr_expect_str_eq(error.text, "cannot keep nothing: No such file or directory");
}
