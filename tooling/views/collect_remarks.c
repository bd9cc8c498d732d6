#include "views/collect_remarks.h"

#include <stdio.h>
#include <unistd.h>

/* The names of a unit's files in the place. */
struct names {
    const char *clang_object, *remarks;
    const char *gcc_object, *opt_info, *callgraph;
};
static const struct names names[SIGHTS] = {
    {"clang.o", "clang.yaml", "gcc.o", "gcc.txt", "gcc.ci"},
    {"clang-sees-all.o", "clang-sees-all.yaml", "gcc-sees-all.o", "gcc-sees-all.txt",
     "gcc-sees-all.ci"},
};

enum { WORD_SIZE = WORKDIR_PATH_SIZE + 64 };

/* COMPILER FLAGS [-include SOURCE ...] -c -o OBJECT OPTION... -x c FILE */
static void make_words(const struct workdir *place, struct argv *words, const char *compiler,
                       enum inline_sight sight, const char *object, const char *const *options)
{
    *words = (struct argv){0};
    argv_add(words, compiler);
    compile_add_code_flags(words, NULL);
    compile_add_contract(words, place->build.contract);
    if (sight == SIGHT_LIBRARY)
        compile_add_library(words);
    argv_add_all(words, (const char *const[]){"-c", "-o", object, NULL});
    argv_add_all(words, options);
    argv_add_all(words, (const char *const[]){"-x", "c", place->request.subject->file, NULL});
}

/* The option of a compiler that names the file `name` of the place, which is not there yet. */
static bool name_record(const struct workdir *place, const char *option, const char *name,
                        char word[WORD_SIZE], struct error *error)
{
    char path[WORKDIR_PATH_SIZE];
    if (!workdir_path(place, name, path, error))
        return false;
    unlink(path); /* what an earlier run left must not pass for this one's */
    snprintf(word, WORD_SIZE, "%s%s", option, path);
    return true;
}

static bool run_clang(struct workdir *place, enum inline_sight sight, struct error *error)
{
    char object[WORKDIR_PATH_SIZE];
    char record[WORD_SIZE];
    struct argv words;
    if (!workdir_path(place, names[sight].clang_object, object, error) ||
        !name_record(place, "-foptimization-record-file=", names[sight].remarks, record, error))
        return false;
    make_words(place, &words, "clang", sight, object,
               (const char *const[]){"-foptimization-record-passes=inline", record, NULL});
    return workdir_run(place, words.list, "clang", error);
}

static bool run_gcc(struct workdir *place, enum inline_sight sight, struct error *error)
{
    char object[WORKDIR_PATH_SIZE];
    char record[WORD_SIZE];
    struct argv words;
    if (!workdir_path(place, names[sight].gcc_object, object, error) ||
        !name_record(place, "-fopt-info-inline-all=", names[sight].opt_info, record, error))
        return false;
    make_words(place, &words, "gcc", sight, object,
               (const char *const[]){"-fcallgraph-info", record, NULL});
    return workdir_run(place, words.list, "gcc", error);
}

static bool read_records(const struct workdir *place, const struct names *of,
                         struct inline_records *records, struct error *error)
{
    struct buffer remarks = buffer_bounded((size_t)256 << 20);
    records->gcc_text = buffer_bounded((size_t)256 << 20);
    records->callgraph_text = buffer_bounded((size_t)256 << 20);
    bool read =
        workdir_read(place, of->remarks, &remarks, error) &&
        remarks_read(of->remarks, buffer_rest(&remarks), &records->clang, error) &&
        workdir_read(place, of->opt_info, &records->gcc_text, error) &&
        opt_info_read(of->opt_info, buffer_rest(&records->gcc_text), &records->gcc, error) &&
        workdir_read(place, of->callgraph, &records->callgraph_text, error) &&
        callgraph_read(of->callgraph, buffer_rest(&records->callgraph_text), &records->calls,
                       error);
    buffer_dispose(&remarks);
    return read;
}

bool collect_remarks(struct workdir *place, struct inline_records records[SIGHTS],
                     struct error *error)
{
    for (int sight = 0; sight < SIGHTS; sight++)
        records[sight] = (struct inline_records){0};
    for (int sight = 0; sight < SIGHTS; sight++) {
        bool compiled = run_clang(place, (enum inline_sight)sight, error) &&
                        run_gcc(place, (enum inline_sight)sight, error);
        if (!compiled)
            return sight == SIGHT_LIBRARY && !process_was_interrupted();
        if (!read_records(place, &names[sight], &records[sight], error))
            return false;
        records[sight].collected = true;
    }
    return true;
}
