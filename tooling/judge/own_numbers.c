#include "judge/own_numbers.h"

#include "base/scan.h"
#include "judge/evidence.h"
#include "judge/judged_build.h"
#include "readers/object.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

static void add(struct own_numbers *numbers, size_t most, uint64_t number)
{
    bool is_known =
        numbers->count >= most || number < OWN_NUMBERS_LEAST || number > OWN_NUMBERS_LARGEST;
    for (size_t i = 0; i < numbers->count && !is_known; i++)
        is_known = numbers->items[i] == number;
    if (!is_known)
        numbers->items[numbers->count++] = (size_t)number;
}

/* Whether a name or a number can go on with it. */
static bool is_word(unsigned char c)
{
    return isalnum(c) || c == '_' || c == '.';
}

/* An expression, as far as it is one of numbers. */
struct chain {
    uint64_t all, last; /* what it comes to, without regard to precedence; and its last number */
    bool has_number, waits; /* an operator came after it */
    unsigned char sign;     /* the operator */
};

static uint64_t apply(uint64_t left, unsigned char sign, uint64_t right)
{
    switch (sign) {
    case '*':
        return left > OWN_NUMBERS_LARGEST || right > OWN_NUMBERS_LARGEST ? 0 : left * right;
    case '<':
        return left > OWN_NUMBERS_LARGEST || right > 20 ? 0 : left << right;
    case '/':
        return right == 0 ? 0 : left / right;
    case '-':
        return left < right ? 0 : left - right;
    default:
        return left + right;
    }
}

static void add_number(struct own_numbers *numbers, size_t most, struct chain *chain,
                       uint64_t number)
{
    add(numbers, most, number);
    if (chain->has_number && chain->waits) {
        add(numbers, most, apply(chain->last, chain->sign, number));
        chain->all = apply(chain->all, chain->sign, number);
        add(numbers, most, chain->all);
    } else {
        chain->all = number;
    }
    chain->last = number;
    chain->has_number = true;
    chain->waits = false;
}

/* The integer of a word that begins with a digit, whatever its suffix; false for a fraction. */
static bool read_integer(struct bytes word, uint64_t *number)
{
    char text[32];
    char *end;
    size_t len = word.len < sizeof text - 1 ? word.len : sizeof text - 1;
    memcpy(text, word.at, len);
    text[len] = '\0';
    *number = strtoull(text, &end, 0);
    return strchr(text, '.') == NULL && (*end == '\0' || strchr("uUlL", *end) != NULL);
}

/* The length of the literal in quotes at which `rest` begins. */
static size_t quoted_len(struct bytes rest)
{
    size_t i = 1;
    while (i < rest.len && rest.at[i] != rest.at[0])
        i += rest.at[i] == '\\' && i + 1 < rest.len ? 2 : 1;
    return i < rest.len ? i + 1 : rest.len;
}

static void read_line(struct bytes rest, size_t most, struct own_numbers *numbers)
{
    struct chain chain = {.has_number = false};
    while (rest.len > 0) {
        uint64_t number;
        unsigned char c = rest.at[0];
        size_t len = 1;
        if (is_word(c)) {
            while (len < rest.len && is_word(rest.at[len]))
                len++;
            if (isdigit(c) && read_integer(bytes_of(rest.at, len), &number))
                add_number(numbers, most, &chain, number);
            else
                chain.has_number = false;
        } else if (c == '"' || c == '\'') {
            len = quoted_len(rest);
            chain.has_number = false;
        } else if (memchr("*/+-<", c, 5) != NULL) {
            chain.waits = true;
            chain.sign = c;
        } else if (c != ' ' && c != '(' && c != ')') {
            chain.has_number = false;
        }
        rest = bytes_skip(rest, len);
    }
}

/* The file's name in a line of the preprocessor, `# 12 "algo_one.c" 2`; empty in any other line. */
static struct bytes name_in(struct bytes line)
{
    struct error unused;
    uint64_t number;
    struct bytes name = bytes_of(NULL, 0);
    struct scan s = scan_of("text", line, &unused);
    if (!scan_text(&s, "# ") || !scan_number(&s, &number) || !scan_text(&s, " \"") ||
        !scan_until(&s, '"', &name))
        return bytes_of(NULL, 0);
    return name;
}

void own_numbers_of_text(struct bytes text, size_t most, struct own_numbers *numbers)
{
    struct error unused;
    struct bytes line, own = bytes_of(NULL, 0);
    bool is_own = false;
    struct scan s = scan_of("text", text, &unused);
    while (scan_line(&s, &line)) {
        struct bytes name = name_in(line);
        if (own.len == 0)
            own = name; /* the first line names the file */
        if (name.len > 0)
            is_own = bytes_equal(name, own);
        else if (is_own)
            read_line(line, most, numbers);
    }
}

static uint32_t word_at(struct bytes code, size_t at)
{
    const unsigned char *b = code.at + at;
    return (uint32_t)b[0] | (uint32_t)b[1] << 8 | (uint32_t)b[2] << 16 | (uint32_t)b[3] << 24;
}

#if !defined(__aarch64__)
/* Whether x86's instructions have four bytes of a number behind what stands in front of `b`. */
static bool is_operand(const unsigned char *b)
{
    bool by_register = b[-1] >= 0xc0 && (b[-2] == 0x81 || b[-2] == 0x69);
    bool in_memory = b[-1] < 0xc0 && b[-3] == 0x81 && b[-2] >> 6 == 1;
    bool on_stack = b[-2] == 0x24 && b[-4] == 0x81 && b[-3] >> 6 == 1;
    bool accumulator = (b[-1] & 0xc7) == 5 && b[-1] < 0x40;
    bool move = b[-1] >> 3 == 0xb8 >> 3 && b[0] != 0x24; /* that would be an address on the stack */
    bool address = (b[-2] == 0x8d && b[-1] >> 6 == 2 && (b[-1] & 7) != 4) ||
                   (b[-3] == 0x8d && b[-2] >> 6 == 2 && (b[-2] & 7) == 4);
    return by_register || in_memory || on_stack || accumulator || move || address;
}
#endif

void own_numbers_of_code(struct bytes code, struct own_numbers *numbers)
{
#if defined(__aarch64__)
    for (size_t i = 0; i + 4 <= code.len; i += 4) {
        uint32_t word = word_at(code, i);
        if ((word & 0x1f000000) == 0x11000000) /* add, sub and cmp */
            add(numbers, OWN_NUMBERS_MOST, (word >> 10 & 0xfff) << (word >> 22 & 1 ? 12 : 0));
        else if ((word & 0x7f800000) == 0x52800000) /* mov */
            add(numbers, OWN_NUMBERS_MOST, (uint64_t)(word >> 5 & 0xffff) << (word >> 17 & 0x30));
    }
#else
    /* A length below 128 has one byte, like much else. */
    for (size_t i = 4; i + 4 <= code.len; i++) {
        uint32_t word = word_at(code, i);
        uint32_t number = word >> 31 ? ~word + 1 : word;
        if (number >= 128 && is_operand(code.at + i))
            add(numbers, OWN_NUMBERS_MOST, number);
    }
#endif
}

bool answers_make_cases(const struct gate_context *gate, struct case_bounds bounds,
                        struct case_list *list)
{
    enum { MOST_OF_TEXT = 20 };
    struct own_numbers numbers = {.count = 0};
    struct compile_paths build;
    struct object object;
    struct error unused;
    if (judged_build_paths(gate, CHECK_PROGRAM, &build, &unused)) {
        struct buffer text = judged_build_read(build.text);
        struct buffer image = judged_build_read(build.object);
        own_numbers_of_text(buffer_rest(&text), MOST_OF_TEXT, &numbers);
        if (object_read("object", buffer_rest(&image), &object, &unused)) {
            own_numbers_of_code(object.code, &numbers);
            object_dispose(&object);
        }
        buffer_dispose(&text);
        buffer_dispose(&image);
    }
    bounds.seed = gate->request.seed;
    bounds.numbers = numbers.items;
    bounds.number_count = numbers.count;
    return gate->contract->make_cases(&bounds, list);
}
