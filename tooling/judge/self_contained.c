#include "judge/self_contained.h"

#include "base/files.h"
#include "base/format.h"
#include "base/scan.h"
#include "judge/allowed_calls.h"
#include "judge/check_request.h"
#include "judge_config.h" /* made by CMake: where the workbook's own programs are */
#include "measure/tools.h"
#include "readers/directives.h"

#include <ctype.h>
#include <dlfcn.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#if defined(__GLIBC__)
#include <gnu/lib-names.h>
#endif

static bool is_given(const char *path)
{
    char header[CHECK_PATH_SIZE];
    /* Of /usr, where the workbook can be too, only the folders of headers. */
    bool is =
        scan_starts_with(bytes_from_string(path), JUDGE_STAGES "/stream/") ||
        (scan_starts_with(bytes_from_string(path), "/usr/") && strstr(path, "/include/") != NULL);
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

bool self_contained_assembly(const struct depfile *assembled, const struct depfile *includes,
                             struct buffer *text)
{
    size_t others = 0; /* one of them is what the compiler wrote; and it names the file itself */
    for (size_t i = 0; i < assembled->file_count; i++) {
        bool included = false;
        for (size_t j = 0; j < includes->file_count; j++)
            included |= strcmp(assembled->files[i], file_name(includes->files[j])) == 0;
        others += !included;
    }
    if (others > 1)
        format_add(text, "its assembly reads another file (.incbin or .include): a stage is one "
                         "file");
    return others <= 1;
}

/*
 * Whether the directive includes a device or a pipe, at which a compiler would wait or never come to an
 * end. What is not there, or is found elsewhere, the compiler speaks of.
 */
static bool includes_no_file(struct bytes directive, const char *path)
{
    char file[CHECK_PATH_SIZE + DIRECTIVE_SIZE];
    struct stat status;
    struct error unused;
    struct bytes before, name;
    struct scan s = scan_of("directive", directive, &unused);
    bool is_quoted = memchr(directive.at, '"', directive.len) != NULL;
    if ((!scan_text(&s, "include") && !scan_text(&s, "import")) ||
        !scan_until(&s, is_quoted ? '"' : '<', &before) || !scan_bytes(&s, 1, &before) ||
        !scan_until(&s, is_quoted ? '"' : '>', &name))
        return false;
    size_t folder = name.len > 0 && name.at[0] == '/' ? 0 : strlen(path) - strlen(file_name(path));
    snprintf(file, sizeof file, "%.*s%.*s", (int)folder, path, (int)name.len,
             (const char *)name.at);
    char *real = realpath(file, NULL);
    struct bytes at = bytes_from_string(real == NULL ? "" : real);
    bool is_none = stat(file, &status) == 0 &&
                   ((!S_ISREG(status.st_mode) && !S_ISDIR(status.st_mode)) ||
                    scan_starts_with(at, "/proc/") || scan_starts_with(at, "/sys/"));
    free(real);
    return is_none;
}

/* Whether `path` ends in the whole name `file`. */
static bool is_path_of(const char *path, struct bytes file)
{
    struct bytes all = bytes_from_string(path);
    return file.len > 0 && file.len <= all.len &&
           bytes_equal(bytes_skip(all, all.len - file.len), file) &&
           (file.len == all.len || all.at[all.len - file.len - 1] == '/');
}

/*
 * What is wrong with a directive `line 13 "algo_one.c"`, or `13 "algo_one.c"` as gcc writes it; NULL
 * for one that says what is so, and for any other directive.
 */
static const char *line_fault(const struct directive *directive, const char *path)
{
    struct error unused;
    uint64_t number;
    struct bytes before, name;
    struct bytes all = bytes_of(directive->text, directive->len);
    struct scan s = scan_of("directive", all, &unused);
    bool is_short = all.len > 0 && isdigit(all.at[0]);
    if (!is_short && !(scan_text(&s, "line") && scan_blank(&s)))
        return NULL;
    bool is_right = scan_number(&s, &number) && number == directive->next_line;
    if (scan_until(&s, '"', &before) && scan_text(&s, "\"") &&
        !(scan_until(&s, '"', &name) && scan_text(&s, "\"") && is_path_of(path, name)))
        return "names another file";
    scan_blank(&s);
    return is_right && scan_at_end(&s) ? NULL : "gives the next line another number";
}

bool self_contained_directives(struct bytes source, const char *path, struct buffer *text)
{
    struct directive directive;
    struct directives all = directives_of(source);
    while (directives_next(&all, &directive)) {
        struct bytes words = bytes_of(directive.text, directive.len);
        const char *fault = line_fault(&directive, path);
        if (fault != NULL)
            format_add(text, "line %" PRIu64 ": #line %s; take it out", directive.line, fault);
        else if (includes_no_file(words, path))
            format_add(text, "line %" PRIu64 ": it includes a device or a pipe, not a file",
                       directive.line);
        else
            continue;
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

/* Whether C can have the name, or a compiler gives it: assembly can give any. */
static bool is_name(const char *name)
{
    static const char also[] = "_.$@";
    bool is = true;
    for (; *name != '\0'; name++) {
        unsigned char c = (unsigned char)*name;
        is = is && (isalnum(c) || c >= 0x80 || strchr(also, c) != NULL);
    }
    return is;
}

bool self_contained_names(const struct object *object, struct buffer *text)
{
    if (object->has_controls) {
        format_add(text, "a control character in a file's name: rename your file or its folder, or "
                         "take the name out of your assembly (.file)");
        return false;
    }
    for (size_t i = 0; i < object->symbol_count; i++) {
        const struct object_symbol *symbol = &object->symbols[i];
        if (!is_name(symbol->name)) {
            format_add(text, "it uses a name that C does not allow, which assembly can give: ");
            format_add_printable(text, bytes_from_string(symbol->name));
            return false;
        }
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
