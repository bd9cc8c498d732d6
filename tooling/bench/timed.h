/* The programs that are timed: C, called by Google Benchmark, which is C++. */
#ifndef BENCH_TIMED_H
#define BENCH_TIMED_H

#ifdef __cplusplus
extern "C" {
#else
#include <stdbool.h>
#endif

#include <stddef.h>

/* The programs' names, in the order of their rows; the last is memcpy. NULL after it. */
const char *timed_name(size_t program);

/* What the programs are to replace. Borrowed. */
void timed_replace(const char *find, const char *repl);

struct timed_input; /* a file's bytes, and an output with room for as many */

/* Reads the file. NULL, with errno set, if that fails. Ended with timed_close. */
struct timed_input *timed_open(const char *path);
void timed_close(struct timed_input *input);

/* One op: the program reads all of the input, and writes to the output from its start. */
void timed_op(size_t program, struct timed_input *input);

#ifdef __cplusplus
}
#endif

#endif
