#include "course/course.h"

/* The bytes of a string literal. */
#define B(literal)                                                                                 \
    {                                                                                              \
        .at = (const unsigned char *)(literal), .len = sizeof(literal) - 1                         \
    }

#define TALK_ROWS(ROW)                                                                             \
    ROW("abc")                                                                                     \
    ROW("elvis")                                                                                   \
    ROW("aElvis")                                                                                  \
    ROW("abcelvis")                                                                                \
    ROW("eelvis")                                                                                  \
    ROW("aelvis")                                                                                  \
    ROW("aabeeeelvis")                                                                             \
    ROW("e l v i s")                                                                               \
    ROW("aa bb e l v i saa")                                                                       \
    ROW(" elvi s")                                                                                 \
    ROW("elvielvis")                                                                               \
    ROW("elvielvielviselvi1")                                                                      \
    ROW("elvielviselvis")

#define AS_BYTES(row) B(row),
#define AS_LITERAL(row) row

static const struct bytes rows[] = {TALK_ROWS(AS_BYTES)};

const struct course_talk course_talk = {.rows = rows,
                                        .row_count = sizeof rows / sizeof *rows,
                                        .stream = B(TALK_ROWS(AS_LITERAL)),
                                        .find = B("elvis"),
                                        .repl = B("Elvis")};
