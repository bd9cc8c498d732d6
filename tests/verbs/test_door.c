/* make: the words that it takes, and what it says while the workbook's own programs are built. */
#include "support/scratch.h"
#include "verbs/learning.h"
#include "verbs/on_terminal.h"
#include "verbs_config.h" /* made by CMake: where the project is */

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* A root with our tooling/build, and a CMake and a ninja that do as the environment says. */
static void make_root(void)
{
    scratch_make();
    cr_assert_eq(setenv("FROM", VERBS_ROOT, 1), 0);
    unsetenv("MAKEFLAGS"); /* of the make that runs this test, as is the next */
    unsetenv("MAKELEVEL");
    unsetenv("TREE");
    unsetenv("CC");
    learner_do("mkdir bin tooling && cp \"$FROM/tooling/build\" tooling && cd bin &&"
               " printf '#!/bin/sh\\necho nothing is missing\\n' >../tooling/setup &&"
               " printf '#!/bin/sh\\n: >build/build.ninja\\n' >cmake &&"
               " printf '#!/bin/sh\\nprintf \"$NINJA\"\\nexit \"$CODE\"\\n' >ninja &&"
               " chmod +x ../tooling/setup cmake ninja");
    cr_assert_eq(setenv("NINJA", "[1/20] Building a.o\\n[20/20] Linking a\\n", 1), 0);
    cr_assert_eq(setenv("CODE", "0", 1), 0);
}

TestSuite(door, .timeout = 100, .init = make_root, .fini = scratch_remove);

#define BUILD(target) "PATH=$PWD/bin:$PATH tooling/build " target
#define MAKE(words) "cd \"$FROM\" && make --no-print-directory -n " words

/* Nothing is run, with -n; make reads its words all the same. */
Test(door, refuses_words_that_the_command_does_not_take)
{
    static const struct {
        const char *order, *says;
    } rows[] = {
        {MAKE("predict 1 LIN=9"),
         ": *** make predict takes no LIN= (it takes ALLOCS= BYTES= LINE= CC=)"},
        {MAKE("predict 1 ALLOC=1 line=3 BYTES=3"), ": *** make predict takes no "},
        {MAKE("hint 1 BYTES=3"), ": *** make hint takes no BYTES= (it takes AGAIN= CC=)"},
        {MAKE("progress FILE=x"), ": *** make progress takes no FILE= (it takes CC=)"},
        {MAKE("FOO="), ": *** make help takes no FOO= ("},
        {MAKE("help FOO="), ": *** make help takes no FOO= ("},
        {MAKE("progress 2"), ": *** make progress takes no \"2\" behind it"},
        {MAKE("help me"), ": *** make help takes no \"me\" behind it"},
        {MAKE("clean bench 2"), ": *** make clean takes no \"2\" behind it"},
        {MAKE("check-stage 2 check-stage 3"),
         "*** make check-stage takes no \"check-stage\" behind it"},
        {MAKE("check-stage-2 SED=1"), ": *** make check-stage takes no SED= ("},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct ran ran = LEARN("/bin/sh", "-c", rows[i].order);
        cr_expect_eq(ran.end.code, 2, "%s", rows[i].order);
        cr_expect_not_null(strstr(ran_errors(&ran), rows[i].says), "%s", ran_errors(&ran));
        cr_expect_str_eq(ran_output(&ran), "");
        ran_dispose(&ran);
    }
}

/* A verb's list is what its recipe hands on. */
Test(door, takes_each_word_that_the_command_uses_and_no_other)
{
    learner_do(
        "cd \"$FROM\" && verbs=$(sed -n 's/^\\([a-z][a-z-]*\\):.*/\\1/p' Makefile) &&"
        " [ $(echo $verbs | wc -w) -ge 30 ] && for verb in $verbs; do"
        " uses=$(make -n $verb | grep -o '[$][A-Z][A-Z]*' | grep -vx '.N\\|.TREE' |"
        " tr -d '$' | sort -u | paste -sd ' ');"
        " takes=$(make -n $verb NONE=1 2>&1 | sed 's/.*it takes //; s/ *CC=).*//; s/=//g' |"
        " tr ' ' '\\n' | sort | paste -sd ' ');"
        " [ \"$uses\" = \"$takes\" ] || { echo \"$verb: $uses: $takes\" >&2; exit 1; }; done");
}

Test(door, takes_words_in_each_form_of_a_command)
{
    EXPECT("/bin/sh", 0, "--line", "-c", MAKE("predict 1 LINE=9 CC=clang TREE=elsewhere"));
    EXPECT("/bin/sh", 0, "--seed", "-c", MAKE("check-stage-2 SEED=1"));
    EXPECT("/bin/sh", 0, "--bytes", "-c", MAKE("clean bench BYTES=4096"));
    EXPECT("/bin/sh", 0, "--again", "-c", MAKE("hint N=2"));
}

Test(door, tells_where_the_commands_are_listed)
{
    EXPECT("/bin/sh", 2, "*** There is no command \"chek-stage\": make help lists them.  Stop.\n",
           "-c", MAKE("chek-stage 1 FILE=x"));
    EXPECT("/bin/sh", 2, "*** There is no command \"1\": make help lists them.", "-c", MAKE("1"));
}

Test(door, hands_words_on_as_they_are)
{
    learner_do("printf 'show.takes := FILE\\nshow:\\n\\t@printf \"%%s\\\\n\" \"$$FILE\"\\ninclude "
               "%s/Makefile\\n' \"$FROM\""
               " >words.mk");
    EXPECT("/bin/sh", 0, "a  b $(no) $$HOME 'c' \"d\" # %\n", "-c",
           "make -f words.mk show FILE='a  b $(no) $$HOME '\\''c'\\'' \"d\" # %'");
}

Test(door, tells_of_the_first_build_and_of_no_other)
{
    static const char says[] = "The first build of the workbook's own programs: about a minute, two"
                               " on a slow machine ...\nBuilt in ";
    struct ran ran = LEARN("/bin/sh", "-c", BUILD("check-program"));
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
    EXPECT(
        "/bin/sh", 0, "The first build of the workbook's own programs with clang: about", "-c",
        "mkdir -p build/clang && sed -i 's:>build/:>\"$TREE\"/:' bin/cmake &&"
        " ln -s /bin/true bin/clang && TREE=build/clang CC=$PWD/bin/clang " BUILD("check-program"));
}

Test(door, tells_of_the_first_build_until_it_is_done)
{
    EXPECT("/bin/sh", 2, "The first build", "-c", "CODE=1 " BUILD("check-program"));
    EXPECT("/bin/sh", 0, "The first build", "-c", BUILD("check-program"));
}

Test(door, shows_on_a_terminal_how_far_a_build_is)
{
    struct on_terminal on =
        terminal_start("/bin/sh", (const char *const[]){"-c", BUILD("all"), NULL});
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
