#include "views/collect_remarks.h"

#include <stdio.h>
#include <unistd.h>

/* How a compiler is asked, and its files in the place for each unit. */
struct asked {
    const char *program, *option;
    const char *record_option; /* takes the path of what it says */
    const char *object[SIGHTS], *record[SIGHTS];
};
static const struct asked clang = {"clang",
                                   "-foptimization-record-passes=inline",
                                   "-foptimization-record-file=",
                                   {"clang.o", "clang-sees-all.o"},
                                   {"clang.yaml", "clang-sees-all.yaml"}};
static const struct asked gcc = {"gcc",
                                 "-fcallgraph-info",
                                 "-fopt-info-inline-all=",
                                 {"gcc.o", "gcc-sees-all.o"},
                                 {"gcc.txt", "gcc-sees-all.txt"}};
static const char *const callgraphs[SIGHTS] = {"gcc.ci", "gcc-sees-all.ci"};

/* COMPILER FLAGS [-include SOURCE ...] -c -o OBJECT OPTION RECORD -x c FILE */
static bool compile(struct workdir *place, const struct asked *by, int sight, struct error *error)
{
    char object[WORKDIR_PATH_SIZE];
    char record[WORKDIR_PATH_SIZE];
    char record_word[WORKDIR_PATH_SIZE + 64];
    struct argv words = {.count = 0};
    if (!workdir_path(place, by->object[sight], object, error) ||
        !workdir_path(place, by->record[sight], record, error))
        return false;
    unlink(record); /* what an earlier run left must not pass for this one's */
    snprintf(record_word, sizeof record_word, "%s%s", by->record_option, record);
    argv_add(&words, by->program);
    compile_add_code_flags(&words, NULL);
    compile_add_contract(&words, place->build.contract);
    if (sight == SIGHT_LIBRARY)
        compile_add_library(&words);
    argv_add_all(&words, (const char *const[]){"-c", "-o", object, by->option, record_word, "-x",
                                               "c", place->request.subject->file, NULL});
    return workdir_run(place, words.list, by->program, error);
}

bool collect_remarks(struct workdir *place, struct inline_records records[SIGHTS],
                     struct error *error)
{
    for (int sight = 0; sight < SIGHTS; sight++)
        records[sight] = (struct inline_records){0};
    for (int sight = 0; sight < SIGHTS; sight++) {
        struct inline_records *made = &records[sight];
        const char *remarks = clang.record[sight];
        const char *opt_info = gcc.record[sight];
        struct buffer text = buffer_bounded((size_t)256 << 20);
        if (!compile(place, &clang, sight, error) || !compile(place, &gcc, sight, error))
            return sight == SIGHT_LIBRARY && !process_was_interrupted();
        made->gcc_text = buffer_bounded((size_t)256 << 20);
        made->callgraph_text = buffer_bounded((size_t)256 << 20);
        made->collected =
            workdir_read(place, remarks, &text, error) &&
            remarks_read(remarks, buffer_rest(&text), &made->clang, error) &&
            workdir_read(place, opt_info, &made->gcc_text, error) &&
            opt_info_read(opt_info, buffer_rest(&made->gcc_text), &made->gcc, error) &&
            workdir_read(place, callgraphs[sight], &made->callgraph_text, error) &&
            callgraph_read(callgraphs[sight], buffer_rest(&made->callgraph_text), &made->calls,
                           error);
        buffer_dispose(&text);
        if (!made->collected)
            return false;
    }
    return true;
}

void inline_records_dispose(struct inline_records records[SIGHTS])
{
    for (int sight = 0; sight < SIGHTS; sight++) {
        remarks_dispose(&records[sight].clang);
        opt_info_dispose(&records[sight].gcc);
        callgraph_dispose(&records[sight].calls);
        buffer_dispose(&records[sight].gcc_text);
        buffer_dispose(&records[sight].callgraph_text);
    }
}
