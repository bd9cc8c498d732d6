/*
 * Processes that outlive the one that started them: they become our children rather than init's, and
 * so can be found and ended.
 */
#ifndef PROCESS_ORPHANS_H
#define PROCESS_ORPHANS_H

#include <stdbool.h>

/* From now on orphans of ours come to us. False where the system knows no such thing. */
bool orphans_adopt(void);

/*
 * Ends all children that we have, and theirs. Call it where none is waited for. False where some
 * are left after two seconds.
 */
bool orphans_end(void);

#endif
