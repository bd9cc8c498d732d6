#include "bench/bench_report.h"

#include "fuzz/reader.h"

bool fuzz_reader(const char *name, struct bytes text, struct error *error, bool *left_empty)
{
    cJSON *report = bench_report_read(name, text, error);
    *left_empty = report == NULL;
    cJSON_Delete(report);
    return report != NULL;
}
