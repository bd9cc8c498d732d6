#include "run/box.h"

#include "base/files.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* What bubblewrap (0.8 to 0.11) says if it is refused something, and who refuses it. */
static const struct {
    const char *says, *means;
} refusals[] = {
    {"setting up uid map: Permission denied", "AppArmor refuses it, as Ubuntu 24.04 has it"},
    {"Failed RTM_NEWADDR", "AppArmor refuses it, as Ubuntu 24.04 has it"},
    {"proc on /newroot/proc", "this container hides parts of /proc"},
    {"reating new namespace failed: No space left", "user.max_user_namespaces is used up, or 0"},
    {"o permissions to create", "the kernel, or this container, lets only root make namespaces"},
    {"reating new namespace failed", "this container lets nobody make namespaces"},
};

enum { COUNT = sizeof refusals / sizeof *refusals };

bool box_available(struct error *error)
{
    static const char *const words[] = {"true", NULL};
    static const char refusal[] = "cannot make a box on this machine";
    char folder[] = "/tmp/box-XXXXXX";
    char status[sizeof folder + 16];
    char said[sizeof folder + 16];
    struct error why;
    struct buffer text = buffer_bounded(4096);
    if (mkdtemp(folder) == NULL)
        return error_set(error, "%s: %s", refusal, strerror(errno));
    snprintf(status, sizeof status, "%s/status", folder);
    snprintf(said, sizeof said, "%s/said", folder);
    struct boxed boxed =
        box_start(&(struct box){.kind = BOX_WHOLE, .status = status},
                  &(struct process_request){
                      .arguments = words,
                      .errors = said,
                      .limits = {.cpu_seconds = 5, .wall_seconds = 30, .file_bytes = 1 << 20}});
    struct process_result result = box_wait(&boxed);
    bool works = process_succeeded(result);
    if (!works && boxed.process.pid == 0) {
        process_error(result, "bubblewrap", &why);
        error_set(error, "%s: %s", refusal, why.text);
    } else if (!works && file_read(said, &text, &why) && text.len > 0) {
        const unsigned char *end = memchr(text.at, '\n', text.len);
        size_t len = end == NULL ? text.len : (size_t)(end - text.at);
        size_t i = 0;
        while (i < COUNT &&
               memmem(text.at, len, refusals[i].says, strlen(refusals[i].says)) == NULL)
            i++;
        if (i == COUNT)
            error_set(error, "%s: %.*s", refusal, (int)len, (const char *)text.at);
        else
            error_set(error, "%s: %.*s (%s: see \"No box\" in GRADING.md)", refusal, (int)len,
                      (const char *)text.at, refusals[i].means);
    } else if (!works) {
        error_set(error, "%s: bubblewrap failed", refusal);
    }
    buffer_dispose(&text);
    folder_remove(folder, &why);
    return works;
}
