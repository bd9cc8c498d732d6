/* For tests that need a box: bubblewrap can make none in a chroot, nor in some containers. */
#ifndef SUPPORT_NEEDS_BOX_H
#define SUPPORT_NEEDS_BOX_H

/* Skips the test that calls it where there can be no box; ctest then calls the program skipped. */
void needs_box(void);

#endif
