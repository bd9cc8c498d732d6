#include "views/escape_sites.h"

#include "base/array.h"
#include "base/scan.h"
#include "readers/dhat.h"
#include "views/escape_flow.h"

#include <llvm-c/IRReader.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool is_library_source(const char *file)
{
    size_t len = strlen(file);
    return len > 2 && strcmp(file + len - 2, ".c") == 0;
}

/* The size that a call asks for, where it is a constant: calloc's is a product, others' the last. */
static void read_size(LLVMValueRef call, struct heap_site *site)
{
    uint64_t size = 1;
    unsigned arguments = LLVMGetNumArgOperands(call);
    unsigned first = strcmp(site->allocator, "calloc") == 0 || arguments == 0 ? 0 : arguments - 1;
    site->has_size = arguments > 0;
    for (unsigned i = first; i < arguments; i++) {
        LLVMValueRef argument = LLVMGetOperand(call, i);
        bool is_constant = LLVMIsAConstantInt(argument) != NULL;
        site->has_size &= is_constant;
        size *= is_constant ? LLVMConstIntGetZExtValue(argument) : 1;
    }
    site->size = site->has_size ? size : 0;
}

static bool add_site(struct heap_sites *sites, const struct heap_site *site)
{
    if (heap_sites_have(sites, site))
        return true; /* a copy, in a function that this one was inlined into */
    return array_append(&sites->items, &sites->count, site, sizeof *site);
}

/* Whether the call allocates for the file: in it, or in a constructor of a header. */
static bool is_site(LLVMValueRef call, const char *file, struct heap_site *site)
{
    struct flow_place inner, outer;
    const char *callee = flow_callee(call);
    if (callee == NULL || !dhat_is_allocator(callee) || !flow_places(call, &inner, &outer) ||
        strcmp(outer.file, file) != 0)
        return false;
    if (strcmp(inner.file, file) != 0 && is_library_source(inner.file))
        return false;
    *site =
        (struct heap_site){.line = outer.line, .column = outer.column, .inner_line = inner.line};
    snprintf(site->allocator, sizeof site->allocator, "%s", callee);
    return true;
}

static bool read_function(LLVMValueRef function, const char *file, const struct contract *contract,
                          struct heap_sites *sites)
{
    struct heap_site site;
    LLVMBasicBlockRef block = LLVMGetFirstBasicBlock(function);
    for (; block != NULL; block = LLVMGetNextBasicBlock(block)) {
        LLVMValueRef at = LLVMGetFirstInstruction(block);
        for (; at != NULL; at = LLVMGetNextInstruction(at)) {
            if (LLVMIsACallInst(at) == NULL || !is_site(at, file, &site))
                continue;
            read_size(at, &site);
            if (!flow_follow(at, contract, &site) || !add_site(sites, &site))
                return false;
        }
    }
    return true;
}

static int by_line(const void *a, const void *b)
{
    const struct heap_site *left = a;
    const struct heap_site *right = b;
    return left->line < right->line ? -1 : left->line > right->line;
}

static bool is_of(const struct contract *contract, LLVMValueRef function)
{
    size_t len;
    return contract_has(contract, LLVMGetValueName2(function, &len));
}

/* The contract's functions come first: what was inlined into them is what an op does. */
static bool read_module(LLVMModuleRef module, const char *file, const struct contract *contract,
                        struct heap_sites *sites)
{
    bool read = true;
    for (size_t i = 0; read && contract->functions[i] != NULL; i++)
        read = read_function(LLVMGetNamedFunction(module, contract->functions[i]), file, contract,
                             sites);
    for (LLVMValueRef f = LLVMGetFirstFunction(module); read && f != NULL;
         f = LLVMGetNextFunction(f))
        read = is_of(contract, f) || read_function(f, file, contract, sites);
    if (sites->count > 0)
        qsort(sites->items, sites->count, sizeof *sites->items, by_line);
    return read;
}

/* Else LLVM prints what it thinks of the debug information, and ends the program over an error. */
static void say_nothing(LLVMDiagnosticInfoRef what, void *unused)
{
    (void)what;
    (void)unused;
}

/* Whether LLVM's parser, which recurses, can be given the text: it nests no deeper than IR does. */
static bool is_parsable(struct bytes ir)
{
    enum { DEEPEST = 256 };
    size_t depth = 0;
    bool is_quoted = false;
    for (size_t i = 0; i < ir.len && depth <= DEEPEST; i++) {
        unsigned char byte = ir.at[i];
        is_quoted ^= byte == '"';
        if (is_quoted || byte == '\0')
            continue;
        depth += strchr("([{<", byte) != NULL;
        depth -= depth > 0 && strchr(")]}>", byte) != NULL;
    }
    return depth <= DEEPEST;
}

/* Parses the IR; the buffer goes to LLVM. NULL, with the first line of its reason in the error. */
static LLVMModuleRef parse(LLVMContextRef context, struct bytes ir, struct scan *s)
{
    char *why = NULL;
    LLVMModuleRef module = NULL;
    if (!is_parsable(ir)) {
        scan_fail(s, "expected LLVM's IR, got brackets without end");
        return NULL;
    }
    LLVMMemoryBufferRef buffer = LLVMCreateMemoryBufferWithMemoryRangeCopy(
        ir.len == 0 ? "" : (const char *)ir.at, ir.len, s->name);
    if (LLVMParseIRInContext(context, buffer, &module, &why) != 0) {
        module = NULL;
        scan_fail(s, "expected LLVM's IR, got: %.*s", (int)strcspn(why, "\n"), why);
    }
    LLVMDisposeMessage(why);
    return module;
}

/* The first function of the contract that the module does not define; NULL: it has them all. */
static const char *missing_function(LLVMModuleRef module, const struct contract *contract)
{
    for (size_t i = 0; contract->functions[i] != NULL; i++) {
        LLVMValueRef function = LLVMGetNamedFunction(module, contract->functions[i]);
        if (function == NULL || LLVMIsDeclaration(function) != 0)
            return contract->functions[i];
    }
    return NULL;
}

bool heap_sites_read(const char *name, struct bytes ir, const char *file,
                     const struct contract *contract, struct heap_sites *sites, struct error *error)
{
    struct scan s = scan_of(name, ir, error);
    LLVMContextRef context = LLVMContextCreate();
    LLVMContextSetDiagnosticHandler(context, say_nothing, NULL);
    LLVMModuleRef module = parse(context, ir, &s);
    *sites = (struct heap_sites){0};
    bool read = module != NULL;
    const char *missing = read ? missing_function(module, contract) : NULL;
    if (missing != NULL)
        read = scan_fail(&s, "expected a definition of %s, got none", missing);
    if (read && !read_module(module, file, contract, sites))
        read = scan_no_memory(&s);
    if (module != NULL)
        LLVMDisposeModule(module);
    LLVMContextDispose(context);
    if (!read)
        heap_sites_dispose(sites);
    return read;
}

void heap_sites_dispose(struct heap_sites *sites)
{
    free(sites->items);
    *sites = (struct heap_sites){0};
}

bool heap_sites_have(const struct heap_sites *sites, const struct heap_site *site)
{
    for (size_t i = 0; i < sites->count; i++) {
        const struct heap_site *other = &sites->items[i];
        if (other->line == site->line && other->column == site->column &&
            other->inner_line == site->inner_line)
            return true;
    }
    return false;
}
