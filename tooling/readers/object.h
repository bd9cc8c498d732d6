/*
 * Reads an ELF object file (.o): what it defines, what it needs, and which memory it keeps for as
 * long as the program runs. Read with libelf, from memory.
 */
#ifndef READERS_OBJECT_H
#define READERS_OBJECT_H

#include "base/error.h"
#include "stream/bytes.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum object_symbol_kind {
    OBJECT_FUNCTION,     /* defined here */
    OBJECT_CHOSEN,       /* an ifunc: a function that code chooses before main runs */
    OBJECT_STATIC,       /* a variable that can be written: .data, .bss, common, any section's */
    OBJECT_THREAD_LOCAL, /* the same, one for each thread */
    OBJECT_CONSTANT,     /* data that is only read: .rodata, .data.rel.ro, absolute values */
    OBJECT_UNDEFINED     /* needed from another object */
};

struct object_symbol {
    const char
        *name; /* owned by the object; a static local's has its compiler's number, counter.0 */
    enum object_symbol_kind kind;
    bool global;   /* seen by the linker from other objects (weak too) */
    uint64_t size; /* bytes */
};

struct object {
    struct object_symbol *symbols; /* owned; sections' and files' own symbols are left out */
    size_t symbol_count;
    char *names; /* owned: the symbols' names */

    /*
     * Of all sections that are writable while the program runs, or have a name of the linker's that
     * is not surely one of constants or code, thread-local ones and common variables included: it
     * counts variables without a symbol too. Not .data.rel.ro, which the
     * linker makes read-only once it is relocated; but .init_array and its like, which it makes
     * read-only too, so that they cannot go unseen.
     */
    uint64_t writable_bytes;

    /*
     * Of .init_array, .fini_array, .preinit_array, .ctors, .dtors, .init and .fini: no storage, but
     * code that runs before or after main, which a constructor brings.
     */
    uint64_t startup_bytes;

    bool has_controls; /* a name in its debug information has a control character in it */
    struct bytes code; /* its largest section of code; borrowed from the image */
};

/*
 * Reads `image`, called `name` in messages: an object (ET_REL) of this machine's word size and byte
 * order. True, and the caller ends *object with object_dispose;
 * or false, *object empty and the reason in `error`.
 */
bool object_read(const char *name, struct bytes image, struct object *object, struct error *error);

void object_dispose(struct object *object);

/* The first symbol called `name`; NULL if the object has none. */
const struct object_symbol *object_find(const struct object *object, const char *name);

#endif
