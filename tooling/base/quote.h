/* Bytes as printable text: for messages, terminals and case files. */
#ifndef BASE_QUOTE_H
#define BASE_QUOTE_H

#include "stream/buffer.h"

enum { QUOTE_SHORT_SIZE = 128 }; /* bytes; more than quote_around ever appends */

/*
 * Appends `data` to `text` as it would stand in a C string: printable ASCII as it is,
 * \\ \" \n \t \r, and every other byte as \xhh, always two digits. STREAM_NO_MEMORY leaves behind
 * what there was room for.
 */
STREAM_MUST_CHECK enum stream_status quote_bytes(struct buffer *text, struct bytes data);

/*
 * The same in quotes and shortened to about 60 characters around byte `around`. Where bytes are
 * left out stands ... and behind the quotes the length: "...lvisab" (1048576 bytes).
 */
STREAM_MUST_CHECK enum stream_status quote_around(struct buffer *text, struct bytes data,
                                                  size_t around);

/* The same as a C string in `text`, which has room for QUOTE_SHORT_SIZE bytes: needs no memory. */
void quote_short(char *text, struct bytes data, size_t around);

#endif
