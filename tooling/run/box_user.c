#include "run/box_user.h"

#include "run/argv.h"

#include <errno.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

/*
 * systemd keeps these for services that have a user while they run: nobody else is one of them.
 * https://systemd.io/UIDS-GIDS/
 */
enum { FIRST_USER = 61184, LAST_USER = 65519 };

/* The suites of a check run beside each other, and start a few programs each. */
enum { MOST_STARTS = 8 };

static uid_t next_user(const struct box *box)
{
    static unsigned started;
    if (box->starts_others)
        return FIRST_USER;
    unsigned number = (unsigned)getpid() * MOST_STARTS + started++;
    return FIRST_USER + 1 + number % (LAST_USER - FIRST_USER);
}

/* A file is the user's alone; a folder can be read by who comes next. */
static bool give(const struct box *box, uid_t user)
{
    for (size_t i = 0; box->writes[i] != NULL; i++) {
        const char *path = box->writes[i];
        struct stat status;
        if (stat(path, &status) != 0 || chown(path, user, user) != 0 ||
            (S_ISREG(status.st_mode) && chmod(path, 0600) != 0))
            return false;
    }
    return true;
}

struct process user_start(const struct box *box, const struct process_request *request)
{
    char user[32];
    char group[32];
    uid_t number = next_user(box);
    struct argv words = {.count = 0};
    struct process_request as_user = *request;
    if (!give(box, number))
        return (struct process){.result = {.end = PROCESS_NOT_STARTED, .code = errno}};
    snprintf(user, sizeof user, "--reuid=%u", (unsigned)number);
    snprintf(group, sizeof group, "--regid=%u", (unsigned)number);
    if (!box->starts_others) /* counted for each user */
        argv_add_all(&words, (const char *const[]){"prlimit", "--nproc=1", NULL});
    argv_add_all(&words,
                 (const char *const[]){"setpriv", user, group, "--clear-groups", "--no-new-privs",
                                       "--inh-caps=-all", "--pdeathsig", "keep", "env", "-i",
                                       "PATH=/usr/bin:/bin", "HOME=/", NULL});
    if (request->environment != NULL)
        argv_add_all(&words, request->environment);
    argv_add_all(&words, request->arguments);
    as_user.arguments = words.list;
    as_user.environment = NULL;
    return process_start(&as_user);
}
