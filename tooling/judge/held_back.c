#include "judge/held_back.h"

#include "probe/cut.h"

#include <string.h>

/* How far a stream is settled: up to `at` it can be replaced, whatever comes; that is `least` bytes. */
struct settled {
    size_t at;
    uint64_t least;
};

/* Goes on to what is settled when `came` bytes of the stream have come: all windows that are whole. */
static void settle(const struct probe_case *c, size_t came, struct settled *s)
{
    while (s->at + c->find.len <= came) {
        const unsigned char *window = c->data.at + s->at;
        bool is_match = *window == *c->find.at && memcmp(window, c->find.at, c->find.len) == 0;
        s->at += is_match ? c->find.len : 1;
        s->least += is_match ? c->repl.len : 1;
    }
}

bool held_back_find(const struct probe_case *c, struct bytes fed, struct held_back *found)
{
    size_t streams = c->stream.second == PROBE_AGAIN ? 2 : 1;
    struct settled s = {.least = c->before.len};
    struct held_back late = {0}, now = {0};
    if (c->find.len == 0 || c->stream.span > 0)
        return false;
    for (; streams > 0; streams--) {
        struct cut cut = cut_of(c->data, c->stream.chunks);
        uint64_t begun = s.least;
        bool writes = false;
        s.at = now.came = now.chunk = late.chunk = 0;
        do {
            now.came += cut_next(&cut).len;
            now.chunk++;
            settle(c, now.came, &s);
            if (!length_read(&fed, &now.output))
                break; /* the call ended with an error */
            now.least = s.least;
            writes |= now.output > begun;
            if (late.chunk == 0 && now.output < now.least)
                late = now;
        } while (!cut_is_over(&cut));
        *found = late;
        if (writes && late.chunk > 0)
            return true;
        s.least += c->data.len - s.at;
    }
    return false;
}
