/* What the lines of the judged file cost, with all that they call. */
#ifndef JUDGE_HOT_LINES_H
#define JUDGE_HOT_LINES_H

#include "judge/gate.h"
#include "readers/addr2line.h"
#include "readers/callgrind.h"

struct hot_line {
    uint64_t line;
    uint64_t instructions;    /* in all ops together, as is the next */
    uint64_t interface_calls; /* made on this line, or one call further down */
};

struct hot_lines {
    struct hot_line *lines; /* owned; the hottest first */
    size_t count;
};

/* The reads through the interface, in all ops together. */
uint64_t hot_interface_calls(const struct callgrind *profile);

/*
 * Finds the lines in a profile; `event` is the place of Ir, and `inlined` says whose line called what
 * was inlined. False: no memory. Ended with hot_lines_dispose in either case.
 */
bool hot_lines_find(const struct gate_context *gate, const struct callgrind *profile, size_t event,
                    const struct addr2line *inlined, struct hot_lines *hot);

void hot_lines_dispose(struct hot_lines *hot);

/*
 * Appends the three lines that cost most; `total` is what all of them can cost in `ops` together. Their
 * unit is the op, or the byte if the ops had so many `bytes` together.
 */
void hot_lines_add_costs(const struct gate_context *gate, const struct hot_lines *hot,
                         uint64_t total, uint64_t ops, uint64_t bytes, struct buffer *text);

/* Appends the lines that make interface calls. */
void hot_lines_add_interface_calls(const struct gate_context *gate, const struct hot_lines *hot,
                                   uint64_t ops, struct buffer *text);

/* Appends "1,234 instructions/op": whole ones are enough for a person. */
void hot_lines_add_instructions(struct buffer *text, uint64_t total, uint64_t ops);

#endif
