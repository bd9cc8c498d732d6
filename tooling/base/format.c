#include "base/format.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

void format_add_bytes(struct buffer *text, struct bytes bytes)
{
    if (buffer_write(text, bytes) != STREAM_OK)
        text->limit = 0; /* a buffer that may hold nothing takes nothing */
}

void format_add(struct buffer *text, const char *format, ...)
{
    va_list arguments;
    va_list again;
    va_start(arguments, format);
    va_copy(again, arguments);
    int len = vsnprintf(NULL, 0, format, arguments);
    char *piece = len < 0 ? NULL : malloc((size_t)len + 1);
    if (piece == NULL) {
        text->limit = 0;
    } else {
        vsnprintf(piece, (size_t)len + 1, format, again);
        format_add_bytes(text, bytes_of(piece, (size_t)len));
    }
    free(piece);
    va_end(again);
    va_end(arguments);
}

void format_add_printable(struct buffer *text, struct bytes bytes)
{
    for (size_t i = 0; i < bytes.len; i++) {
        unsigned char c = bytes.at[i];
        bool printable = (c >= 0x20 && c < 0x7f) || c == '\t';
        format_add_bytes(text, bytes_of(printable ? &c : (const unsigned char *)"?", 1));
    }
}

void format_add_word(struct buffer *text, const char *word)
{
    static const char harmless[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
                                   "./_-=+,:@%";
    if (*word != '\0' && word[strspn(word, harmless)] == '\0') {
        format_add(text, "%s", word);
        return;
    }
    format_add(text, "'");
    for (; *word != '\0'; word++)
        format_add(text, *word == '\'' ? "'\\''" : "%c", *word);
    format_add(text, "'");
}

const char *format_command(struct buffer *line, const char *const *words)
{
    for (size_t i = 0; words[i] != NULL; i++) {
        format_add(line, i == 0 ? "" : " ");
        format_add_word(line, words[i]);
    }
    format_add_bytes(line, bytes_of("", 1));
    return format_failed(line) ? NULL : (const char *)line->at;
}

void format_add_count(struct buffer *text, uint64_t count)
{
    if (count >= 1000) {
        format_add_count(text, count / 1000);
        format_add(text, ",%03" PRIu64, count % 1000);
    } else {
        format_add(text, "%" PRIu64, count);
    }
}

void format_add_per_op(struct buffer *text, uint64_t total, uint64_t ops)
{
    format_add_count(text, total / ops);
    if (total % ops != 0)
        format_add(text, ".%03" PRIu64, total % ops * 1000 / ops);
}

bool format_failed(const struct buffer *text)
{
    return text->limit == 0;
}
