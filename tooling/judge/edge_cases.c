#include "judge/edge_cases.h"

#include "probe/frame.h"

#define B CASE_BYTES

#define FIND_64 "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdeF"
#define FIND_256 FIND_64 FIND_64 FIND_64 FIND_64

const struct edge_case edge_cases[] = {
    /* The faults of the talk's programs. */
    {"a stream shorter than find", B("abc"), B("elvis"), B("Elvis"), B("")},
    {"a stream that ends within a match", B("elvi"), B("elvis"), B("Elvis"), B("")},
    {"a tail shorter than find, after a match", B("elvisab"), B("elvis"), B("Elvis"), B("")},
    {"a match that begins within a broken one", B("aaab"), B("aab"), B("X"), B("")},
    {"find longer than data", B("abc"), B("abcdefgh"), B("X"), B("")},
    {"a find of one byte", B("aaa"), B("a"), B("bb"), B("")},
    {"an empty find", B("abc"), B(""), B("X"), B("")},

    /* Appends data, with every occurrence of find replaced by repl: leftmost first, never overlapping, */
    /* without looking at replaced text again. */
    {"no data", B(""), B("elvis"), B("Elvis"), B("")},
    {"no data and an empty find", B(""), B(""), B(""), B("")},
    {"one byte that matches", B("a"), B("a"), B("b"), B("")},
    {"one byte that does not match", B("b"), B("a"), B("c"), B("")},
    {"find is all of data", B("elvis has left"), B("elvis has left"), B("gone"), B("")},
    {"find is data and one byte more", B("elvis"), B("elvis!"), B("X"), B("")},
    {"one match right after the other", B("elviselviselvis"), B("elvis"), B("Elvis"), B("")},
    {"a match at the very end", B("....elvis"), B("elvis"), B("Elvis"), B("")},
    {"the leftmost of two that overlap", B("xabab"), B("aba"), B("-"), B("")},
    {"the leftmost of many that overlap", B("baaaaaaab"), B("aaa"), B("-"), B("")},
    {"a match that follows what is left of another", B("aabaabaab"), B("aabaab"), B("-"), B("")},
    {"repl and what follows it make find", B("abb"), B("ab"), B("a"), B("")},
    {"what precedes and repl make find", B("aabb"), B("ab"), B("b"), B("")},
    {"repl is find", B("an elvis"), B("elvis"), B("elvis"), B("")},

    /* repl may be shorter than find, longer or empty. */
    {"an empty repl", B("aelvisbelvis"), B("elvis"), B(""), B("")},
    {"all of data is replaced by nothing", B("elviselvis"), B("elvis"), B(""), B("")},
    {"a repl of 40 bytes", B("-a-a-"), B("a"), B("0123456789012345678901234567890123456789"),
     B("")},
    {"a repl one byte shorter than find", B("elvis elvis"), B("elvis"), B("ELVI"), B("")},
    {"a repl one byte longer than find", B("elvis elvis"), B("elvis"), B("ELVIS!"), B("")},
    {"a repl of 40 bytes is all of the output", B("a"), B("a"),
     B("0123456789012345678901234567890123456789"), B("")},

    {"a repl that contains find", B("aba"), B("a"), B("aa"), B("")},
    {"a repl that makes a new match with what follows", B("aab"), B("a"), B("ab"), B("")},
    {"a repl that ends in the beginning of find", B("elvislvis"), B("elvis"), B("e"), B("")},
    {"a find that overlaps itself", B("aaaaa"), B("aa"), B("b"), B("")},
    {"a longer find that overlaps itself", B("abababab"), B("abab"), B("X"), B("")},
    {"three beginnings, one match", B("abcabcabcabd"), B("abcabd"), B("X"), B("")},
    {"the last byte differs", B("elvit elvin elvio"), B("elvis"), B("Elvis"), B("")},
    {"the first byte differs", B("alvis blvis"), B("elvis"), B("Elvis"), B("")},
    {"capitals and small letters", B("Elvis ELVIS elviS elvis"), B("elvis"), B("X"), B("")},
    /* All bytes are allowed, NUL included. */
    {"NUL bytes in data", B("a\0b\0elvis\0"), B("elvis"), B("Elvis"), B("")},
    {"NUL bytes in find", B("x\0y\0x\0z"), B("x\0z"), B("!"), B("")},
    {"find is one NUL", B("a\0\0b"), B("\0"), B("0"), B("")},
    {"NUL bytes in repl", B("a.b.c"), B("."), B("\0\0"), B("")},
    {"find and data differ after a NUL", B("a\0bXa\0c"), B("a\0c"), B("!"), B("")},
    {"bytes over 0x7f", B("\xff\x80\xfe\xff\x80\xff"), B("\xff\x80\xff"), B("\xc3\xa9"), B("")},
    {"find is the byte 0xff", B("\xff\x7f\xff"), B("\xff"), B("\x80"), B("")},
    {"find begins with a byte over 0x7f", B("caf\xc3\xa9 caf\xc3\xa8"), B("\xc3\xa9"), B("e"),
     B("")},
    {"Ctrl-Z, a line end, CR and DEL in data",
     B("\x1a\n\r\x7f\x04"
       "elvis\x1a"),
     B("elvis"), B("\x1a"), B("")},
    {"a find that is a line end", B("a\nb\r\n\n"), B("\n"), B("\r\n"), B("")},
    {"escapes and a format in data and repl", B("%s%n\\n $1 \\1 &"), B("%n"), B("\\0%s&$0"), B("")},

    /* find may be longer than data. */
    {"a find of 64 bytes", B("<" FIND_64 FIND_64 ">"), B(FIND_64), B("X"), B("")},
    {"a find of 64 bytes, broken off at its end",
     B("<0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcde>"), B(FIND_64), B("X"),
     B("")},
    {"a find of 65 bytes that is all of data", B(FIND_64 "+"), B(FIND_64 "+"), B("X"), B("")},
    {"a find of 65 bytes", B("<" FIND_64 "+" FIND_64 "+>" FIND_64), B(FIND_64 "+"), B("X"), B("")},
    {"a find of 65 bytes of which 64 match", B("<" FIND_64 "-" FIND_64 "+>"), B(FIND_64 "+"),
     B("X"), B("")},
    {"a find of 200 bytes of which 199 match", B(FIND_64 FIND_64 FIND_64 "0123456."),
     B(FIND_64 FIND_64 FIND_64 "01234567"), B("short"), B("")},
    {"a find of 200 bytes", B("_" FIND_64 FIND_64 FIND_64 "01234567_"),
     B(FIND_64 FIND_64 FIND_64 "01234567"), B("short"), B("")},
    {"a find of 256 bytes", B("_" FIND_256 "_"), B(FIND_256), B("short"), B("")},
    {"a find of 300 bytes of which 299 match",
     B(FIND_256 "0123456789abcdef0123456789abcdef0123456789."),
     B(FIND_256 "0123456789abcdef0123456789abcdef0123456789a"), B("short"), B("")},
    {"a find of 200 bytes in a short stream", B("elvis"), B(FIND_64 FIND_64 FIND_64 "01234567"),
     B("short"), B("")},

    /* Appends to output. */
    {"output that is not empty", B("an elvis"), B("elvis"), B("Elvis"), B("this was here; ")},
    {"output that ends in the beginning of find", B("vis"), B("elvis"), B("X"), B("el")},
    {"output that contains find", B("abc"), B("elvis"), B("X"), B("elvis")},

    /* STREAM_EMPTY_FIND: find is empty; nothing was written. */
    {"an empty find, and output that is not empty", B("abc"), B(""), B("X"), B("this was here")},
    {"an empty find and an empty repl", B("abc"), B(""), B(""), B("")},
};

const size_t edge_case_count = sizeof edge_cases / sizeof *edge_cases;

#define LIMIT PROBE_NO_GROWTH
#define TWO "an elvis, another elvis, and elvi"

const struct shortage_case shortage_cases[] = {
    {{"an empty find, and output is at its limit", B("abc"), B(""), B("X"), B("full")}, LIMIT, 0},
    {{"an empty find, and allocations are refused", B("abc"), B(""), B("X"), B("this")}, 1, 0},
    /* STREAM_NO_MEMORY: out of memory; what was in output, or was written to it, stays. */
    {{"output is at its limit: what was there stays", B("an elvis"), B("elvis"), B("Elvis"),
      B("this was here; ")},
     LIMIT,
     0},
    {{"output is full within data", B("an elvis"), B("elvis"), B("Elvis"), B("this; ")}, LIMIT, 1},
    {{"output is full at a match", B("an elvis"), B("elvis"), B("Elvis"), B("this; ")}, LIMIT, 2},
    {{"output is full within repl", B("an elvis"), B("elvis"), B("Elvis"), B("this; ")}, LIMIT, 4},
    {{"output is full after a match", B("elvis left"), B("elvis"), B("Elvis"), B("this; ")},
     LIMIT,
     4},
    {{"all but the last byte fits", B("an elvis"), B("elvis"), B("Elvis"), B("t; ")}, LIMIT, 6},
    {{"the last byte just fits", B("an elvis"), B("elvis"), B("Elvis"), B("t; ")}, LIMIT, 7},
    {{"output is full, and nothing is to be written", B("elvis"), B("elvis"), B(""), B("t; ")},
     LIMIT,
     0},
    {{"output cannot grow: what was there stays", B("an elvis"), B("elvis"), B("Elvis"),
      B("this was here; ")},
     1,
     0},
    {{"output cannot grow a second time", B("an elvis, and another elvis"), B("elvis"),
      B("Elvis Presley, the King"), B("this was here; ")},
     2,
     0},
    {{"an output that is at its limit", B(TWO), B("elvis"), B("Elvis"), B("before: ")}, LIMIT, 0},
    {{"an output that is at its limit", B(TWO), B("elvis"), B("Elvis"), B("before: ")}, LIMIT, 7},
    {{"an output that is at its limit", B(TWO), B("elvis"), B("Elvis"), B("before: ")}, LIMIT, 20},
};

const size_t shortage_case_count = sizeof shortage_cases / sizeof *shortage_cases;
