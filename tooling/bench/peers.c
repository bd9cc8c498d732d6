#include "bench/peers.h"

#include "base/format.h"
#include "compare_config.h" /* made by CMake: the workbook's programs */

#include <string.h>

static void add_file(const struct peer_job *job, struct argv *words, struct buffer *made)
{
    (void)made;
    argv_add(words, job->path);
}

static void add_all(const struct peer_job *job, struct argv *words, struct buffer *made)
{
    argv_add(words, job->find);
    argv_add(words, job->repl);
    add_file(job, words, made);
}

/* Appends a text in which each of `special` has `quote` in front. */
static void add_quoted(struct buffer *made, const char *text, const char *special, char quote)
{
    for (; *text != '\0'; text++) {
        if (strchr(special, *text) != NULL)
            format_add(made, "%c", quote);
        format_add(made, "%c", *text);
    }
}

/* A newline would end sed's command; both halves of it know \n. */
static void add_half(struct buffer *made, const char *text, const char *special)
{
    for (; *text != '\0'; text++) {
        const char part[] = {*text, '\0'};
        add_quoted(made, *text == '\n' ? "\\n" : part, *text == '\n' ? "" : special, '\\');
    }
}

/* POSIX's basic regular expressions, and what stands for more in a replacement. */
static void add_sed(const struct peer_job *job, struct argv *words, struct buffer *made)
{
    format_add(made, "s/");
    add_half(made, job->find, "\\.*[]^$/");
    format_add(made, "/");
    add_half(made, job->repl, "\\&/");
    format_add(made, "/g");
    format_add_bytes(made, bytes_of("", 1));
    argv_add(words, (const char *)made->at);
    add_file(job, words, made);
}

/* $1 would be a group. */
static void add_rg(const struct peer_job *job, struct argv *words, struct buffer *made)
{
    add_quoted(made, job->repl, "$", '$');
    format_add_bytes(made, bytes_of("", 1));
    argv_add(words, (const char *)made->at);
    argv_add(words, "-e");
    argv_add(words, job->find);
    argv_add(words, "--");
    add_file(job, words, made);
}

#define PERL "BEGIN { $find = quotemeta shift; $repl = shift; binmode STDOUT } s/$find/$repl/g"
#define PYTHON                                                                                     \
    "import os, sys\n"                                                                             \
    "find, repl = map(os.fsencode, sys.argv[1:3])\n"                                               \
    "sys.stdout.buffer.write(open(sys.argv[3], 'rb').read().replace(find, repl))"

const struct peer peers[PEERS] = {
    [PEER_REPLACE] = {"replace", COMPARE_REPLACE, true, true, {"--"}, add_all},
    [PEER_LIMIT] = {"cat", "cat", false, false, {"--"}, add_file},
    {"rg",
     "rg",
     false,
     true,
     {"--no-config", "--passthru", "--text", "--no-line-number", "--color=never", "-F", "-r"},
     add_rg},
    {"sed", "sed", false, false, {"-e"}, add_sed},
    {"perl", "perl", false, false, {"-pe", PERL, "--"}, add_all},
    {"python3", "python3", false, false, {"-c", PYTHON}, add_all},
    {"solution 4", COMPARE_SOLUTION_4, true, false, {NULL}, add_all},
    {"algo_two", COMPARE_ALGO_TWO, true, false, {NULL}, add_all},
};

bool peer_words(const struct peer *peer, const struct peer_job *job, struct argv *words,
                struct buffer *made)
{
    *words = (struct argv){.count = 0};
    argv_add(words, peer->program);
    argv_add_all(words, peer->before);
    peer->add_job(job, words, made);
    return !format_failed(made);
}
