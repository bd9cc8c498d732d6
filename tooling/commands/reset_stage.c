/* make reset-stage: puts a stage's start file back, and saves the learner's under a dated name. */
#include "base/files.h"
#include "commands/options.h"
#include "commands/terminal.h"
#include "course/start_file.h"
#include "course/subject.h"
#include "learn/backup.h"
#include "learn/progress_store.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

static const char usage[] = "usage: reset-stage [--yes 1] STAGE";

/*
 * Puts the start file in the place of the learner's, which stays whole at every moment. `saved` is
 * the learner's file under its new name; or "".
 */
static bool replace_file(const char *file, struct bytes start, char saved[KEEP_PATH_SIZE],
                         struct error *error)
{
    struct stat info;
    bool exists = lstat(file, &info) == 0;
    saved[0] = '\0';
    if (exists && S_ISDIR(info.st_mode))
        return error_set(error, "%s is a folder: expected a file", file);
    if (exists && !backup_file(file, time(NULL), saved, error))
        return false;
    if (file_write(file, start, error))
        return true;
    if (exists && (access(file, F_OK) == 0 || rename(saved, file) == 0))
        unlink(saved); /* nothing was replaced: one name is enough */
    return false;
}

/* A stage that was passed stays so; hints and predictions start over. */
static bool note_reset(const struct stage *stage, struct error *error)
{
    struct store store;
    struct progress progress;
    const struct own_file own = own_file_now(stage);
    struct progress_stage *entry = store_open_stage(&store, &progress, stage, &own, error);
    if (entry != NULL) {
        struct progress_stage fresh = progress_unbegun;
        fresh.checks = entry->checks;
        fresh.passed = entry->passed;
        fresh.start = own.start;
        memcpy(fresh.best, entry->best, sizeof fresh.best);
        *entry = fresh;
    }
    bool done = entry != NULL && store_save(&progress, error);
    terminal_note(store.note.text);
    store_close(&store);
    return done;
}

static int reset(const struct stage *stage, const char *file, struct bytes start)
{
    struct error error;
    char saved[KEEP_PATH_SIZE];
    if (!replace_file(file, start, saved, &error))
        return terminal_trouble(error.text);
    printf("%s is the start file again.\n", file);
    if (saved[0] != '\0')
        printf("Yours is saved: %s\n", saved);
    return note_reset(stage, &error) ? EXIT_SUCCESS : terminal_trouble(error.text);
}

int main(int count, char **arguments)
{
    bool yes;
    struct error error;
    struct subject own;
    struct subject_request request = {.verb = "reset-stage"};
    struct buffer start = buffer_bounded(1 << 20);
    char answer[16] = "";
    int code = EXIT_SUCCESS;
    const struct known_option known[] = {{"yes", .on = &yes}, {0}};
    if (!options_read(count, arguments, known, usage, &request.stage, &error) ||
        !subject_find(&request, &own, &error) || !start_read(own.stage, &start, &error))
        return terminal_trouble(error.text);
    if (subject_is_untouched(own.stage, own.file)) {
        printf("%s is the start file: nothing to do.\n", own.file);
    } else if (!yes && !isatty(STDIN_FILENO)) {
        error_set(&error,
                  "%s would be replaced with the start file, and yours saved beside it. There is no"
                  " terminal to ask on; to do it: make reset-stage %u YES=1",
                  own.file, own.stage->number);
        code = terminal_trouble(error.text);
    } else {
        if (!yes) {
            printf("Replace %s with the start file? Yours is saved beside it. (y/n) ", own.file);
            fflush(stdout);
            yes = fgets(answer, sizeof answer, stdin) != NULL &&
                  (answer[0] == 'y' || answer[0] == 'Y');
        }
        if (yes)
            code = reset(own.stage, own.file, buffer_rest(&start));
        else
            printf("Nothing was changed.\n");
    }
    buffer_dispose(&start);
    return code;
}
