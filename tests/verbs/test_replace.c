/* replace, from a shell: what it prints, how it ends, and what it does when calls fail. */
#include "base/files.h"
#include "base/format.h"
#include "judge/replace_oracle.h"
#include "probe/frame.h"
#include "support/scratch.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void begin(void)
{
    scratch_make();
    cr_assert_eq(setenv("replace", REPLACE_PROGRAM, 1), 0);
    cr_assert_eq(setenv("peak", PEAK_PROGRAM, 1), 0);
    cr_assert_eq(setenv("bad", BAD_CALLS, 1), 0);
    scratch_write("text", bytes_from_string("elvis has left\nelvis\n"));
    scratch_write("ends-in-el", bytes_from_string("el"));
    scratch_write("vis", bytes_from_string("vis"));
    scratch_write("empty", bytes_of("", 0));
    scratch_write("nul", bytes_of("a\0elvis\0\377elvis", 14));
}

TestSuite(replace, .timeout = 120, .init = begin, .fini = scratch_remove);

struct shown {
    const char *script; /* of sh, in which $replace is the program */
    const char *output, *errors;
    int code;
};

#define READ "replace: cannot read "
#define WRITE "replace: cannot write standard output: "

static void expect_shown(const struct shown *cases, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const struct process_request request = scratch_request(SHELL(cases[i].script));
        struct process_result result = process_run(&request);
        cr_expect_eq(result.end, PROCESS_EXITED, "%s", cases[i].script);
        cr_expect_eq(result.code, cases[i].code, "%s: %d", cases[i].script, result.code);
        scratch_expect("out", bytes_from_string(cases[i].output));
        scratch_expect("err", bytes_from_string(cases[i].errors));
    }
}

#define EXPECT_SHOWN(cases) expect_shown(cases, sizeof(cases) / sizeof *(cases))

Test(replace, is_a_filter_that_exits_as_grep_does)
{
    static const struct shown cases[] = {
        {"$replace elvis Elvis <text", "Elvis has left\nElvis\n", "", 0},
        {"$replace elvis Elvis text", "Elvis has left\nElvis\n", "", 0},
        {"$replace elvis elvis text", "elvis has left\nelvis\n", "", 0},
        {"$replace elvis '' text", " has left\n\n", "", 0},
        {"$replace elvis 'The King' text", "The King has left\nThe King\n", "", 0},
        {"$replace Elvis elvis text", "elvis has left\nelvis\n", "", 1},
        {"$replace Elvis x text", "elvis has left\nelvis\n", "", 1},
        {"$replace elvis Elvis empty", "", "", 1},
        {"$replace elvis Elvis </dev/null", "", "", 1},
        {"$replace is IS text vis - <text", "elvIS has left\nelvIS\nvISelvIS has left\nelvIS\n", "",
         0},
        {"$replace -- -x +x <vis; $replace -- vis -x <vis", "vis-x", "", 0},
        {"$replace vis -x vis", "-x", "", 0},
        {"$replace vis --count <vis", "--count", "", 0},
        {"$replace elvis Elvis nul | od -An -c | tr -d ' \\n'", "a\\0Elvis\\0377Elvis", "", 0},
    };
    EXPECT_SHOWN(cases);
}

Test(replace, takes_each_file_for_a_stream_of_its_own)
{
    static const struct shown cases[] = {
        {"$replace elvis Elvis ends-in-el vis", "elvis", "", 1},
        {"cat ends-in-el vis | $replace elvis Elvis", "Elvis", "", 0},
        {"$replace --count elvis Elvis ends-in-el vis", "ends-in-el:0\nvis:0\n", "", 1},
    };
    EXPECT_SHOWN(cases);
}

Test(replace, counts)
{
    static const struct shown cases[] = {
        {"$replace --count elvis Elvis text", "2\n", "", 0},
        {"$replace --count elvis '' <text", "2\n", "", 0},
        {"$replace --count -- elvis longer-than-that text", "2\n", "", 0},
        {"$replace --count Elvis x text", "0\n", "", 1},
        {"$replace --count elvis x text nul - <vis", "text:2\nnul:2\nstandard input:0\n", "", 0},
        {"$replace --count elvis x text no/such empty", "text:2\nempty:0\n",
         READ "no/such: No such file or directory\n", 2},
        {"$replace --count elvis x text >/dev/full", "", WRITE "No space left on device\n", 2},
    };
    EXPECT_SHOWN(cases);
}

Test(replace, refuses_in_one_line)
{
    static const struct shown cases[] = {
        {"$replace", "", "replace: expected FIND and REPL: see replace --help\n", 2},
        {"$replace x", "", "replace: expected FIND and REPL: see replace --help\n", 2},
        {"$replace '' x text", "", "replace: FIND is empty: there is nothing to look for\n", 2},
        {"$replace -x y text", "", "replace: there is no option -x: see replace --help\n", 2},
        {"$replace --count -xy z text", "", "replace: there is no option -xy: see replace --help\n",
         2},
        {"$replace --count=2 y text", "",
         "replace: there is no option --count=2: see replace --help\n", 2},
    };
    EXPECT_SHOWN(cases);
}

Test(replace, goes_on_behind_a_file_that_cannot_be_read_and_says_so)
{
    static const struct shown cases[] = {
        {"$replace elvis Elvis no/such text", "Elvis has left\nElvis\n",
         READ "no/such: No such file or directory\n", 2},
        {"$replace elvis Elvis text . vis", "Elvis has left\nElvis\nvis",
         READ ".: Is a directory\n", 2},
        {"$replace elvis Elvis text/below vis", "vis", READ "text/below: Not a directory\n", 2},
        {"$replace elvis Elvis <&-", "", READ "standard input: Bad file descriptor\n", 2},
        {"$replace elvis Elvis <.", "", READ "standard input: Is a directory\n", 2},
        {"$replace elvis Elvis . no/such", "",
         READ ".: Is a directory\n" READ "no/such: No such file or directory\n", 2},
    };
    EXPECT_SHOWN(cases);
}

Test(replace, tells_each_failure_to_write)
{
    static const struct shown cases[] = {
        {"$replace elvis Elvis text text >/dev/full", "", WRITE "No space left on device\n", 2},
        {"$replace x y text >&-", "", WRITE "Bad file descriptor\n", 2},
        {"$replace --help >/dev/full", "", WRITE "No space left on device\n", 2},
        {"$replace --help >&-", "", WRITE "Bad file descriptor\n", 2},
        {"trap '' PIPE; mkfifo p; : <p & exec 3>p; wait; $replace elvis Elvis text >&3", "",
         WRITE "Broken pipe\n", 2},
        {"LD_PRELOAD=$bad BAD_CALLS=close $replace elvis Elvis text", "Elvis has left\nElvis\n",
         WRITE "Disk quota exceeded\n", 2},
        {"LD_PRELOAD=$bad BAD_CALLS=close $replace --count elvis Elvis text", "2\n",
         WRITE "Disk quota exceeded\n", 2},
    };
    EXPECT_SHOWN(cases);
}

/* The file is longer than a pipe holds. */
Test(replace, ends_quietly_where_nobody_reads_on)
{
    static const struct shown cases[] = {
        {"yes elvis | head -n 1000000 >long; { $replace elvis Elvis long; echo $? >&2; } |"
         " head -n 1",
         "Elvis\n", "141\n", 0},
    };
    EXPECT_SHOWN(cases);
}

Test(replace, never_reads_what_it_writes)
{
    static const struct shown cases[] = {
        {"$replace elvis Elvis text >>text", "", READ "text: it is the output, too\n", 2},
        {"$replace elvis Elvis <text >>text", "", READ "standard input: it is the output, too\n",
         2},
        {"ln text link; $replace elvis Elvis vis link >>text; tail -n 1 link", "vis",
         READ "link: it is the output, too\n", 0},
        {"cat link", "elvis has left\nelvis\nvis", "", 0},
        {"$replace x y </dev/null >/dev/null", "", "", 1},
    };
    EXPECT_SHOWN(cases);
}

Test(replace, writes_all_whatever_calls_do)
{
    static const struct shown cases[] = {
        {"LD_PRELOAD=$bad BAD_CALLS=interrupted $replace elvis Elvis text nul | cksum >a;"
         " $replace elvis Elvis text nul | cksum | cmp a",
         "", "", 0},
        {"LD_PRELOAD=$bad BAD_CALLS=short $replace elvis 'The King' text",
         "The King has left\nThe King\n", "", 0},
        {"LD_PRELOAD=$bad BAD_CALLS=short $replace --count elvis Elvis text", "2\n", "", 0},
        {"LD_PRELOAD=$bad BAD_CALLS=read $replace elvis Elvis ends-in-el vis", "elvis",
         READ "ends-in-el: Input/output error\n", 2},
        {"LD_PRELOAD=$bad BAD_CALLS=read $replace --count elvis Elvis ends-in-el vis", "vis:0\n",
         READ "ends-in-el: Input/output error\n", 2},
    };
    EXPECT_SHOWN(cases);
}

/* What has come is passed on, without a wait for more. */
Test(replace, keeps_nothing_back_but_what_may_be_a_match)
{
    static const struct shown cases[] = {
        {"mkfifo in slow; $replace elvis Elvis <in >slow & exec 3>in 4<slow;"
         " printf 'has elvis left? elv' >&3; head -c 16 <&4; printf is >&3; exec 3>&-; cat <&4",
         "has Elvis left? Elvis", "", 0},
    };
    EXPECT_SHOWN(cases);
}

static struct buffer random_text(unsigned seed, size_t size)
{
    struct buffer text = buffer_bounded(SIZE_MAX);
    for (size_t i = 0; i < size; i++)
        format_add(&text, "%c", "ab\n"[rand_r(&seed) % 16 == 0 ? 2 : rand_r(&seed) % 2]);
    return text;
}

/* Longer than a few reads; and, once, read byte by byte. */
static void expect_as_oracle(const char *script, size_t size, const char *find, const char *repl)
{
    struct buffer data = random_text(1, size);
    struct buffer expected = buffer_bounded(SIZE_MAX);
    const struct probe_case c = {.data = buffer_rest(&data),
                                 .find = bytes_from_string(find),
                                 .repl = bytes_from_string(repl)};
    scratch_write("data", c.data);
    cr_assert_eq(replace_oracle(&c, &expected), STREAM_OK);
    const char *const environment[] = {NULL};
    const char *const words[] = {"sh", "-c", script, "sh", find, repl, NULL};
    struct process_request request = scratch_request(words);
    request.environment = environment;
    cr_expect_eq(process_run(&request).code, 0);
    scratch_expect("out", buffer_rest(&expected));
    buffer_dispose(&data);
    buffer_dispose(&expected);
}

Test(replace, does_as_the_oracle)
{
    static const char long_repl[] = "0123456789012345678901234567890123456789";
    static const char *const words[][2] = {
        {"abaab", "ABAAB"}, {"aa", "b"}, {"a", long_repl}, {"ab\n", ""}, {"bbabb", "x"}};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        expect_as_oracle("$replace \"$1\" \"$2\" data", 700000, words[i][0], words[i][1]);
        expect_as_oracle("cat data | $replace \"$1\" \"$2\"", 700000, words[i][0], words[i][1]);
        expect_as_oracle("dd if=data bs=1 status=none | $replace \"$1\" \"$2\"", 20000, words[i][0],
                         words[i][1]);
    }
}

static long peak_in(const char *path)
{
    struct error error;
    struct buffer text = buffer_bounded(64);
    cr_assert(file_read(path, &text, &error), "%s", error.text);
    cr_assert_eq(buffer_write_byte(&text, '\0'), STREAM_OK);
    long peak = strtol((const char *)text.at, NULL, 10);
    buffer_dispose(&text);
    return peak;
}

Test(replace, takes_little_memory_however_long_the_stream_is)
{
    enum { MOST = 2 << 20 }; /* bytes more than an empty program */
    static const struct shown cases[] = {
        {"$peak empty $peak", "", "", 0},
        {"ulimit -v 20000; head -c 100000000 /dev/zero | tr '\\0' e | $peak same $replace ee Ee |"
         " tail -c 3",
         "eEe", "", 0},
        {"ulimit -v 20000; yes elvis | head -c 100000000 | $peak longer $replace elvis 'The King' |"
         " head -n 10000000 | tail -n 1",
         "The King\n", "", 0},
        {"ulimit -v 20000; yes elvis | head -c 100000000 | $peak count $replace --count elvis ''",
         "16666666\n", "", 0},
    };
    static const char *const files[] = {"same", "longer", "count"};
    EXPECT_SHOWN(cases);
    for (size_t i = 0; i < sizeof files / sizeof *files; i++)
        cr_expect_lt(peak_in(files[i]) - peak_in("empty"), MOST, "%s: %ld bytes, an empty one %ld",
                     files[i], peak_in(files[i]), peak_in("empty"));
}
