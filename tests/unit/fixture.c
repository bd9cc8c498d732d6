#include "unit/fixture.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>

enum { LARGEST_FIXTURE = 64 * 1024 };

struct bytes fixture_load(const char *path)
{
    char full[4096];
    snprintf(full, sizeof full, "%s/%s", FIXTURES, path);
    FILE *file = fopen(full, "rb");
    cr_assert_not_null(file, "cannot open %s", full);
    unsigned char *content = malloc(LARGEST_FIXTURE);
    cr_assert_not_null(content);
    size_t len = fread(content, 1, LARGEST_FIXTURE, file);
    cr_assert(len > 0 && len < LARGEST_FIXTURE && ferror(file) == 0, "cannot read %s", full);
    fclose(file);
    return bytes_of(content, len);
}

void fixture_dispose(struct bytes fixture)
{
    free((void *)fixture.at);
}
