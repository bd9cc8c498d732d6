#include "bench/compare_input.h"

#include "judge/text_input.h"

#include <string.h>

#define A_21 "aaaaaaaaaaaaaaaaaaaaa"
#define NEEDLE A_21 A_21 A_21 "b" /* 64 bytes */

enum { RARE, DENSE, NONE, RANDOM, NEEDLES };

const struct sample_kind sample_kinds[SAMPLE_KINDS] = {
    [RARE] = {"rare", "text, with a match each 100,000 bytes", "elvis", "Elvis"},
    [DENSE] = {"dense", "text, with each second word a match", "elvis", "Elvis"},
    [NONE] = {"none", "text without a match", "elvis", "Elvis"},
    [RANDOM] = {"random", "random bytes, without a match", "elvis", "Elvis"},
    [NEEDLES] = {"needle", "63 a and a b, once in 256 long lines of a", NEEDLE, "a needle"},
};

enum { WORDS_OF_LINE = 12, LINE = 4096, LINES_TO_MATCH = 256 };

struct sample sample_begin(const struct sample_kind *kind, uint64_t size, uint64_t seed)
{
    return (struct sample){.kind = kind, .size = size, .state = seed};
}

/* Appends a part as it is, or as much of it as the sample has room for. */
static enum stream_status add_plain(struct sample *s, struct bytes part, struct buffer *data,
                                    struct buffer *answer)
{
    uint64_t left = s->size - s->made;
    struct bytes cut = bytes_of(part.at, part.len < left ? part.len : (size_t)left);
    s->made += cut.len;
    enum stream_status status = buffer_write(data, cut);
    return status == STREAM_OK ? buffer_write(answer, cut) : status;
}

/* Appends a match, for which there is room. */
static enum stream_status add_match(struct sample *s, struct buffer *data, struct buffer *answer)
{
    struct bytes find = bytes_from_string(s->kind->find);
    s->made += find.len;
    s->matches++;
    enum stream_status status = buffer_write(data, find);
    return status == STREAM_OK ? buffer_write(answer, bytes_from_string(s->kind->repl)) : status;
}

/* A word and the blank after it; the sample's last byte is a line end. */
static enum stream_status add_word(struct sample *s, struct buffer *data, struct buffer *answer)
{
    uint64_t left = s->size - s->made;
    bool due = s->kind == &sample_kinds[DENSE] && s->pieces % 2 == 1;
    if (s->kind == &sample_kinds[RARE])
        due = s->made / INPUT_FIND_EVERY > s->matches;
    bool match = due && strlen(s->kind->find) < left;
    struct bytes word = bytes_from_string(input_word(&s->state));
    if (word.len >= left)
        word.len = (size_t)left - 1;
    enum stream_status status =
        match ? add_match(s, data, answer) : add_plain(s, word, data, answer);
    s->pieces++;
    bool ends = s->pieces % WORDS_OF_LINE == 0 || s->made + 1 == s->size;
    return status == STREAM_OK ? add_plain(s, bytes_of(ends ? "\n" : " ", 1), data, answer)
                               : status;
}

/* Eight bytes; one that would complete a match becomes another. */
static enum stream_status add_random(struct sample *s, struct buffer *data, struct buffer *answer)
{
    unsigned char bytes[8];
    const char *find = s->kind->find;
    for (size_t i = 0; i < sizeof bytes; i++) {
        bytes[i] = (unsigned char)input_random(&s->state);
        s->seen = bytes[i] == find[s->seen] ? s->seen + 1 : bytes[i] == find[0];
        if (find[s->seen] == '\0') {
            bytes[i] = '\n';
            s->seen = 0;
        }
    }
    return add_plain(s, bytes_of(bytes, sizeof bytes), data, answer);
}

static enum stream_status add_line(struct sample *s, struct buffer *data, struct buffer *answer)
{
    char line[LINE];
    uint64_t left = s->size - s->made;
    size_t len = left < LINE ? (size_t)left : LINE;
    bool match = s->pieces % LINES_TO_MATCH == LINES_TO_MATCH - 1 && len == LINE;
    size_t plain = len - 1 - (match ? strlen(s->kind->find) : 0);
    memset(line, 'a', plain);
    s->pieces++;
    enum stream_status status = add_plain(s, bytes_of(line, plain), data, answer);
    if (status == STREAM_OK && match)
        status = add_match(s, data, answer);
    return status == STREAM_OK ? add_plain(s, bytes_of("\n", 1), data, answer) : status;
}

enum stream_status sample_next(struct sample *s, size_t least, struct buffer *data,
                               struct buffer *answer)
{
    enum stream_status status = STREAM_OK;
    uint64_t until = s->size - s->made < least ? s->size : s->made + least;
    while (status == STREAM_OK && s->made < until) {
        switch (s->kind - sample_kinds) {
        case RANDOM:
            status = add_random(s, data, answer);
            break;
        case NEEDLES:
            status = add_line(s, data, answer);
            break;
        default:
            status = add_word(s, data, answer);
        }
    }
    return status;
}
