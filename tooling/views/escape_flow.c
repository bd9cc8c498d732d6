#include "views/escape_flow.h"

#include "base/array.h"
#include "base/files.h"

#include <llvm-c/DebugInfo.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The values that hold the address; each is followed once. */
struct flow {
    LLVMValueRef *values; /* owned */
    size_t count;
    bool failed; /* an allocation failed */
    struct heap_site *site;
    const struct contract *contract;
};

static void follow(struct flow *flow, LLVMValueRef value)
{
    for (size_t i = 0; i < flow->count; i++) {
        if (flow->values[i] == value)
            return;
    }
    flow->failed |= !array_append(&flow->values, &flow->count, &value, sizeof value);
}

static struct flow_place place_of(LLVMMetadataRef location)
{
    unsigned len = 0;
    LLVMMetadataRef scope = LLVMDILocationGetScope(location);
    LLVMMetadataRef file = scope == NULL ? NULL : LLVMDIScopeGetFile(scope);
    const char *path = file == NULL ? "" : LLVMDIFileGetFilename(file, &len);
    return (struct flow_place){.file = len == 0 ? path : file_name(path),
                               .line = LLVMDILocationGetLine(location),
                               .column = LLVMDILocationGetColumn(location)};
}

bool flow_places(LLVMValueRef instruction, struct flow_place *inner, struct flow_place *outer)
{
    LLVMMetadataRef location = LLVMInstructionGetDebugLoc(instruction);
    if (location == NULL)
        return false;
    *inner = place_of(location);
    for (LLVMMetadataRef at = location; at != NULL; at = LLVMDILocationGetInlinedAt(at))
        *outer = place_of(at);
    return true;
}

const char *flow_callee(LLVMValueRef call)
{
    size_t len;
    LLVMValueRef callee = LLVMGetCalledValue(call);
    return LLVMIsAFunction(callee) == NULL ? NULL : LLVMGetValueName2(callee, &len);
}

static void add_exit(struct flow *flow, enum site_way way, LLVMValueRef at, const char *name)
{
    struct heap_site *site = flow->site;
    struct flow_place inner = {.file = ""};
    struct flow_place outer;
    flow_places(at, &inner, &outer);
    for (size_t i = 0; i < site->exit_count; i++) {
        if (site->exits[i].way == way && site->exits[i].line == inner.line)
            return;
    }
    if (site->exit_count == SITE_MOST_WAYS)
        return;
    struct site_exit *added = &site->exits[site->exit_count++];
    *added = (struct site_exit){.way = way, .line = inner.line};
    snprintf(added->file, sizeof added->file, "%s", inner.file);
    snprintf(added->name, sizeof added->name, "%s", name);
}

static LLVMValueRef base_of(LLVMValueRef pointer)
{
    while (LLVMIsAGetElementPtrInst(pointer) != NULL || LLVMIsABitCastInst(pointer) != NULL ||
           LLVMIsAAddrSpaceCastInst(pointer) != NULL)
        pointer = LLVMGetOperand(pointer, 0);
    return pointer;
}

static LLVMAttributeRef attribute_of(LLVMValueRef call, LLVMValueRef callee, unsigned argument,
                                     const char *name)
{
    unsigned kind = LLVMGetEnumAttributeKindForName(name, strlen(name));
    if (kind == 0)
        return NULL; /* this LLVM does not have it */
    LLVMAttributeRef found = LLVMGetCallSiteEnumAttribute(call, argument + 1, kind);
    return found != NULL ? found : LLVMGetEnumAttributeAtIndex(callee, argument + 1, kind);
}

static void follow_argument(struct flow *flow, LLVMValueRef call, unsigned argument)
{
    LLVMValueRef callee = LLVMGetCalledValue(call);
    const char *name = flow_callee(call);
    if (name == NULL) {
        add_exit(flow, WAY_FUNCTION_POINTER, call, "");
        return;
    }
    if (LLVMIsDeclaration(callee) == 0 && argument < LLVMCountParams(callee)) {
        follow(flow, LLVMGetParam(callee, argument));
        return;
    }
    /* Whether it is known to let go of its argument: LLVM 21 writes captures(none) for nocapture. */
    LLVMAttributeRef captures = attribute_of(call, callee, argument, "captures");
    bool lets_go = attribute_of(call, callee, argument, "nocapture") != NULL ||
                   (captures != NULL && LLVMGetEnumAttributeValue(captures) == 0);
    if (!lets_go && strncmp(name, "llvm.", 5) != 0 && strcmp(name, "realloc") != 0)
        add_exit(flow, WAY_UNKNOWN_FUNCTION, call, name);
}

static void follow_call(struct flow *flow, LLVMValueRef value, LLVMValueRef call)
{
    const char *name = flow_callee(call);
    if (name != NULL && strcmp(name, "free") == 0) {
        /* A phi or select may be another address than that of one block, or NULL. */
        bool is_phi = LLVMIsAPHINode(value) != NULL;
        unsigned end = is_phi ? LLVMCountIncoming(value) : LLVMIsASelectInst(value) != NULL ? 3 : 0;
        unsigned addresses = 0;
        for (unsigned i = is_phi ? 0 : 1; i < end; i++) {
            LLVMValueRef one = is_phi ? LLVMGetIncomingValue(value, i) : LLVMGetOperand(value, i);
            addresses += !LLVMIsNull(one) && !LLVMIsUndef(one) ? 1 : 0;
        }
        if (addresses > 1)
            add_exit(flow, WAY_SHARED_FREE, call, "");
        return;
    }
    /* A copy of a variable that holds the address holds it too. */
    if (name != NULL &&
        (strncmp(name, "llvm.memcpy.", 12) == 0 || strncmp(name, "llvm.memmove.", 13) == 0) &&
        LLVMGetOperand(call, 1) == value && LLVMIsAAllocaInst(base_of(value)) != NULL) {
        LLVMValueRef base = base_of(LLVMGetOperand(call, 0));
        if (LLVMIsAAllocaInst(base) != NULL)
            follow(flow, base);
    }
    unsigned arguments = LLVMGetNumArgOperands(call);
    for (unsigned i = 0; i < arguments; i++) {
        if (LLVMGetOperand(call, i) == value)
            follow_argument(flow, call, i);
    }
}

static void follow_use(struct flow *flow, LLVMValueRef value, LLVMValueRef user)
{
    if (LLVMIsAStoreInst(user) != NULL) {
        if (LLVMGetOperand(user, 0) != value)
            return; /* something is stored in the block */
        LLVMValueRef base = base_of(LLVMGetOperand(user, 1));
        if (LLVMIsAAllocaInst(base) != NULL)
            follow(flow, base); /* in a variable of the function's own */
        else
            add_exit(flow, WAY_STORED, user, "");
    } else if (LLVMIsACallInst(user) != NULL) {
        follow_call(flow, value, user);
    } else if (LLVMIsAReturnInst(user) != NULL) {
        size_t len;
        LLVMValueRef function = LLVMGetBasicBlockParent(LLVMGetInstructionParent(user));
        if (contract_has(flow->contract, LLVMGetValueName2(function, &len)))
            add_exit(flow, WAY_RETURNED, user, "");
        for (LLVMUseRef use = LLVMGetFirstUse(function); use != NULL; use = LLVMGetNextUse(use)) {
            LLVMValueRef call = LLVMGetUser(use); /* the address goes to whoever called it */
            if (LLVMIsACallInst(call) != NULL && LLVMGetCalledValue(call) == function)
                follow(flow, call);
        }
    } else if (LLVMIsALoadInst(user) != NULL) {
        if (LLVMIsAAllocaInst(base_of(value)) != NULL)
            follow(flow, user); /* out of a variable that holds the address */
    } else if (LLVMIsAICmpInst(user) == NULL) {
        follow(flow, user); /* a cast, a part, one of several: it is the address still */
    }
}

bool flow_follow(LLVMValueRef block, const struct contract *contract, struct heap_site *site)
{
    struct flow flow = {.site = site, .contract = contract};
    follow(&flow, block);
    for (size_t i = 0; i < flow.count && !flow.failed; i++) {
        LLVMValueRef value = flow.values[i];
        for (LLVMUseRef use = LLVMGetFirstUse(value); use != NULL; use = LLVMGetNextUse(use))
            follow_use(&flow, value, LLVMGetUser(use));
    }
    free(flow.values);
    return !flow.failed;
}
