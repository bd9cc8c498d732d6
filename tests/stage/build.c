/* The file compiles and defines what its contract says, once, and nothing that is the probe's. */
#include "base/scan.h"
#include "judge/gate.h"
#include "judge/self_contained.h"
#include "readers/depfile.h"
#include "readers/object.h"
#include "results/result.h"
#include "run/process.h"

#include <criterion/criterion.h>
#include <errno.h>
#include <string.h>
#include <unistd.h>

enum { MOST_LINES = 12 };

/* What says nothing of the learner's file: how we include a header, and how the linker is started. */
static bool is_ours(struct bytes line)
{
    return scan_starts_with(line, "In file included from <command-line>") ||
           scan_starts_with(line, "collect2: ");
}

/* The line without what is in front of the learner's: the linker's object, the project's root. */
static struct bytes as_shown(struct bytes line)
{
    static const char object[] = "/program.o: ";
    char root[JUDGING_PATH_SIZE];
    const unsigned char *at =
        line.len == 0 ? NULL : memmem(line.at, line.len, object, sizeof object - 1);
    if (at != NULL)
        line = bytes_skip(line, (size_t)(at - line.at) + sizeof object - 1);
    if (getcwd(root, sizeof root - 1) == NULL)
        return line;
    strcat(root, "/");
    return scan_starts_with(line, root) ? bytes_skip(line, strlen(root)) : line;
}

/* Appends a line. Some linkers say after its number where in the object it is: "a.c:10:(.text+0x1)". */
static void add_line(struct buffer *text, struct bytes line)
{
    static const char section[] = ":(.text+0x";
    struct bytes head = as_shown(line);
    const unsigned char *at =
        head.len == 0 ? NULL : memmem(head.at, head.len, section, sizeof section - 1);
    size_t front = at == NULL ? head.len : (size_t)(at - head.at);
    struct bytes tail = bytes_skip(head, front);
    const unsigned char *end = tail.len == 0 ? NULL : memchr(tail.at, ')', tail.len);
    format_add(text, "\n  ");
    format_add_printable(text, bytes_of(head.at, front));
    if (end != NULL)
        format_add_printable(text, bytes_skip(tail, (size_t)(end - tail.at) + 1));
}

/* Appends the first lines of what the compiler or linker said. */
static size_t add_words(struct buffer *text, const char *file)
{
    struct error error;
    struct buffer words;
    struct bytes line;
    size_t lines = 0;
    judging_read(file, &words);
    struct scan s = scan_of(file, buffer_rest(&words), &error);
    while (scan_line(&s, &line)) {
        if (is_ours(line))
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

/* The tool at fault, or the file: says which. */
static void report_failure(struct process_result result, const char *fault,
                           const char *const words[2], struct finding *finding)
{
    struct buffer *text = &finding->message;
    finding->verdict = RESULT_NOT_YET;
    if (result.end == PROCESS_NOT_STARTED) {
        finding->verdict = RESULT_INCONCLUSIVE;
        format_add(text, "%s cannot be started: %s. To install it: tooling/setup", compile_command,
                   strerror(result.code));
    } else if (result.end == PROCESS_INTERRUPTED) {
        finding->verdict = RESULT_INCONCLUSIVE;
        format_add(text, "not measured: the check was interrupted");
    } else if (result.end == PROCESS_EXITED) {
        format_add(text, "%s; %s says:", fault, compile_compiler);
        if (add_words(text, words[0]) == 0)
            add_words(text, words[1]);
    } else {
        format_add(text, "%s was stopped: it took too long or too much memory", compile_compiler);
    }
}

static bool defines_its_contract(const struct object *object, struct buffer *text)
{
    const struct contract *contract = judging()->stage->contract;
    for (size_t i = 0; contract->functions[i] != NULL; i++) {
        const struct object_symbol *symbol = object_find(object, contract->functions[i]);
        if (symbol != NULL && symbol->kind != OBJECT_UNDEFINED && symbol->global)
            continue;
        format_add(text, "it does not define %s: stages/%s says what it must look like",
                   contract->functions[i], contract->header);
        return false;
    }
    return true;
}

/* Appends why a tool's output cannot be read; always false. */
static bool is_unreadable(const struct error *error, struct finding *finding)
{
    finding->verdict = RESULT_INCONCLUSIVE;
    format_add(&finding->message, "not measured: %s", error->text);
    return false;
}

static bool not_yet_unless(bool right, struct finding *finding)
{
    if (!right)
        finding->verdict = RESULT_NOT_YET;
    return right;
}

static bool check_includes(struct finding *finding)
{
    struct error error;
    char name[64];
    struct depfile includes;
    struct buffer text;
    judging_build_file(name, ".d");
    judging_read(name, &text);
    bool right =
        depfile_read(name, buffer_rest(&text), &includes, &error)
            ? not_yet_unless(own_file_includes_what_it_may(&includes, &finding->message), finding)
            : is_unreadable(&error, finding);
    depfile_dispose(&includes);
    buffer_dispose(&text);
    return right;
}

static bool check_object(struct finding *finding)
{
    struct error error;
    char name[64];
    struct object object;
    struct buffer image;
    judging_build_file(name, ".o");
    judging_read(name, &image);
    bool right = object_read(name, buffer_rest(&image), &object, &error)
                     ? not_yet_unless(own_file_defines_what_it_may(&object, &finding->message) &&
                                          own_file_asks_valgrind_nothing(buffer_rest(&image),
                                                                         &finding->message) &&
                                          defines_its_contract(&object, &finding->message),
                                      finding)
                     : is_unreadable(&error, finding);
    object_dispose(&object);
    buffer_dispose(&image);
    return right;
}

static void report_success(struct finding *finding)
{
    struct buffer warnings = buffer_bounded(SIZE_MAX);
    if (add_words(&warnings, "program/compiler.txt") == 0) {
        format_add(&finding->message, "compiles without a warning (%s)", compile_compiler);
    } else {
        format_add(&finding->message, "compiles; %s warns:", compile_compiler);
        format_add_bytes(&finding->message, buffer_rest(&warnings));
    }
    buffer_dispose(&warnings);
}

Test(build, compiles_and_defines_its_contract, .timeout = 300)
{
    static const char *const compiler[] = {"program/compiler.txt", "program/compiler.txt"};
    static const char *const linkers[] = {"program/linker.txt", "program/static-linker.txt"};
    struct finding finding = finding_of("build");
    const struct judging *orders = judging();
    struct process_result compiled = compile_file(orders->file, &orders->build, orders->box);

    if (!process_succeeded(compiled)) {
        report_failure(compiled, "it does not compile", compiler, &finding);
    } else if (check_includes(&finding) && check_object(&finding)) {
        struct process_result linked = compile_link(&orders->build, orders->box);
        if (process_succeeded(linked))
            report_success(&finding);
        else
            report_failure(linked, "it compiles, but cannot be linked", linkers, &finding);
    }
    finding_conclude(&finding);
}
