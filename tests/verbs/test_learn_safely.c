/*
 * What a learner wrote is never lost: by a kill, a full disk, a state that is broken, or git pull.
 */
#include "base/files.h"
#include "learn/progress_store.h"
#include "support/scratch.h"
#include "verbs/learning.h"

#include <criterion/criterion.h>
#include <glob.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

TestSuite(learn_safely, .timeout = 300, .init = learner_make, .fini = learner_remove);

static void kill_after(const char *program, const char *const *words, unsigned microseconds)
{
    char path[RUNNING_PATH_SIZE];
    const char *all[8] = {path};
    verb_path(program, path);
    for (size_t i = 0; words[i] != NULL; i++)
        all[i + 1] = words[i];
    struct process_request request = scratch_request(all);
    request.output = request.errors = NULL;
    struct process process = process_start(&request);
    cr_assert_gt(process.pid, 0);
    usleep(microseconds);
    kill(process.pid, SIGKILL);
    process_wait(&process);
}

static uint64_t count_checks(void)
{
    struct error error;
    struct store store;
    struct progress progress;
    cr_assert(store_open(&store, &progress, &error), "%s", error.text);
    cr_expect_str_eq(store.told.text, "");
    store_close(&store);
    return progress.stages[0].checks;
}

Test(learn_safely, checks_that_are_killed_leave_a_state_that_is_whole)
{
    enum { KILLS = 10, MOST = 3000000 };
    uint64_t last = 0;
    srand((unsigned)getpid());
    for (int i = 0; i < KILLS; i++) {
        kill_after("check", (const char *const[]){"1", NULL}, (unsigned)rand() % MOST);
        uint64_t now = count_checks();
        cr_expect(now == last || now == last + 1);
        last = now;
    }
}

/* Whether some file of the stage holds what the solution does. */
static bool is_somewhere(const char *path)
{
    glob_t found;
    bool is = false;
    struct buffer wanted = learner_read(path);
    cr_assert_eq(glob(STAGE_1 "*", 0, NULL, &found), 0);
    for (size_t i = 0; i < found.gl_pathc; i++) {
        struct buffer text = learner_read(found.gl_pathv[i]);
        is = is || bytes_equal(buffer_rest(&text), buffer_rest(&wanted));
        buffer_dispose(&text);
    }
    globfree(&found);
    buffer_dispose(&wanted);
    return is;
}

Test(learn_safely, a_reset_that_is_killed_has_the_old_file_or_the_new)
{
    enum { KILLS = 40, MOST = 4000 };
    struct error error;
    cr_assert(file_copy(STAGE_1, "start.c", &error));
    srand((unsigned)getpid());
    for (int i = 0; i < KILLS; i++) {
        cr_assert(file_copy(SOLUTION_1, STAGE_1, &error), "%s", error.text);
        kill_after("reset-stage", (const char *const[]){"--yes", "1", "1", NULL},
                   (unsigned)rand() % MOST);
        struct buffer now = learner_read(STAGE_1);
        struct buffer old = learner_read(SOLUTION_1);
        if (!bytes_equal(buffer_rest(&now), buffer_rest(&old)))
            expect_same(STAGE_1, "start.c");
        cr_expect(is_somewhere(SOLUTION_1), "the learner's work is lost");
        buffer_dispose(&now);
        buffer_dispose(&old);
    }
    count_checks();
}

/* Runs a command while no file can be larger than `blocks` of 512 bytes, and expects its output. */
static void expect_on_a_full_disk(const char *program, const char *words, unsigned blocks,
                                  const char *says)
{
    char path[RUNNING_PATH_SIZE];
    char script[RUNNING_PATH_SIZE + 256];
    verb_path(program, path);
    snprintf(script, sizeof script,
             "said=$(trap '' XFSZ; ulimit -f %u; '%s' %s 2>&1); test $? = 2 &&"
             " case $said in *'%s'*) ;; *) exit 1 ;; esac",
             blocks, path, words, says);
    learner_do(script);
}

Test(learn_safely, a_full_disk_is_told_and_costs_nothing)
{
    struct error error;
    cr_assert(file_copy(SOLUTION_1, STAGE_1, &error), "%s", error.text);
    expect_on_a_full_disk("reset-stage", "--yes 1 1", 1, "cannot write " STAGE_1);
    expect_same(STAGE_1, SOLUTION_1);
    cr_expect_eq(scratch_count("stages/1-algo-one"), 4, "no file more");
    EXPECT("predict", 0, "You predict 7 allocs/op", "--allocs", "7", "1");
    expect_on_a_full_disk("predict", "--allocs 8 1", 0, "cannot write .progress.json");
    expect_on_a_full_disk("hint", "1", 0, "cannot write .progress.json");
    EXPECT("check", 0, "You predicted  7 allocs/op\n", "1");
    EXPECT("hint", 0, "Hint 1 of 3", "1");
}

/* A check judges all the same. */
Test(learn_safely, a_state_that_cannot_be_kept_changes_no_verdict)
{
    cr_assert_eq(mkdir(STATE, 0755), 0);
    struct ran ran = LEARN("check", "1");
    cr_expect_eq(ran.end.code, 1);
    ran_expect(&ran, "\nnot-yet: heap\n");
    cr_expect_str_eq(ran_errors(&ran), "Your progress could not be kept: cannot read"
                                       " .progress.json: expected a regular file\n");
    ran_dispose(&ran);
    EXPECT("progress", 2, "cannot read .progress.json: expected a regular file\n", NULL);
    EXPECT("predict", 2, "cannot read .progress.json", "--allocs", "1", "1");
    EXPECT("hint", 2, "Hint 1 of 3", "1");
    EXPECT("solution", 2, "cannot read .progress.json", "1");
    EXPECT("reset-stage", 0, "nothing to do", "--yes", "1", "1");
}

Test(learn_safely, a_state_of_another_version_is_put_aside_and_told)
{
    static const char *const texts[] = {"{\"format\":2,\"mood\":\"good\"}", "{\"format\":1,",
                                        "\x1b[2J\x07 no"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        scratch_write(STATE, bytes_from_string(texts[i]));
        struct ran ran = LEARN("progress", NULL);
        cr_expect_eq(ran.end.code, 0);
        cr_expect_not_null(strstr(ran_errors(&ran), ": it is kept as .progress.json.20"), "%s",
                           ran_errors(&ran));
        cr_expect_null(strpbrk(ran_errors(&ran), "\x1b\x07"));
        ran_dispose(&ran);
        scratch_write(STATE, bytes_from_string(texts[i]));
        EXPECT("check", 1, ": it is kept as .progress.json.20", "1");
        cr_expect_eq(count_checks(), 1);
        cr_assert_eq(unlink(STATE), 0);
    }
}

Test(learn_safely, a_start_file_that_changed_is_told_and_not_taken)
{
    learner_do("cp " STAGE_1 " start.c && echo '/* mine */' >> " STAGE_1 " && cp " STAGE_1
               " mine.c");
    EXPECT("check", 1, "not-yet: heap", "1");
    learner_do("echo '/* new */' >> solutions/0-the-talk/algo_one.c");
    EXPECT("check", 1, "The start file of stage 1 has changed since you began.", "1");
    EXPECT("progress", 0, "make reset-stage 1 would take the new one, and keep yours", NULL);
    expect_same(STAGE_1, "mine.c");
    EXPECT("reset-stage", 0, "What it was is kept", "--yes", "1", "1");
    learner_do("echo '/* new */' >> start.c");
    expect_same(STAGE_1, "start.c");
    struct ran ran = LEARN("progress", NULL);
    cr_expect_null(strstr(ran_output(&ran), "has changed"), "%s", ran_output(&ran));
    ran_dispose(&ran);
}

/* A course, and the learner's clone of it with work in stage 1; then the course goes on. */
static void make_clone(void)
{
    learner_do(
        "cp \"$FROM/.gitattributes\" \"$FROM/.gitignore\" . &&"
        "git init -q -b main course && cp -r stages solutions .gitattributes .gitignore course &&"
        "cd course && git config user.name c && git config user.email c@example.org &&"
        "git add -A && git commit -qm one && git clone -q . ../own && cd ../own &&"
        "git config user.name l && git config user.email l@example.org &&"
        "echo '/* mine */' >> " STAGE_1 " && echo notes > stages/1-algo-one/notes.txt &&"
        "echo old > " STAGE_1 ".2026-11-25-120501 && echo '{}' > .progress.json &&"
        "cp " STAGE_1 " ../mine.c && cd ../course && sed -i '1s/way/road/; 1s/^/\\n/' " STAGE_1
        " && echo more >> README.md && git add -A && git commit -qm two");
}

Test(learn_safely, git_pull_refuses_to_touch_work_that_is_not_committed)
{
    make_clone();
    learner_do("cd own && ! git pull -q --ff-only");
    expect_same("own/" STAGE_1, "mine.c");
    learner_do("cd own && test -f .progress.json && test -f stages/1-algo-one/notes.txt &&"
               " git status --porcelain | grep -q notes.txt && "
               "! git status --porcelain | grep -q 'progress\\|2026'");
}

/*
 * Lines are never mixed: it is the one file or the other, and git says that they are in conflict.
 */
Test(learn_safely, git_pull_keeps_committed_work_whole)
{
    make_clone();
    learner_do("cd own && git commit -qam mine && ! git pull -q --no-rebase");
    expect_same("own/" STAGE_1, "mine.c");
    learner_do("cd own && git status --porcelain | grep -q '^UU " STAGE_1 "' &&"
               " git add " STAGE_1 " && git commit -qm merged && grep -q more README.md");
    expect_same("own/" STAGE_1, "mine.c");
}

Test(learn_safely, git_stash_keeps_work_that_the_course_has_changed_too)
{
    make_clone();
    learner_do("cd own && git stash -q && git pull -q --ff-only && ! git stash pop -q;"
               " git show stash@{0}:" STAGE_1 " > ../stashed.c");
    expect_same("stashed.c", "mine.c");
}
