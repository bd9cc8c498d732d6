#include "readers/object.h"

#include "base/scan.h"
#include "unit/fixture.h"
#include "unit/readers/elf_edit.h"

#include <criterion/criterion.h>
#include <string.h>

#define GCC "gcc-12/storage.o"

static struct bytes read_fixture(const char *path, struct object *object)
{
    struct error error;
    struct bytes image = fixture_load(path);
    cr_assert(object_read(path, image, object, &error), "%s", error.text);
    return image;
}

static const char *const compilers[] = {"gcc-12/storage.o", "gcc-14/storage.o",
                                        "clang-14/storage.o", "clang-19/storage.o"};

struct symbol_case {
    const char *name;
    enum object_symbol_kind kind;
    bool global;
    uint64_t size; /* UINT64_MAX: the compiler's business */
};

Test(object, tells_each_kind_of_symbol_with_every_compiler, .timeout = 10)
{
    static const struct symbol_case symbols[] = {
        {"elsewhere", OBJECT_UNDEFINED, true, 0},
        {"global_zero", OBJECT_STATIC, true, 16},
        {"global_set", OBJECT_STATIC, true, 4},
        {"common_one", OBJECT_STATIC, true, 32},
        {"weak_one", OBJECT_STATIC, true, 4},
        {"per_thread", OBJECT_THREAD_LOCAL, true, 8},
        {"local_per_thread", OBJECT_THREAD_LOCAL, false, 4},
        {"constant", OBJECT_CONSTANT, true, 4},
        {"relocated", OBJECT_CONSTANT, true, 16},
        {"fixed", OBJECT_FUNCTION, true, UINT64_MAX},
        {"resolved", OBJECT_FUNCTION, false, UINT64_MAX},
        {"chosen", OBJECT_CHOSEN, true, UINT64_MAX},
    };
    for (size_t i = 0; i < sizeof compilers / sizeof *compilers; i++) {
        struct object object;
        struct bytes image = read_fixture(compilers[i], &object);
        for (size_t j = 0; j < sizeof symbols / sizeof *symbols; j++) {
            const struct object_symbol *found = object_find(&object, symbols[j].name);
            cr_assert(found != NULL, "%s: no %s", compilers[i], symbols[j].name);
            cr_expect_eq(found->kind, symbols[j].kind, "%s: %s", compilers[i], symbols[j].name);
            cr_expect_eq(found->global, symbols[j].global, "%s: %s", compilers[i], symbols[j].name);
            cr_expect(symbols[j].size == UINT64_MAX || found->size == symbols[j].size, "%s: %s",
                      compilers[i], symbols[j].name);
        }
        object_dispose(&object);
        fixture_dispose(image);
    }
}

struct bytes_case {
    const char *path;
    uint64_t writable;
    uint64_t startup;
    const char *local; /* a static local's name */
};

/* gcc keeps the constructor and the local_zero that it counts in; clang drops both. */
Test(object, counts_what_stays_written, .timeout = 10)
{
    static const struct bytes_case cases[] = {
        {"gcc-12/storage.o", 8 + 7 + 8 + 4 + 8 + 16 + 32, 8, "counter.0"},
        {"gcc-14/storage.o", 8 + 7 + 8 + 4 + 8 + 16 + 32, 8, "counter.0"},
        {"clang-14/storage.o", 8 + 4 + 4 + 8 + 16 + 32, 0, "fixed.counter"},
        {"clang-19/storage.o", 8 + 4 + 4 + 8 + 16 + 32, 0, "fixed.counter"},
        {"gcc-12/algo_one.o", 0, 0, NULL},
        {"clang-14/algo_one.o", 0, 0, NULL},
        {"gcc-14/algo_one.o", 0, 0, NULL},
        {"clang-19/algo_one.o", 0, 0, NULL},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct object object;
        struct bytes image = read_fixture(cases[i].path, &object);
        cr_expect_eq(object.writable_bytes, cases[i].writable, "%s: %lu", cases[i].path,
                     (unsigned long)object.writable_bytes);
        cr_expect_eq(object.startup_bytes, cases[i].startup, "%s", cases[i].path);
        const struct object_symbol *local =
            cases[i].local == NULL ? NULL : object_find(&object, cases[i].local);
        cr_expect((local != NULL) == (cases[i].local != NULL), "%s", cases[i].path);
        cr_expect(local == NULL || (local->kind == OBJECT_STATIC && !local->global), "%s",
                  cases[i].path);
        object_dispose(&object);
        fixture_dispose(image);
    }
}

Test(object, shows_what_a_solution_defines_and_needs, .timeout = 10)
{
    struct object object;
    struct bytes image = read_fixture("gcc-12/algo_one.o", &object);
    fixture_dispose(image);
    cr_expect_eq(object_find(&object, "algo_one")->kind, OBJECT_FUNCTION);
    cr_expect_eq(object_find(&object, "malloc")->kind, OBJECT_UNDEFINED);
    cr_expect_eq(object_find(&object, "buffer_write")->kind, OBJECT_UNDEFINED);
    cr_expect_null(object_find(&object, "calloc"));
    cr_expect_null(object_find(&object, "algo_one.c"), "a file's own symbol");
    cr_expect_null(object_find(&object, ".text"), "a section's own symbol");
    cr_expect_null(object_find(&object, ""));
    object_dispose(&object);
}

/* What a symbol is, when its section or type is another one. */
struct symbol_change {
    const char *what;
    const char *symbol;
    const char *section; /* NULL: the reserved index instead */
    unsigned char type;
    uint16_t index;
    enum object_symbol_kind kind;
};

Test(object, judges_a_symbol_by_its_section_more_than_its_type, .timeout = 10)
{
    static const struct symbol_change cases[] = {
        {"a label in code", "fixed", ".text", STT_NOTYPE, 0, OBJECT_FUNCTION},
        {"data in code", "fixed", ".text", STT_OBJECT, 0, OBJECT_CONSTANT},
        {"a label in data", "fixed", ".data", STT_NOTYPE, 0, OBJECT_STATIC},
        {"a label in thread-local data", "fixed", ".tdata", STT_NOTYPE, 0, OBJECT_THREAD_LOCAL},
        {"a pointer to a constructor", "fixed", ".init_array", STT_OBJECT, 0, OBJECT_CONSTANT},
        {"a word in a comment", "fixed", ".comment", STT_OBJECT, 0, OBJECT_CONSTANT},
        {"an absolute value", "fixed", NULL, STT_NOTYPE, SHN_ABS, OBJECT_CONSTANT},
        {"a large common", "common_one", NULL, STT_OBJECT, 0xff02, OBJECT_STATIC},
        {"a thread-local common", "common_one", NULL, STT_TLS, SHN_COMMON, OBJECT_THREAD_LOCAL},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct elf_edit elf = elf_edit_load(GCC);
        struct object object;
        struct error error;
        Elf64_Sym *symbol = elf_edit_symbol(&elf, cases[i].symbol);
        symbol->st_info = ELF64_ST_INFO(STB_GLOBAL, cases[i].type);
        symbol->st_shndx = cases[i].index;
        if (cases[i].section != NULL)
            symbol->st_shndx = (uint16_t)(elf_edit_section(&elf, cases[i].section) - elf.sections);
        cr_assert(object_read("x", elf.image, &object, &error), "%s", error.text);
        cr_expect_eq(object_find(&object, cases[i].symbol)->kind, cases[i].kind, "%s",
                     cases[i].what);
        object_dispose(&object);
        fixture_dispose(elf.image);
    }
}

struct section_change {
    const char *what;
    const char *name; /* a section's name of the fixture, to be written over */
    const char *new_name;
    uint64_t flags;
    uint32_t type;
    uint64_t writable; /* 83 unless the change matters */
    uint64_t startup;
};

Test(object, judges_a_section_by_its_name_type_and_flags, .timeout = 10)
{
    static const struct section_change cases[] = {
        {"as it is", ".init_array", ".init_array", SHF_ALLOC | SHF_WRITE, SHT_INIT_ARRAY, 83, 8},
        {"a priority", ".init_array", ".fini_array", SHF_ALLOC | SHF_WRITE, SHT_PROGBITS, 83, 8},
        {"an old one", ".init_array", ".ctors.9", SHF_ALLOC | SHF_WRITE, SHT_PROGBITS, 83, 8},
        {"by type", ".init_array", ".x", SHF_ALLOC | SHF_WRITE, SHT_PREINIT_ARRAY, 83, 8},
        {"by type", ".init_array", ".x", SHF_ALLOC | SHF_WRITE, SHT_INIT_ARRAY, 83, 8},
        {"by type", ".init_array", ".x", SHF_ALLOC | SHF_WRITE, SHT_FINI_ARRAY, 83, 8},
        {"code", ".init_array", ".init", SHF_ALLOC | SHF_EXECINSTR, SHT_PROGBITS, 75, 8},
        {"another name", ".init_array", ".ctorsx", SHF_ALLOC | SHF_WRITE, SHT_PROGBITS, 83, 0},
        {"not in memory", ".init_array", ".ctors", 0, SHT_PROGBITS, 75, 0},
        {"relocated", ".init_array", ".data.rel.ro", SHF_ALLOC | SHF_WRITE, SHT_PROGBITS, 75, 0},
        {"not quite", ".init_array", ".data.rel.r", SHF_ALLOC | SHF_WRITE, SHT_PROGBITS, 83, 0},
        {"constants", ".init_array", ".rodata.x", SHF_ALLOC, SHT_PROGBITS, 75, 0},
        {"a name of the linker's", ".init_array", ".gnu.x", SHF_ALLOC, SHT_PROGBITS, 83, 0},
        {"a name of one's own", ".init_array", "mine", SHF_ALLOC, SHT_PROGBITS, 75, 0},
        {"writable code", ".init_array", ".x", SHF_ALLOC | SHF_WRITE | SHF_EXECINSTR, SHT_PROGBITS,
         83, 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct elf_edit elf = elf_edit_load(GCC);
        struct object object;
        struct error error;
        Elf64_Shdr *section = elf_edit_section(&elf, cases[i].name);
        Elf64_Shdr *names = &elf.sections[elf.header->e_shstrndx];
        strcpy((char *)elf.image.at + names->sh_offset + section->sh_name, cases[i].new_name);
        section->sh_flags = cases[i].flags;
        section->sh_type = cases[i].type;
        cr_assert(object_read("x", elf.image, &object, &error), "%s", error.text);
        cr_expect_eq(object.writable_bytes, cases[i].writable, "%s: %lu", cases[i].what,
                     (unsigned long)object.writable_bytes);
        cr_expect_eq(object.startup_bytes, cases[i].startup, "%s", cases[i].what);
        object_dispose(&object);
        fixture_dispose(elf.image);
    }
}

Test(object, reads_an_object_without_symbols, .timeout = 10)
{
    struct elf_edit elf = elf_edit_load(GCC);
    struct object object;
    struct error error;
    elf_edit_section(&elf, ".symtab")->sh_type = SHT_PROGBITS;
    cr_assert(object_read("x", elf.image, &object, &error), "%s", error.text);
    cr_expect_eq(object.symbol_count, 0);
    cr_expect_eq(object.writable_bytes, 83 - 48, "common variables are symbols only");
    object_dispose(&object);
    fixture_dispose(elf.image);
}

Test(object, reads_a_section_that_ends_with_the_file, .timeout = 10)
{
    static const uint64_t sizes[] = {0, 8};
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        struct elf_edit elf = elf_edit_load(GCC);
        struct object object;
        struct error error;
        elf_edit_section(&elf, ".data")->sh_offset = elf.image.len - sizes[i];
        elf_edit_section(&elf, ".data")->sh_size = sizes[i];
        cr_assert(object_read("x", elf.image, &object, &error), "%s", error.text);
        cr_expect_eq(object.writable_bytes, 83 - 8 + sizes[i]);
        object_dispose(&object);
        fixture_dispose(elf.image);
    }
}

Test(object, ends_a_last_name_that_lacks_its_end, .timeout = 10)
{
    struct elf_edit elf = elf_edit_load(GCC);
    struct object object;
    struct error error;
    elf_edit_section(&elf, ".strtab")->sh_size -= 1;
    cr_assert(object_read("x", elf.image, &object, &error), "%s", error.text);
    cr_expect_str_eq(object.symbols[object.symbol_count - 1].name, "global_set");
    object_dispose(&object);
    fixture_dispose(elf.image);
}

Test(object, stays_at_the_largest_sum, .timeout = 10)
{
    struct elf_edit elf = elf_edit_load(GCC);
    struct object object;
    struct error error;
    elf_edit_section(&elf, ".bss")->sh_size = UINT64_MAX;
    cr_assert(object_read("x", elf.image, &object, &error), "%s", error.text);
    cr_expect_eq(object.writable_bytes, UINT64_MAX);
    object_dispose(&object);
    fixture_dispose(elf.image);
}
