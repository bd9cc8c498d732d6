#include "support/needs_box.h"

#include "run/box.h"

#include <criterion/criterion.h>

void needs_box(void)
{
    struct error error;
    if (!box_available(&error))
        cr_skip_test("%s", error.text);
}
