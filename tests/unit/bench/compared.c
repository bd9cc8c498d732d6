#include "unit/bench/compared.h"

#include <stdio.h>
#include <string.h>

static char names[PEERS][16];
static struct hyperfine_command commands[2][PEERS];
static struct comparison_input inputs[2];

static void add_time(size_t input, size_t peer, double seconds)
{
    struct hyperfine *times = &inputs[input].times;
    snprintf(names[peer], sizeof names[peer], "%s", peers[peer].name);
    commands[input][times->command_count++] =
        (struct hyperfine_command){.name = names[peer],
                                   .cpu_seconds = seconds / 2,
                                   .seconds = {seconds * 2, seconds, seconds * 1.5},
                                   .run_count = 3};
}

static void set_answer(struct answer *answer, enum answer_verdict verdict, const char *why)
{
    answer->verdict = verdict;
    strcpy(answer->why, why);
}

static void fill(size_t at)
{
    static const double seconds[PEERS] = {0.01, 0.005, 0.04, 0.1, 0, 0, 0.02, 0.02};
    struct comparison_input *input = &inputs[at];
    *input = (struct comparison_input){
        .kind = &sample_kinds[at], .matches = 1234 * at, .times.commands = commands[at]};
    for (size_t i = 0; i < PEERS; i++) {
        input->answers[i].peak_bytes = (i + 2) << 20;
        if (seconds[i] > 0)
            add_time(at, i, i == PEER_REPLACE && at == 1 ? seconds[i] / 2 : seconds[i]);
    }
    set_answer(&input->answers[4], ANSWER_MISSING, "perl is not installed");
    set_answer(&input->answers[5], ANSWER_FAILED, "it was ended by signal 9");
    set_answer(&input->answers[7], ANSWER_WRONG, "differs from byte 3 on");
    if (at == 1)
        set_answer(&input->answers[2], ANSWER_WRONG, "ends too early, after 2 bytes");
}

cJSON *compared_make(struct error *error)
{
    static const struct comparison_facts facts = {
        .bytes = 1000000, .seed = 7, .runs = 3, .empty_peak_bytes = 1 << 20};
    fill(0);
    fill(1);
    return comparison_make(&facts, inputs, 2, error);
}
