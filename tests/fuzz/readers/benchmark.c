#include "readers/benchmark.h"

#include "fuzz/reader.h"

bool fuzz_reader(const char *name, struct bytes text, struct error *error, bool *left_empty)
{
    struct benchmark benchmark;
    bool read = benchmark_read(name, text, &benchmark, error);
    *left_empty = benchmark.runs == NULL && benchmark.date == NULL;
    if (!read)
        return false;
    fuzz_walk_string(benchmark.date);
    for (size_t i = 0; i < benchmark.run_count; i++) {
        fuzz_walk_string(benchmark.runs[i].name);
        fuzz_expect(benchmark.runs[i].ns >= 0, "a time is no less than nothing");
    }
    benchmark_dispose(&benchmark);
    return true;
}
