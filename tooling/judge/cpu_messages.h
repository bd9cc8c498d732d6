/* What the cpu gate says of instructions and their ceilings. */
#ifndef JUDGE_CPU_MESSAGES_H
#define JUDGE_CPU_MESSAGES_H

#include "judge/instruction_counts.h"

/* Adds the figures of all streams to the report. */
void cpu_add_figures(const struct gate_context *gate, const struct instruction_counts *counts,
                     struct gate_report *report);

/* Appends the stage's ceiling `i`, and the reference's figure from which it comes. */
void cpu_add_ceiling(const struct gate_context *gate, const struct instruction_counts *counts,
                     size_t i, struct buffer *text);

/* Appends the lines that cost most on the stream, in its unit. */
void cpu_add_costs(const struct gate_context *gate, const struct instruction_counts *counts,
                   enum ops_stream stream, struct buffer *text);

#endif
