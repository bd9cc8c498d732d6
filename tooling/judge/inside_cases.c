#include "judge/inside_cases.h"

#include <string.h>
#include <unistd.h>

/* Bytes of data before the page at which the second call comes (probe/inside.h), and `find`s. */
enum { BEFORE = 700, LETTERS = 4 };
static const size_t finds[] = {2, 5, 40, 64, 65, 300};
enum { FINDS = sizeof finds / sizeof *finds };

static void put(struct bytes data, size_t at, struct bytes bytes)
{
    memcpy((unsigned char *)(uintptr_t)data.at + at, bytes.at, bytes.len);
}

bool inside_cases(uint64_t seed, struct case_list *list)
{
    size_t most = BEFORE + (size_t)sysconf(_SC_PAGESIZE);
    if (!cases_reserve(list, FINDS * INSIDE_CASES_EACH, FINDS * 2 * most))
        return false;
    for (size_t i = 0; i < FINDS; i++) {
        size_t len = finds[i];
        struct probe_case c = {.data = cases_random_bytes(list, &seed, most, 'a', LETTERS),
                               .find = cases_random_bytes(list, &seed, len, 'a', LETTERS),
                               .repl = cases_random_bytes(list, &seed, len / 2 + 1, 'a', LETTERS),
                               .room = 4 * most};
        /* One of each in front of that place, one of what is found across it, and one of each behind. */
        put(c.data, 0, c.find);
        put(c.data, len, c.repl);
        put(c.data, BEFORE - len / 2, c.find);
        put(c.data, BEFORE + 2 * len, c.repl);
        put(c.data, BEFORE + 4 * len, c.find);
        cases_add(list, "a stream of a page and a half", c);
        struct probe_case other = c;
        other.find = c.repl;
        other.repl = c.find;
        cases_add(list, "the same, with repl and find exchanged", other);
        c.stream.second = PROBE_INSIDE;
        cases_add(
            list,
            "both at once: in the middle of this call comes another, which replaces repl by find; "
            "its output comes behind",
            c);
    }
    return true;
}
