/*
 * The replacer of build/replace: the contract of stages/replacer.h, as fast as this project knows
 * how to make it. solutions/5-keep-going/ is the plain one; fast_replacer.md says what each layer
 * on top of it gains.
 */
#include "replacer.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#if defined(__x86_64__)
#include <immintrin.h>
#elif defined(__aarch64__)
#include <arm_neon.h>
#endif

/* The most bytes that are compared at once, if the machine can: 32, 16 or 1. Tests choose. */
#ifndef REPLACER_WIDEST
#define REPLACER_WIDEST 32
#endif

/* Two bytes of find, and where they are in it. A window without both cannot match. */
struct pair {
    unsigned char first, second;
    size_t first_at, second_at;
};

/*
 * The first window at `from` or later, and before `end`, that has the pair; `end` if none has.
 * A window is the find.len bytes that begin there, all of which are in data.
 */
typedef size_t find_pair(const struct pair *pair, const unsigned char *data, size_t from,
                         size_t end);

enum {
    SHORT_COMPARE = 16, /* bytes: what a comparison costs that fails early */
    BLOCK = 8192,       /* bytes that are searched and then copied, while they are in the cache */
    WASTE_BUDGET = 512, /* bytes of failed comparisons before it goes on byte by byte */
    SLOW_RUN = 4096     /* bytes that it then takes one by one, at least */
};

struct replacer {
    struct bytes find, repl; /* borrowed */
    struct pair pair;
    find_pair *search;
    size_t held;        /* bytes of the stream held back: they are the first ones of find */
    uint32_t failure[]; /* [seen]: 1 more than how much of find has been seen still if find.at[seen]
                           does not come; 0 if not even the byte that comes begins a match */
};

/* A chunk on its way to the output. */
struct pass {
    struct replacer *replacer;
    struct bytes chunk;
    struct buffer *output;
    size_t at;      /* where the next match may begin */
    size_t written; /* how much of chunk has gone to output, or is held back */
};

/*
 * How common a byte is: 0 for the rarest, 255 for the commonest. fast_replacer.md says where it was counted.
 * A find that it is wrong about costs time, and nothing else.
 */
static const unsigned char ranks[256] = {
    254, 215, 181, 169, 178, 172, 141, 150, 196, 174, 245, 119, 127, 136, 177, 221, 192, 122, 124,
    73,  115, 113, 70,  66,  165, 49,  44,  50,  79,  60,  38,  171, 255, 89,  199, 180, 229, 149,
    94,  191, 224, 218, 214, 105, 219, 231, 223, 201, 204, 207, 189, 168, 162, 176, 159, 139, 175,
    182, 187, 183, 166, 202, 164, 72,  170, 230, 186, 209, 213, 227, 184, 179, 242, 222, 96,  152,
    228, 194, 205, 198, 206, 75,  200, 226, 216, 185, 157, 142, 173, 143, 93,  151, 160, 154, 81,
    244, 138, 248, 225, 241, 240, 253, 236, 233, 238, 251, 134, 208, 243, 234, 250, 249, 235, 130,
    246, 247, 252, 237, 211, 212, 197, 217, 133, 140, 153, 148, 83,  69,  156, 101, 48,  195, 188,
    193, 80,  61,  118, 232, 27,  220, 82,  203, 56,  47,  146, 21,  16,  28,  88,  37,  10,  13,
    78,  12,  4,   9,   35,  15,  0,   17,  92,  5,   7,   24,  46,  11,  3,   1,   71,  6,   20,
    14,  30,  8,   2,   23,  90,  18,  19,  22,  67,  33,  112, 59,  114, 62,  106, 42,  86,  58,
    108, 97,  190, 145, 107, 158, 117, 95,  125, 161, 102, 100, 52,  25,  120, 29,  41,  31,  137,
    63,  111, 54,  36,  39,  45,  40,  109, 57,  43,  91,  26,  34,  64,  132, 128, 51,  85,  32,
    65,  55,  77,  98,  210, 167, 76,  144, 104, 84,  87,  126, 123, 53,  99,  103, 74,  68,  135,
    116, 155, 110, 121, 131, 129, 147, 163, 239,
};

static size_t search_bytes(const struct pair *pair, const unsigned char *data, size_t from,
                           size_t end)
{
    while (from < end) {
        const unsigned char *first = data + from + pair->first_at;
        const unsigned char *found = memchr(first, pair->first, end - from);
        if (found == NULL)
            return end;
        from += (size_t)(found - first);
        if (data[from + pair->second_at] == pair->second)
            return from;
        from++;
    }
    return end;
}

#if defined(__x86_64__)

enum { HIT_BITS = 1 }; /* bits of a mask for each window */

/* A mask of the 16 windows that begin at `windows`: those that have the pair. */
static inline uint64_t hits_16(const struct pair *pair, const unsigned char *windows)
{
    const __m128i *first = (const void *)(windows + pair->first_at);
    const __m128i *second = (const void *)(windows + pair->second_at);
    __m128i hits =
        _mm_and_si128(_mm_cmpeq_epi8(_mm_loadu_si128(first), _mm_set1_epi8((char)pair->first)),
                      _mm_cmpeq_epi8(_mm_loadu_si128(second), _mm_set1_epi8((char)pair->second)));
    return (uint32_t)_mm_movemask_epi8(hits);
}

#elif defined(__aarch64__)

enum { HIT_BITS = 4 };

static inline uint64_t hits_16(const struct pair *pair, const unsigned char *windows)
{
    uint8x16_t first = vceqq_u8(vld1q_u8(windows + pair->first_at), vdupq_n_u8(pair->first));
    uint8x16_t second = vceqq_u8(vld1q_u8(windows + pair->second_at), vdupq_n_u8(pair->second));
    uint8x8_t hits = vshrn_n_u16(vreinterpretq_u16_u8(vandq_u8(first, second)), 4);
    return vget_lane_u64(vreinterpret_u64_u8(hits), 0);
}

#endif

#if defined(__x86_64__) || defined(__aarch64__)

static size_t search_16(const struct pair *pair, const unsigned char *data, size_t from, size_t end)
{
    for (; end - from >= 16; from += 16) {
        uint64_t hits = hits_16(pair, data + from);
        if (hits != 0)
            return from + (size_t)__builtin_ctzll(hits) / HIT_BITS;
    }
    if (from == end || end < 16)
        return search_bytes(pair, data, from, end);

    /* The last windows, with those just before them that have been looked at. */
    uint64_t hits = hits_16(pair, data + end - 16) >> (16 - (end - from)) * HIT_BITS;
    return hits == 0 ? end : from + (size_t)__builtin_ctzll(hits) / HIT_BITS;
}

#endif

#if defined(__x86_64__)

__attribute__((target("avx2"))) static inline __m256i compare_32(const struct pair *pair,
                                                                 const unsigned char *windows)
{
    const __m256i *first = (const void *)(windows + pair->first_at);
    const __m256i *second = (const void *)(windows + pair->second_at);
    return _mm256_and_si256(
        _mm256_cmpeq_epi8(_mm256_loadu_si256(first), _mm256_set1_epi8((char)pair->first)),
        _mm256_cmpeq_epi8(_mm256_loadu_si256(second), _mm256_set1_epi8((char)pair->second)));
}

__attribute__((target("avx2"))) static inline uint32_t hits_32(const struct pair *pair,
                                                               const unsigned char *windows)
{
    return (uint32_t)_mm256_movemask_epi8(compare_32(pair, windows));
}

/* Whether any of 128 windows has the pair: one branch for four vectors. */
__attribute__((target("avx2"))) static inline bool any_of_128(const struct pair *pair,
                                                              const unsigned char *windows)
{
    __m256i low = _mm256_or_si256(compare_32(pair, windows), compare_32(pair, windows + 32));
    __m256i high = _mm256_or_si256(compare_32(pair, windows + 64), compare_32(pair, windows + 96));
    return _mm256_movemask_epi8(_mm256_or_si256(low, high)) != 0;
}

__attribute__((target("avx2"))) static size_t
search_32(const struct pair *pair, const unsigned char *data, size_t from, size_t end)
{
    if (end - from >= 160) {
        uint32_t hits = hits_32(pair, data + from);
        if (hits != 0)
            return from + (size_t)__builtin_ctz(hits);
        /* One of the two loads is aligned from here on: it never crosses a cache line. */
        from += 32 - (uintptr_t)(data + from + pair->first_at) % 32;
        while (end - from >= 128 && !any_of_128(pair, data + from))
            from += 128;
    }
    for (; end - from >= 32; from += 32) {
        uint32_t hits = hits_32(pair, data + from);
        if (hits != 0)
            return from + (size_t)__builtin_ctz(hits);
    }
    if (from == end || end < 32)
        return search_16(pair, data, from, end);
    uint32_t hits = hits_32(pair, data + end - 32) >> (32 - (end - from));
    return hits == 0 ? end : from + (size_t)__builtin_ctz(hits);
}

#endif

/* The widest search that this machine has. */
static find_pair *choose_search(void)
{
#if defined(__x86_64__)
    if (REPLACER_WIDEST >= 32 && __builtin_cpu_supports("avx2"))
        return search_32;
#endif
#if defined(__x86_64__) || defined(__aarch64__)
    if (REPLACER_WIDEST >= 16)
        return search_16;
#endif
    return search_bytes;
}

/* The rarest byte of find, and the rarest other one; in a find of one value, its first and last. */
static struct pair choose_pair(struct bytes find)
{
    size_t first = 0;
    for (size_t i = 1; i < find.len; i++) {
        if (ranks[find.at[i]] < ranks[find.at[first]])
            first = i;
    }
    size_t second = find.len - 1;
    for (size_t i = 0; i < find.len; i++) {
        if (find.at[second] == find.at[first] ||
            (find.at[i] != find.at[first] && ranks[find.at[i]] < ranks[find.at[second]]))
            second = i;
    }
    return (struct pair){find.at[first], find.at[second], first, second};
}

/*
 * How much of find has been seen once `byte` has followed `seen` bytes of it: the step of Knuth,
 * Morris and Pratt, "Fast pattern matching in strings", 1977. Over a stream it falls back at most
 * once a byte.
 */
static inline size_t step(const struct replacer *r, size_t seen, unsigned char byte)
{
    while (r->find.at[seen] != byte) {
        if (r->failure[seen] == 0)
            return 0;
        seen = r->failure[seen] - 1;
    }
    return seen + 1;
}

enum stream_status replacer_init(struct replacer **made, struct bytes find, struct bytes repl)
{
    *made = NULL;
    if (find.len == 0)
        return STREAM_EMPTY_FIND;
    if (find.len > (UINT32_MAX - sizeof **made) / sizeof(uint32_t))
        return STREAM_NO_MEMORY;
    struct replacer *r = malloc(sizeof *r + find.len * sizeof(uint32_t));
    if (r == NULL)
        return STREAM_NO_MEMORY;
    *r = (struct replacer){
        .find = find, .repl = repl, .pair = choose_pair(find), .search = choose_search()};
    r->failure[0] = 0;
    for (size_t n = 1, seen = 0; n < find.len; n++) {
        /* If find goes on after `seen` as it does after n, the byte cannot match there either. */
        r->failure[n] = find.at[n] == find.at[seen] ? r->failure[seen] : (uint32_t)seen + 1;
        seen = step(r, seen, find.at[n]);
    }
    *made = r;
    return STREAM_OK;
}

/* buffer_write, without the call if there is room: most runs are short. */
static inline enum stream_status append(struct buffer *output, struct bytes bytes)
{
    if (bytes.len == 0)
        return STREAM_OK;
    if (output->storage == NULL || bytes.len > output->capacity - output->len)
        return buffer_write(output, bytes);
    memcpy(output->storage + output->len, bytes.at, bytes.len);
    output->len += bytes.len;
    return STREAM_OK;
}

/* Writes the chunk up to `to`. */
static inline enum stream_status write_up_to(struct pass *p, size_t to)
{
    struct bytes run = bytes_of(p->chunk.at + p->written, to - p->written);
    p->written = to;
    return append(p->output, run);
}

/* Writes the chunk up to the match that begins at `at`, and the replacement. */
static inline enum stream_status replace(struct pass *p, size_t at)
{
    enum stream_status status = write_up_to(p, at);
    p->at = at + p->replacer->find.len;
    p->written = p->at;
    return status == STREAM_OK ? append(p->output, p->replacer->repl) : status;
}

/* Goes on with a match that began in earlier chunks, until it is complete or begins in this one. */
static enum stream_status join(struct pass *p)
{
    struct replacer *r = p->replacer;
    size_t held = r->held;
    size_t seen = held;
    while (p->at < p->chunk.len && seen > p->at && seen < r->find.len) {
        seen = step(r, seen, p->chunk.at[p->at]);
        p->at++;
    }

    size_t still = seen > p->at ? seen - p->at : 0; /* held bytes that are part of it */
    bool complete = seen == r->find.len;
    r->held = still > 0 && !complete ? seen : 0;
    if (still > 0)
        p->written = p->at;
    else
        p->at -= seen;
    enum stream_status status = append(p->output, bytes_of(r->find.at, held - still));
    return status == STREAM_OK && complete ? append(p->output, r->repl) : status;
}

static inline bool same_8(const unsigned char *a, const unsigned char *b)
{
    uint64_t of_a, of_b;
    memcpy(&of_a, a, sizeof of_a);
    memcpy(&of_b, b, sizeof of_b);
    return of_a == of_b;
}

static inline bool same_4(const unsigned char *a, const unsigned char *b)
{
    uint32_t of_a, of_b;
    memcpy(&of_a, a, sizeof of_a);
    memcpy(&of_b, b, sizeof of_b);
    return of_a == of_b;
}

/* memcmp of 1 to 16 bytes, without a call: the second piece may overlap the first. */
static inline bool same_short(const unsigned char *a, const unsigned char *b, size_t len)
{
    if (len >= 8)
        return same_8(a, b) && same_8(a + len - 8, b + len - 8);
    if (len >= 4)
        return same_4(a, b) && same_4(a + len - 4, b + len - 4);
    return a[0] == b[0] && a[len / 2] == b[len / 2] && a[len - 1] == b[len - 1];
}

/* The result for a window that has the pair. */
struct comparison {
    bool match;
    size_t cost; /* bytes that it took to see that it is none */
    size_t next; /* where the next match may begin: so many bytes further on */
};

/* A window that agrees for long says what is in it: not all windows that begin there can match. */
static struct comparison compare_long(const struct replacer *r, const unsigned char *window)
{
    const unsigned char *find = r->find.at;
    size_t same = SHORT_COMPARE;
    while (r->find.len - same >= 8 && same_8(window + same, find + same))
        same += 8;
    while (same < r->find.len && window[same] == find[same])
        same++;
    if (same == r->find.len)
        return (struct comparison){.match = true};
    return (struct comparison){.cost = same, .next = same + 1 - step(r, same, window[same])};
}

/*
 * Replaces from p->at on while whole windows are left in the chunk, and until too many windows with
 * the pair have turned out to be no match.
 */
static enum stream_status skip_along(struct pass *p)
{
    const struct replacer *r = p->replacer;
    size_t end = p->chunk.len < r->find.len ? 0 : p->chunk.len - r->find.len + 1;
    size_t begun = p->at;
    size_t wasted = 0;
    enum stream_status status = STREAM_OK;
    while (status == STREAM_OK && p->at < end && wasted <= WASTE_BUDGET + (p->at - begun)) {
        size_t stop = end - p->at > BLOCK ? p->at + BLOCK : end;
        p->at = r->search(&r->pair, p->chunk.at, p->at, stop);
        if (p->at == stop) {
            status = write_up_to(p, stop);
            continue;
        }
        const unsigned char *window = p->chunk.at + p->at;
        struct comparison compared = {.cost = SHORT_COMPARE, .next = 1};
        if (same_short(window, r->find.at,
                       r->find.len < SHORT_COMPARE ? r->find.len : SHORT_COMPARE))
            compared = r->find.len <= SHORT_COMPARE ? (struct comparison){.match = true}
                                                    : compare_long(r, window);
        wasted += compared.cost;
        p->at += compared.next;
        if (compared.match)
            status = replace(p, p->at);
    }
    return status;
}

/* Replaces from p->at on byte by byte, and holds back what may be the beginning of a match. */
static enum stream_status step_along(struct pass *p)
{
    struct replacer *r = p->replacer;
    size_t stretch = SLOW_RUN + 2 * r->find.len;
    size_t left = p->chunk.len - p->at;
    size_t stop = left < r->find.len || left < stretch ? p->chunk.len : p->at + stretch;
    size_t seen = 0;
    size_t i = p->at;
    enum stream_status status = STREAM_OK;
    while (status == STREAM_OK && i < stop) {
        seen = step(r, seen, p->chunk.at[i]);
        i++;
        if (seen == r->find.len) {
            status = replace(p, i - seen);
            seen = 0;
        }
    }
    p->at = i - seen;
    if (status != STREAM_OK || stop < p->chunk.len)
        return status;
    r->held = seen;
    status = write_up_to(p, p->at);
    p->written = p->chunk.len;
    return status;
}

enum stream_status replacer_feed(struct replacer *replacer, struct bytes chunk,
                                 struct buffer *output)
{
    struct pass p = {.replacer = replacer, .chunk = chunk, .output = output};
    enum stream_status status = join(&p);
    while (status == STREAM_OK && p.written < chunk.len) {
        status = skip_along(&p);
        if (status == STREAM_OK)
            status = step_along(&p);
    }
    return status;
}

enum stream_status replacer_finish(struct replacer *replacer, struct buffer *output)
{
    size_t held = replacer->held;
    replacer->held = 0;
    return buffer_write(output, bytes_of(replacer->find.at, held));
}

void replacer_free(struct replacer *replacer)
{
    free(replacer);
}
