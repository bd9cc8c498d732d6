/* Has clang and gcc compile a subject, and reads what they say of its calls. */
#ifndef VIEWS_COLLECT_REMARKS_H
#define VIEWS_COLLECT_REMARKS_H

#include "base/error.h"
#include "measure/workdir.h"
#include "views/inline_records.h"

/*
 * Collects the records of the build's unit, and of the one with the stream library. If the file does
 * not compile together with the library, as it uses a name of the library's own, the second are not
 * collected, for the reason in `error`. False, with the reason in `error`, if anything else goes
 * wrong. The caller ends the records with inline_records_dispose, also then.
 */
bool collect_remarks(struct workdir *place, struct inline_records records[SIGHTS],
                     struct error *error);

#endif
