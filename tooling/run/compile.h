/* Makes probes out of a judged file, with the workbook's compiler and flags. */
#ifndef RUN_COMPILE_H
#define RUN_COMPILE_H

#include "course/course.h"
#include "run/argv.h"
#include "run/box.h"
#include "run/process.h"

#include <stdbool.h>

enum { COMPILE_PATH_SIZE = 4096 }; /* bytes of a path, its NUL included */

/* What probes are made for. */
enum compile_way {
    COMPILE_TO_MEASURE,
    COMPILE_TO_DEBUG, /* not optimised: each line is there, each variable has its value */
    COMPILE_WITH_ADDRESS_SANITIZER, /* which ends it at a fault */
    COMPILE_WITH_SANITIZERS         /* that, and UndefinedBehaviorSanitizer */
};

/* The paths of a build, in a folder of its own. */
struct compile_paths {
    const struct contract *contract; /* the judged file's */
    enum compile_way way;
    char folder[COMPILE_PATH_SIZE];      /* in which the others are */
    char object[COMPILE_PATH_SIZE];      /* the judged file's */
    char stack_usage[COMPILE_PATH_SIZE]; /* the compiler's -fstack-usage */
    char includes[COMPILE_PATH_SIZE];    /* what it includes: -MD */
    char assembled[COMPILE_PATH_SIZE];   /* what its assembly reads, if gcc compiled it */
    char program[COMPILE_PATH_SIZE];     /* the object with no global names but the contract's */
    char text[COMPILE_PATH_SIZE];        /* the judged file, preprocessed: what is compiled */
    char words[COMPILE_PATH_SIZE];       /* what the compiler printed of the file */
    char text_words[COMPILE_PATH_SIZE];  /* and of its text */
    char link_words[COMPILE_PATH_SIZE];  /* what the linker printed for the first probe */
    char static_link_words[COMPILE_PATH_SIZE]; /* and for the second */
    char probe[COMPILE_PATH_SIZE];             /* the program */
    char static_probe[COMPILE_PATH_SIZE]; /* the same linked statically: Valgrind starts it five */
                                          /* times faster, but cannot replace its malloc */
};

/* Fills in the paths for a build in `folder`, to measure. False if a path would be too long. */
bool compile_paths_in(const char *folder, const struct contract *contract,
                      struct compile_paths *paths);

/*
 * A file is preprocessed once, with the plain options, and its text is compiled for each way in which
 * it runs: so it is the same program in all of them, whatever a way defines (__OPTIMIZE__,
 * __SANITIZE_ADDRESS__). The first writes paths->text and paths->includes; the second compiles such a
 * text, of another build too. In a box of that kind. The result is the tool's: PROCESS_EXITED with 0 if
 * it succeeded.
 */
struct process_result compile_preprocess(const char *file, const struct compile_paths *paths,
                                         enum box_kind kind);
struct process_result compile_text(const char *text, const struct compile_paths *paths,
                                   enum box_kind kind);

/*
 * If the compiler said something of paths->text, has it say it of `file`: then it knows the names of
 * macros. Nothing comes of it but paths->words.
 */
void compile_explain(const char *file, const struct compile_paths *paths, enum box_kind kind);

/* All of that. */
struct process_result compile_file(const char *file, const struct compile_paths *paths,
                                   enum box_kind kind);

/*
 * Links both probes (only the first, unless it is to be measured) from the object. They see the
 * contract's functions alone: no other name of the file can replace one of theirs. The result is that
 * of the first step that failed, or of the last.
 */
struct process_result compile_link(const struct compile_paths *paths, enum box_kind kind);

/* What compiles, "gcc 12.2.0", and the command that starts it. */
extern const char *const compile_compiler;
extern const char *const compile_command;

/* The flags that every stage's file is compiled with. NULL-terminated. */
extern const char *const compile_flags[];

/* Adds those flags, but for warnings, which change no code, and for the flag `but` (or NULL). */
void compile_add_code_flags(struct argv *words, const char *but);

/* Adds the options that include the contract's header before a file. */
void compile_add_contract(struct argv *words, const struct contract *contract);

/* The stream library's sources, as -include finds them with those flags. NULL-terminated. */
extern const char *const compile_library_sources[];

/* Adds options that include the stream library's sources before a file: all is one unit. */
void compile_add_library(struct argv *words);

#endif
