#include "judge/gate.h"

#include "base/files.h"
#include "judge/contract_replacer.h"
#include "results/result.h"
#include "run/process.h"

#include <criterion/criterion.h>
#include <inttypes.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#if defined(__linux__)
#include <sys/inotify.h>
#endif

static const char *order(const char *name)
{
    const char *value = getenv(name);
    cr_assert_not_null(value, "%s is not set: these suites are started by a check", name);
    return value;
}

const struct judging *judging(void)
{
    static struct judging orders;
    if (orders.stage != NULL)
        return &orders;
    char program[COMPILE_PATH_SIZE];
    struct error error;
    process_die_with_parent();
    orders = (struct judging){.stage = course_find(order("CHECK_STAGE")),
                              .file = order("CHECK_FILE"),
                              .folder = order("CHECK_FOLDER"),
                              .probe = order("CHECK_PROBE"),
                              .results = order("CHECK_RESULTS"),
                              .beside = order("CHECK_BESIDE"),
                              .seed = strtoull(order("CHECK_SEED"), NULL, 10),
                              .box = (enum box_kind)strtol(order("CHECK_BOX"), NULL, 10)};
    cr_assert_not_null(orders.stage, "CHECK_STAGE names no stage");
    int len = snprintf(program, sizeof program, "%s/program", orders.folder);
    cr_assert(len < COMPILE_PATH_SIZE &&
                  compile_paths_in(program, orders.stage->contract, &orders.build),
              "CHECK_FOLDER is too long");
    cr_assert(folder_make(program, &error), "%s", error.text);
    return &orders;
}

void judging_path(char path[JUDGING_PATH_SIZE], const char *name)
{
    int len = snprintf(path, JUDGING_PATH_SIZE, "%s/%s", judging()->folder, name);
    cr_assert_lt(len, JUDGING_PATH_SIZE, "CHECK_FOLDER is too long");
}

void judging_build_file(char name[64], const char *ending)
{
    snprintf(name, 64, "program/%s%s", judging()->stage->contract->name, ending);
}

void judging_read(const char *name, struct buffer *text)
{
    char path[JUDGING_PATH_SIZE];
    struct error error;
    *text = buffer_bounded((size_t)256 << 20);
    judging_path(path, name);
    if (!file_read(path, text, &error))
        buffer_reset(text);
}

/* Polled for a change in the check's folder; -1 where there is no such thing. */
static int watch_folder(void)
{
    int watch = -1;
#if defined(__linux__)
    watch = inotify_init1(IN_CLOEXEC | IN_NONBLOCK);
    if (watch >= 0)
        inotify_add_watch(watch, judging()->folder, IN_MOVED_TO);
#endif
    return watch;
}

/* Sleeps until something changes, or for `milliseconds`: many wait at once, while others work. */
static void wait_for_change(int watch, int milliseconds)
{
    char events[4096];
    struct pollfd change = {.fd = watch, .events = POLLIN};
    if (poll(&change, 1, milliseconds) > 0 && read(watch, events, sizeof events) < 0)
        poll(NULL, 0, 1);
}

bool judging_await(const char *name, unsigned seconds)
{
    enum { UNWATCHED = 5, WATCHED = 250 }; /* milliseconds */
    char path[JUDGING_PATH_SIZE];
    int watch = watch_folder();
    time_t end = time(NULL) + (time_t)seconds;
    judging_path(path, name);
    while (access(path, F_OK) != 0 && time(NULL) <= end)
        wait_for_change(watch, watch < 0 ? UNWATCHED : WATCHED);
    if (watch >= 0)
        close(watch);
    return access(path, F_OK) == 0;
}

cJSON *judging_await_finding(const char *gate, unsigned seconds)
{
    char name[64];
    struct buffer text;
    snprintf(name, sizeof name, "%s.gate.json", gate);
    if (!judging_await(name, seconds))
        return NULL;
    judging_read(name, &text);
    cJSON *finding = cJSON_ParseWithLength((const char *)text.at, text.len);
    buffer_dispose(&text);
    return finding;
}

bool judging_has_program(void)
{
    enum { MOST_SECONDS = 150 }; /* a compiler is stopped before that */
    cJSON *build = judging_await_finding("build", MOST_SECONDS);
    bool has = strcmp(json_text(build, "verdict"), RESULT_PASS) == 0;
    cJSON_Delete(build);
    return has;
}

struct case_list judging_cases(size_t random, size_t largest)
{
    struct case_list list = cases_make(judging()->seed, random, largest);
    if (judging()->stage->contract == &contract_replacer)
        streams_cut(&list, judging()->seed);
    return list;
}

struct finding finding_of(const char *gate)
{
    return (struct finding){.gate = gate,
                            .verdict = RESULT_PASS,
                            .message = buffer_bounded((size_t)1 << 20),
                            .measured = cJSON_CreateObject()};
}

void finding_measured(struct finding *finding, const char *name, double value)
{
    cr_assert_not_null(cJSON_AddNumberToObject(finding->measured, name, value));
}

static cJSON *gate_of(struct finding *finding)
{
    cJSON *gate = cJSON_CreateObject();
    format_add_bytes(&finding->message, bytes_of("", 1));
    cr_assert_not(format_failed(&finding->message));
    cr_assert(cJSON_AddStringToObject(gate, "name", finding->gate) != NULL &&
              cJSON_AddStringToObject(gate, "verdict", finding->verdict) != NULL &&
              cJSON_AddStringToObject(gate, "message", (const char *)finding->message.at) != NULL &&
              cJSON_AddItemToObject(gate, "measured", finding->measured));
    return gate;
}

void finding_conclude(struct finding *finding)
{
    char name[64];
    char path[JUDGING_PATH_SIZE];
    struct error error;
    struct buffer json = buffer_bounded((size_t)4 << 20);
    cJSON *gate = gate_of(finding);
    bool passed = strcmp(finding->verdict, RESULT_PASS) == 0;

    snprintf(name, sizeof name, "%s.gate.json", finding->gate);
    judging_path(path, name);
    cr_assert(json_write(gate, &json));
    cr_assert(file_write(path, buffer_rest(&json), &error), "%s", error.text);
    cr_expect(passed, "%s: %s", finding->verdict, (const char *)finding->message.at);
    cJSON_Delete(gate);
    buffer_dispose(&json);
    buffer_dispose(&finding->message);
}
