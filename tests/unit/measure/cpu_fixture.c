#include "unit/measure/cpu_fixture.h"

#include "base/scan.h"
#include "unit/fixture.h"

#include <criterion/criterion.h>
#include <stdio.h>

struct cpu_fixture cpu_fixture_load(const char *version, const char *profile)
{
    struct cpu_fixture fixture;
    char path[64];
    struct error error;
    snprintf(path, sizeof path, "%s/%s", version, profile);
    fixture.profile_text = fixture_load(path);
    cr_assert(callgrind_read(path, fixture.profile_text, &fixture.profile, &error), "%s",
              error.text);
    snprintf(path, sizeof path, "%s/addr2line-ops.out", version);
    fixture.inline_text = fixture_load(path);
    cr_assert(addr2line_read(path, fixture.inline_text, &fixture.inlined, &error), "%s",
              error.text);
    return fixture;
}

void cpu_fixture_dispose(struct cpu_fixture *fixture)
{
    callgrind_dispose(&fixture->profile);
    addr2line_dispose(&fixture->inlined);
    fixture_dispose(fixture->profile_text);
    fixture_dispose(fixture->inline_text);
}
