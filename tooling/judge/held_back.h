/*
 * What a replacer holds back: it may wait with fewer bytes than find has, since no longer end of what
 * has come can be the beginning of a match. One that writes nothing before the end of its stream gathers
 * it, which is not judged here: the heap gate sees the memory that this takes.
 */
#ifndef JUDGE_HELD_BACK_H
#define JUDGE_HELD_BACK_H

#include "probe/frame.h"

/* A chunk after which too much was held back. */
struct held_back {
    size_t chunk;    /* its number, from 1 */
    size_t came;     /* bytes of the stream up to its end */
    uint64_t output; /* the bytes that were in the output then, */
    uint64_t least;  /* and those that had to be */
};

/* Finds the first such chunk; `fed` is the answer's. False if there is none. */
bool held_back_find(const struct probe_case *c, struct bytes fed, struct held_back *found);

#endif
