/* Times every program on two inputs: a short one, "talk", and a long one, "rare". */
#include "bench/timed.h"

#include <benchmark/benchmark.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <string>

namespace
{

void add(const char *input_name, timed_input *input)
{
    for (std::size_t program = 0; timed_name(program) != nullptr; program++) {
        std::string name = std::string(input_name) + "/" + timed_name(program);
        benchmark::RegisterBenchmark(name.c_str(), [=](benchmark::State &state) {
            for (auto _ : state) {
                timed_op(program, input);
                benchmark::ClobberMemory();
            }
        });
    }
}

timed_input *open_input(const char *path)
{
    timed_input *input = timed_open(path);
    if (input == nullptr)
        std::fprintf(stderr, "error: %s: %s\n", path, std::strerror(errno));
    return input;
}

} // namespace

int main(int count, char **arguments)
{
    benchmark::Initialize(&count, arguments);
    if (count != 5) {
        std::fprintf(stderr, "usage: %s FIND REPL TALK RARE [--benchmark_...]\n", arguments[0]);
        return 2;
    }
    timed_replace(arguments[1], arguments[2]);
    timed_input *talk = open_input(arguments[3]);
    timed_input *rare = talk == nullptr ? nullptr : open_input(arguments[4]);
    if (rare != nullptr) {
        add("talk", talk);
        add("rare", rare);
        benchmark::RunSpecifiedBenchmarks();
        timed_close(rare);
    }
    if (talk != nullptr)
        timed_close(talk);
    return rare == nullptr ? 2 : 0;
}
