#include "run/box.h"

#include "base/files.h"
#include "base/scan.h"
#include "box_config.h" /* made by CMake: where the filter is */
#include "run/argv.h"
#include "run/box_user.h"

#include <cjson/cJSON.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { STATUS_DESCRIPTOR = 3, FILTER_DESCRIPTOR = 4 };

/* Root needs no namespace for users, and becomes nobody inside; others stay who they are. */
static const char *const for_root[] = {"--unshare-ipc", "--unshare-pid",        "--unshare-net",
                                       "--unshare-uts", "--unshare-cgroup-try", NULL};
static const char *const for_others[] = {"--unshare-all", NULL};

static const char *const as_nobody[] = {
    "setpriv",        "--reuid=65534",   "--regid=65534",       "--clear-groups",
    "--no-new-privs", "--inh-caps=-all", "--bounding-set=-all", NULL};

/* Debian's compilers are found through /etc/alternatives. /tmp has room for what one writes. */
static const char *const furniture[] = {"--die-with-parent",
                                        "--new-session",
                                        "--json-status-fd",
                                        "3",
                                        "--clearenv",
                                        "--setenv",
                                        "PATH",
                                        "/usr/bin:/bin",
                                        "--setenv",
                                        "HOME",
                                        "/",
                                        "--ro-bind",
                                        "/usr",
                                        "/usr",
                                        "--symlink",
                                        "usr/bin",
                                        "/bin",
                                        "--symlink",
                                        "usr/lib",
                                        "/lib",
                                        "--symlink",
                                        "usr/lib64",
                                        "/lib64",
                                        "--dir",
                                        "/etc",
                                        "--ro-bind-try",
                                        "/etc/alternatives",
                                        "/etc/alternatives",
                                        "--proc",
                                        "/proc",
                                        "--dev",
                                        "/dev",
                                        "--remount-ro",
                                        "/dev",
                                        "--perms",
                                        "1777",
                                        "--size",
                                        "134217728",
                                        "--tmpfs",
                                        "/tmp",
                                        NULL};

/* Root's box makes processes that nobody's limit counts: they are refused instead. */
static const char *const filter[] = {"--seccomp", "4", NULL};

/* A command line, and the texts in it that are made up. */
struct command {
    struct argv words;
    char texts[6 * BOX_MOST_PATHS][BOX_PATH_SIZE];
    size_t text_count;
    bool failed; /* a path was too long */
};

static char *add_text(struct command *command, const char *head, const char *tail)
{
    char *text = command->texts[command->text_count++];
    command->failed |= snprintf(text, BOX_PATH_SIZE, "%s%s", head, tail) >= BOX_PATH_SIZE;
    argv_add(&command->words, text);
    return text;
}

/* Puts a file or folder into the box, at its own absolute path. */
static void add_bind(struct command *command, const char *option, const char *path)
{
    char place[BOX_PATH_SIZE];
    char folder[BOX_PATH_SIZE] = "";
    if (path[0] != '/' && getcwd(folder, sizeof folder - 1) == NULL)
        command->failed = true;
    if (path[0] != '/')
        strcat(folder, "/");
    command->failed |= snprintf(place, sizeof place, "%s%s", folder, path) >= BOX_PATH_SIZE;
    char *slash = strrchr(place, '/');
    *slash = '\0';
    argv_add(&command->words, "--dir");
    add_text(command, place, "/");
    *slash = '/';
    argv_add_all(&command->words, (const char *const[]){option, path, NULL});
    add_text(command, place, "");
}

static void make_command(struct command *command, const struct box *box,
                         const struct process_request *request)
{
    bool root = geteuid() == 0;
    char folder[BOX_PATH_SIZE] = "";
    const char *const *variable = request->environment;
    argv_add(&command->words, "bwrap");
    argv_add_all(&command->words, root ? for_root : for_others);
    argv_add_all(&command->words, furniture);
    if (!box->starts_others)
        argv_add_all(&command->words, filter);
    for (; variable != NULL && *variable != NULL; variable++) {
        argv_add(&command->words, "--setenv");
        char *value = strchr(add_text(command, *variable, ""), '=');
        *value = '\0';
        argv_add(&command->words, value + 1);
    }
    for (size_t i = 0; box->reads[i] != NULL; i++)
        add_bind(command, "--ro-bind", box->reads[i]);
    for (size_t i = 0; box->writes[i] != NULL; i++)
        add_bind(command, "--bind", box->writes[i]);
    command->failed |= getcwd(folder, sizeof folder) == NULL;
    argv_add(&command->words, "--dir");
    add_text(command, folder, "");
    argv_add_all(&command->words, (const char *const[]){"--remount-ro", "/", "--chdir", NULL});
    add_text(command, folder, "");
    if (root)
        argv_add_all(&command->words, as_nobody);
    argv_add_all(&command->words, request->arguments);
}

struct boxed box_start(const struct box *box, const struct process_request *request)
{
    struct stat status;
    if (box->kind == BOX_NONE)
        return (struct boxed){.process = process_start(request)};
    if (box->kind == BOX_USER)
        return (struct boxed){.process = user_start(box, request)};
    if (!process_finds(request->arguments[0])) /* bubblewrap has only its exit status to say so */
        return (struct boxed){.process = process_not_started(ENOENT)};
    /* Nobody must be able to write to these; the folder that they are in is ours alone. */
    for (size_t i = 0; geteuid() == 0 && box->writes[i] != NULL; i++) {
        if (stat(box->writes[i], &status) != 0 || chmod(box->writes[i], status.st_mode | 0777) != 0)
            return (struct boxed){.process = process_not_started(errno)};
    }

    struct command *command = calloc(1, sizeof *command);
    if (command == NULL)
        return (struct boxed){.process = process_not_started(ENOMEM)};
    make_command(command, box, request);
    const struct process_file files[] = {
        {.descriptor = STATUS_DESCRIPTOR, .path = box->status, .written = true},
        {.descriptor = FILTER_DESCRIPTOR, .path = BOX_FILTER},
        {.path = NULL}};
    struct process_request boxed_request = *request;
    boxed_request.arguments = command->words.list;
    boxed_request.environment = NULL;
    boxed_request.files = files;
    boxed_request.relays_signals = true;
    struct boxed boxed = {.process = command->failed ? process_not_started(ENAMETOOLONG)
                                                     : process_start(&boxed_request)};
    snprintf(boxed.status, sizeof boxed.status, "%s", box->status);
    free(command);
    return boxed;
}

struct process_result box_wait(struct boxed *boxed)
{
    struct error unread;
    struct process_result result = process_wait(&boxed->process);
    if (boxed->status[0] == '\0' || result.end == PROCESS_NOT_STARTED ||
        result.end == PROCESS_INTERRUPTED || result.end == PROCESS_WALL_LIMIT)
        return result;
    /* That what it started came to an end bubblewrap says in a line: { "exit-code": 0 }. */
    struct buffer text = buffer_bounded(1 << 16);
    bool has_ended = false;
    if (file_read(boxed->status, &text, &unread) && text.len > 0) {
        struct bytes line = scan_line_with(buffer_rest(&text), "{ \"exit-code\"");
        cJSON *json = cJSON_ParseWithLength((const char *)line.at, line.len);
        has_ended = cJSON_IsNumber(cJSON_GetObjectItemCaseSensitive(json, "exit-code"));
        cJSON_Delete(json);
    }
    buffer_dispose(&text);
    return has_ended ? result : (struct process_result){PROCESS_NOT_STARTED, EPERM};
}
