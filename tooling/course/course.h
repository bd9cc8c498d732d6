/*
 * The course: its stages, their files and their ceilings, as CMakeLists.txt lists them; and the
 * stream that they are measured on.
 */
#ifndef COURSE_COURSE_H
#define COURSE_COURSE_H

#include "stream/bytes.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Instructions: at most (or, where `fewer`, fewer than) numerator/denominator of a reference's. */
struct instruction_ceiling {
    const char *reference; /* a program of ours measured in the same check: "solution-3" */
    unsigned numerator, denominator;
    bool fewer;
};

enum { COURSE_MOST_REFERENCES = 2 };
#define COURSE_ANY UINT64_MAX /* no ceiling */

struct stage {
    unsigned number;
    const char *name; /* "2-remove-interface-call", its folder under stages/ and solutions/ */
    uint64_t allocs_per_op;
    uint64_t bytes_per_op; /* on the talk's stream */
    uint64_t longest_find; /* bytes; the ceilings hold for a find of up to this length */
    uint64_t stack_bytes;  /* of any one function's frame */
    uint64_t interface_calls_per_op;
    struct instruction_ceiling instructions[COURSE_MOST_REFERENCES];
    size_t instruction_count;
};

/* The stages in order. */
extern const struct stage course_stages[];
extern const size_t course_stage_count;

/* The stage that `text` names, which must be its number in decimal; NULL where there is none. */
const struct stage *course_find(const char *text);

/*
 * The stream that the figures are about: the talk's rows, one behind the other (119 bytes), in which
 * `find` is to be replaced by `repl`. Borrows static memory.
 */
struct course_talk {
    const struct bytes *rows;
    size_t row_count;
    struct bytes stream, find, repl;
};
extern const struct course_talk course_talk;

enum { COURSE_PATH_SIZE = 256 }; /* bytes of a path, its NUL included */

/* Where a stage's files lie, from the project's root: the learner's own, and the solution. */
void course_own_file(const struct stage *stage, char path[COURSE_PATH_SIZE]);
void course_solution_file(const struct stage *stage, char path[COURSE_PATH_SIZE]);

/*
 * What the learner's file was before it was touched, but for its first line: the solution of the
 * stage before, and for the first stage the talk's program.
 */
void course_start_file(const struct stage *stage, char path[COURSE_PATH_SIZE]);

#endif
