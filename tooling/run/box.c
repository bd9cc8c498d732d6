#include "run/box.h"

#include "base/files.h"
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

static char *next_text(struct command *command)
{
    return command->texts[command->text_count++];
}

static const char *add_text(struct command *command, const char *head, const char *tail)
{
    char *text = next_text(command);
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

static void add_environment(struct command *command, const char *const *environment)
{
    for (; environment != NULL && *environment != NULL; environment++) {
        argv_add(&command->words, "--setenv");
        char *name = (char *)(uintptr_t)add_text(command, *environment, "");
        char *value = strchr(name, '=');
        *value = '\0';
        argv_add(&command->words, value + 1);
    }
}

static void add_working_folder(struct command *command)
{
    char *folder = next_text(command);
    command->failed |= getcwd(folder, BOX_PATH_SIZE) == NULL;
    argv_add_all(&command->words, (const char *const[]){"--dir", folder, "--remount-ro", "/",
                                                        "--chdir", folder, NULL});
}

static void make_command(struct command *command, const struct box *box, const char *const *words,
                         const char *const *environment)
{
    bool root = geteuid() == 0;
    argv_add(&command->words, "bwrap");
    argv_add_all(&command->words, root ? for_root : for_others);
    argv_add_all(&command->words, furniture);
    if (!box->starts_others)
        argv_add_all(&command->words, filter);
    add_environment(command, environment);
    for (size_t i = 0; box->reads[i] != NULL; i++)
        add_bind(command, "--ro-bind", box->reads[i]);
    for (size_t i = 0; box->writes[i] != NULL; i++)
        add_bind(command, "--bind", box->writes[i]);
    add_working_folder(command);
    if (root)
        argv_add_all(&command->words, as_nobody);
    argv_add_all(&command->words, words);
}

/* What nobody shall write to must be open to all; the folder that it lies in is ours alone. */
static bool open_to_nobody(const struct box *box)
{
    struct stat status;
    for (size_t i = 0; geteuid() == 0 && box->writes[i] != NULL; i++) {
        if (stat(box->writes[i], &status) != 0 || chmod(box->writes[i], status.st_mode | 0777) != 0)
            return false;
    }
    return true;
}

static struct boxed not_started(int reason)
{
    return (struct boxed){.process = {.result = {.end = PROCESS_NOT_STARTED, .code = reason}}};
}

struct boxed box_start(const struct box *box, const struct process_request *request)
{
    if (box->kind == BOX_NONE)
        return (struct boxed){.process = process_start(request)};
    if (box->kind == BOX_USER)
        return (struct boxed){.process = user_start(box, request)};
    if (!process_finds(request->arguments[0])) /* bubblewrap has only its exit status to say so */
        return not_started(ENOENT);
    if (!open_to_nobody(box))
        return not_started(errno);

    struct command *command = calloc(1, sizeof *command);
    if (command == NULL)
        return not_started(ENOMEM);
    make_command(command, box, request->arguments, request->environment);
    const struct process_file files[] = {
        {.descriptor = STATUS_DESCRIPTOR, .path = box->status, .written = true},
        {.descriptor = FILTER_DESCRIPTOR, .path = BOX_FILTER},
        {.path = NULL}};
    struct process_request boxed_request = *request;
    boxed_request.arguments = command->words.list;
    boxed_request.environment = NULL;
    boxed_request.files = files;
    boxed_request.relays_signals = true;
    struct boxed boxed = not_started(ENAMETOOLONG);
    if (!command->failed)
        boxed.process = process_start(&boxed_request);
    snprintf(boxed.status, sizeof boxed.status, "%s", box->status);
    free(command);
    return boxed;
}

/* Whether bubblewrap says that what it started came to an end: {"exit-code":0} in a line. */
static bool has_ended(const char *status)
{
    struct error error;
    struct buffer text = buffer_bounded(1 << 16);
    bool ended = false;
    if (file_read(status, &text, &error) && text.len > 0) {
        const char *line = (const char *)memmem(text.at, text.len, "{ \"exit-code\"", 13);
        cJSON *json =
            line == NULL
                ? NULL
                : cJSON_ParseWithLength(line, text.len - (size_t)(line - (const char *)text.at));
        ended = cJSON_IsNumber(cJSON_GetObjectItemCaseSensitive(json, "exit-code"));
        cJSON_Delete(json);
    }
    buffer_dispose(&text);
    return ended;
}

struct process_result box_wait(struct boxed *boxed)
{
    struct process_result result = process_wait(&boxed->process);
    bool claims_end = result.end != PROCESS_NOT_STARTED && result.end != PROCESS_INTERRUPTED &&
                      result.end != PROCESS_WALL_LIMIT;
    if (boxed->status[0] == '\0' || !claims_end || has_ended(boxed->status))
        return result;
    return (struct process_result){PROCESS_NOT_STARTED, EPERM};
}
