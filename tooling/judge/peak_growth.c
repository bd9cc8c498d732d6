#include "judge/peak_growth.h"

#include "base/scan.h"
#include "judge/contract_replacer.h"
#include "judge/op_runs.h"
#include "measure/tools.h"
#include "readers/massif.h"
#include "results/result.h"

/* Room for what comes of a chunk, so that the output never grows. */
static uint64_t room(void)
{
    return STREAMS_CHUNK + judging()->seed % STREAMS_CHUNK;
}

struct run flat_start(void)
{
    return ops_start(
        &(struct ops_request){.name = "massif-long",
                              .tool = tool_massif,
                              .file_options = {"--massif-out-file=", "--xtree-memory-file="},
                              .file_names = {"massif-long.out", "massif-long.xtree"},
                              .probe = judging()->build.probe,
                              .kind = RUN_VALGRIND,
                              .streams = {OPS_LONG},
                              .stream_count = 1,
                              .ops = 1,
                              .room = room()});
}

static bool read_peak(uint64_t *peak, struct error *error)
{
    struct buffer text;
    struct massif massif;
    judging_read("massif-long.out", &text);
    bool read = massif_read("massif-long.out", buffer_rest(&text), &massif, error);
    if (read)
        *peak = massif.peak_heap_bytes - room();
    massif_dispose(&massif);
    buffer_dispose(&text);
    return read;
}

void flat_judge(struct run *run, uint64_t peak, struct finding *finding)
{
    struct error error;
    uint64_t long_peak = 0;
    run_wait(run);
    if (!run->complete)
        format_add(&finding->message, "\n  %s: ", ops_stream_name(OPS_LONG));
    if (!run_completed(run, finding))
        return;
    if (!read_peak(&long_peak, &error)) {
        finding->verdict = RESULT_INCONCLUSIVE;
        format_add(&finding->message, "\n  not measured: %s", error.text);
        return;
    }
    finding_measured(finding, "long_peak_bytes", (double)long_peak);
    format_add(&finding->message, "; peak ");
    format_add_count(&finding->message, long_peak);
    format_add(&finding->message, " B on a stream of %d MiB", STREAMS_LONG >> 20);
    if (long_peak > peak) {
        finding->verdict = RESULT_NOT_YET;
        format_add(&finding->message,
                   "\n  the peak grows with the stream: it must be the same for every length");
    }
    ops_judge_answers(run->name, OPS_LONG, 0, 1, finding);
}
