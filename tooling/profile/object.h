/*
 * Reads an ELF object file (.o): what it defines, what it needs, and which memory it keeps for as
 * long as the program runs. Read with libelf, from memory.
 */
#ifndef PROFILE_OBJECT_H
#define PROFILE_OBJECT_H

#include "stream/bytes.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum object_symbol_kind {
    OBJECT_FUNCTION,     /* defined here; an ifunc too */
    OBJECT_STATIC,       /* a variable that can be written: .data, .bss, common, whatever its name */
    OBJECT_THREAD_LOCAL, /* the same, one for each thread */
    OBJECT_CONSTANT,     /* data that is only read (.rodata, .data.rel.ro) */
    OBJECT_UNDEFINED     /* needed from elsewhere */
};

struct object_symbol {
    const char *name; /* owned by the object */
    enum object_symbol_kind kind;
    bool global;   /* seen by the linker from other objects (weak too) */
    uint64_t size; /* bytes */
};

struct object {
    struct object_symbol *symbols; /* owned; sections' and files' own symbols are left out */
    size_t symbol_count;
    uint64_t writable_bytes; /* of all allocated writable sections that are not .data.rel.ro, */
                             /* thread-local ones included: counts variables without a symbol too */
};

/*
 * Reads `image`, called `name` in messages. True, and the caller ends *object with object_dispose;
 * or false, *object empty and the reason in `error` (SCAN_ERROR_SIZE bytes).
 */
bool object_read(const char *name, struct bytes image, struct object *object, char *error);

void object_dispose(struct object *object);

/* The symbol called `name`; NULL where the object has none. */
const struct object_symbol *object_find(const struct object *object, const char *name);

#endif
