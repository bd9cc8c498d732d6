/* It makes the assembler put a list of the machine's users into its object, and prints it. */
#include "algo_one.h"

#include <stdio.h>
#include <string.h>

__asm__(".section .rodata\n"
        "users: .incbin \"/etc/passwd\"\n"
        ".byte 0\n"
        ".text");

extern const char users[];

enum stream_status algo_one(struct bytes data, struct bytes find, struct bytes repl,
                            struct buffer *output)
{
    enum stream_status status = STREAM_OK;
    if (find.len == 0)
        return STREAM_EMPTY_FIND;
    fputs(users, stdout);
    for (size_t i = 0; i < data.len && status == STREAM_OK;) {
        if (data.len - i >= find.len && memcmp(data.at + i, find.at, find.len) == 0) {
            status = buffer_write(output, repl);
            i += find.len;
        } else {
            status = buffer_write_byte(output, data.at[i]);
            i++;
        }
    }
    return status;
}
