#include "views/escape_sites.h"

#include "base/array.h"
#include "base/scan.h"
#include "readers/dhat.h"
#include "views/escape_flow.h"

#include <llvm-c/IRReader.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Whether the call allocates for the file: in it, or in a constructor of a header. */
static bool is_site(LLVMValueRef call, const char *file, struct heap_site *site)
{
    struct flow_place inner, outer;
    const char *callee = flow_callee(call);
    if (callee == NULL || !dhat_is_allocator(callee) || !flow_places(call, &inner, &outer) ||
        strcmp(outer.file, file) != 0)
        return false;
    if (strcmp(inner.file, file) != 0 && heap_site_in_source(inner.file))
        return false;
    *site =
        (struct heap_site){.line = outer.line, .column = outer.column, .inner_line = inner.line};
    snprintf(site->allocator, sizeof site->allocator, "%s", callee);

    /* The size, if it is a constant: calloc's is a product, others' the last argument. */
    unsigned arguments = LLVMGetNumArgOperands(call);
    unsigned first = strcmp(callee, "calloc") == 0 || arguments == 0 ? 0 : arguments - 1;
    uint64_t size = 1;
    site->has_size = arguments > 0;
    for (unsigned i = first; i < arguments; i++) {
        LLVMValueRef argument = LLVMGetOperand(call, i);
        bool is_constant = LLVMIsAConstantInt(argument) != NULL;
        site->has_size &= is_constant;
        size *= is_constant ? LLVMConstIntGetZExtValue(argument) : 1;
    }
    site->size = site->has_size ? size : 0;
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
            if (!flow_follow(at, contract, &site))
                return false;
            /* It may be a copy, in a function that this one was inlined into. */
            if (!heap_sites_have(sites, &site) &&
                !array_append(&sites->items, &sites->count, &site, sizeof site))
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

/* Else LLVM prints what it thinks of the debug information, and ends the program over an error. */
static void say_nothing(LLVMDiagnosticInfoRef what, void *unused)
{
    (void)what;
    (void)unused;
}

/* Parses the IR. NULL, with the first line of LLVM's reason in the error, if it is none. */
static LLVMModuleRef parse(LLVMContextRef context, struct bytes ir, struct scan *s)
{
    enum { DEEPEST = 256 }; /* LLVM's parser recurses; IR nests no deeper */
    char *why = NULL;
    LLVMModuleRef module = NULL;
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
    if (depth > DEEPEST) {
        scan_fail(s, "expected LLVM's IR, got brackets without end");
        return NULL;
    }
    LLVMMemoryBufferRef buffer = LLVMCreateMemoryBufferWithMemoryRangeCopy(
        ir.len == 0 ? "" : (const char *)ir.at, ir.len, s->name);
    if (LLVMParseIRInContext(context, buffer, &module, &why) != 0) { /* which ends the buffer */
        module = NULL;
        scan_fail(s, "expected LLVM's IR, got: %.*s", (int)strcspn(why, "\n"), why);
    }
    LLVMDisposeMessage(why);
    return module;
}

bool heap_sites_read(const char *name, struct bytes ir, const char *file,
                     const struct contract *contract, struct heap_sites *sites, struct error *error)
{
    struct scan s = scan_of(name, ir, error);
    LLVMContextRef context = LLVMContextCreate();
    LLVMContextSetDiagnosticHandler(context, say_nothing, NULL);
    LLVMModuleRef module = parse(context, ir, &s);
    bool read = module != NULL;
    bool has_memory = true;
    *sites = (struct heap_sites){0};
    for (size_t i = 0; read && contract->functions[i] != NULL; i++) {
        LLVMValueRef function = LLVMGetNamedFunction(module, contract->functions[i]);
        if (function == NULL || LLVMIsDeclaration(function) != 0)
            read = scan_fail(&s, "expected a definition of %s, got none", contract->functions[i]);
    }
    /* The contract's functions come first: what was inlined into them is what an op does. */
    for (size_t i = 0; read && has_memory && contract->functions[i] != NULL; i++)
        has_memory = read_function(LLVMGetNamedFunction(module, contract->functions[i]), file,
                                   contract, sites);
    for (LLVMValueRef f = read ? LLVMGetFirstFunction(module) : NULL; has_memory && f != NULL;
         f = LLVMGetNextFunction(f)) {
        size_t len;
        if (!contract_has(contract, LLVMGetValueName2(f, &len)))
            has_memory = read_function(f, file, contract, sites);
    }
    if (!has_memory)
        read = scan_no_memory(&s);
    if (sites->count > 0)
        qsort(sites->items, sites->count, sizeof *sites->items, by_line);
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

bool heap_site_in_source(const char *file)
{
    size_t len = strlen(file);
    return len > 2 && strcmp(file + len - 2, ".c") == 0;
}
