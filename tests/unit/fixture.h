/* Captured output of real tools, from tests/unit/fixtures. */
#ifndef TOOLING_FIXTURE_H
#define TOOLING_FIXTURE_H

#include "stream/bytes.h"

/*
 * The content of a fixture, "valgrind-3.19/massif.out". Ends the test where it cannot be read. The
 * caller owns it and ends it with fixture_dispose.
 */
struct bytes fixture_load(const char *path);

void fixture_dispose(struct bytes fixture);

#endif
