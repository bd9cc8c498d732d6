#include "views/inline_sites.h"

#include "base/array.h"
#include "base/scan.h"
#include "views/inline_choose.h"

#include <string.h>

/* All sites while they are being found, and what they are seen from. */
struct finding {
    struct inline_sites *sites;
    const char *root;
    struct bytes subject;
};

static struct bytes from_root(struct bytes file, const char *root)
{
    size_t len = strlen(root);
    if (len > 0 && scan_starts_with(file, root) && file.len > len && file.at[len] == '/')
        file = bytes_skip(file, len + 1);
    return scan_starts_with(file, "./") ? bytes_skip(file, 2) : file;
}

/*
 * A file as clang's debug information has it: a path that begins like the working folder's lacks what
 * the two have in common.
 */
static struct bytes from_clang(const struct finding *f, struct bytes file)
{
    struct bytes subject = f->subject;
    if (file.len == 0 || file.at[0] == '/' || subject.len <= file.len || subject.at[0] != '/')
        return from_root(file, f->root);
    size_t common = subject.len - file.len;
    bool ends_so = bytes_equal(bytes_skip(subject, common), file) && subject.at[common - 1] == '/';
    bool is_shared = strlen(f->root) >= common && memcmp(f->root, subject.at, common) == 0;
    return ends_so && is_shared ? subject : from_root(file, f->root);
}

static bool is_at(const struct inline_site *site, struct bytes file, uint64_t line)
{
    return site->line == line && bytes_equal(site->file, file);
}

static struct inline_site *find_site(const struct finding *f, struct bytes file, uint64_t line,
                                     struct bytes callee)
{
    for (size_t i = 0; i < f->sites->count; i++) {
        struct inline_site *site = &f->sites->list[i];
        if (is_at(site, file, line) && bytes_equal(site->callee, callee))
            return site;
    }
    return NULL;
}

/* The site at the line whose callee is not known yet. */
static struct inline_site *find_pointer(const struct finding *f, struct bytes file, uint64_t line)
{
    struct inline_site *site = find_site(f, file, line, bytes_of(NULL, 0));
    return site != NULL && site->through_pointer ? site : NULL;
}

/* The new site; NULL if allocation fails. */
static struct inline_site *add_site(struct finding *f, struct inline_site site)
{
    struct inline_sites *sites = f->sites;
    return array_append(&sites->list, &sites->count, &site, sizeof site)
               ? &sites->list[sites->count - 1]
               : NULL;
}

/* The word on a line itself outlives those on its copies; of each, the last. */
static void set_word(struct inline_site *site, enum inline_sight sight, enum inline_compiler by,
                     struct inline_word word, struct bytes caller)
{
    struct inline_word *old = &site->words[sight][by];
    if (!bytes_equal(caller, site->function))
        word.copy = caller;
    if (word.copy.len == 0 || old->said == SAID_NOTHING || old->copy.len > 0)
        *old = word;
}

static bool add_pointers(struct finding *f, const struct callgraph *graph)
{
    for (size_t i = 0; i < graph->count; i++) {
        const struct callgraph_call *call = &graph->calls[i];
        struct bytes file = from_root(call->file, f->root);
        size_t start = call->caller.len; /* a static function is called "FILE:NAME" */
        while (start > 0 && call->caller.at[start - 1] != ':')
            start--;
        if (!call->through_pointer || file.len == 0 || find_pointer(f, file, call->line) != NULL)
            continue;
        if (add_site(f, (struct inline_site){.file = file,
                                             .line = call->line,
                                             .function = bytes_skip(call->caller, start),
                                             .through_pointer = true}) == NULL)
            return false;
    }
    return true;
}

static struct inline_word word_of_gcc(const struct opt_info_line *line)
{
    struct inline_word word = {.said = SAID_NOT, .reason = line->text};
    if (line->kind == OPT_INFO_INLINED)
        word = (struct inline_word){.said = SAID_INLINED};
    else if (bytes_equal(line->text, bytes_from_string("function body not available")))
        word = (struct inline_word){.said = SAID_NO_BODY};
    return word;
}

static bool is_left(const struct finding *f, const struct callgraph *graph, struct bytes file,
                    uint64_t line)
{
    for (size_t i = 0; i < graph->count; i++) {
        const struct callgraph_call *call = &graph->calls[i];
        if (call->through_pointer && call->line == line &&
            bytes_equal(from_root(call->file, f->root), file))
            return true;
    }
    return false;
}

static bool add_gcc(struct finding *f, enum inline_sight sight, const struct inline_records *from)
{
    for (size_t i = 0; i < from->gcc.count; i++) {
        const struct opt_info_line *line = &from->gcc.lines[i];
        struct bytes file = from_root(line->file, f->root);
        if (line->kind == OPT_INFO_OTHER)
            continue;
        struct inline_site *site = find_site(f, file, line->line, line->callee);
        struct inline_site *pointer = find_pointer(f, file, line->line);
        if (site == NULL && pointer != NULL &&
            !(bytes_equal(pointer->function, line->caller) &&
              is_left(f, &from->calls, file, line->line))) {
            site = pointer; /* here, or in a copy, gcc knows what the pointer points to */
            site->callee = line->callee;
        }
        if (site == NULL)
            site = add_site(f, (struct inline_site){.file = file,
                                                    .line = line->line,
                                                    .callee = line->callee,
                                                    .function = line->caller});
        if (site == NULL)
            return false;
        set_word(site, sight, BY_GCC, word_of_gcc(line), line->caller);
    }
    return true;
}

/* Adds what clang says, after gcc's sites have been added. */
static bool add_clang(struct finding *f, enum inline_sight sight, const struct remarks *clang)
{
    for (size_t i = 0; i < clang->count; i++) {
        const struct remark *remark = &clang->list[i];
        struct bytes file = from_clang(f, bytes_from_string(remark->file));
        struct bytes caller = bytes_from_string(remark->caller);
        struct bytes callee = bytes_from_string(remark->callee);
        struct inline_site *site = find_site(f, file, remark->line, callee);
        if (site == NULL && strcmp(remark->callee, "bcmp") == 0) /* its name for memcmp(...) == 0 */
            site = find_site(f, file, remark->line, bytes_from_string("memcmp"));
        if (site == NULL && (site = find_pointer(f, file, remark->line)) != NULL)
            site->callee = callee; /* clang knows what the pointer points to */
        if (site == NULL)
            site = add_site(
                f, (struct inline_site){
                       .file = file, .line = remark->line, .callee = callee, .function = caller});
        if (site == NULL)
            return false;
        bool has_body = strcmp(remark->name, "NoDefinition") != 0;
        const struct inline_word word = {.said = remark->inlined ? SAID_INLINED
                                                 : has_body      ? SAID_NOT
                                                                 : SAID_NO_BODY,
                                         .has_cost = remark->has_cost,
                                         .cost = remark->cost,
                                         .threshold = remark->threshold,
                                         .reason = bytes_from_string(remark->reason)};
        set_word(site, sight, BY_CLANG, word, caller);
    }
    return true;
}

bool inline_sites_find(const struct inline_records records[SIGHTS], const char *file,
                       const char *root, struct inline_sites *sites)
{
    struct finding f = {sites, root, from_root(bytes_from_string(file), root)};
    bool found = true;
    *sites = (struct inline_sites){0};
    for (int sight = 0; found && sight < SIGHTS; sight++)
        found = add_pointers(&f, &records[sight].calls);
    for (int sight = 0; found && sight < SIGHTS; sight++)
        found = add_gcc(&f, (enum inline_sight)sight, &records[sight]);
    for (int sight = 0; found && sight < SIGHTS; sight++)
        found = add_clang(&f, (enum inline_sight)sight, &records[sight].clang);
    /* What is known only when all sites have been found. */
    for (size_t i = 0; found && i < SIGHTS * sites->count; i++) {
        struct inline_site *site = &sites->list[i / SIGHTS];
        struct inline_word *words = site->words[i % SIGHTS];
        const struct inline_records *from = &records[i % SIGHTS];
        /* What gcc says without naming a function is about the call of which it says nothing else. */
        for (size_t k = 0; k < from->gcc.count; k++) {
            const struct opt_info_line *line = &from->gcc.lines[k];
            if (line->kind == OPT_INFO_OTHER && words[BY_GCC].said == SAID_NOTHING &&
                is_at(site, from_root(line->file, root), line->line))
                words[BY_GCC] = word_of_gcc(line);
        }
        /* A call that gcc leaves to a pointer is unknown to each that says nothing of it. */
        bool left = site->through_pointer && is_left(&f, &from->calls, site->file, site->line);
        for (int by = 0; left && by < COMPILERS; by++) {
            if (words[by].said == SAID_NOTHING)
                words[by].said = SAID_POINTER;
        }
    }
    found = found && sites_choose(sites, f.subject);
    if (!found)
        inline_sites_dispose(sites);
    return found;
}

void inline_sites_dispose(struct inline_sites *sites)
{
    free(sites->list);
    *sites = (struct inline_sites){0};
}
