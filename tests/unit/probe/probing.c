#include "unit/probe/probing.h"

#include "support/scratch.h"

#include <criterion/criterion.h>

void write_cases(const char *path, const struct probe_case *cases, size_t count)
{
    struct buffer text = buffer_bounded(SIZE_MAX);
    for (size_t i = 0; i < count; i++)
        cr_assert_eq(frame_write_case(&text, &cases[i]), STREAM_OK);
    scratch_write(path, buffer_rest(&text));
    buffer_dispose(&text);
}

struct process_result answer_obediently(const char *const *environment)
{
    static const char *const words[] = {PROBE_THAT_OBEYS, "--cases", "cases",
                                        "answers",        "MARK",    NULL};
    struct process_request request = scratch_request(words);
    request.environment = environment;
    return process_run(&request);
}
