/* What tooling/bench/peers.h promises: words that are data stay data, whatever is in them. */
#include "bench/peers.h"

#include "base/files.h"
#include "base/format.h"
#include "judge/replace_oracle.h"
#include "support/scratch.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

TestSuite(compare_peers, .timeout = 300, .init = scratch_make, .fini = scratch_remove);

static void expect_words(size_t peer, const struct peer_job *job, const char *expected)
{
    struct argv words;
    struct buffer made = buffer_bounded(SIZE_MAX);
    struct buffer line = buffer_bounded(SIZE_MAX);
    cr_assert(peer_words(&peers[peer], job, &words, &made));
    for (size_t i = 1; i < words.count; i++) {
        format_add(&line, i == 1 ? "" : " ");
        format_add_word(&line, words.list[i]);
    }
    format_add_bytes(&line, bytes_of("", 1));
    cr_expect_str_eq((const char *)line.at, expected);
    buffer_dispose(&made);
    buffer_dispose(&line);
}

Test(compare_peers, are_told_what_to_do)
{
    static const struct peer_job job = {"a.b", "$1", "file"};
    expect_words(PEER_REPLACE, &job, "-- a.b '$1' file");
    expect_words(PEER_LIMIT, &job, "-- file");
    cr_expect_str_eq(peers[2].name, "rg");
    expect_words(2, &job,
                 "--no-config --passthru --text --no-line-number --color=never -F -r '$$1' -e a.b "
                 "-- file");
    cr_expect_str_eq(peers[3].name, "sed");
    expect_words(3, &job, "-e 's/a\\.b/$1/g' file");
}

/* The data is words that mean something to one of the programs, in lines of all of them. */
static const char *const words[] = {
    "a.b", "a*", "[a]", "^a", "a$", "\\1", "a/b", "a&b", "$1",    "${0}", "\\n", "\\Q",
    "@a",  "%s", "a'b", "\"", "-x", "-",   "é",   "\\",  "$find", "#{x}", "a b", "\\E.",
};
enum { WORDS = sizeof words / sizeof *words };

static void write_data(void)
{
    struct buffer data = buffer_bounded(SIZE_MAX);
    for (size_t i = 0; i < 2 * WORDS; i++)
        format_add(&data, "x%s axb %s%s\n", words[i % WORDS], words[i % WORDS],
                   words[(i * 5 + 1) % WORDS]);
    scratch_write("data", buffer_rest(&data));
    buffer_dispose(&data);
}

/* False if the program is not installed here. */
static bool expect_as_oracle(size_t peer, const struct peer_job *job)
{
    struct argv command;
    struct error error;
    struct buffer made = buffer_bounded(SIZE_MAX);
    struct buffer data = buffer_bounded(SIZE_MAX);
    struct buffer expected = buffer_bounded(SIZE_MAX);
    cr_assert(file_read("data", &data, &error), "%s", error.text);
    const struct probe_case c = {.data = buffer_rest(&data),
                                 .find = bytes_from_string(job->find),
                                 .repl = bytes_from_string(job->repl)};
    cr_assert_eq(replace_oracle(&c, &expected), STREAM_OK);
    cr_assert(peer_words(&peers[peer], job, &command, &made));
    struct process_request request = scratch_request(command.list);
    static const char *const environment[] = {"LC_ALL=C", NULL};
    request.environment = environment;
    struct process_result end = process_run(&request);
    bool installed = end.end != PROCESS_NOT_STARTED;
    if (installed) {
        cr_expect_leq(end.code, peers[peer].ends_with_one, "%s of %s: %d", peers[peer].name,
                      job->find, end.code);
        scratch_expect("out", peer == PEER_LIMIT ? c.data : buffer_rest(&expected));
    }
    buffer_dispose(&made);
    buffer_dispose(&data);
    buffer_dispose(&expected);
    return installed;
}

/* Python's words are arguments as they are, and it is slow to start. */
static size_t stride(size_t peer)
{
    return strcmp(peers[peer].name, "python3") == 0 ? WORDS / 3 : 1;
}

/* algo_two is wrong if a match begins within one that breaks off; with these it is not. */
Test(compare_peers, do_as_the_oracle_whatever_the_words_are)
{
    write_data();
    for (size_t peer = 0; peer < PEERS; peer++) {
        bool installed = true;
        for (size_t i = 0; installed && i < WORDS; i += stride(peer)) {
            const struct peer_job job = {words[i], words[(i + 7) % WORDS], "data"};
            installed = expect_as_oracle(peer, &job);
        }
        const struct peer_job lines = {"axb ", "a line\nand another", "data"};
        if (installed)
            expect_as_oracle(peer, &lines);
    }
}
