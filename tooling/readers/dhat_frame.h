/* The strings of DHAT's frame table. Format: Valgrind's VG_(describe_IP). */
#ifndef READERS_DHAT_FRAME_H
#define READERS_DHAT_FRAME_H

#include "readers/dhat.h"

/*
 * Cuts "0x109163: main (churn.c:12)" into a frame, whose strings lie in `text`, which is changed.
 * Also "[root]", "0x4: malloc (in /lib/libc.so)" and "0x4: ???". False if it is none of these.
 */
bool dhat_frame_cut(char *text, struct dhat_frame *frame);

#endif
