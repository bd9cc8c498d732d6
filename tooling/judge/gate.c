#include "judge/gate.h"

#include "base/files.h"
#include "base/json.h"
#include "judge/contracts.h"
#include "results/verdict.h"
#include "run/process.h"

#include <poll.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#if defined(__linux__)
#include <sys/inotify.h>
#endif

bool gate_begin(const char *name, struct gate_context *gate, struct gate_report *report,
                struct error *error)
{
    char path[CHECK_PATH_SIZE];
    *report = (struct gate_report){.gate = name,
                                   .verdict = RESULT_PASS,
                                   .message = buffer_bounded((size_t)1 << 20),
                                   .measured = cJSON_CreateObject()};
    *gate = (struct gate_context){.folder = getenv(CHECK_FOLDER),
                                  .text = buffer_bounded((size_t)1 << 16)};
    if (gate->folder == NULL)
        return error_set(error, CHECK_FOLDER " is not set: a check starts these suites");
    process_die_with_parent();
    if (!check_path(path, gate->folder, CHECK_REQUEST, "", error) ||
        !file_read(path, &gate->text, error) ||
        !check_request_read(path, buffer_rest(&gate->text), &gate->request, error))
        return false;
    gate->stage = gate->request.stage;
    gate->subject = gate->stage->contract->subject;
    gate->contract = judged_contract_of(gate->stage->contract);
    return gate->contract != NULL ||
           error_set(error, "the contract of %s is not in judge/contracts.c", gate->stage->name);
}

void gate_read(const struct gate_context *gate, const char *name, const char *ending,
               struct buffer *text)
{
    char path[CHECK_PATH_SIZE];
    struct error unread;
    *text = buffer_bounded((size_t)256 << 20);
    if (!check_path(path, gate->folder, name, ending, &unread) || !file_read(path, text, &unread))
        buffer_reset(text);
}

bool gate_await(const struct gate_context *gate, const char *name, const char *ending,
                unsigned seconds)
{
    enum { UNWATCHED = 5, WATCHED = 250 }; /* milliseconds: many wait at once, while others work */
    char path[CHECK_PATH_SIZE];
    char events[4096];
    struct error unused;
    int watch = -1;
    time_t end = time(NULL) + (time_t)seconds;
    if (!check_path(path, gate->folder, name, ending, &unused))
        return false;
#if defined(__linux__)
    watch = inotify_init1(IN_CLOEXEC | IN_NONBLOCK);
    if (watch >= 0)
        inotify_add_watch(watch, gate->folder, IN_MOVED_TO);
#endif
    while (access(path, F_OK) != 0 && time(NULL) <= end) {
        struct pollfd change = {.fd = watch, .events = POLLIN};
        if (poll(&change, 1, watch < 0 ? UNWATCHED : WATCHED) > 0 &&
            read(watch, events, sizeof events) < 0)
            poll(NULL, 0, 1);
    }
    if (watch >= 0)
        close(watch);
    return access(path, F_OK) == 0;
}

cJSON *gate_await_report(const struct gate_context *gate, const char *other, unsigned seconds)
{
    struct buffer text;
    if (!gate_await(gate, other, CHECK_FINDING, seconds))
        return NULL;
    gate_read(gate, other, CHECK_FINDING, &text);
    cJSON *report = cJSON_ParseWithLength((const char *)text.at, text.len);
    buffer_dispose(&text);
    return report;
}

bool gate_has_program(const struct gate_context *gate)
{
    enum { MOST_SECONDS = 150 }; /* a compiler is stopped before that */
    cJSON *build = gate_await_report(gate, "build", MOST_SECONDS);
    bool has = strcmp(json_text(build, "verdict"), RESULT_PASS) == 0;
    cJSON_Delete(build);
    return has;
}

void gate_add_command(const struct gate_context *gate, const char *verb, struct buffer *text)
{
    char own[COURSE_PATH_SIZE];
    course_own_file(gate->stage, own);
    format_add(text, "make %s %u", verb, gate->stage->number);
    if (strcmp(gate->request.file, own) != 0) {
        format_add(text, " FILE=");
        format_add_word(text, gate->request.file);
    }
}

struct buffer *gate_not_yet(struct gate_report *report)
{
    report->verdict = RESULT_NOT_YET;
    return &report->message;
}

bool gate_not_measured(struct gate_report *report, const char *why, ...)
{
    char reason[ERROR_TEXT_SIZE];
    va_list values;
    va_start(values, why);
    vsnprintf(reason, sizeof reason, why, values);
    va_end(values);
    report->verdict = RESULT_INCONCLUSIVE;
    format_add(&report->message, "not measured: %s", reason);
    return false;
}

void gate_figure(struct gate_report *report, const char *name, double value)
{
    if (cJSON_AddNumberToObject(report->measured, name, value) == NULL) {
        cJSON_Delete(report->measured);
        report->measured = NULL;
    }
}

bool gate_conclude(struct gate_context *gate, struct gate_report *report)
{
    char path[CHECK_PATH_SIZE];
    struct error unused;
    struct buffer json = buffer_bounded((size_t)4 << 20);
    cJSON *found = cJSON_CreateObject();
    format_add_bytes(&report->message, bytes_of("", 1));
    bool written =
        !format_failed(&report->message) &&
        cJSON_AddStringToObject(found, "name", report->gate) != NULL &&
        cJSON_AddStringToObject(found, "verdict", report->verdict) != NULL &&
        cJSON_AddStringToObject(found, "message", (const char *)report->message.at) != NULL &&
        cJSON_AddItemToObject(found, "measured", report->measured) && json_write(found, &json) &&
        check_path(path, gate->folder, report->gate, CHECK_FINDING, &unused) &&
        file_write(path, buffer_rest(&json), &unused);
    cJSON_Delete(found);
    buffer_dispose(&json);
    buffer_dispose(&report->message);
    buffer_dispose(&gate->text);
    return written && strcmp(report->verdict, RESULT_PASS) == 0;
}
