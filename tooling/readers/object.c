#include "readers/object.h"

#include "base/array.h"
#include "base/quote.h"
#include "base/scan.h"

#include <gelf.h>
#include <libelf.h>
#include <string.h>

/* What a section's bytes are to a running program. */
enum section_kind {
    SECTION_CODE,
    SECTION_WRITABLE,
    SECTION_THREAD_LOCAL,
    SECTION_STARTUP, /* pointers that are called in front of main or behind it, or such code */
    SECTION_OTHER    /* only read, or not there when the program runs */
};

struct reading {
    struct scan scan;
    struct object *object;
    Elf *elf;
    GElf_Ehdr header;
    size_t names_size;
};

/* Whether a section is called `base`, or "base.more" as compilers call a part of it. */
static bool is_part_of(const char *name, const char *base)
{
    size_t len = strlen(base);
    return strncmp(name, base, len) == 0 && (name[len] == '\0' || name[len] == '.');
}

static bool is_startup(const char *name, GElf_Word type)
{
    static const char *const bases[] = {".init_array", ".fini_array", ".preinit_array", ".ctors",
                                        ".dtors",      ".init",       ".fini"};
    for (size_t i = 0; i < sizeof bases / sizeof *bases; i++) {
        if (is_part_of(name, bases[i]))
            return true;
    }
    return type == SHT_INIT_ARRAY || type == SHT_FINI_ARRAY || type == SHT_PREINIT_ARRAY;
}

static enum section_kind kind_of_section(const char *name, const GElf_Shdr *section)
{
    if (!(section->sh_flags & SHF_ALLOC))
        return SECTION_OTHER;
    if (is_startup(name, section->sh_type))
        return SECTION_STARTUP;
    if (section->sh_flags & SHF_TLS)
        return SECTION_THREAD_LOCAL;
    if (is_part_of(name, ".data.rel.ro"))
        return SECTION_OTHER;
    /* The linker joins sections by name: clang's constants in .data can be written to in the end. */
    if (section->sh_flags & SHF_WRITE || is_part_of(name, ".data") || is_part_of(name, ".bss"))
        return SECTION_WRITABLE;
    return section->sh_flags & SHF_EXECINSTR ? SECTION_CODE : SECTION_OTHER;
}

static bool damaged(struct reading *r, const char *what, size_t number)
{
    return scan_fail(&r->scan, "expected an ELF file, got one with a damaged %s %zu", what, number);
}

/* Whether the file holds what its section says it holds. */
static bool is_inside(const struct reading *r, const GElf_Shdr *section)
{
    size_t size = r->scan.rest.len;
    return section->sh_type == SHT_NOBITS ||
           (section->sh_offset <= size && section->sh_size <= size - section->sh_offset);
}

static bool read_section(struct reading *r, size_t index, GElf_Shdr *section,
                         enum section_kind *kind)
{
    const char *name = NULL;
    if (gelf_getshdr(elf_getscn(r->elf, index), section) != NULL && is_inside(r, section))
        name = elf_strptr(r->elf, r->header.e_shstrndx, section->sh_name);
    if (name == NULL)
        return damaged(r, "section", index);
    *kind = kind_of_section(name, section);
    return true;
}

/* Adds, and stays at the largest number where the sum would exceed it. */
static void add(uint64_t *sum, uint64_t bytes)
{
    *sum = bytes > UINT64_MAX - *sum ? UINT64_MAX : *sum + bytes;
}

/* Adds up what the sections keep, and finds the symbol table: 0 where there is none. */
static bool read_sections(struct reading *r, size_t *symbol_table)
{
    GElf_Shdr section;
    enum section_kind kind;
    *symbol_table = 0;
    for (size_t i = 1; i < r->header.e_shnum; i++) {
        if (!read_section(r, i, &section, &kind))
            return false;
        if (section.sh_type == SHT_SYMTAB && *symbol_table != 0)
            return damaged(r, "second symbol table, section", i);
        if (section.sh_type == SHT_SYMTAB)
            *symbol_table = i;
        if (kind == SECTION_STARTUP)
            add(&r->object->startup_bytes, section.sh_size);
        if (kind == SECTION_WRITABLE || kind == SECTION_THREAD_LOCAL ||
            (kind == SECTION_STARTUP && section.sh_flags & SHF_WRITE))
            add(&r->object->writable_bytes, section.sh_size);
    }
    return true;
}

static enum object_symbol_kind kind_in_section(unsigned char type, enum section_kind section)
{
    if (type == STT_GNU_IFUNC)
        return OBJECT_CHOSEN;
    if (type == STT_FUNC || (type == STT_NOTYPE && section == SECTION_CODE))
        return OBJECT_FUNCTION;
    if (section == SECTION_THREAD_LOCAL)
        return OBJECT_THREAD_LOCAL;
    return section == SECTION_WRITABLE ? OBJECT_STATIC : OBJECT_CONSTANT;
}

static bool kind_of_symbol(struct reading *r, const GElf_Sym *symbol, enum object_symbol_kind *kind)
{
    unsigned char type = GELF_ST_TYPE(symbol->st_info);
    GElf_Shdr section;
    enum section_kind section_kind;

    switch (symbol->st_shndx) {
    case SHN_UNDEF:
        *kind = OBJECT_UNDEFINED;
        return true;
    case SHN_COMMON: /* the linker makes room for it, in .bss or .tbss */
        *kind = type == STT_TLS ? OBJECT_THREAD_LOCAL : OBJECT_STATIC;
        add(&r->object->writable_bytes, symbol->st_size);
        return true;
    case SHN_ABS:
        *kind = OBJECT_CONSTANT;
        return true;
    default:
        if (!read_section(r, symbol->st_shndx, &section, &section_kind))
            return false;
        *kind = kind_in_section(type, section_kind);
        return true;
    }
}

static bool add_symbol(struct reading *r, const GElf_Sym *symbol)
{
    struct object *object = r->object;
    struct object_symbol added = {.name = object->names + symbol->st_name,
                                  .global = GELF_ST_BIND(symbol->st_info) != STB_LOCAL,
                                  .size = symbol->st_size};
    if (!kind_of_symbol(r, symbol, &added.kind))
        return false;
    return array_append(&object->symbols, &object->symbol_count, &added, sizeof added) ||
           scan_no_memory(&r->scan);
}

/* Copies the string table at `index`, so that names outlive the image. */
static bool copy_names(struct reading *r, size_t index)
{
    GElf_Shdr section;
    Elf_Scn *found = elf_getscn(r->elf, index);
    Elf_Data *data = NULL;
    if (gelf_getshdr(found, &section) != NULL && section.sh_type == SHT_STRTAB)
        data = elf_getdata(found, NULL);
    if (data == NULL || data->d_size == 0)
        return damaged(r, "string table, section", index);
    r->names_size = data->d_size;
    r->object->names = malloc(data->d_size + 1);
    if (r->object->names == NULL)
        return scan_no_memory(&r->scan);
    memcpy(r->object->names, data->d_buf, data->d_size);
    r->object->names[data->d_size] = '\0';
    return true;
}

static bool read_symbols(struct reading *r, size_t index)
{
    Elf_Scn *table = elf_getscn(r->elf, index);
    Elf_Data *data = elf_getdata(table, NULL);
    GElf_Shdr section;
    GElf_Sym symbol;

    if (data == NULL || gelf_getshdr(table, &section) == NULL)
        return damaged(r, "symbol table, section", index);
    if (!copy_names(r, section.sh_link))
        return false;
    for (int i = 0; gelf_getsym(data, i, &symbol) != NULL; i++) {
        unsigned char type = GELF_ST_TYPE(symbol.st_info);
        if (symbol.st_name >= r->names_size)
            return damaged(r, "symbol", (size_t)i);
        if (type == STT_SECTION || type == STT_FILE || r->object->names[symbol.st_name] == '\0')
            continue;
        if (!add_symbol(r, &symbol))
            return false;
    }
    return true;
}

/* Objects of another machine could be read, but would not be what the probe is linked from. */
static bool check_ident(struct scan *s)
{
    const unsigned char *ident = s->rest.at;
    const int class = sizeof(void *) == 8 ? ELFCLASS64 : ELFCLASS32;
    const int order = __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__ ? ELFDATA2LSB : ELFDATA2MSB;
    char got[QUOTE_SHORT_SIZE];

    if (s->rest.len < EI_NIDENT || memcmp(ident, ELFMAG, SELFMAG) != 0) {
        quote_short(got, s->rest, 0);
        return scan_fail(s, "expected an ELF object file, got %s", got);
    }
    if (ident[EI_CLASS] != class || ident[EI_DATA] != order)
        return scan_fail(s, "expected an ELF file of class %d and byte order %d, got %d and %d",
                         class, order, ident[EI_CLASS], ident[EI_DATA]);
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

static bool read_elf(struct reading *r)
{
    size_t symbol_table;
    return check_header(r) && read_sections(r, &symbol_table) &&
           (symbol_table == 0 || read_symbols(r, symbol_table));
}

/* libelf gets a copy: it wants one that it may write to, and aligned. */
bool object_read(const char *name, struct bytes image, struct object *object, struct error *error)
{
    struct reading r = {.scan = scan_of(name, image, error), .object = object};
    *object = (struct object){0};
    if (!check_ident(&r.scan))
        return false;
    char *copy = malloc(image.len);
    if (copy == NULL)
        return scan_no_memory(&r.scan);
    memcpy(copy, image.at, image.len);
    elf_version(EV_CURRENT);
    r.elf = elf_memory(copy, image.len);
    bool read = read_elf(&r);
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
