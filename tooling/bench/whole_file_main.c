/*
 * whole FIND REPL FILE: an algo_one as a program, with all of the file in memory. It is linked with
 * one solution or another, to be compared.
 */
#include "algo_one.h"
#include "base/descriptor.h"

#include <stdio.h>
#include <unistd.h>

int main(int count, char **words)
{
    struct bytes data;
    struct buffer output = buffer_bounded(SIZE_MAX);
    if (count != 4 || !descriptor_map(words[3], &data)) {
        perror("whole FIND REPL FILE");
        return 2;
    }
    /* Room for an answer that is no longer: it need not be moved while it grows. */
    bool done = buffer_reserve(&output, data.len) == STREAM_OK &&
                algo_one(data, bytes_from_string(words[1]), bytes_from_string(words[2]), &output) ==
                    STREAM_OK &&
                descriptor_write(STDOUT_FILENO, buffer_rest(&output));
    buffer_dispose(&output);
    return done ? 0 : 2;
}
