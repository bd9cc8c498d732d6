#include "judge/self_contained.h"

#include "base/format.h"
#include "judge/allowed_calls.h"
#include "judge/check_request.h"
#include "judge_config.h" /* made by CMake: where the workbook's own programs are */
#include "measure/tools.h"

#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#if defined(__GLIBC__)
#include <gnu/lib-names.h>
#endif

static bool is_given(const char *path)
{
    static const char *const given[] = {"/usr/", JUDGE_STAGES "/stream/"};
    char header[CHECK_PATH_SIZE];
    bool is = false;
    for (size_t i = 0; i < sizeof given / sizeof *given; i++)
        is |= strncmp(path, given[i], strlen(given[i])) == 0;
    /* The contract of another stage does no harm; the file has to keep to this one's. */
    for (size_t i = 0; i < course_stage_count; i++) {
        snprintf(header, sizeof header, "%s/%s", JUDGE_STAGES, course_stages[i].contract->header);
        is |= strcmp(path, header) == 0;
    }
    return is;
}

bool self_contained_includes(const struct depfile *includes, struct buffer *text)
{
    for (size_t i = 1; i < includes->file_count; i++) {
        char *path = realpath(includes->files[i], NULL);
        bool given = path != NULL && is_given(path);
        free(path);
        if (given)
            continue;
        format_add(text, "it includes ");
        format_add_printable(text, bytes_from_string(includes->files[i]));
        format_add(text, ": a stage is one file; besides it there are the C library's headers and "
                         "those of stages/stream");
        return false;
    }
    return true;
}

/* The library that has the name: a program's own would stand in for it. NULL: it is free. */
static const char *owner_of(const char *name)
{
    if (call_is_of_stream_library(name))
        return "the stream library";
#if defined(__GLIBC__)
    static void *library;
    if (library == NULL)
        library = dlopen(LIBC_SO, RTLD_LAZY | RTLD_NOLOAD);
    return library != NULL && dlsym(library, name) != NULL ? "the C library" : NULL;
#else
    return call_is_allowed(name) ? "the C library" : NULL;
#endif
}

/*
 * With a function of this name the program could switch off the counting of its instructions. As a
 * part of a name too: Valgrind shows C++'s as they were in the source.
 */
static bool is_counted(const struct object_symbol *symbol)
{
    return symbol->kind != OBJECT_UNDEFINED && strstr(symbol->name, TOOL_COUNTED) != NULL;
}

bool self_contained_names(const struct object *object, struct buffer *text)
{
    for (size_t i = 0; i < object->symbol_count; i++) {
        const struct object_symbol *symbol = &object->symbols[i];
        if (is_counted(symbol)) {
            format_add(text, "it defines %s, a name that the check has: give it another name",
                       symbol->name);
            return false;
        }
        if (!symbol->global || symbol->kind == OBJECT_UNDEFINED)
            continue;
        if (strcmp(symbol->name, "main") == 0) {
            format_add(text, "it defines main: remove that function, the check brings its own");
            return false;
        }
        const char *owner = owner_of(symbol->name);
        if (owner != NULL) {
            format_add(text, "it defines %s, which %s has already: give it another name",
                       symbol->name, owner);
            return false;
        }
    }
    return true;
}

/*
 * What a request to Valgrind begins with: four rotations that together do nothing; see
 * <valgrind/valgrind.h>. With such requests a program learns that it is measured, and turns off what
 * counts.
 */
#if defined(__x86_64__)
#define REQUEST "\x48\xc1\xc7\x03\x48\xc1\xc7\x0d\x48\xc1\xc7\x3d\x48\xc1\xc7\x33"
#elif defined(__aarch64__)
#define REQUEST "\x8c\x0d\xcc\x93\x8c\x35\xcc\x93\x8c\xcd\xcc\x93\x8c\xf5\xcc\x93"
#endif

bool self_contained_asks_nothing(struct bytes image, struct buffer *text)
{
#if defined(REQUEST)
    if (memmem(image.at, image.len, REQUEST, sizeof REQUEST - 1) != NULL) {
        format_add(text,
                   "it makes a request to Valgrind: a stage must not know how it is measured");
        return false;
    }
#endif
    (void)image, (void)text;
    return true;
}
