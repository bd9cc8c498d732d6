#include "reader.h"

enum stream_status read_full(struct reader from, unsigned char *into, size_t wanted, size_t *got)
{
    *got = 0;
    while (*got < wanted) {
        size_t n = 0;
        enum stream_status status =
            from.operations->read(from.self, into + *got, wanted - *got, &n);
        *got += n;
        if (status == STREAM_END)
            return *got == 0 ? STREAM_END : STREAM_SHORT;
        if (status != STREAM_OK)
            return status;
    }
    return STREAM_OK;
}
