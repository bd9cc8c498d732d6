/* Builds the judged file, and says what the compiler and the linker had to say. */
#ifndef JUDGE_JUDGED_BUILD_H
#define JUDGE_JUDGED_BUILD_H

#include "judge/gate.h"
#include "run/compile.h"

/* The paths of a build in the check's folder: `folder` is CHECK_PROGRAM or CHECK_SANITIZED. */
bool judged_build_paths(const struct gate_context *gate, const char *folder,
                        struct compile_paths *paths, struct error *error);

/*
 * Makes the build's folder, and preprocesses the file into it; compiles that text; links the probes
 * from the object. Whether that succeeded: if not, the report is not-yet and quotes the compiler, or is
 * inconclusive if the compiler could not run.
 */
bool judged_build_preprocess(const struct gate_context *gate, const struct compile_paths *paths,
                             struct gate_report *report);
bool judged_build_compile(const struct gate_context *gate, const struct compile_paths *paths,
                          struct gate_report *report);
bool judged_build_link(const struct gate_context *gate, const struct compile_paths *paths,
                       struct gate_report *report);

/*
 * Builds the text that the build gate has made once more, another way (paths->way), in a folder of its
 * own: whether that succeeded.
 */
bool judged_build_again(const struct gate_context *gate, const struct compile_paths *paths);

/* Reads a file of the build; the text is empty if it cannot be read. */
struct buffer judged_build_read(const char *path);

/* Appends the compiler's warnings; returns how many lines they have, all of which may not be shown. */
size_t judged_build_add_warnings(const struct compile_paths *paths, struct buffer *text);

#endif
