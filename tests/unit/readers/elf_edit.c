#include "unit/readers/elf_edit.h"

#include "unit/fixture.h"

#include <criterion/criterion.h>
#include <string.h>

Elf64_Shdr *elf_edit_section(const struct elf_edit *elf, const char *name)
{
    const Elf64_Shdr *names = &elf->sections[elf->header->e_shstrndx];
    for (size_t i = 0; i < elf->header->e_shnum; i++) {
        const unsigned char *at = elf->image.at + names->sh_offset + elf->sections[i].sh_name;
        if (strcmp((const char *)at, name) == 0)
            return &elf->sections[i];
    }
    cr_assert_fail("no section %s", name);
    return NULL;
}

struct elf_edit elf_edit_load(const char *path)
{
    struct elf_edit elf = {.image = fixture_load(path)};
    unsigned char *image = (unsigned char *)elf.image.at;
    elf.header = (Elf64_Ehdr *)image;
    elf.sections = (Elf64_Shdr *)(image + elf.header->e_shoff);
    elf.symbols = (Elf64_Sym *)(image + elf_edit_section(&elf, ".symtab")->sh_offset);
    return elf;
}

Elf64_Sym *elf_edit_symbol(const struct elf_edit *elf, const char *name)
{
    const Elf64_Shdr *table = elf_edit_section(elf, ".symtab");
    const unsigned char *names = elf->image.at + elf_edit_section(elf, ".strtab")->sh_offset;
    for (size_t i = 0; i < table->sh_size / sizeof *elf->symbols; i++) {
        if (strcmp((const char *)names + elf->symbols[i].st_name, name) == 0)
            return &elf->symbols[i];
    }
    cr_assert_fail("no symbol %s", name);
    return NULL;
}
