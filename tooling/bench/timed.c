#include "bench/timed.h"

#include "base/descriptor.h"
#include "bench/timed_programs.h"

#include <stdlib.h>
#include <string.h>

static struct bytes find_bytes, repl_bytes;

struct timed_input {
    struct bytes data;
    struct buffer output;
};

const char *timed_name(size_t program)
{
    if (program < timed_program_count)
        return timed_programs[program].name;
    return program == timed_program_count ? "memcpy" : NULL;
}

void timed_replace(const char *find, const char *repl)
{
    find_bytes = bytes_from_string(find);
    repl_bytes = bytes_from_string(repl);
}

struct timed_input *timed_open(const char *path)
{
    struct timed_input *input = malloc(sizeof *input);
    if (input == NULL)
        return NULL;
    *input = (struct timed_input){.output = buffer_bounded(SIZE_MAX)};
    /* Room for an answer in which every byte was one of `find`, with each page touched before. */
    size_t more = repl_bytes.len > find_bytes.len ? repl_bytes.len : 1;
    if (descriptor_map(path, &input->data) &&
        buffer_reserve(&input->output, input->data.len * more) == STREAM_OK) {
        memset(input->output.storage, 0, input->output.capacity);
        return input;
    }
    timed_close(input);
    return NULL;
}

void timed_close(struct timed_input *input)
{
    buffer_dispose(&input->output);
    free(input);
}

void timed_op(size_t program, struct timed_input *input)
{
    enum { CHUNK = 128 << 10 }; /* bytes, as much as a program reads at once */
    struct buffer *output = &input->output;
    struct replacer *replacer;
    struct bytes rest = input->data;
    output->len = 0;
    if (program == timed_program_count) {
        memcpy(output->storage, rest.at, rest.len);
        return;
    }
    const struct timed_program *timed = &timed_programs[program];
    enum stream_status status; /* not looked at: the answer was right before it is timed */
    if (timed->algo_one != NULL) {
        status = timed->algo_one(rest, find_bytes, repl_bytes, output);
        (void)status;
        return;
    }
    status = timed->replacer_init(&replacer, find_bytes, repl_bytes);
    if (status != STREAM_OK)
        return;
    while (status == STREAM_OK && rest.len > 0) {
        struct bytes chunk = bytes_of(rest.at, rest.len < CHUNK ? rest.len : CHUNK);
        status = timed->replacer_feed(replacer, chunk, output);
        rest = bytes_skip(rest, chunk.len);
    }
    if (status == STREAM_OK)
        status = timed->replacer_finish(replacer, output);
    timed->replacer_free(replacer);
}
