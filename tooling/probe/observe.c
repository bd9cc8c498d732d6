/*
 * What calls may change in the C library's variables: malloc's own, errno, and some words once or
 * twice, such as those of the first print to stderr. What malloc changes is found by trying. A window
 * changes in each call; so does a counter.
 */
#include "probe/observe.h"

#include "probe/allocations.h"
#include "probe/call.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <unistd.h>

#if defined(__linux__)

#if defined(__has_include)
#if __has_include(<sys/rseq.h>)
#include <sys/rseq.h>
#endif
#endif

typedef uintptr_t word;

enum { SKEW = 256 }; /* bytes by which the frames of the functions here may differ */
enum { MOST_RANGES = 32, MOST_BYTES = 1 << 20, DEEPEST = 384 << 10, LEAST_PAGE = 4096 };

/* Changes of one word, or words at once, that are more than setting something up. Often enough for ever: EXEMPT. */
enum { OFTEN = 4, MANY = 32, EXEMPT = 255 };

/* Memory that is there before the first call, and can be written to. */
struct range {
    word *at;
    size_t count; /* words */
    word *copy;
    unsigned char *changes; /* of each word */
    enum probe_place place;
};

/* In a mapping of its own that is shared, as no memory of a range is. */
struct observing {
    unsigned char *low; /* the lowest of the stack that is observed; NULL: none */
    size_t page;
    size_t used; /* bytes of it that the last call used, from observe_before on */
    unsigned calls;
    struct observed found;
    size_t range_count, bytes_used;
    struct range ranges[MOST_RANGES];
    unsigned char bytes[MOST_BYTES]; /* of the copies and counts */
};

static struct observing *observing;

/* --- The stack --- */

/* Where the part begins that no function of ours reaches, when observe_before or _after is at `here`. */
static unsigned char *stack_base(unsigned char *here)
{
    return here - OBSERVE_STACK - (uintptr_t)here % sizeof(word);
}

/* The lowest byte that is not zero: pages that were never touched are not looked at. */
static size_t stack_used(const unsigned char *base)
{
    unsigned char resident[DEEPEST / LEAST_PAGE + 2];
    const unsigned char *low = observing->low;
    if (mincore(observing->low, (size_t)(base - low), resident) != 0)
        return 0;
    for (size_t i = 0; low < base; i++) {
        const unsigned char *next = observing->low + (i + 1) * observing->page;
        const unsigned char *end = next < base ? next : base;
        for (; (resident[i] & 1) != 0 && low < end; low += sizeof(word)) {
            if (*(const volatile word *)(const void *)low != 0)
                return (size_t)(base - low);
        }
        low = end;
    }
    return 0;
}

/* The stack grows to where it is touched. */
__attribute__((noinline)) static void touch(size_t bytes)
{
    volatile unsigned char *deep = __builtin_alloca(bytes);
    deep[0] = 0;
}

__attribute__((noinline)) static void begin_stack(unsigned char *top)
{
    enum { SPARE = 32 << 10 };
    struct rlimit limit;
    unsigned char *here = __builtin_frame_address(0);
    size_t deepest = DEEPEST;
    if (top == NULL || getrlimit(RLIMIT_STACK, &limit) != 0)
        return;
    size_t above = (size_t)(top - here) + SPARE;
    if (limit.rlim_cur != RLIM_INFINITY && limit.rlim_cur < above + deepest)
        deepest = limit.rlim_cur < above ? 0 : (size_t)limit.rlim_cur - above;
    if (deepest < 4 * observing->page)
        return;
    touch(deepest);
    unsigned char *base = stack_base(here);
    unsigned char *low = here - deepest + observing->page;
    low -= (uintptr_t)low % observing->page;
    size_t whole = (size_t)(base - low) / observing->page * observing->page;
    if (madvise(low, whole, MADV_DONTNEED) != 0)
        return;
    memset(low + whole, 0, (size_t)(base - low) - whole);
    observing->low = low;
}

/* --- What stays as it is --- */

static void copy_range(const struct range *range)
{
    memcpy(range->copy, range->at, range->count * sizeof(word));
}

/* Takes bytes for what belongs to a range. NULL: no more are left. */
static void *take(size_t bytes)
{
    size_t rounded = (bytes + sizeof(word) - 1) / sizeof(word) * sizeof(word);
    void *taken = observing->bytes + observing->bytes_used;
    if (rounded > MOST_BYTES - observing->bytes_used)
        return NULL;
    observing->bytes_used += rounded;
    return taken;
}

static void add_range(word *at, size_t bytes, enum probe_place place)
{
    size_t count = bytes / sizeof(word);
    struct range range = {.at = at, .count = count, .place = place};
    if ((word *)&errno >= at && (word *)&errno < at + count)
        range.place = PROBE_IN_THREAD;
    if (observing->range_count == MOST_RANGES)
        return;
    range.copy = take(bytes);
    range.changes = take(count);
    if (range.copy != NULL && range.changes != NULL)
        observing->ranges[observing->range_count++] = range;
}

/* Adds the ranges, and returns the end of the stack; NULL if they cannot be had. */
static unsigned char *add_ranges(void)
{
    char line[4096 + 128], may[5];
    uintptr_t from, to, end_before = 0;
    int name;
    unsigned char *top = NULL;
    enum probe_place place = PROBE_IN_LIBRARY;
    FILE *maps = fopen("/proc/self/maps", "re");
    while (maps != NULL && fgets(line, sizeof line, maps) != NULL) {
        if (sscanf(line, "%" SCNxPTR "-%" SCNxPTR " %4s %*s %*s %*s %n", &from, &to, may, &name) !=
            3)
            break;
        /* The variables of a file that are all zero lie behind its others. */
        if (line[name] == '/')
            place = strstr(strrchr(line, '/'), ".so") == NULL ? PROBE_IN_PROGRAM : PROBE_IN_LIBRARY;
        else if (from != end_before)
            place = PROBE_IN_LIBRARY;
        end_before = to;
        if (strncmp(line + name, "[stack]", 7) == 0) {
            top = (unsigned char *)to;
            place = PROBE_IN_ARGUMENTS;
            from = (uintptr_t)environ;
        }
        if (may[1] == 'w' && may[3] == 'p' && strncmp(line + name, "[heap]", 6) != 0)
            add_range((word *)from, to - from, place);
    }
    if (maps != NULL)
        fclose(maps);
    return top;
}

static void exempt(const volatile void *at, size_t bytes)
{
    uintptr_t from = (uintptr_t)at / sizeof(word),
              to = ((uintptr_t)at + bytes + sizeof(word) - 1) / sizeof(word);
    for (size_t i = 0; i < observing->range_count; i++) {
        const struct range *range = &observing->ranges[i];
        uintptr_t first = (uintptr_t)range->at / sizeof(word);
        for (uintptr_t w = from; w < to; w++) {
            if (w >= first && w < first + range->count)
                range->changes[w - first] = EXEMPT;
        }
    }
}

/* Exempts what has changed since the last time, and what lies closely between. */
static void exempt_changes(void)
{
    enum { CLOSE = 64 };
    for (size_t i = 0; i < observing->range_count; i++) {
        const struct range *range = &observing->ranges[i];
        for (size_t w = 0; w < range->count; w++) {
            if (range->at[w] != range->copy[w])
                range->changes[w] = EXEMPT;
        }
        copy_range(range);
        for (size_t w = 0, last = SIZE_MAX; w < range->count; w++) {
            if (range->changes[w] != EXEMPT)
                continue;
            if (last != SIZE_MAX && w - last <= CLOSE)
                memset(range->changes + last, EXEMPT, w - last);
            last = w;
        }
    }
}

/* Takes blocks of every kind, so that all changes that malloc has to count them. */
static void use_malloc(void)
{
    enum { SIZES = 40, EACH = 10 };
    static const size_t largest = (size_t)1 << 20;
    void *blocks[SIZES * EACH], *kept[SIZES * EACH];
    size_t count = 0;
    for (size_t size = 24; count < SIZES * EACH && size <= largest; size += size / 4 + 16) {
        for (size_t i = 0; i < EACH && (i == 0 || size < 1200); i++, count++) {
            blocks[count] = malloc(size);
            kept[count] = malloc(16); /* so that blocks do not become one */
        }
    }
    exempt_changes();
    for (size_t i = 0; i < count; i++)
        free(blocks[i]);
    free(malloc(largest / 8)); /* sorts what was freed */
    exempt_changes();
    for (size_t i = 0; i < count; i++)
        free(kept[i]);
    exempt_changes();
}

static void begin_ranges(void)
{
    for (size_t i = 0; i < observing->range_count; i++)
        copy_range(&observing->ranges[i]);
    use_malloc();
    exempt(&errno, sizeof errno);
    exempt(&probe_allocations, sizeof probe_allocations);
    exempt(&probe_fed, sizeof probe_fed);
#if defined(RSEQ_SIG) /* the kernel writes there on which processor the thread runs */
    if (__rseq_size > 0)
        exempt((const char *)__builtin_thread_pointer() + __rseq_offset, sizeof(struct rseq));
#endif
}

/* Counts the changes of a range, and those that are too many. */
static void look_at(const struct range *range)
{
    uint64_t fresh = 0, often = 0;
    for (size_t w = 0; w < range->count; w++) {
        if (range->at[w] == range->copy[w] || range->changes[w] == EXEMPT)
            continue;
        fresh += range->changes[w] < OFTEN;
        often += ++range->changes[w] == OFTEN;
        if (range->changes[w] >= OFTEN)
            range->changes[w] = EXEMPT;
    }
    copy_range(range);
    uint64_t kept = fresh >= MANY ? fresh : often;
    if (kept > 0)
        observing->found.place = range->place;
    observing->found.kept += kept * sizeof(word);
}

static void look_at_ranges(void)
{
    for (size_t i = 0; i < observing->range_count; i++) {
        const struct range *range = &observing->ranges[i];
        if (memcmp(range->at, range->copy, range->count * sizeof(word)) != 0)
            look_at(range);
    }
}

/* --- Both --- */

void observe_begin(void)
{
    void *mapped =
        mmap(NULL, sizeof *observing, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (mapped == MAP_FAILED)
        return;
    observing = mapped;
    observing->page = (size_t)sysconf(_SC_PAGESIZE);
    unsigned char *top = add_ranges();
    begin_ranges();
    begin_stack(top);
}

void observe_before(void)
{
    if (observing == NULL || observing->low == NULL)
        return;
    unsigned char *base = stack_base(__builtin_frame_address(0));
    size_t most = (size_t)(base - observing->low);
    size_t dirty = observing->used + OBSERVE_STACK; /* what came in between goes no deeper */
    dirty = dirty < most ? dirty : most;
    memset(base - dirty, 0, dirty + SKEW);
}

struct observed observe_after(bool thorough)
{
    enum { EACH = 8 };
    if (observing == NULL)
        return (struct observed){0};
    unsigned char *base = stack_base(__builtin_frame_address(0));
    if (observing->low != NULL)
        observing->used = stack_used(base);
    observing->found.stack = observing->used == 0 ? 0 : observing->used + OBSERVE_STACK;
    if (thorough || ++observing->calls % EACH == 0)
        look_at_ranges();
    return observing->found;
}

#else

void observe_begin(void)
{
}

void observe_before(void)
{
}

struct observed observe_after(bool thorough)
{
    (void)thorough;
    return (struct observed){0};
}

#endif
