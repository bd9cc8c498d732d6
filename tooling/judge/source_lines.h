/* The judged file's own lines, for messages that say where. */
#ifndef JUDGE_SOURCE_LINES_H
#define JUDGE_SOURCE_LINES_H

#include "judge/gate.h"

#include <stdbool.h>

/* The judged file's name without its folders: what messages and debug information call it. */
const char *source_name(const struct gate_context *gate);

/* Whether `file`, as a profile names it, is the judged file. */
bool source_is(const struct gate_context *gate, struct bytes file);

/* Appends "algo_one.c:31". */
void source_add_place(const struct gate_context *gate, struct buffer *text, uint64_t line);

/* Appends what stands on a line of the judged file. */
void source_add_line(const struct gate_context *gate, struct buffer *text, uint64_t line);

/*
 * Appends the call of one of `functions` on a line of the judged file, "malloc(find.len)"; the
 * whole line if no such call ends on it.
 */
void source_add_call(const struct gate_context *gate, struct buffer *text, uint64_t line,
                     const char *const *functions, size_t count);

#endif
