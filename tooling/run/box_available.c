#include "run/box.h"

#include "base/files.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static bool refuse(struct error *error, const char *why)
{
    error_set(error, "there can be no box here: %s", why);
    return false;
}

/* The first line of what bubblewrap said. */
static bool refuse_in_its_words(const char *path, struct error *error)
{
    struct error ignored;
    struct buffer text = buffer_bounded(4096);
    if (!file_read(path, &text, &ignored) || buffer_write_byte(&text, '\0') != STREAM_OK) {
        buffer_dispose(&text);
        return refuse(error, "bubblewrap failed");
    }
    text.storage[strcspn((const char *)text.at, "\n")] = '\0';
    refuse(error, (const char *)text.at);
    buffer_dispose(&text);
    return false;
}

static bool try_in(const char *folder, struct error *error)
{
    static const char *const words[] = {"true", NULL};
    char status[BOX_PATH_SIZE];
    char said[BOX_PATH_SIZE];
    snprintf(status, sizeof status, "%s/status", folder);
    snprintf(said, sizeof said, "%s/said", folder);
    const struct box box = {.kind = BOX_WHOLE, .status = status};
    struct boxed boxed = box_start(
        &box, &(struct process_request){
                  .arguments = words,
                  .errors = said,
                  .limits = {.cpu_seconds = 5, .wall_seconds = 30, .file_bytes = 1 << 20}});
    struct process_result result = box_wait(&boxed);
    if (result.end == PROCESS_EXITED && result.code == 0)
        return true;
    if (boxed.process.pid == 0)
        return refuse(error, result.code == ENOENT
                                 ? "bubblewrap is not installed. To install it: tooling/setup"
                                 : strerror(result.code));
    return refuse_in_its_words(said, error);
}

bool box_available(struct error *error)
{
    char folder[] = "/tmp/box-XXXXXX";
    struct error ignored;
    if (mkdtemp(folder) == NULL)
        return refuse(error, strerror(errno));
    bool works = try_in(folder, error);
    folder_remove(folder, &ignored);
    return works;
}
