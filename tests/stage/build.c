/*
 * The build gate: the file compiles and defines what its contract says, once, and nothing that is
 * the check's own.
 *
 * Run:      the preprocessor once, the compiler on its text, then the linker, which puts the judged
 *           file's object into the probe. What runs in any gate is built from that text.
 * Compared: the headers that it includes with those that are given to the learner; what #line says with
 *           what is so; the names that it defines with the contract's, and with those that the check and
 *           the libraries have.
 * Said:     what the compiler says, or which header or name is one too many, or missing.
 */
#include "judge/judged_build.h"
#include "judge/self_contained.h"
#include "readers/depfile.h"
#include "readers/object.h"

#include <criterion/criterion.h>

/* Reads a list of files that a step has written; an empty one if there is none. */
static bool read_list(const char *path, struct depfile *list, struct gate_report *report)
{
    struct error error;
    struct buffer text = judged_build_read(path);
    *list = (struct depfile){0};
    bool read = text.len == 0 || depfile_read("includes", buffer_rest(&text), list, &error);
    buffer_dispose(&text);
    return read || gate_not_measured(report, "%s", error.text);
}

/* Whether the file includes only what it may, and its assembly, once there is one, nothing more. */
static bool includes_pass(const struct compile_paths *build, struct gate_report *report)
{
    struct depfile includes, assembled = {0};
    bool read = read_list(build->includes, &includes, report) &&
                read_list(build->assembled, &assembled, report);
    bool right = read && self_contained_includes(&includes, &report->message) &&
                 self_contained_assembly(&assembled, &includes, &report->message);
    if (read && !right)
        gate_not_yet(report);
    depfile_dispose(&includes);
    depfile_dispose(&assembled);
    return right;
}

/* Whether the object defines all of the contract's functions. */
static bool defines_its_contract(const struct gate_context *gate, const struct object *object,
                                 struct buffer *text)
{
    const struct contract *contract = gate->stage->contract;
    for (size_t i = 0; contract->functions[i] != NULL; i++) {
        const struct object_symbol *symbol = object_find(object, contract->functions[i]);
        if (symbol != NULL && symbol->kind != OBJECT_UNDEFINED && symbol->global)
            continue;
        format_add(text, "your file does not define %s: copy its declaration from stages/%s",
                   contract->functions[i], contract->header);
        return false;
    }
    return true;
}

/* Whether the object defines what it must, and nothing that it must not. */
static bool names_pass(const struct gate_context *gate, const struct compile_paths *build,
                       struct gate_report *report)
{
    struct error error;
    struct object object;
    struct buffer image = judged_build_read(build->object);
    bool right = false;
    if (!object_read("object", buffer_rest(&image), &object, &error))
        format_add(gate_not_yet(report), "what is compiled of it cannot be read: %s", error.text);
    else if (self_contained_names(&object, &report->message) &&
             self_contained_asks_nothing(buffer_rest(&image), &report->message) &&
             defines_its_contract(gate, &object, &report->message))
        right = true;
    else
        gate_not_yet(report);
    object_dispose(&object);
    buffer_dispose(&image);
    return right;
}

Test(build, compiles_and_defines_its_contract, .timeout = 300)
{
    struct gate_context gate;
    struct gate_report report;
    struct compile_paths build;
    struct error error;
    cr_assert(gate_begin("build", &gate, &report, &error) &&
                  judged_build_paths(&gate, CHECK_PROGRAM, &build, &error),
              "%s", error.text);

    if (judged_build_preprocess(&gate, &build, &report) && includes_pass(&build, &report) &&
        judged_build_compile(&gate, &build, &report) && includes_pass(&build, &report) &&
        names_pass(&gate, &build, &report) && judged_build_link(&gate, &build, &report)) {
        struct buffer warnings = buffer_bounded(SIZE_MAX);
        bool warned = judged_build_add_warnings(&build, &warnings) > 0;
        format_add(&report.message,
                   warned ? "compiles; %s warns:" : "compiles without a warning (%s)",
                   compile_compiler);
        format_add_bytes(&report.message, buffer_rest(&warnings));
        buffer_dispose(&warnings);
    }
    cr_expect(gate_conclude(&gate, &report), "%s", report.verdict);
}
