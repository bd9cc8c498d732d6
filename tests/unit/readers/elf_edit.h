/* An object file in memory, to be changed by a test. */
#ifndef TOOLING_ELF_EDIT_H
#define TOOLING_ELF_EDIT_H

#include "stream/bytes.h"

#include <elf.h>

/* The tables lie in the image. */
struct elf_edit {
    struct bytes image; /* owned: ended with fixture_dispose */
    Elf64_Ehdr *header;
    Elf64_Shdr *sections;
    Elf64_Sym *symbols;
};

/* Loads a fixture, which must be a whole object. */
struct elf_edit elf_edit_load(const char *path);

/* The section or symbol of that name; ends the test if there is none. */
Elf64_Shdr *elf_edit_section(const struct elf_edit *elf, const char *name);
Elf64_Sym *elf_edit_symbol(const struct elf_edit *elf, const char *name);

#endif
