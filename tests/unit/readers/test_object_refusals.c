/* What the object reader refuses; test_object.c has what it reads. */
#include "base/scan.h"
#include "readers/object.h"
#include "unit/fixture.h"
#include "unit/reader_case.h"
#include "unit/readers/elf_edit.h"

#include <criterion/criterion.h>

#define GCC "gcc-12/storage.o"

static bool read_and_end(const char *name, struct bytes text, struct error *error, bool *left_empty)
{
    struct object object;
    bool read = object_read(name, text, &object, error);
    *left_empty = object.symbols == NULL && object.names == NULL && object.writable_bytes == 0;
    if (read)
        object_dispose(&object);
    return read;
}

static void other_class(struct elf_edit *elf)
{
    elf->header->e_ident[EI_CLASS] = ELFCLASS32;
}
static void other_order(struct elf_edit *elf)
{
    elf->header->e_ident[EI_DATA] = ELFDATA2MSB;
}
static void other_version(struct elf_edit *elf)
{
    elf->header->e_ident[EI_VERSION] = 9;
}
static void executable(struct elf_edit *elf)
{
    elf->header->e_type = ET_EXEC;
}
static void no_sections(struct elf_edit *elf)
{
    elf->header->e_shnum = 0;
    elf->header->e_shoff = 0;
}
static void sections_outside(struct elf_edit *elf)
{
    elf->header->e_shoff = UINT64_MAX;
}
static void too_many_sections(struct elf_edit *elf)
{
    elf->header->e_shnum++;
}
static void no_section_names(struct elf_edit *elf)
{
    elf->header->e_shstrndx = 1;
}
static void section_outside(struct elf_edit *elf)
{
    elf_edit_section(elf, ".data")->sh_offset = elf->image.len + 1;
}
static void section_too_large(struct elf_edit *elf)
{
    elf_edit_section(elf, ".data")->sh_size = UINT64_MAX;
}
static void section_name_outside(struct elf_edit *elf)
{
    elf_edit_section(elf, ".data")->sh_name = UINT32_MAX;
}
static void two_symbol_tables(struct elf_edit *elf)
{
    elf_edit_section(elf, ".strtab")->sh_type = SHT_SYMTAB;
}
static void ragged_symbol_table(struct elf_edit *elf)
{
    elf_edit_section(elf, ".symtab")->sh_size -= 1;
}
static void names_in_code(struct elf_edit *elf)
{
    elf_edit_section(elf, ".symtab")->sh_link = 1;
}
static void names_nowhere(struct elf_edit *elf)
{
    elf_edit_section(elf, ".symtab")->sh_link = UINT32_MAX;
}
static void no_names(struct elf_edit *elf)
{
    elf_edit_section(elf, ".strtab")->sh_size = 0;
}
static void name_outside(struct elf_edit *elf)
{
    elf_edit_symbol(elf, "fixed")->st_name = UINT32_MAX;
}
static void name_after_the_last(struct elf_edit *elf)
{
    elf_edit_symbol(elf, "fixed")->st_name = (uint32_t)elf_edit_section(elf, ".strtab")->sh_size;
}
static void symbol_in_no_section(struct elf_edit *elf)
{
    elf_edit_symbol(elf, "fixed")->st_shndx = 999;
}
static void symbol_in_reserved_section(struct elf_edit *elf)
{
    elf_edit_symbol(elf, "fixed")->st_shndx = SHN_XINDEX;
}

struct damage {
    const char *what;
    void (*damage)(struct elf_edit *elf);
    const char *error;
};

Test(object_refusals, refuses_a_damaged_object, .timeout = 10)
{
#define DAMAGED "x: expected an ELF file, got one with a damaged "
    static const struct damage cases[] = {
        {"another class", other_class,
         "x: expected an ELF file of class 2 and byte order 1, got 1 and 1"},
        {"another byte order", other_order,
         "x: expected an ELF file of class 2 and byte order 1, got 2 and 2"},
        {"another version", other_version,
         "x: expected an ELF file, got a header that libelf cannot read"},
        {"a program", executable, "x: expected an object file (ELF type 1), got ELF type 2"},
        {"no sections", no_sections, "x: expected an object file with sections, got one without"},
        {"sections outside", sections_outside,
         "x: expected 22 sections, got a file cut off at byte 3520"},
        {"too many sections", too_many_sections,
         "x: expected 23 sections, got a file cut off at byte 3520"},
        {"no section names", no_section_names, DAMAGED "section 1"},
        {"a section outside", section_outside, DAMAGED "section 3"},
        {"a section too large", section_too_large, DAMAGED "section 3"},
        {"a section's name outside", section_name_outside, DAMAGED "section 3"},
        {"two symbol tables", two_symbol_tables, DAMAGED "second symbol table, section 20"},
        {"a ragged symbol table", ragged_symbol_table, DAMAGED "symbol table, section 19"},
        {"names in code", names_in_code, DAMAGED "string table, section 1"},
        {"names nowhere", names_nowhere, DAMAGED "string table, section 4294967295"},
        {"no names", no_names, DAMAGED "string table, section 20"},
        {"a name outside", name_outside, DAMAGED "symbol 13"},
        {"a name after the last", name_after_the_last, DAMAGED "symbol 13"},
        {"a symbol in no section", symbol_in_no_section, DAMAGED "section 999"},
        {"a symbol in a reserved section", symbol_in_reserved_section, DAMAGED "section 65535"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct elf_edit elf = elf_edit_load(GCC);
        cases[i].damage(&elf);
        expect_refusal(read_and_end, cases[i].what, elf.image, cases[i].error);
        fixture_dispose(elf.image);
    }
}

Test(object_refusals, refuses_what_is_no_object, .timeout = 10)
{
    static const struct refused cases[] = {
        {"empty", "", "x: expected an ELF object file, got \"\"", 0},
        {"text", "int main(void) {}\n",
         "x: expected an ELF object file, got \"int main(void) {}\\n\"", 0},
        {"15 bytes",
         "\x7f"
         "ELF\2\1\1\0\0\0\0\0\0\0\0",
         "x: expected an ELF object file, got "
         "\"\\x7fELF\\x02\\x01\\x01\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\"",
         15},
        {"16 bytes",
         "\x7f"
         "ELF\2\1\1\0\0\0\0\0\0\0\0\0",
         "x: expected an ELF file, got a header that libelf cannot read", 16},
    };
    expect_refused(read_and_end, cases, sizeof cases / sizeof *cases);
}

Test(object_refusals, refuses_ten_megabytes_of_garbage, .timeout = 10)
{
    struct bytes text = repeated("0123456789", 1024 * 1024);
    expect_refusal(read_and_end, "10 MB", text,
                   "x: expected an ELF object file, got "
                   "\"012345678901234567890123456789012345678901234567890123456789...\" "
                   "(10485760 bytes)");
    fixture_dispose(text);
}

Test(object_refusals, refuses_every_object_that_was_cut_off, .timeout = 60)
{
    static const char *const objects[] = {"gcc-12/storage.o", "clang-14/storage.o"};
    for (size_t i = 0; i < sizeof objects / sizeof *objects; i++) {
        struct bytes image = fixture_load(objects[i]);
        cr_expect_eq(count_prefixes_read(read_and_end, image), 0, "%s", objects[i]);
        fixture_dispose(image);
    }
}

/* Whatever one byte becomes, the object is read or refused, within its memory. */
Test(object_refusals, survives_every_damaged_byte, .timeout = 60)
{
    struct bytes image = fixture_load(GCC);
    unsigned char *bytes = (unsigned char *)image.at;
    for (size_t i = 0; i < image.len; i++) {
        struct error error = {0};
        bool left_empty = false;
        unsigned char was = bytes[i];
        bytes[i] = (unsigned char)~was;
        if (!read_and_end("x", image, &error, &left_empty) &&
            (!left_empty || error.text[0] == '\0'))
            cr_expect_fail("byte %zu: %s", i, error.text);
        bytes[i] = was;
    }
    fixture_dispose(image);
}

Test(object_refusals, says_when_there_is_no_memory, .timeout = 10)
{
    struct bytes image = fixture_load(GCC);
    expect_no_memory_refused(read_and_end, image, "x: not enough memory to read it");
    fixture_dispose(image);
}
