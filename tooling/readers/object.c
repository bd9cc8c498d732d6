#include "readers/object.h"

#include "base/array.h"
#include "base/quote.h"
#include "base/scan.h"

#include <ctype.h>
#include <gelf.h>
#include <libelf.h>
#include <string.h>

/* SHN_X86_64_LCOMMON, .largecomm: a common variable, too. */
enum { LARGE_COMMON = 0xff02 };

/* What a section's bytes are to a running program. */
enum section_kind {
    SECTION_CODE,
    SECTION_WRITABLE,
    SECTION_THREAD_LOCAL,
    SECTION_STARTUP, /* pointers that are called before or after main, or such code */
    SECTION_OTHER    /* only read, or not there when the program runs */
};

struct reading {
    struct scan scan;
    struct object *object;
    Elf *elf;
    GElf_Ehdr header;
    const char *section_name; /* of the section that was read last */
};

/* Whether a section is called `base`, or "base.more" as compilers call a part of it. */
static bool is_part_of(const char *name, const char *base)
{
    size_t len = strlen(base);
    return strncmp(name, base, len) == 0 && (name[len] == '\0' || name[len] == '.');
}

static bool damaged(struct reading *r, const char *what, size_t number)
{
    return scan_fail(&r->scan, "expected an ELF file, got one with a damaged %s %zu", what, number);
}

static bool read_section(struct reading *r, size_t index, GElf_Shdr *section,
                         enum section_kind *kind)
{
    static const char *const startup[] = {".init_array", ".fini_array", ".preinit_array", ".ctors",
                                          ".dtors",      ".init",       ".fini"};
    static const char *const read_only[] = {".text", ".rodata", ".eh_frame", ".note",
                                            ".gcc_except_table"};
    size_t size = r->scan.rest.len;
    const char *name = NULL;
    if (gelf_getshdr(elf_getscn(r->elf, index), section) != NULL &&
        (section->sh_type == SHT_NOBITS || /* else the file must hold what its section says */
         (section->sh_offset <= size && section->sh_size <= size - section->sh_offset)))
        name = elf_strptr(r->elf, r->header.e_shstrndx, section->sh_name);
    if (name == NULL)
        return damaged(r, "section", index);
    r->section_name = name;
    bool is_startup = section->sh_type == SHT_INIT_ARRAY || section->sh_type == SHT_FINI_ARRAY ||
                      section->sh_type == SHT_PREINIT_ARRAY;
    for (size_t i = 0; i < sizeof startup / sizeof *startup; i++)
        is_startup |= is_part_of(name, startup[i]);
    bool is_read_only =
        name[0] != '.'; /* the linker's names begin so: others it puts by their flags */
    for (size_t i = 0; i < sizeof read_only / sizeof *read_only; i++)
        is_read_only |= is_part_of(name, read_only[i]);
    if (!(section->sh_flags & SHF_ALLOC))
        *kind = SECTION_OTHER;
    else if (is_startup)
        *kind = SECTION_STARTUP;
    else if (section->sh_flags & SHF_TLS)
        *kind = SECTION_THREAD_LOCAL;
    else if (is_part_of(name, ".data.rel.ro"))
        *kind = SECTION_OTHER;
    /* The linker joins sections by name: constants in .data or .gnu.linkonce.d can be written to in the
       end. So only what it surely puts with constants and code counts as that. */
    else if (section->sh_flags & SHF_WRITE || !is_read_only)
        *kind = SECTION_WRITABLE;
    else
        *kind = section->sh_flags & SHF_EXECINSTR ? SECTION_CODE : SECTION_OTHER;
    return true;
}

/* Adds, and stays at the largest number if the sum would exceed it. */
static void add(uint64_t *sum, uint64_t bytes)
{
    *sum = bytes > UINT64_MAX - *sum ? UINT64_MAX : *sum + bytes;
}

/*
 * Whether a name in a section of debug information has a control character: in one of strings, or in
 * the header of a line table (DWARF 2 to 4), where each name ends in a NUL and each file's is followed by
 * its folder's number and two NULs. A table that is none counts as one that has.
 */
static bool has_controls(const char *section, struct bytes part)
{
    enum { FIXED = 10 }; /* bytes: lengths and version */
    bool has = false;
    bool is_strings = strcmp(section, ".debug_str") == 0 || strcmp(section, ".debug_line_str") == 0;
    for (size_t i = 0; i < part.len && is_strings; i++)
        has |= part.at[i] != '\0' && iscntrl(part.at[i]);
    while (strcmp(section, ".debug_line") == 0 && part.len > 0 && !has) {
        uint32_t len, header;
        uint16_t version;
        if (part.len < FIXED + 7)
            return true;
        memcpy(&len, part.at, sizeof len);
        memcpy(&version, part.at + 4, sizeof version);
        memcpy(&header, part.at + 6, sizeof header);
        size_t opcodes = FIXED + (version < 4 ? 4 : 5);
        if (len > part.len - 4 || (version < 5 && header > part.len - FIXED))
            return true;
        size_t end = version < 5 ? FIXED + header : 0;
        for (size_t i = opcodes + part.at[opcodes]; i < end; i++)
            has |= part.at[i] != '\0' && iscntrl(part.at[i]) &&
                   (part.at[i - 1] != '\0' || i + 1 == part.len || part.at[i + 1] != '\0');
        part = bytes_skip(part, (size_t)len + 4);
    }
    return has;
}

/* Adds up what the sections keep, and finds the symbol table: 0 if there is none. */
static bool read_sections(struct reading *r, size_t *symbol_table)
{
    GElf_Shdr section;
    enum section_kind kind;
    *symbol_table = 0;
    for (size_t i = 1; i < r->header.e_shnum; i++) {
        if (!read_section(r, i, &section, &kind))
            return false;
        if (section.sh_type == SHT_PROGBITS && !(section.sh_flags & SHF_COMPRESSED))
            r->object->has_controls |=
                has_controls(r->section_name, bytes_of(r->scan.rest.at + section.sh_offset,
                                                       (size_t)section.sh_size));
        if (section.sh_type == SHT_SYMTAB && *symbol_table != 0)
            return damaged(r, "second symbol table, section", i);
        if (section.sh_type == SHT_SYMTAB)
            *symbol_table = i;
        if (kind == SECTION_CODE && section.sh_type == SHT_PROGBITS &&
            section.sh_size > r->object->code.len)
            r->object->code =
                bytes_of(r->scan.rest.at + section.sh_offset, (size_t)section.sh_size);
        if (kind == SECTION_STARTUP)
            add(&r->object->startup_bytes, section.sh_size);
        if (kind == SECTION_WRITABLE || kind == SECTION_THREAD_LOCAL ||
            (kind == SECTION_STARTUP && section.sh_flags & SHF_WRITE))
            add(&r->object->writable_bytes, section.sh_size);
    }
    return true;
}

static bool kind_of_symbol(struct reading *r, const GElf_Sym *symbol, enum object_symbol_kind *kind)
{
    unsigned char type = GELF_ST_TYPE(symbol->st_info);
    GElf_Shdr section;
    enum section_kind in;
    switch (symbol->st_shndx) {
    case SHN_UNDEF:
        *kind = OBJECT_UNDEFINED;
        return true;
    case LARGE_COMMON:
    case SHN_COMMON: /* the linker makes room for it, in .bss or .tbss */
        *kind = type == STT_TLS ? OBJECT_THREAD_LOCAL : OBJECT_STATIC;
        add(&r->object->writable_bytes, symbol->st_size);
        return true;
    case SHN_ABS:
        *kind = OBJECT_CONSTANT;
        return true;
    }
    if (!read_section(r, symbol->st_shndx, &section, &in))
        return false;
    if (type == STT_GNU_IFUNC)
        *kind = OBJECT_CHOSEN;
    else if (type == STT_FUNC || (type == STT_NOTYPE && in == SECTION_CODE))
        *kind = OBJECT_FUNCTION;
    else if (in == SECTION_THREAD_LOCAL)
        *kind = OBJECT_THREAD_LOCAL;
    else
        *kind = in == SECTION_WRITABLE ? OBJECT_STATIC : OBJECT_CONSTANT;
    return true;
}

static bool read_symbols(struct reading *r, size_t index)
{
    struct object *object = r->object;
    Elf_Scn *table = elf_getscn(r->elf, index);
    Elf_Data *symbols = elf_getdata(table, NULL);
    Elf_Data *names = NULL;
    GElf_Shdr section;
    GElf_Sym symbol;

    if (symbols == NULL || gelf_getshdr(table, &section) == NULL)
        return damaged(r, "symbol table, section", index);
    size_t names_index = section.sh_link;
    Elf_Scn *names_section = elf_getscn(r->elf, names_index);
    if (gelf_getshdr(names_section, &section) != NULL && section.sh_type == SHT_STRTAB)
        names = elf_getdata(names_section, NULL);
    if (names == NULL || names->d_size == 0)
        return damaged(r, "string table, section", names_index);
    object->names = malloc(names->d_size + 1); /* so that names outlive the image */
    if (object->names == NULL)
        return scan_no_memory(&r->scan);
    memcpy(object->names, names->d_buf, names->d_size);
    object->names[names->d_size] = '\0';

    for (int i = 0; gelf_getsym(symbols, i, &symbol) != NULL; i++) {
        unsigned char type = GELF_ST_TYPE(symbol.st_info);
        if (symbol.st_name >= names->d_size)
            return damaged(r, "symbol", (size_t)i);
        struct object_symbol added = {.name = object->names + symbol.st_name,
                                      .global = GELF_ST_BIND(symbol.st_info) != STB_LOCAL,
                                      .size = symbol.st_size};
        if (type == STT_SECTION || type == STT_FILE || added.name[0] == '\0')
            continue;
        if (!kind_of_symbol(r, &symbol, &added.kind))
            return false;
        if (!array_append(&object->symbols, &object->symbol_count, &added, sizeof added))
            return scan_no_memory(&r->scan);
    }
    return true;
}

/* The section table is checked here, as libelf takes a file that lost it for one without. */
static bool check_header(struct reading *r)
{
    size_t size = r->scan.rest.len;
    const GElf_Ehdr *header = &r->header;

    if (r->elf == NULL || gelf_getehdr(r->elf, &r->header) == NULL)
        return scan_fail(&r->scan, "expected an ELF file, got a header that libelf cannot read");
    if (header->e_type != ET_REL)
        return scan_fail(&r->scan, "expected an object file (ELF type %d), got ELF type %d", ET_REL,
                         header->e_type);
    if (header->e_shnum == 0)
        return scan_fail(&r->scan, "expected an object file with sections, got one without");
    if (header->e_shoff > size ||
        gelf_fsize(r->elf, ELF_T_SHDR, header->e_shnum, EV_CURRENT) > size - header->e_shoff)
        return scan_fail(&r->scan, "expected %d sections, got a file cut off at byte %zu",
                         header->e_shnum, size);
    return true;
}

bool object_read(const char *name, struct bytes image, struct object *object, struct error *error)
{
    const int class = sizeof(void *) == 8 ? ELFCLASS64 : ELFCLASS32;
    const int order = __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__ ? ELFDATA2LSB : ELFDATA2MSB;
    struct reading r = {.scan = scan_of(name, image, error), .object = object};
    const unsigned char *ident = image.at;
    size_t symbol_table;
    char got[QUOTE_SHORT_SIZE];
    *object = (struct object){0};
    if (image.len < EI_NIDENT || memcmp(ident, ELFMAG, SELFMAG) != 0) {
        quote_short(got, image, 0);
        return scan_fail(&r.scan, "expected an ELF object file, got %s", got);
    }
    /* Objects of another machine could be read, but are not what the probe is linked from. */
    if (ident[EI_CLASS] != class || ident[EI_DATA] != order)
        return scan_fail(&r.scan,
                         "expected an ELF file of class %d and byte order %d, got %d and %d", class,
                         order, ident[EI_CLASS], ident[EI_DATA]);
    char *copy = malloc(image.len); /* aligned, and libelf may write to it */
    if (copy == NULL)
        return scan_no_memory(&r.scan);
    memcpy(copy, image.at, image.len);
    elf_version(EV_CURRENT);
    r.elf = elf_memory(copy, image.len);
    bool read = check_header(&r) && read_sections(&r, &symbol_table) &&
                (symbol_table == 0 || read_symbols(&r, symbol_table));
    elf_end(r.elf);
    free(copy);
    if (!read)
        object_dispose(object);
    return read;
}

void object_dispose(struct object *object)
{
    free(object->symbols);
    free(object->names);
    *object = (struct object){0};
}

const struct object_symbol *object_find(const struct object *object, const char *name)
{
    for (size_t i = 0; i < object->symbol_count; i++) {
        if (strcmp(object->symbols[i].name, name) == 0)
            return &object->symbols[i];
    }
    return NULL;
}
