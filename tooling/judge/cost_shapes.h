/*
 * Streams of fixed shapes, each in two lengths, on which a stage's cost is compared with itself: it
 * may grow as the input does, never as its square. Letters and lengths come from the seed, so that no
 * stage can know them; how much there is to do for a byte depends on neither.
 */
#ifndef JUDGE_COST_SHAPES_H
#define JUDGE_COST_SHAPES_H

#include "judge/contracts.h"

enum { COST_LETTERS = 27, COST_GROWTH = 6 };

/* The long stream has COST_GROWTH times as much of that as the short one; of data, as has places. */
enum cost_growth { COST_DATA, COST_FIND, COST_REPL, COST_DATA_AND_FIND };

/* Find, and the data around it. */
enum cost_kind {
    COST_WORDS, /* some letters */
    COST_NULS,  /* the same, one of them NUL */
    COST_ALIKE, /* aaa in data of nothing but a */
    COST_AAAB,  /* a...ab there */
    COST_BAAA,  /* ba...a there */
    COST_ABCA   /* abcabc...abcb in data of abcabc... */
};

struct cost_shape {
    const char *name; /* in messages: "with a find of one byte" */
    enum cost_kind kind;
    enum cost_growth growth;
    size_t find, repl;   /* bytes */
    size_t filler, near; /* bytes of other letters, and of find's beginning, before each match */
    const char *chunks;  /* their lengths; NULL: one chunk */
    unsigned
        ceilings;  /* those on the talk's stream hold on the short one (1), the long one (2), too */
    bool has_room; /* output need not grow: all allocations are the stage's */
};

/* The shapes; those for chunks come last, and count only if `in_chunks`. */
extern const struct cost_shape cost_shapes[COST_MOST_SHAPES];
size_t cost_shape_count(bool in_chunks);

/* Makes the short or the long stream of a shape, as the makers of struct measured_stream do. */
struct probe_case cost_case(size_t shape, bool is_long, uint64_t seed, struct buffer *memory);

/*
 * Draws `count` letters, at most COST_LETTERS, the commonest in English first: what looks for the
 * rarest byte of find has as much to do with any of them.
 */
void cost_letters(uint64_t *state, unsigned char *letters, size_t count);

#endif
