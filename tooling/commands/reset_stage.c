/* make reset-stage: puts a stage's start file back, and keeps the learner's under a dated name. */
#include "base/files.h"
#include "commands/options.h"
#include "commands/terminal.h"
#include "course/start_file.h"
#include "course/subject.h"
#include "learn/backup.h"
#include "learn/progress_record.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

static const char usage[] = "usage: reset-stage [--yes 1] STAGE";

/* Whether the learner wants it; where not, what is said of it stands in `error`, or nothing. */
static bool is_wanted(const struct subject *own, bool yes, struct error *error)
{
    char answer[16] = "";
    error->text[0] = '\0';
    if (yes)
        return true;
    if (!isatty(STDIN_FILENO)) {
        error_set(error,
                  "%s would begin anew, and what it is now would be kept beside it. There is no"
                  " terminal to ask on; to do it: make reset-stage %u YES=1",
                  own->file, own->stage->number);
        return false;
    }
    printf("%s begins anew, and what it is now is kept beside it. Do it (y/n)? ", own->file);
    fflush(stdout);
    if (fgets(answer, sizeof answer, stdin) != NULL && (answer[0] == 'y' || answer[0] == 'Y'))
        return true;
    printf("Nothing was changed.\n");
    return false;
}

/* Puts the start file in the place of the learner's, which stays whole at every moment. */
static bool replace(const struct subject *own, struct bytes start, char kept[KEEP_PATH_SIZE],
                    struct error *error)
{
    struct stat info;
    bool exists = lstat(own->file, &info) == 0;
    if (exists && S_ISDIR(info.st_mode)) {
        error_set(error, "%s is a folder: expected a file", own->file);
        return false;
    }
    kept[0] = '\0';
    if (exists && !backup_file(own->file, time(NULL), kept, error))
        return false;
    if (file_write(own->file, start, error))
        return true;
    if (exists && (access(own->file, F_OK) == 0 || rename(kept, own->file) == 0))
        unlink(kept); /* nothing was replaced: one name is enough */
    return false;
}

/* What was passed stays passed; hints and predictions begin anew. */
static void begin_anew(struct progress_stage *entry, const struct record_file *file, void *what)
{
    struct progress_stage anew = progress_unbegun;
    (void)what;
    anew.checks = entry->checks;
    anew.passed = entry->passed;
    anew.start = file->start;
    memcpy(anew.best, entry->best, sizeof anew.best);
    *entry = anew;
}

static bool note_reset(const struct stage *stage, struct error *error)
{
    struct error told;
    bool done = record_change(stage, begin_anew, NULL, &told, error);
    terminal_note(told.text);
    return done;
}

static int reset(const struct subject *own, bool yes)
{
    struct error error;
    char kept[KEEP_PATH_SIZE];
    struct buffer start = buffer_bounded(1 << 20);
    if (!start_read(own->stage, &start, &error))
        return terminal_trouble(error.text);
    if (subject_is_untouched(own->stage, own->file)) {
        printf("%s is as it began: nothing to do.\n", own->file);
        buffer_dispose(&start);
        return EXIT_SUCCESS;
    }
    bool wanted = is_wanted(own, yes, &error);
    bool done = wanted && replace(own, buffer_rest(&start), kept, &error);
    buffer_dispose(&start);
    if (!done)
        return error.text[0] == '\0' ? EXIT_SUCCESS : terminal_trouble(error.text);
    printf("%s begins anew.\n", own->file);
    if (kept[0] != '\0')
        printf("What it was is kept: %s\n", kept);
    return note_reset(own->stage, &error) ? EXIT_SUCCESS : terminal_trouble(error.text);
}

int main(int count, char **arguments)
{
    bool yes;
    struct error error;
    struct subject subject;
    struct subject_request request = {.verb = "reset-stage"};
    const struct known_option known[] = {{"yes", .on = &yes}, {0}};
    if (!options_read(count, arguments, known, usage, &request.stage, &error) ||
        !subject_find(&request, &subject, &error))
        return terminal_trouble(error.text);
    return reset(&subject, yes);
}
