/* Runs ops of the probe on measured streams, under one of Valgrind's profilers. */
#ifndef JUDGE_OP_RUNS_H
#define JUDGE_OP_RUNS_H

#include "judge/cost_shapes.h"
#include "judge/evidence.h"
#include "measure/tools.h"

/* The call paths need fewer: DHAT is slow, and each op takes the same ones. */
enum { OPS_FOR_HEAP = MEASURE_OPS, OPS_FOR_SITES = 100, OPS_FOR_CPU = MEASURE_CPU_OPS };

struct ops_request {
    const char *name; /* of the run */
    enum tool tool;
    const char *program; /* path of one of the workbook's, which needs no box; NULL: the judged */
    bool is_static;      /* of the judged programs, the static one */
    enum ops_stream streams[OPS_STREAMS]; /* one after the other */
    size_t stream_count;
    unsigned ops;  /* on the first of them, and on each of the others */
    unsigned then; /* unless this is not 0 */
    uint64_t room; /* bytes of the block that the probe allocates itself, see probe/ops.h */
};

struct run ops_start(const struct gate_context *gate, const struct ops_request *request);

/* Looks at the answers on each stream of the run, as ops_judge_answers does for one. */
void ops_judge_run(const struct gate_context *gate, const struct ops_request *request,
                   struct gate_report *report);

/* The bytes of a measured stream, and of what comes of it; and what messages call it. */
uint64_t ops_stream_len(const struct gate_context *gate, enum ops_stream stream);
uint64_t ops_stream_output(const struct gate_context *gate, enum ops_stream stream);
const char *ops_stream_name(const struct gate_context *gate, enum ops_stream stream);

/* The shape of which the stream is the short or the long one; NULL if it is the contract's. */
const struct cost_shape *ops_shape(enum ops_stream stream);

/* The size of that block for the heap: another in every check, so that no stage can know it. */
uint64_t ops_heap_room(const struct gate_context *gate);

/* Makes the stream's case in `memory`, which the caller disposes of. False: no memory. */
bool ops_case(const struct gate_context *gate, enum ops_stream stream, struct buffer *memory,
              struct probe_case *c);

#endif
