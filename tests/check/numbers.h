/* Parameters of a test that are the numbers of a table's rows. */
#ifndef CHECK_NUMBERS_H
#define CHECK_NUMBERS_H

#include <criterion/criterion.h>
#include <criterion/parameterized.h>
#include <stdbool.h>
#include <stddef.h>

/*
 * The numbers below `count`, each a size_t, that `wanted` says yes to; all of them if it is NULL.
 * Criterion passes a parameter to another process, so it must hold no pointer.
 */
struct criterion_test_params numbers_below(size_t count, bool (*wanted)(size_t number));

#endif
