#include "support/needs_box.h"

#include "run/box.h"

#include <criterion/criterion.h>

void needs_box(void)
{
    char error[BOX_ERROR_SIZE];
    if (!box_works(error))
        cr_skip_test("%s", error);
}
