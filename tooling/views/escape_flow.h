/* Where the address of a block goes: follows a value of LLVM's IR through its unit. */
#ifndef VIEWS_ESCAPE_FLOW_H
#define VIEWS_ESCAPE_FLOW_H

#include "views/escape_sites.h"

#include <llvm-c/Core.h>

/* Adds what is found to the site's exits. False if allocation fails. */
bool flow_follow(LLVMValueRef block, const struct contract *contract, struct heap_site *site);

/* A place in the source. */
struct flow_place {
    const char *file; /* without folders; "" if unknown. Owned by LLVM */
    uint64_t line, column;
};

/*
 * Where an instruction is: `inner`, in the function that it was written in, and `outer`, in the one
 * that this was inlined into in the end. False if the IR does not say.
 */
bool flow_places(LLVMValueRef instruction, struct flow_place *inner, struct flow_place *outer);

/* The name of the function that a call calls; NULL if it is called through a pointer. */
const char *flow_callee(LLVMValueRef call);

#endif
