#include "check/numbers.h"

static void free_numbers(struct criterion_test_params *parameters)
{
    cr_free(parameters->params);
}

struct criterion_test_params numbers_below(size_t count, bool (*wanted)(size_t number))
{
    size_t *numbers = cr_malloc(count * sizeof *numbers);
    size_t found = 0;
    for (size_t i = 0; i < count; i++) {
        if (wanted == NULL || wanted(i))
            numbers[found++] = i;
    }
    return cr_make_param_array(size_t, numbers, found, free_numbers);
}
