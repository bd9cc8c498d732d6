/* What the cpu gate says of instructions and their ceilings. */
#ifndef JUDGE_CPU_MESSAGES_H
#define JUDGE_CPU_MESSAGES_H

#include "judge/instruction_counts.h"

/* Adds the figures of all streams to the report. */
void cpu_add_figures(const struct gate_context *gate, const struct instruction_counts *counts,
                     struct gate_report *report);

/*
 * Appends the stage's ceiling `i` on the stream, and the reference's figure from which it comes; and
 * the stage's own, if it is not among the figures of all streams.
 */
void cpu_add_ceiling(const struct gate_context *gate, const struct instruction_counts *counts,
                     size_t i, enum ops_stream stream, struct buffer *text);

/* Appends that the work grows by too much between the short stream of a shape and its long one. */
void cpu_add_growth(const struct gate_context *gate, const struct instruction_counts *counts,
                    enum ops_stream stream, struct buffer *text);

/* Appends the lines that cost most on the stream, in its unit. */
void cpu_add_costs(const struct gate_context *gate, const struct instruction_counts *counts,
                   enum ops_stream stream, struct buffer *text);

#endif
