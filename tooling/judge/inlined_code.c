#include "judge/inlined_code.h"

#include "base/files.h"
#include "base/scan.h"
#include "judge/probe_run.h"
#include "measure/samples.h"
#include "measure/tools.h"
#include "run/argv.h"

#include <criterion/criterion.h>
#include <stdio.h>

static void write_addresses(const char *path, const struct counted *counted, size_t count)
{
    struct error error;
    struct buffer text = buffer_bounded(SIZE_MAX);
    for (size_t i = 0; i < count; i++)
        cr_assert(cpu_addresses(&counted[i].profile, &text));
    cr_assert(file_write(path, buffer_rest(&text), &error), "%s", error.text);
    buffer_dispose(&text);
}

/* The mark that a run adds is one address more to it, which nobody looks up. */
static bool ask(const char *path)
{
    char addresses[JUDGING_PATH_SIZE + 1];
    snprintf(addresses, sizeof addresses, "@%s", path);
    struct argv words = {.count = 0};
    argv_add_all(&words, tool_addr2line);
    argv_add(&words, judging()->build.static_probe);
    argv_add(&words, addresses);
    struct run run = run_start(&(struct run_request){
        .name = "inlined", .words = words.list, .kind = RUN_STATIC, .cases = path});
    run_wait(&run);
    return run.result.end == PROCESS_EXITED && run.result.code == 0;
}

struct inlined inlined_take(const struct counted *counted, size_t count)
{
    struct inlined inlined = {.text = buffer_bounded(0)};
    char path[JUDGING_PATH_SIZE];
    struct error unused;
    run_path(path, "inlined", "addresses");
    write_addresses(path, counted, count);
    if (!ask(path))
        return inlined;
    judging_read("inlined.stdout", &inlined.text);
    addr2line_read("addr2line", buffer_rest(&inlined.text), &inlined.found, &unused);
    return inlined;
}

void inlined_dispose(struct inlined *inlined)
{
    addr2line_dispose(&inlined->found);
    buffer_dispose(&inlined->text);
}
