/*
 * What each file got at each stage, for people: every check notes its own, in a process of its own,
 * and all are drawn together when the last is over.
 */
#ifndef CHECK_MATRIX_H
#define CHECK_MATRIX_H

#include <stddef.h>

/* In the runner, before the first test: where notes go. */
void matrix_begin(void);

/*
 * Notes the check number `number`, by which the drawings are ordered. `expected` and `got`: the gates
 * that failed, or "pass".
 */
void matrix_note(size_t number, const char *file, unsigned stage, const char *expected,
                 const char *got);

/* In the runner, after the last test: draws a line for each note, or a table, file by stage. */
void matrix_draw_list(void);
void matrix_draw_table(void);

#endif
