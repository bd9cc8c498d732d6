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

/* The suites of a check run at the same time, and start a few programs each. */
enum { MOST_STARTS = 8 };

struct process user_start(const struct box *box, const struct process_request *request)
{
    static unsigned started;
    char user[32];
    char group[32];
    struct stat status;
    struct argv words = {.count = 0};
    struct process_request as_user = *request;
    uid_t number = FIRST_USER;
    if (!box->starts_others)
        number += 1 + ((unsigned)getpid() * MOST_STARTS + started++) % (LAST_USER - FIRST_USER);
    /* A file becomes the user's alone; a folder stays readable to those that come next. */
    for (size_t i = 0; box->writes[i] != NULL; i++) {
        const char *path = box->writes[i];
        if (stat(path, &status) != 0 || chown(path, number, number) != 0 ||
            (S_ISREG(status.st_mode) && chmod(path, 0600) != 0))
            return process_not_started(errno);
    }
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
