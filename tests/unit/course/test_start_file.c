/* The course is a chain: each stage begins with the solution of the one before it (course/start_file.h). */
#include "base/files.h"
#include "course/course.h"
#include "course/start_file.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

TestSuite(starts, .timeout = 10);

/* What the file at the path from the project's root holds. The caller owns it. */
static struct buffer read_path(const char *from_root)
{
    char path[4096];
    struct error error;
    struct buffer text = buffer_bounded(SIZE_MAX);
    snprintf(path, sizeof path, "%s/%s", PROJECT_ROOT, from_root);
    cr_expect(file_read(path, &text, &error), "%s", error.text);
    cr_expect_gt(text.len, 0, "%s is empty", path);
    return text;
}

/* One of a stage's files. */
typedef void path_of_file(const struct stage *stage, char path[COURSE_PATH_SIZE]);

static struct buffer read_file(path_of_file *path_of, const struct stage *stage)
{
    char path[COURSE_PATH_SIZE];
    path_of(stage, path);
    return read_path(path);
}

static struct buffer read_text(const char *folder, const struct stage *stage, const char *name)
{
    char path[COURSE_PATH_SIZE];
    snprintf(path, sizeof path, "%s/%s/%s", folder, stage->name, name);
    return read_path(path);
}

/* The code: what stands below the first line, which says whose it is. */
static struct bytes below_first_line(const struct buffer *text)
{
    struct bytes all = buffer_rest(text);
    const unsigned char *end = all.len == 0 ? NULL : memchr(all.at, '\n', all.len);
    return end == NULL ? all : bytes_skip(all, (size_t)(end - all.at));
}

/* To the byte: the first begins with the talk's program. */
Test(starts, are_the_solutions_of_the_stages_before)
{
    cr_assert_eq(chdir(PROJECT_ROOT), 0);
    for (size_t i = 0; i < course_stage_count; i++) {
        struct error error;
        struct buffer start = buffer_bounded(SIZE_MAX);
        struct buffer own = read_file(course_own_file, &course_stages[i]);
        cr_assert(start_read(&course_stages[i], &start, &error), "%s", error.text);
        cr_expect(bytes_equal(buffer_rest(&start), buffer_rest(&own)), "%s", course_stages[i].name);
        buffer_dispose(&start);
        buffer_dispose(&own);
    }
}

Test(starts, are_made_of_another_stages_file_with_a_first_line_of_their_own)
{
    static const struct {
        const char *source, *start;
    } rows[] = {
        {"/* Solution 1: it: frees. See WHY.md. */\nint a;\n",
         "/* Stage 2: it: frees. See README.md. */\nint a;\n"},
        {"/* Stage 2: a start. See README.md. */\nint a;\n",
         "/* Stage 2: a start. See README.md. */\nint a;\n"},
        {"int a;\n/* Solution 1: no. See WHY.md. */\n",
         "int a;\n/* Solution 1: no. See WHY.md. */\n"},
        {"", ""},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct buffer text = buffer_bounded(SIZE_MAX);
        start_make(course_find("2"), bytes_from_string(rows[i].source), &text);
        cr_assert_eq(buffer_write_byte(&text, '\0'), STREAM_OK);
        cr_expect_str_eq((const char *)text.at, rows[i].start);
        buffer_dispose(&text);
    }
}

Test(starts, and_solutions_are_told_apart_and_explained)
{
    for (size_t i = 0; i < course_stage_count; i++) {
        const struct stage *stage = &course_stages[i];
        struct buffer start = read_file(course_own_file, stage);
        struct buffer solution = read_file(course_solution_file, stage);
        struct buffer readme = read_text("stages", stage, "README.md");
        struct buffer why = read_text("solutions", stage, "WHY.md");
        cr_expect_not(bytes_equal(below_first_line(&start), below_first_line(&solution)), "%s",
                      stage->name);
        buffer_dispose(&start);
        buffer_dispose(&solution);
        buffer_dispose(&readme);
        buffer_dispose(&why);
    }
}
