/* For tests that need a box: bubblewrap can make none in a chroot, nor in some containers. */
#ifndef SUPPORT_NEEDS_BOX_H
#define SUPPORT_NEEDS_BOX_H

/* Skips the calling test if this machine cannot make a box; ctest then reports a skip. */
void needs_box(void);

#endif
