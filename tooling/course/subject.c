#include "course/subject.h"

#include "base/files.h"
#include "base/format.h"
#include "course/start_file.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static bool find_stage(const struct subject_request *request, struct subject *subject,
                       struct error *error)
{
    unsigned first = course_stages[0].number;
    unsigned last = course_stages[course_stage_count - 1].number;
    char start[128] = "Which stage? ";
    subject->stage = request->stage == NULL ? NULL : course_find(request->stage);
    if (subject->stage != NULL)
        return true;
    if (request->stage != NULL)
        snprintf(start, sizeof start, "There is no stage \"%.80s\": ", request->stage);
    error_set(error, "%sexpected a number from %u to %u, as in: make %s %u", start, first, last,
              request->verb, first);
    return false;
}

bool subject_find(const struct subject_request *request, struct subject *subject,
                  struct error *error)
{
    char own[COURSE_PATH_SIZE];
    const char *kind = request->solution == NULL ? "stage" : "solution";
    if (!find_stage(request, subject, error))
        return false;
    if (request->solution == NULL)
        course_own_file(subject->stage, own);
    else
        course_solution_file(subject->stage, own);
    const char *file = request->file == NULL ? own : request->file;
    if (strlen(file) >= SUBJECT_PATH_SIZE) {
        error_set(error, "FILE is too long a path");
        return false;
    }
    strcpy(subject->file, file);
    snprintf(subject->label, sizeof subject->label, "%s-%u", kind, subject->stage->number);
    return true;
}

void subject_add_check(const struct subject *subject, struct buffer *text)
{
    char own[COURSE_PATH_SIZE];
    char solution[COURSE_PATH_SIZE];
    course_own_file(subject->stage, own);
    course_solution_file(subject->stage, solution);
    bool is_solution = strcmp(subject->file, solution) == 0;
    format_add(text, "make check-%s %u", is_solution ? "solution" : "stage",
               subject->stage->number);
    if (is_solution || strcmp(subject->file, own) == 0)
        return;
    format_add(text, " FILE=");
    format_add_word(text, subject->file);
}

bool subject_is_untouched(const struct stage *stage, const char *file)
{
    enum { LARGEST = 1 << 20 };
    struct error error;
    struct buffer own = buffer_bounded(LARGEST);
    struct buffer start = buffer_bounded(LARGEST);
    bool same = file_read(file, &own, &error) && start_read(stage, &start, &error) &&
                bytes_equal(buffer_rest(&own), buffer_rest(&start));
    buffer_dispose(&own);
    buffer_dispose(&start);
    return same;
}

static bool refuse(struct error *error, const char *file, const char *why)
{
    error_set(error, "%.4000s %s", file, why);
    return false;
}

bool subject_is_readable(const char *file, struct error *error)
{
    enum { LARGEST = 1 << 20 };
    struct stat info;
    if (stat(file, &info) != 0)
        return refuse(error, file, errno == ENOENT ? "does not exist" : strerror(errno));
    if (S_ISDIR(info.st_mode))
        return refuse(error, file, "is a folder: expected a C file");
    if (!S_ISREG(info.st_mode))
        return refuse(error, file, "is not a regular file");
    if (info.st_size == 0)
        return refuse(error, file, "is empty: expected a C file");
    if (info.st_size > LARGEST)
        return refuse(error, file, "is larger than 1 MiB: expected a C file");
    return access(file, R_OK) == 0 || refuse(error, file, strerror(errno));
}
