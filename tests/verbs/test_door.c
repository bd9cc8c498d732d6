/* make: the words that it takes, and what it says while the workbook's own programs are built. */
#include "support/scratch.h"
#include "verbs/learning.h"
#include "verbs/on_terminal.h"
#include "verbs_config.h" /* made by CMake: where the project is */

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/*
 * A root with the project's door, a CMake and a ninja that do as the environment says, and programs
 * that print the words that they get.
 */
static void make_root(void)
{
    scratch_make();
    cr_assert_eq(setenv("FROM", VERBS_ROOT, 1), 0);
    cr_assert_eq(setenv("BIN", VERBS_BIN, 1), 0);
    unsetenv("MAKEFLAGS"); /* of the make that runs this test, as is the next */
    unsetenv("MAKELEVEL");
    unsetenv("TREE");
    unsetenv("CC");
    learner_do("mkdir bin && cp \"$FROM/Makefile\" . && cp -r \"$FROM/stages\" . &&"
               " mkdir -p tooling/commands build/bin elsewhere/bin &&"
               " cp \"$FROM/tooling/build\" \"$FROM/tooling/run-verb\" tooling &&"
               " cp \"$FROM\"/tooling/commands/verbs.* tooling/commands && cd bin &&"
               " printf '#!/bin/sh\\necho nothing is missing\\n' >../tooling/setup &&"
               " printf '#!/bin/sh\\n: >$TREE/build.ninja\\n' >cmake &&"
               " printf '#!/bin/sh\\nprintf \"$NINJA\"\\nexit \"$CODE\"\\n' >ninja &&"
               " printf '#!/bin/sh\\nprintf \"%%s|\" \"${0##*/}\" \"$@\"\\necho' >show &&"
               " ln -s /bin/true clang && chmod +x ../tooling/setup cmake ninja show &&"
               " for tree in build elsewhere; do for name in check predict bench hint; do"
               " cp show ../$tree/bin/$name; done; : >../$tree/.built; done");
    cr_assert_eq(setenv("NINJA", "[1/20] Building a.o\\n[20/20] Linking a\\n", 1), 0);
    cr_assert_eq(setenv("CODE", "0", 1), 0);
}

TestSuite(door, .timeout = 100, .init = make_root, .fini = scratch_remove);

#define BUILD(target) "PATH=$PWD/bin:$PATH tooling/build " target
#define FIRST_BUILD(target) "rm -rf build; " BUILD(target)
#define MAKE(words) "PATH=$PWD/bin:$PATH make " words

Test(door, refuses_words_that_the_command_does_not_take_before_it_builds)
{
    static const struct {
        const char *order, *says;
    } rows[] = {
        {MAKE("predict 1 LIN=9"),
         "make predict takes no LIN= (it takes ALLOCS= BYTES= LINE= CC=)\nmake: *** "},
        {MAKE("predict 1 ALLOC=1 line=3 BYTES=3"), "make predict takes no "},
        {MAKE("hint 1 BYTES=3"), "make hint takes no BYTES= (it takes AGAIN= CC=)\n"},
        {MAKE("progress FILE=x"), "make progress takes no FILE= (it takes CC=)\n"},
        {MAKE("FOO="), "make help takes no FOO= ("},
        {MAKE("help FOO="), "make help takes no FOO= ("},
        {MAKE("progress 2"), "make progress takes no \"2\".\n"},
        {MAKE("help me"), "make help takes no \"me\".\n"},
        {MAKE("clean bench 2"), "make clean takes no \"2\".\n"},
        {MAKE("clean tset"), "make clean takes no \"tset\". Did you mean test?\n"},
        {MAKE("check-stage 2 check-stage 3"),
         "make check-stage takes no \"check-stage\" after its stage.\n"},
        {MAKE("check-stage 2 3"), "make check-stage takes no \"3\" after its stage.\n"},
        {MAKE("bench progress"), "make bench takes no \"progress\".\n"},
        {MAKE("check-stage-2 SED=1"), "make check-stage takes no SED= ("},
        {MAKE("check-stage-2 3"), "make check-stage takes no \"3\".\n"},
        {MAKE("hint"), "Which stage? expected a number, as in: make hint 1\n"},
        {MAKE("chek-stage 1 FILE=x"),
         "There is no command \"chek-stage\". Did you mean check-stage? To list them: make help\n"},
        {MAKE("reset-stag-2"), "Did you mean reset-stage?"},
        {MAKE("1"), "There is no command \"1\". To list them: make help\n"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct ran ran = LEARN("/bin/sh", "-c", rows[i].order);
        cr_expect_eq(ran.end.code, 2, "%s", rows[i].order);
        cr_expect_not_null(strstr(ran_errors(&ran), rows[i].says), "%s", ran_errors(&ran));
        cr_expect_str_eq(ran_output(&ran), "");
        ran_dispose(&ran);
    }
    learner_do("[ ! -e build/.lock ]");
}

/* Each gets words, and a stage, that say nothing, so that it does nothing. */
Test(door, takes_no_word_that_the_program_does_not_take)
{
    learner_do("count=0; grep '| bin/.*| [A-Z]' tooling/commands/verbs.txt | {"
               " while IFS='|' read -r verb what runs words; do count=$((count + 1));"
               " set -- ${runs# bin/}; for word in $words; do"
               " set -- \"$@\" --$(echo $word | tr '[:upper:]' '[:lower:]') '?'; done;"
               " case $verb in *[0-9]*) set -- \"$@\" -- '?' ;; esac;"
               " said=$(\"$BIN/\"\"$@\" 2>&1) && exit 1;"
               " case $said in usage* | '') echo \"$verb: $said\" >&2; exit 1 ;; esac;"
               " done; [ $count -ge 17 ]; }");
    EXPECT("check", 2, "usage: ", "--no-such-word", "1", "1");
}

Test(door, takes_words_in_each_form_of_a_command)
{
    static const struct {
        const char *order, *runs;
    } rows[] = {
        {MAKE("predict 1 LINE=9 CC=clang TREE=elsewhere"), "predict|--line|9|--|1|\n"},
        {MAKE("check-stage-2 SED= SEED=1 2>&1 || true"), "takes no SED="},
        {MAKE("check-stage-2 SEED=1"), "check|--seed|1|--|2|\n"},
        {MAKE("check-stage stages/2-remove-interface-call"),
         "check|--|stages/2-remove-interface-call|\n"},
        {MAKE("check-solution 2 FILE= BOXED=1"), "check|--solution|1|--boxed|1|--|2|\n"},
        {MAKE("hint N=2"), "hint|--|2|\n"},
        {MAKE("bench"), "bench|\n"},
        {MAKE("help bench BYTES=4096"), "\nbench|--bytes|4096|\n"},
        {MAKE("check-stage 2 FILE='a  b $(no) $$HOME '\\''c'\\'' \"d\" | # %'"),
         "check|--file|a  b $(no) $$HOME 'c' \"d\" | # %|--|2|\n"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        EXPECT("/bin/sh", 0, rows[i].runs, "-c", rows[i].order);
}

/* A path is the folder's own, unless only the root has it, as a check names its cases. */
Test(door, knows_the_stage_from_its_folder)
{
    static const char said[] = ">said 2>&1; cat said";
    static const struct {
        const char *words, *runs;
    } rows[] = {
        {"check-stage", "check|--|2|\n"},
        {"check-stage 3", "check|--|3|\n"},
        {"check-stage FILE=algo_one.c",
         "check|--file|stages/2-remove-interface-call/algo_one.c|--|2|\n"},
        {"check-stage FILE=/none.c", "check|--file|/none.c|--|2|\n"},
        {"check-stage FILE=none.c", "check|--file|stages/2-remove-interface-call/none.c|--|2|\n"},
        {"check-stage FILE=stages/README.md", "check|--file|stages/README.md|--|2|\n"},
        {"progres", "Did you mean progress?"},
        {"", "\nmake check-stage 2 "},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char order[256];
        snprintf(order, sizeof order,
                 "PATH=$PWD/bin:$PATH; cd stages/2-remove-interface-call && make %s %s",
                 rows[i].words, said);
        EXPECT("/bin/sh", 0, rows[i].runs, "-c", order);
    }
    learner_do("for folder in stages/[0-9]*; do [ -f $folder/Makefile ] || exit 1; done");
}

Test(door, shows_its_commands_where_nothing_is_installed)
{
    learner_do("mkdir few && for name in make sh awk dirname; do"
               " ln -s \"$(command -v $name)\" few; done && help=$(PATH=$PWD/few make) &&"
               " [ \"$help\" = \"$(make help)\" ] && [ \"$(echo \"$help\" | wc -l)\" -le 24 ] &&"
               " [ \"$(echo \"$help\" | wc -L)\" -lt 80 ] && [ ! -e build/.lock ]");
}

/* Every command that documents show is one, with words that it takes; and each is shown. */
Test(door, knows_the_commands_that_documents_show)
{
    learner_do(
        "cd \"$FROM\" && shown=$(cat README.md GRADING.md CONTRIBUTING.md stages/*/README.md"
        " stages/*/hints.md | grep -o '`make [a-z][^`]*`\\|^    \\(.*&& \\)\\?make [a-z].*' |"
        " sed 's/.*make //; s/`//; s/ [|&#>].*//' | sort -u) &&"
        " [ \"$(echo \"$shown\" | wc -l)\" -ge 40 ] && echo \"$shown\" |"
        " while read -r words; do GOALS= GIVEN=; for word in $words; do"
        " case $word in *=*) GIVEN=\"$GIVEN ${word%%=*}\" ;; *) GOALS=\"$GOALS $word\" ;; esac;"
        " done; export GOALS GIVEN; N=1 awk -v plan=1 -f tooling/commands/verbs.awk"
        " tooling/commands/verbs.txt >/dev/null || exit 1; done &&"
        " make help | while read -r make verb rest; do"
        " echo \"$shown\" | grep -q \"^$verb\" || { echo $verb >&2; exit 1; }; done");
}

Test(door, tells_of_the_first_build_and_of_no_other)
{
    static const char says[] = "The first build of the workbook's own programs: about a minute, two"
                               " on a slow machine ...\nBuilt in ";
    struct ran ran = LEARN("/bin/sh", "-c", FIRST_BUILD("check-program"));
    cr_expect_eq(ran.end.code, 0);
    cr_expect_eq(strncmp(ran_errors(&ran), says, sizeof says - 1), 0, "%s", ran_errors(&ran));
    cr_expect_null(strstr(ran_errors(&ran), "[1/20]"), "%s", ran_errors(&ran));
    cr_expect_str_eq(ran_output(&ran), "");
    ran_dispose(&ran);
    ran = LEARN("/bin/sh", "-c", BUILD("check-program"));
    cr_expect_eq(ran.end.code, 0);
    cr_expect_str_eq(ran_errors(&ran), "");
    ran_dispose(&ran);
}

Test(door, tells_which_compilers_first_build_it_is)
{
    EXPECT("/bin/sh", 0, "The first build of the workbook's own programs with clang: about", "-c",
           "TREE=build/clang CC=$PWD/bin/clang " BUILD("check-program"));
}

Test(door, tells_of_the_first_build_until_it_is_done)
{
    EXPECT("/bin/sh", 2, "The first build", "-c", "rm -rf build; CODE=1 " BUILD("check-program"));
    EXPECT("/bin/sh", 0, "The first build", "-c", BUILD("check-program"));
}

Test(door, shows_on_a_terminal_how_far_a_build_is)
{
    struct on_terminal on =
        terminal_start("/bin/sh", (const char *const[]){"-c", FIRST_BUILD("all"), NULL});
    terminal_expect(&on, "some minutes ...");
    terminal_expect(&on, "\r[1/20]");
    terminal_expect(&on, "\r[20/20]\r\033[KBuilt in ");
    cr_expect_eq(terminal_end(&on), 0);
    scratch_expect("build/said.txt", bytes_from_string("[1/20] Building a.o\n[20/20] Linking a\n"));
}

Test(door, says_why_a_build_failed_on_a_terminal_and_elsewhere)
{
    static const char order[] =
        "CODE=1 NINJA='[1/9] Building a\\na.c: expected 100%%\\n' " BUILD("check-program");
    struct on_terminal on = terminal_start("/bin/sh", (const char *const[]){"-c", order, NULL});
    terminal_expect(&on, "inconclusive: the workbook's own programs cannot be built here");
    terminal_expect(&on, "a.c: expected 100%");
    cr_expect_eq(terminal_end(&on), 2);
    EXPECT("/bin/sh", 2, "\n[1/9] Building a\na.c: expected 100%\n", "-c", order);
}

Test(door, tells_that_it_waits_for_another_build)
{
    EXPECT("/bin/sh", 0, "Another command builds: waiting for it ...\n", "-c",
           "mkdir -p build && flock build/.lock sleep 2 & sleep 1; " BUILD("check-program"));
}

Test(door, gives_a_file_from_the_future_a_date_with_which_a_build_comes_to_an_end)
{
    EXPECT("/bin/sh", 0,
           "tooling/setup is from the future (2099-01-01 00:00:00): it gets today's date", "-c",
           "touch -d 2099-01-01 tooling/setup; " BUILD("check-program"));
    EXPECT("/bin/sh", 0, "", "-c", "touch after; test ! tooling/setup -nt after");
}

Test(door, refuses_a_path_that_cmake_cannot_build_in)
{
    static const char *const names[] = {"sharp #", "semi;colon", "quote\"", "back\\slash"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        cr_assert_eq(setenv("NAME", names[i], 1), 0);
        EXPECT("/bin/sh", 2, "cannot be built where its path has one of \\ ; # \"\nRename", "-c",
               "mkdir \"$NAME\" && cp -r Makefile tooling stages bin \"$NAME\" && cd \"$NAME\" "
               "&& " MAKE("check-stage 1"));
    }
}

Test(door, keeps_from_a_command_what_is_set_for_other_work)
{
    learner_do(
        "printf '#!/bin/sh\\necho \"<$VALGRIND_OPTS$CRITERION_FILTER$CFLAGS$GNUTERM>$KEPT\"\\n'"
        " >build/bin/check");
    EXPECT("/bin/sh", 0, "", "-c",
           "CFLAGS=a VALGRIND_OPTS=b CRITERION_FILTER=c GNUTERM=d KEPT=e " MAKE(
               "check-stage 1") " >said; grep -qx '<>e' said");
}
