/* Text built piece by piece, printf's way, in a buffer. */
#ifndef BASE_FORMAT_H
#define BASE_FORMAT_H

#include "stream/buffer.h"

#include <stdbool.h>
#include <stdint.h>

/*
 * Appends formatted text. If allocation fails, the text takes no more from then on, so that
 * only the finished text needs to be checked, with format_failed.
 */
__attribute__((format(printf, 2, 3))) void format_add(struct buffer *text, const char *format, ...);

/* Appends bytes as they are, under the same rule. */
void format_add_bytes(struct buffer *text, struct bytes bytes);

/* Appends text from elsewhere, with ? for every byte that is not printable ASCII or a tab. */
void format_add_printable(struct buffer *text, struct bytes bytes);

/* Appends a word for a shell's command line, in quotes if it needs them. */
void format_add_word(struct buffer *text, const char *word);

/*
 * The words (NULL-terminated) as a shell's command line, put into `line`, which is empty and owns it.
 * NULL if allocation fails.
 */
const char *format_command(struct buffer *line, const char *const *words);

/* Appends "1,234,567". */
void format_add_count(struct buffer *text, uint64_t count);

/* Appends total/ops: "53" if it is whole, else "53.250" (cut to thousandths). */
void format_add_per_op(struct buffer *text, uint64_t total, uint64_t ops);

/* Whether anything could not be appended. */
bool format_failed(const struct buffer *text);

#endif
