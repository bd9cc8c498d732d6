#include "judge/run_suites.h"

#include "check_config.h" /* made by CMake: where the suites are */
#include "run/process.h"

#include <inttypes.h>
#include <stdio.h>

/* The suites limit what they start; these are for the suites themselves. */
static const struct process_limits limits = {
    .cpu_seconds = 300, .wall_seconds = 400, .file_bytes = (uint64_t)256 << 20};

enum { ORDERS = 8, ORDER_SIZE = CHECK_PATH_SIZE + 64 };

/* The environment that tooling/judge/gate.c reads. */
struct orders {
    char text[ORDERS][ORDER_SIZE];
    const char *list[ORDERS + 1];
};

static void write_orders(struct orders *orders, const struct check_request *request,
                         const char *folder)
{
    snprintf(orders->text[0], ORDER_SIZE, "CHECK_STAGE=%u", request->stage->number);
    snprintf(orders->text[1], ORDER_SIZE, "CHECK_FILE=%s", request->file);
    snprintf(orders->text[2], ORDER_SIZE, "CHECK_FOLDER=%s", folder);
    snprintf(orders->text[3], ORDER_SIZE, "CHECK_PROBE=%s/probe-%s", request->into,
             check_probe_name(request->label));
    snprintf(orders->text[4], ORDER_SIZE, "CHECK_RESULTS=%s/results/%s", request->into,
             request->label);
    snprintf(orders->text[5], ORDER_SIZE, "CHECK_SEED=%" PRIu64, request->seed);
    snprintf(orders->text[6], ORDER_SIZE, "CHECK_BOX=%d", (int)request->box);
    snprintf(orders->text[7], ORDER_SIZE, "CHECK_BESIDE=%s",
             request->beside == NULL ? "" : request->beside);
    for (size_t i = 0; i < ORDERS; i++)
        orders->list[i] = orders->text[i];
    orders->list[ORDERS] = NULL;
}

struct suites_end suites_run(const struct check_request *request, const char *folder)
{
    /* More jobs than gates: all must run at once, since most wait for the build's. */
    const char *const words[] = {CHECK_SUITES, "--jobs=8", "--quiet", NULL};
    char output[CHECK_PATH_SIZE + 16];
    struct orders orders;
    write_orders(&orders, request, folder);
    snprintf(output, sizeof output, "%s/suites.txt", folder);
    struct process_result result =
        process_run(&(struct process_request){.arguments = words,
                                              .environment = orders.list,
                                              .output = output,
                                              .errors = output,
                                              .limits = limits,
                                              .each_second = request->each_second});
    struct suites_end end = {.interrupted = result.end == PROCESS_INTERRUPTED};
    if (result.end == PROCESS_NOT_STARTED || (result.end == PROCESS_EXITED && result.code == 127))
        end.missing = "not measured: Criterion cannot be started. To install it: tooling/setup";
    return end;
}
