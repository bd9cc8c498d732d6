#include "judge/judged_build.h"

#include "base/files.h"
#include "base/scan.h"
#include "judge/self_contained.h"
#include "results/verdict.h"

#include <string.h>
#include <unistd.h>

bool judged_build_paths(const struct gate_context *gate, const char *folder,
                        struct compile_paths *paths, struct error *error)
{
    char path[CHECK_PATH_SIZE];
    return check_path(path, gate->folder, folder, "", error) &&
           (compile_paths_in(path, gate->stage->contract, paths) ||
            error_set(error, "%.4000s is too long a path", path));
}

struct buffer judged_build_read(const char *path)
{
    struct error unread;
    struct buffer text = buffer_bounded((size_t)256 << 20);
    if (!file_read(path, &text, &unread))
        buffer_reset(&text);
    return text;
}

/* Appends what fits of a text without an end: nobody reads more of a line. */
static void add_cut(struct buffer *text, struct bytes part)
{
    enum { MOST = 500 };
    format_add_printable(text, bytes_of(part.at, part.len > MOST ? MOST : part.len));
    if (part.len > MOST)
        format_add(text, " ...");
}

/*
 * Appends a line from the learner's part on: without the linker's object, or the project's root. Some
 * linkers add to a line's number where in the object it is: "a.c:10:(.text+0x1)".
 */
static void add_line(struct buffer *text, struct bytes line)
{
    static const char object[] = "/program.o: ", section[] = ":(.text+0x";
    char root[CHECK_PATH_SIZE];
    struct bytes head = line;
    const unsigned char *at =
        head.len == 0 ? NULL : memmem(head.at, head.len, object, sizeof object - 1);
    if (at != NULL)
        head = bytes_skip(head, (size_t)(at - head.at) + sizeof object - 1);
    if (getcwd(root, sizeof root - 1) != NULL && scan_starts_with(head, strcat(root, "/")))
        head = bytes_skip(head, strlen(root));
    at = head.len == 0 ? NULL : memmem(head.at, head.len, section, sizeof section - 1);
    size_t front = at == NULL ? head.len : (size_t)(at - head.at);
    struct bytes tail = bytes_skip(head, front);
    const unsigned char *end = tail.len == 0 ? NULL : memchr(tail.at, ')', tail.len);
    format_add(text, "\n  ");
    add_cut(text, bytes_of(head.at, front));
    if (end != NULL)
        add_cut(text, bytes_skip(tail, (size_t)(end - tail.at) + 1));
}

/* Appends the first lines of what the compiler or linker said, and returns how many there are. */
static size_t add_words(struct buffer *text, const char *path)
{
    enum { MOST_LINES = 12 };
    struct error error;
    struct buffer words = judged_build_read(path);
    struct bytes line;
    size_t lines = 0;
    struct scan s = scan_of(path, buffer_rest(&words), &error);
    while (scan_line(&s, &line)) {
        /* How the check includes a header, and how the linker is started, is not the file's. */
        if (scan_starts_with(line, "In file included from <command-line>") ||
            scan_starts_with(line, "collect2: "))
            continue;
        lines++;
        if (lines <= MOST_LINES)
            add_line(text, line);
    }
    if (lines > MOST_LINES)
        format_add(text, "\n  ... and %zu more lines", lines - MOST_LINES);
    buffer_dispose(&words);
    return lines;
}

/* Whether the compiler says that a limit ended one of the programs that it starts. */
static bool says_stopped(const char *path)
{
    struct buffer words = judged_build_read(path);
    bool says = scan_line_with(buffer_rest(&words), " signal terminated program ").len > 0;
    buffer_dispose(&words);
    return says;
}

/* Says why a step failed: `fault` is what is wrong with the file, which `words` explain. */
static bool succeeds(struct process_result result, const char *fault, const char *const words[2],
                     struct gate_report *report)
{
    if (process_succeeded(result))
        return true;
    if (result.end == PROCESS_INTERRUPTED)
        return gate_not_measured(report, "the check was interrupted");
    if (result.end == PROCESS_NOT_STARTED) {
        report->verdict = RESULT_INCONCLUSIVE;
        format_add(&report->message, "%s cannot be started: %s. To install it: tooling/setup",
                   compile_command, strerror(result.code));
        return false;
    }
    struct buffer *text = gate_not_yet(report);
    if (result.end != PROCESS_EXITED || says_stopped(words[0]) || says_stopped(words[1])) {
        format_add(text,
                   "%s was stopped: it took too long or too much memory. Does a macro of your file "
                   "double, or does an #include never end?",
                   compile_compiler);
        return false;
    }
    format_add(text, "%s; %s says:", fault, compile_compiler);
    if (add_words(text, words[0]) == 0)
        add_words(text, words[1]);
    return false;
}

bool judged_build_preprocess(const struct gate_context *gate, const struct compile_paths *paths,
                             struct gate_report *report)
{
    struct error error;
    if (!folder_make(paths->folder, &error))
        return gate_not_measured(report, "%s", error.text);
    struct buffer source = judged_build_read(gate->request.file);
    bool is_sound =
        self_contained_directives(buffer_rest(&source), gate->request.file, &report->message);
    buffer_dispose(&source);
    if (!is_sound) {
        gate_not_yet(report);
        return false;
    }
    return succeeds(compile_preprocess(gate->request.file, paths, gate->request.box),
                    "it does not compile", (const char *const[2]){paths->words, paths->words},
                    report);
}

bool judged_build_compile(const struct gate_context *gate, const struct compile_paths *paths,
                          struct gate_report *report)
{
    struct process_result compiled = compile_text(paths->text, paths, gate->request.box);
    compile_explain(gate->request.file, paths, gate->request.box);
    return succeeds(compiled, "it does not compile",
                    (const char *const[2]){paths->words, paths->text_words}, report);
}

bool judged_build_again(const struct gate_context *gate, const struct compile_paths *paths)
{
    struct error unused;
    struct compile_paths first;
    return judged_build_paths(gate, CHECK_PROGRAM, &first, &unused) &&
           folder_make(paths->folder, &unused) &&
           process_succeeded(compile_text(first.text, paths, gate->request.box)) &&
           process_succeeded(compile_link(paths, gate->request.box));
}

bool judged_build_link(const struct gate_context *gate, const struct compile_paths *paths,
                       struct gate_report *report)
{
    return succeeds(compile_link(paths, gate->request.box), "it compiles, but cannot be linked",
                    (const char *const[2]){paths->link_words, paths->static_link_words}, report);
}

size_t judged_build_add_warnings(const struct compile_paths *paths, struct buffer *text)
{
    return add_words(text, paths->words);
}
