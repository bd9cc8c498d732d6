#include "judge/check_request.h"

#include "fuzz/reader.h"

#include <string.h>

/* What was read, written again, is the text. */
static void expect_written_again(const struct check_request *request, struct bytes text)
{
    struct buffer again = buffer_bounded(SIZE_MAX);
    check_request_write(request, &again);
    fuzz_expect(bytes_equal(buffer_rest(&again), text), "a request is written in one way");
    buffer_dispose(&again);
}

bool fuzz_reader(const char *name, struct bytes text, struct error *error, bool *left_empty)
{
    struct check_request request;
    bool read = check_request_read(name, text, &request, error);
    *left_empty = request.stage == NULL && request.file == NULL && request.label == NULL;
    if (read)
        expect_written_again(&request, text);
    return read;
}
