#include "probe/stream_mode.h"

#include "base/descriptor.h"
#include "probe/call.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

static bool failed(struct error *error, const char *what, const char *why)
{
    error_set(error, "%s %s", what, why);
    return false;
}

static bool refused(struct error *error, enum stream_status status)
{
    error_set(error, "%s returned %s", probe_called, stream_status_name(status));
    return false;
}

static bool replace(struct bytes data, struct bytes find, struct bytes repl, int to,
                    struct error *error)
{
    struct buffer output = buffer_bounded(SIZE_MAX);
    enum stream_status status =
        probe_ops(&(struct probe_case){.data = data, .find = find, .repl = repl}, &output);
    bool done = true;
    if (status != STREAM_OK)
        done = refused(error, status);
    else if (!descriptor_write(to, buffer_rest(&output)))
        done = failed(error, "cannot write the output:", strerror(errno));
    buffer_dispose(&output);
    return done;
}

bool filter_stream(struct bytes find, struct bytes repl, int from, int to, struct error *error)
{
    struct buffer input = buffer_bounded(SIZE_MAX);
    bool done = descriptor_read(from, &input)
                    ? replace(buffer_rest(&input), find, repl, to, error)
                    : failed(error, "cannot read the input:", strerror(errno));
    buffer_dispose(&input);
    return done;
}
