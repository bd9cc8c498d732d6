/* make inline: each stage's calls, with both compilers' words on them. */
#include "base/files.h"
#include "verbs/running.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

TestSuite(inline_verb, .timeout = 300);

enum { CELLS = 4, CELL_SIZE = 24 };

/* A row of the table, cut at its columns. */
struct row {
    unsigned line;
    char call[CELL_SIZE];
    char cells[CELLS][CELL_SIZE]; /* the build's clang and gcc, then those that see the library */
};

static void cut(const char *line, size_t len, size_t start, size_t end, char text[CELL_SIZE])
{
    size_t used = 0;
    for (size_t i = start; i < end && i < len && used + 1 < CELL_SIZE; i++)
        text[used++] = line[i];
    while (used > 0 && text[used - 1] == ' ')
        used--;
    text[used] = '\0';
}

/* Cuts the next row of a file's section; false at its end. */
static bool next_row(const char **rest, struct row *row)
{
    static const size_t columns[CELLS + 1] = {28, 49, 62, 83, 200};
    size_t len = strcspn(*rest, "\n");
    if (len < columns[0] || sscanf(*rest, "%u", &row->line) != 1)
        return false;
    cut(*rest, len, 7, columns[0], row->call);
    for (size_t i = 0; i < CELLS; i++)
        cut(*rest, len, columns[i], columns[i + 1], row->cells[i]);
    *rest += len + 1;
    return true;
}

/* The first row of a file. */
static const char *section(const struct ran *ran, const char *file)
{
    char head[256];
    snprintf(head, sizeof head, "\n%s\n", file);
    const char *found = strstr(ran_output(ran), head);
    cr_assert_not_null(found, "%s is not in\n%s%s", file, ran_output(ran), ran_errors(ran));
    return found + strlen(head);
}

/* `said` is what a cell begins with; "yes <" and "no >=" are of clang and have both figures. */
static bool is_said(const char *cell, const char *said)
{
    long cost, threshold;
    if (strcmp(said, "yes <") == 0)
        return sscanf(cell, "yes %ld < %ld", &cost, &threshold) == 2 && cost < threshold;
    if (strcmp(said, "no >=") == 0)
        return sscanf(cell, "no %ld >= %ld", &cost, &threshold) == 2 && cost >= threshold;
    return strncmp(cell, said, strlen(said)) == 0 && *cell != '\0';
}

struct expected_row {
    const char *file;
    unsigned line;
    const char *call;
    const char *cells[CELLS];
};

static void expect_row(const struct ran *ran, const struct expected_row *expected)
{
    const char *rest = section(ran, expected->file);
    struct row row;
    while (next_row(&rest, &row)) {
        if (row.line != expected->line || strcmp(row.call, expected->call) != 0)
            continue;
        for (size_t i = 0; i < CELLS; i++)
            cr_expect(is_said(row.cells[i], expected->cells[i]), "%s:%u %s: \"%s\", not \"%s\"",
                      expected->file, row.line, row.call, row.cells[i], expected->cells[i]);
        return;
    }
    cr_expect_fail("%s:%u %s is not in\n%s", expected->file, expected->line, expected->call,
                   ran_output(ran));
}

#define OTHER_FILE "other file", "other file"
#define LIBRARY "C library", "C library", "C library", "C library"

Test(inline_verb, tells_of_stage_1_what_each_compiler_inlines)
{
    static const char *const words[] = {"1", NULL};
    static const char file[] = "stages/1-algo-one/algo_one.c";
    static const struct expected_row rows[] = {
        {file, 17, "buffer_new", {"yes <", "yes", "yes <", "yes"}},
        {file, 20, "buffer_reader", {OTHER_FILE, "yes <", "yes"}},
        {file, 23, "malloc", {LIBRARY}},
        {file, 29, "read_full", {OTHER_FILE, "yes <", "no ("}},
        {file, 30, "bytes_of", {"yes <", "yes", "yes <", "yes"}},
        {file, 30, "buffer_write", {OTHER_FILE, "yes <", "yes"}},
        {file, 37, "memcmp", {LIBRARY}},
        {file, 42, "buffer_write", {OTHER_FILE, "no >=", "yes"}},
        {file, 50, "memmove", {".", "C library", ".", "C library"}},
        {"stages/stream/buffer.h", 41, "buffer_from", {"yes <", "yes", "yes <", "yes"}},
        {"stages/stream/buffer.c", 59, "move_to_storage", {".", ".", "yes <", "yes"}},
        {"stages/stream/reader.c", 9, "*buffer_reader_read", {".", ".", "yes <", "no ("}},
    };
    struct ran ran = run_verb("inline", words, NULL);
    cr_assert_eq(ran.end.code, 0, "%s", ran_errors(&ran));
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        expect_row(&ran, &rows[i]);
    ran_expect(&ran, "reader.c:9 makes an interface call, through a function pointer: no compiler "
                     "can inline that in the build.\nWith the library in sight clang sees what it "
                     "points to, once the "
                     "line is a part of algo_one.\n");
    ran_expect(&ran, "malloc stays a call");
    ran_dispose(&ran);
}

static const struct {
    const char *words[4];
    const char *file, *counts;
} subjects[] = {
    {{"1"}, "stages/1-algo-one/algo_one.c", "16 calls|4 and gcc 4|12 and 10"},
    {{"--solution", "1", "1"}, "solutions/1-algo-one/algo_one.c", "18 calls|4 and gcc 4|13 and 11"},
    {{"2"}, "stages/2-remove-interface-call/algo_one.c", "18 calls|4 and gcc 4|13 and 11"},
    {{"--solution", "1", "2"},
     "solutions/2-remove-interface-call/algo_one.c",
     "16 calls|4 and gcc 4|12 and 9"},
    {{"3"}, "stages/3-fix-window-size/algo_one.c", "16 calls|4 and gcc 4|12 and 9"},
    {{"--solution", "1", "3"},
     "solutions/3-fix-window-size/algo_one.c",
     "16 calls|4 and gcc 4|12 and 9"},
    {{"4"}, "stages/4-cpu-hotspot/algo_one.c", "16 calls|4 and gcc 4|12 and 9"},
    {{"--solution", "1", "4"}, "solutions/4-cpu-hotspot/algo_one.c", "7 calls|1 and gcc 1|5 and 5"},
};

static void expect_counts(const struct ran *ran, const char *file, const char *counts)
{
    char says[512];
    char calls[32], build[32], library[32];
    cr_assert_eq(sscanf(counts, "%31[^|]|%31[^|]|%31[^|]", calls, build, library), 3);
    snprintf(says, sizeof says,
             "\nOf the %s in %s clang inlines %s;\nwith the stream library in sight (as with "
             "-flto) %s.\n",
             calls, file, build, library);
    ran_expect(ran, says);
}

/* Each call stands at a line of the source that makes it, and the lines go up. */
static void expect_calls_of_source(const struct ran *ran, const char *file)
{
    struct error error;
    struct buffer source = buffer_bounded(SIZE_MAX);
    struct row row;
    unsigned at = 1;
    cr_assert(file_read(file, &source, &error), "%s", error.text);
    cr_assert_eq(buffer_write_byte(&source, '\0'), STREAM_OK);
    const char *line = (const char *)source.at;
    for (const char *rest = section(ran, file); next_row(&rest, &row);) {
        char call[CELL_SIZE + 1];
        cr_assert_geq(row.line, at, "%s: %u behind %u", file, row.line, at);
        for (; at < row.line; at++)
            line += strcspn(line, "\n") + 1;
        snprintf(call, sizeof call, "%s(", row.call);
        const char *found = strstr(line, call);
        cr_expect(found != NULL && found < line + strcspn(line, "\n"), "%s:%u has no %s", file, at,
                  call);
    }
    buffer_dispose(&source);
}

Test(inline_verb, lists_the_calls_of_each_stage)
{
    for (size_t i = 0; i < sizeof subjects / sizeof *subjects; i++) {
        struct ran ran = run_verb("inline", subjects[i].words, NULL);
        cr_assert_eq(ran.end.code, 0, "%s", ran_errors(&ran));
        expect_calls_of_source(&ran, subjects[i].file);
        expect_counts(&ran, subjects[i].file, subjects[i].counts);
        bool reads = strstr(ran_output(&ran), "makes an interface call") != NULL;
        cr_expect_eq(reads, i < 3, "%s", subjects[i].file);
        ran_dispose(&ran);
    }
}

/* The command that holds `part`, with all its lines; what follows it is cut off. */
static char *command_with(const struct ran *ran, const char *part)
{
    char *found = strstr((char *)ran->output.storage, part);
    cr_assert_not_null(found, "%s is not in\n%s", part, ran_output(ran));
    char *start = found;
    while (start > (char *)ran->output.storage && strncmp(start, "\n$ ", 3) != 0)
        start--;
    cr_assert_eq(strncmp(start, "\n$ ", 3), 0, "%s", start);
    char *end = strchr(found, '\n');
    while (end != NULL && end[-1] == '\\')
        end = strchr(end + 1, '\n');
    cr_assert_not_null(end);
    *end = '\0';
    return start + 3;
}

Test(inline_verb, shows_commands_that_run_alone)
{
    static const char *const words[] = {"2", NULL};
    static const char *const parts[] = {"/gcc.txt", "/clang.yaml", "/gcc-sees-all.txt",
                                        "/clang-sees-all.yaml"};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        struct ran ran = run_verb("inline", words, NULL);
        const char *const shell[] = {"sh", "-c", command_with(&ran, parts[i]), NULL};
        struct process_result result = process_run(&(struct process_request){
            .arguments = shell,
            .limits = {.cpu_seconds = 60, .wall_seconds = 60, .file_bytes = (uint64_t)1 << 30}});
        cr_expect(result.end == PROCESS_EXITED && result.code == 0, "%s", shell[2]);
        ran_dispose(&ran);
    }
}

/* A file of these lines, named in `path` and removed with the folder. */
static void write_file(const char *content, char *folder, char *path, size_t size)
{
    struct error error;
    cr_assert_not_null(mkdtemp(folder));
    snprintf(path, size, "%s/a file.c", folder);
    cr_assert(file_write(path, bytes_from_string(content), &error), "%s", error.text);
}

#define ALGO_ONE                                                                                   \
    "enum stream_status algo_one(struct bytes data, struct bytes find, struct bytes repl,\n"       \
    "                            struct buffer *output)\n"

static const char own_interface_call[] =
    ALGO_ONE "{\n"
             "    struct buffer input = buffer_from(data);\n"
             "    struct reader from = buffer_reader(&input);\n"
             "    unsigned char byte;\n"
             "    size_t got;\n"
             "    if (find.len == 0 || from.operations->read(from.self, &byte, 1, &got) != 0)\n"
             "        return STREAM_EMPTY_FIND;\n"
             "    return buffer_write(output, repl);\n"
             "}\n";

Test(inline_verb, tells_of_a_files_own_calls_through_pointers)
{
    char folder[] = "/tmp/inline-test-XXXXXX";
    char path[64];
    struct error error;
    write_file(own_interface_call, folder, path, sizeof path);
    const char *const words[] = {"--file", path, "1", NULL};
    struct ran ran = run_verb("inline", words, NULL);
    expect_row(&ran, &(struct expected_row){
                         path, 8, "*buffer_reader_read", {"no (1)", "no (1)", "yes <", "yes"}});
    ran_expect(&ran, "\n(1) a function pointer: what it points to is known only at run time\n");
    ran_expect(&ran, ":8 makes an interface call, through a function pointer: no compiler can "
                     "inline that in the build.\n"
                     "With the library in sight clang sees what it points to.\n");
    ran_dispose(&ran);
    folder_remove(folder, &error);
}

static const char name_of_the_library[] = "static int move_to_storage;\n" ALGO_ONE "{\n"
                                          "    (void)data, (void)find, (void)move_to_storage;\n"
                                          "    return buffer_write(output, repl);\n"
                                          "}\n";

Test(inline_verb, tells_of_a_file_that_does_not_compile_with_the_library_what_it_can)
{
    char folder[] = "/tmp/inline-test-XXXXXX";
    char path[64];
    struct error error;
    write_file(name_of_the_library, folder, path, sizeof path);
    const char *const words[] = {"--file", path, "1", NULL};
    struct ran ran = run_verb("inline", words, NULL);
    cr_expect_eq(ran.end.code, 0);
    ran_expect(&ran, "    6  buffer_write         no body              no body\n");
    ran_expect(&ran, "\nOf the 1 call in /tmp/");
    ran_expect(&ran, "\nIt does not compile together with the stream library, so that is left "
                     "out:\nclang: ");
    ran_expect(&ran, "a file.c:1:12: error: redefinition of 'move_to_storage'");
    cr_expect_null(strstr(ran_output(&ran), "with the stream library in sight"));
    cr_expect_str_eq(ran_errors(&ran), "");
    ran_dispose(&ran);
    folder_remove(folder, &error);
}

Test(inline_verb, refuses_orders_that_make_no_sense)
{
    static const struct refused_order orders[] = {
        {{NULL}, "Which stage? expected a number from 1 to 5, as in: make inline 1"},
        {{"6"}, "There is no stage \"6\": expected a number from 1 to 5, as in: make inline 1"},
        {{"--file", "no/such.c", "1"}, "no/such.c does not exist"},
        {{"--file", "stages", "1"}, "stages is a folder: expected a C file"},
        {{"--file", "LICENSE", "1"},
         "it does not compile: LICENSE:1:1: error: unknown type name 'MIT'"},
        {{"--threshold", "1", "1"},
         "usage: inline [--solution 1] [--file FILE] [--into FOLDER] STAGE"},
    };
    expect_orders_refused("inline", orders, sizeof orders / sizeof *orders);
}

Test(inline_verb, names_the_compiler_that_is_missing)
{
    static const char *const words[] = {"1", NULL};
    char folder[] = "/tmp/tool-missing-XXXXXX";
    char path[RUNNING_PATH_SIZE];
    struct error error;
    const char *const environment[] = {path, NULL};
    make_path_without("clang", folder, path);
    struct ran ran = run_verb("inline", words, environment);
    cr_expect_eq(ran.end.code, 2);
    cr_expect_str_eq(ran_errors(&ran), "clang is not installed. To install it: tooling/setup\n");
    ran_dispose(&ran);
    folder_remove(folder, &error);
}
