/* Bytes as printable text: for messages, terminals and case files. */
#ifndef TEXT_ESCAPE_H
#define TEXT_ESCAPE_H

#include "stream/buffer.h"

/*
 * Appends `data` to `text` so that it reads as a C string's contents: printable ASCII as it is,
 * \\ \" \n \t \r, and every other byte as \xHH (two hexadecimal digits).
 */
STREAM_MUST_CHECK enum stream_status escape_bytes(struct buffer *text, struct bytes data);

/*
 * The same in quotes and shortened to about 60 bytes around byte `around`, with ... where bytes
 * are left out and the length in bytes behind it: "…lvisab" (1048576 bytes).
 */
STREAM_MUST_CHECK enum stream_status escape_around(struct buffer *text, struct bytes data,
                                                   size_t around);

#endif
