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

/* What a stage's file must be: the functions that a header of stages/ declares. */
struct contract {
    const char *name;         /* "algo_one" */
    const char *file;         /* what the judged file is called in a stage's folder: "algo_one.c" */
    const char *header;       /* "algo_one.h", in stages/ */
    const char *subject;      /* what messages call the program: "algo_one", "the replacer" */
    const char *functions[5]; /* that it defines; NULL-terminated */
};
extern const struct contract contract_algo_one;
extern const struct contract contract_replacer;

/* Whether `function` is one of the contract's. */
bool contract_has(const struct contract *contract, const char *function);

/* What instructions are counted on. */
enum course_stream {
    COURSE_TALK, /* the talk's stream */
    COURSE_RARE, /* text in which what is to be replaced is rare */
    COURSE_RUNS  /* one byte over and over, from which `find` differs in its last byte only */
};

/*
 * Instructions for each byte of a stream: at most (or, if `strict`, fewer than)
 * numerator/denominator of what a reference needs for each of the talk's.
 */
struct instruction_ceiling {
    enum course_stream stream;
    const char *reference; /* a program of the workbook, measured in the same check: "solution-3" */
    unsigned numerator, denominator;
    bool strict;
};

enum { COURSE_MOST_CEILINGS = 3 };
#define COURSE_NO_LIMIT UINT64_MAX /* no ceiling */

struct stage {
    unsigned number;
    const char *name; /* "2-remove-interface-call", its folder under stages/ and solutions/ */
    const struct contract *contract;
    uint64_t allocs_per_op;
    uint64_t bytes_per_op; /* for a `find` like the talk's */
    uint64_t
        bytes_per_find; /* and for each byte of a longer one; COURSE_NO_LIMIT: see longest_find */
    uint64_t longest_find; /* bytes; the ceilings hold for a find of up to this length */
    uint64_t stack_bytes;  /* of a call, all functions that it calls included */
    uint64_t interface_calls_per_op;
    struct instruction_ceiling instructions[COURSE_MOST_CEILINGS];
    size_t instruction_count;
};

/* The stages in order. */
extern const struct stage course_stages[];
extern const size_t course_stage_count;

/* The last stage of the contract, of which there is one. */
const struct stage *course_last(const struct contract *contract);

/*
 * The stage that `text` names: its number in decimal, its name, or the path of its folder under
 * stages/ or of the learner's file there. NULL if there is none.
 */
const struct stage *course_find(const char *text);

/*
 * The stream that the figures are about: the talk's rows, one after the other (119 bytes), in which
 * `find` is to be replaced by `repl`. Borrows static memory.
 */
struct course_talk {
    const struct bytes *rows;
    size_t row_count;
    struct bytes stream, find, repl;
};
extern const struct course_talk course_talk;

enum { COURSE_PATH_SIZE = 256 }; /* bytes of a path, its NUL included */

/* Where a stage's files are, from the project's root: the learner's own, and the solution. */
void course_own_file(const struct stage *stage, char path[COURSE_PATH_SIZE]);
void course_solution_file(const struct stage *stage, char path[COURSE_PATH_SIZE]);

/*
 * What the learner's file was before it was touched, but for its first line: the solution of the
 * stage before, as the contract of this one has it, and for the first stage the talk's program.
 */
void course_start_file(const struct stage *stage, char path[COURSE_PATH_SIZE]);

#endif
