#include "verbs/learning.h"

#include "base/files.h"
#include "course/course.h"
#include "course/start_file.h"
#include "support/scratch.h"
#include "verbs_config.h" /* made by CMake: where the project is */

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

void learner_do(const char *script)
{
    struct process_request request = scratch_request(SHELL(script));
    request.output = request.errors = NULL;
    struct process_result result = process_run(&request);
    cr_assert(result.end == PROCESS_EXITED && result.code == 0, "%s: %d", script, result.code);
}

void learner_make(void)
{
    scratch_make();
    cr_assert_eq(setenv("FROM", VERBS_ROOT, 1), 0);
    learner_do("cp -r \"$FROM/stages\" \"$FROM/solutions\" .");
    for (size_t i = 0; i < course_stage_count; i++) {
        char own[COURSE_PATH_SIZE];
        struct error error;
        struct buffer start = buffer_bounded(SIZE_MAX);
        course_own_file(&course_stages[i], own);
        cr_assert(start_read(&course_stages[i], &start, &error), "%s", error.text);
        scratch_write(own, buffer_rest(&start));
        buffer_dispose(&start);
    }
}

void learner_remove(void)
{
    scratch_remove();
}

void learner_expect(const char *program, const char *const *words, int code, const char *part)
{
    struct ran ran = run_verb_here(program, words, NULL);
    cr_expect_eq(ran.end.code, code, "%s: %d\n%s%s", program, ran.end.code, ran_output(&ran),
                 ran_errors(&ran));
    cr_expect(strstr(ran_output(&ran), part) != NULL || strstr(ran_errors(&ran), part) != NULL,
              "%s: expected \"%s\" in\n%s%s", program, part, ran_output(&ran), ran_errors(&ran));
    ran_dispose(&ran);
}

struct buffer learner_read(const char *path)
{
    struct error error;
    struct buffer text = buffer_bounded(SIZE_MAX);
    cr_assert(file_read(path, &text, &error), "%s", error.text);
    return text;
}

void expect_same(const char *one, const char *other)
{
    struct buffer expected = learner_read(other);
    scratch_expect(one, buffer_rest(&expected));
    buffer_dispose(&expected);
}
