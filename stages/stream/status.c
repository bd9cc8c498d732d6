#include "status.h"

const char *stream_status_name(enum stream_status status)
{
    switch (status) {
    case STREAM_OK:
        return "STREAM_OK";
    case STREAM_END:
        return "STREAM_END";
    case STREAM_SHORT:
        return "STREAM_SHORT";
    case STREAM_NO_MEMORY:
        return "STREAM_NO_MEMORY";
    case STREAM_EMPTY_FIND:
        return "STREAM_EMPTY_FIND";
    }
    return "no such status";
}
