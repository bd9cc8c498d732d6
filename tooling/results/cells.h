/* The cells of the table of grades, and how wide its columns are. */
#ifndef RESULTS_CELLS_H
#define RESULTS_CELLS_H

#include <cjson/cJSON.h>
#include <stddef.h>

enum { CELL_SIZE = 48 }; /* bytes of a cell, its NUL included */

/* Columns on a terminal. */
struct cell_widths {
    size_t name;
    size_t word;   /* of each stage's outcome */
    size_t points; /* of each stage's score, behind it; 0 where it is left out */
    size_t score;
};

/* A row about the whole class, and its cell for the stage with an index. */
struct class_row {
    const char *name;
    void (*write)(const cJSON *grades, int stage, char cell[CELL_SIZE]);
};
extern const struct class_row class_head, class_passed, class_worst;

/* "50/100"; "25+?/100" where the score of a stage is open. */
void cell_write_score(const cJSON *submission, char cell[CELL_SIZE]);

/* A stage's score: "25", or "?" where it is open. */
void cell_write_points(const cJSON *graded, char cell[CELL_SIZE]);

/*
 * What the cells need, but for at most 40 columns of names; and less where `most` columns (0: any)
 * are too few: no points, and then shorter names, down to 12 columns.
 */
struct cell_widths cell_widths_of(const cJSON *grades, size_t most);

#endif
