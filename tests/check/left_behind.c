#include "check/left_behind.h"

#include "base/files.h"
#include "check_test_config.h" /* made by CMake: where the project is */

#include <arpa/inet.h>
#include <criterion/criterion.h>
#include <dirent.h>
#include <errno.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/shm.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

/* What the submissions aim at; the same names and numbers stand in them. */
#define CANARY "/tmp/hostile-canary"
#define PROCESS "left-by-hostile"
enum { LISTENS_AT = 47113, CALLS_OUT_TO = 47114, SHARED_MEMORY = 0x7e155e1 };

static const char *const canaries[] = {CANARY "/kept", CANARY "/emptied", CANARY "/deleted"};
enum { CANARIES = sizeof canaries / sizeof *canaries };

void left_behind_end(void)
{
    struct error error;
    if (access(CANARY, F_OK) == 0)
        folder_remove(CANARY, &error);
}

void left_behind_prepare(void)
{
    struct error error;
    left_behind_end();
    mkdir(CANARY, 0700);
    mkdir(CANARY "/folder", 0700);
    for (size_t i = 0; i < CANARIES; i++)
        file_write(canaries[i], bytes_from_string("alive\n"), &error);
}

static void expect_canary(const char *file)
{
    struct stat status;
    struct error error;
    for (size_t i = 0; i < CANARIES; i++) {
        struct buffer text = buffer_bounded(1 << 16);
        cr_expect(file_read(canaries[i], &text, &error), "%s: %s", file, error.text);
        cr_expect(bytes_equal(buffer_rest(&text), bytes_from_string("alive\n")), "%s: %s", file,
                  canaries[i]);
        buffer_dispose(&text);
    }
    cr_expect_eq(stat(CANARY "/folder", &status), 0, "%s", file);
    cr_expect(stat(CANARY, &status) == 0 && (status.st_mode & 0777) == 0700, "%s", file);
}

/* The files in `folder` whose names a submission gives. */
static size_t count_strangers(const char *folder)
{
    size_t found = 0;
    DIR *opened = opendir(folder);
    for (struct dirent *entry; opened != NULL && (entry = readdir(opened)) != NULL;) {
        bool ours = strcmp(entry->d_name, strrchr(CANARY, '/') + 1) == 0;
        found += strncmp(entry->d_name, "hostile-", 8) == 0 && !ours;
    }
    if (opened != NULL)
        closedir(opened);
    return found;
}

static void expect_no_files(const char *file, const struct ran *ran)
{
    char checks[RUNNING_PATH_SIZE + 16];
    snprintf(checks, sizeof checks, "%s/results", ran->folder);
    const char *const folders[] = {"/tmp",      "/var/tmp", "/dev/shm",
                                   "/",         CHECK_ROOT, "/var/log",
                                   ran->folder, checks,     "build/results"};
    for (size_t i = 0; i < sizeof folders / sizeof *folders; i++)
        cr_expect_eq(count_strangers(folders[i]), 0, "%s left a file in %s", file, folders[i]);
}

static size_t count_processes(void)
{
    size_t found = 0;
    DIR *processes = opendir("/proc");
    cr_assert_not_null(processes);
    for (struct dirent *entry; (entry = readdir(processes)) != NULL;) {
        char path[300];
        struct error error;
        struct buffer name = buffer_bounded(64);
        snprintf(path, sizeof path, "/proc/%s/comm", entry->d_name);
        if (atoi(entry->d_name) > 0 && file_read(path, &name, &error))
            found += bytes_equal(buffer_rest(&name), bytes_from_string(PROCESS "\n"));
        buffer_dispose(&name);
    }
    closedir(processes);
    return found;
}

static struct sockaddr_in port_here(uint16_t port)
{
    return (struct sockaddr_in){
        .sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
}

static bool somebody_listens(void)
{
    struct sockaddr_in at = port_here(LISTENS_AT);
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    cr_assert_geq(fd, 0);
    bool listens = connect(fd, (struct sockaddr *)&at, sizeof at) == 0;
    close(fd);
    return listens;
}

/* Listens for calls, as each test of this kind does at once. */
static int listen_for_calls(void)
{
    struct sockaddr_in at = port_here(CALLS_OUT_TO);
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    int shared = 1;
    cr_assert_geq(fd, 0);
    setsockopt(fd, SOL_SOCKET, SO_REUSEPORT, &shared, sizeof shared);
    cr_assert_eq(bind(fd, (struct sockaddr *)&at, sizeof at), 0, "%s", strerror(errno));
    cr_assert_eq(listen(fd, 8), 0);
    return fd;
}

static uint64_t tree_hash;

static int add_to_hash(const char *path, const struct stat *status, int kind)
{
    (void)path, (void)kind;
    uint64_t words[] = {(uint64_t)status->st_size, status->st_mode,
                        (uint64_t)status->st_ctim.tv_sec, (uint64_t)status->st_ctim.tv_nsec};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        tree_hash = tree_hash * UINT64_C(0x100000001b3) + words[i];
    return 0;
}

/* A number that changes with any file of the workbook's. */
static uint64_t hash_tree(void)
{
    static const char *const folders[] = {CHECK_ROOT "/solutions", CHECK_ROOT "/stages",
                                          CHECK_ROOT "/tests", CHECK_ROOT "/tooling"};
    tree_hash = 0;
    for (size_t i = 0; i < sizeof folders / sizeof *folders; i++)
        cr_assert_eq(ftw(folders[i], add_to_hash, 16), 0);
    return tree_hash;
}

static bool has_shared_memory(void)
{
    return shmget(SHARED_MEMORY, 0, 0) >= 0;
}

struct left_behind left_behind_begin(void)
{
    cr_assert_not(has_shared_memory(), "memory is left from before: ipcrm -M %d ends it",
                  SHARED_MEMORY);
    return (struct left_behind){.calls = listen_for_calls(), .tree = hash_tree()};
}

void left_behind_expect_nothing(struct left_behind *before, const char *file, const struct ran *ran)
{
    cr_expect_eq(count_processes(), 0, "%s left a process", file);
    cr_expect_not(somebody_listens(), "%s listens", file);
    cr_expect_lt(accept(before->calls, NULL, NULL), 0, "%s reached the network", file);
    cr_expect_not(has_shared_memory(), "%s left memory", file);
    expect_canary(file);
    expect_no_files(file, ran);
    cr_expect_eq(hash_tree(), before->tree, "%s changed the project", file);
    close(before->calls);
}
