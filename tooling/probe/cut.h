/*
 * How a stream is cut into chunks, by a list of lengths.
 *
 * Each length of the list is written as in LEB128: seven bits a byte, the lowest first, and 0x80 is
 * added to each byte but the last. So a list of lengths below 128 is a byte each.
 */
#ifndef PROBE_CUT_H
#define PROBE_CUT_H

#include "stream/bytes.h"

#include <stdbool.h>
#include <stdint.h>

enum { LENGTH_SIZE = 10 }; /* bytes of the longest length */

/* Writes a length; returns how many bytes it has. */
static inline size_t length_write(unsigned char at[LENGTH_SIZE], uint64_t length)
{
    size_t count = 0;
    for (; length >= 0x80; length >>= 7)
        at[count++] = (unsigned char)(length | 0x80);
    at[count++] = (unsigned char)length;
    return count;
}

/* Cuts the next length off the list. False if there is none, or it is cut off or of over 63 bits. */
static inline bool length_read(struct bytes *list, uint64_t *length)
{
    uint64_t value = 0;
    for (size_t i = 0; i < list->len && i < LENGTH_SIZE - 1; i++) {
        value |= (uint64_t)(list->at[i] & 0x7f) << (7 * i);
        if (list->at[i] < 0x80) {
            *length = value;
            *list = bytes_of(list->at + i + 1, list->len - i - 1);
            return true;
        }
    }
    return false;
}

/*
 * What is left of a stream; and of its list of lengths, after the last of which comes the first. A stream
 * has one chunk at least, and its list can name empty ones behind its end.
 */
struct cut {
    struct bytes rest, all, lengths;
};

static inline struct cut cut_of(struct bytes data, struct bytes lengths)
{
    return (struct cut){.rest = data, .all = lengths, .lengths = lengths};
}

/* The next chunk; without lengths it is all of the stream. */
static inline struct bytes cut_next(struct cut *cut)
{
    uint64_t len = cut->rest.len;
    if (cut->lengths.len == 0)
        cut->lengths = cut->all;
    if (cut->lengths.len > 0 && !length_read(&cut->lengths, &len))
        cut->lengths.len = 0;
    struct bytes chunk = bytes_of(cut->rest.at, len < cut->rest.len ? (size_t)len : cut->rest.len);
    cut->rest = bytes_skip(cut->rest, chunk.len);
    return chunk;
}

/* Whether no chunk comes any more. */
static inline bool cut_is_over(const struct cut *cut)
{
    bool names_empty = cut->lengths.len > 0 && cut->lengths.at[0] == 0;
    return cut->rest.len == 0 && !names_empty;
}

#endif
