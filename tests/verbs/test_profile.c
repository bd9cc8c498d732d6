/* make profile, top, profile-cpu and top-cpu: each stage's listings, with the talk's figures. */
#include "base/files.h"
#include "results/result.h"
#include "verbs/running.h"

#include <criterion/criterion.h>
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

TestSuite(profile, .timeout = 400);

enum { MOST_WORDS = 12, MOST_PARTS = 6 };

/* What the heap's listings say: parts of the text, in this order. */
static const struct {
    const char *words[MOST_WORDS];
    const char *parts[MOST_PARTS];
} heap_rows[] = {
    {{"1"},
     {"Total: 53 B/op (alloc_space: 53,000 B in 1,000 ops",
      "        5 B        53 B (flat, cum) 100.0 % of the total\n",
      "          .        48 B >   17:     struct buffer *input = buffer_new(data);\n",
      "        5 B         5 B >   23:     unsigned char *window = malloc(find.len);\n",
      "\nTo run it by hand:\n$ valgrind -q --tool=dhat "}},
    {{"--inlines", "no", "1"},
     {"       53 B        53 B (flat, cum) 100.0 % of the total\n",
      "       48 B        48 B >   17:     struct buffer *input = buffer_new(data);\n",
      "        5 B         5 B >   23:     unsigned char *window = malloc(find.len);\n"}},
    {{"--sample", "alloc_objects", "1"},
     {"Total: 2 blocks/op (alloc_objects: 2,000 blocks in 1,000 ops", "          .           1 > ",
      "          1           1 > "}},
    {{"--sample", "inuse_space", "1"}, {"Total: 53 B/op (inuse_space: 53,000 B in "}},
    {{"--sample", "inuse_objects", "1"}, {"Total: 2 blocks/op (inuse_objects: 2,000 blocks in "}},
    {{"--sample", "inuse_space", "--solution", "1", "1"},
     {"Total: 0 B/op (inuse_space: 0 B in ", "Nothing was left when the program ended.\n"}},
    {{"--function", "buffer_(new|from)", "1"},
     {"ROUTINE ======================== buffer_new in stages/stream/buffer.h\n",
      "       48 B        48 B (flat, cum)  90.6 % of the total\n",
      "       48 B        48 B >   39:     struct buffer *made = malloc(sizeof *made);\n"}},
    {{"--show", "top", "1"},
     {"       flat   flat %         cum    cum %  function\n",
      "       48 B   90.6 %        48 B   90.6 %  buffer_new  (stages/stream/buffer.h)\n",
      "        5 B    9.4 %        53 B  100.0 %  algo_one  (stages/1-algo-one/algo_one.c)\n"}},
    {{"--solution", "1", "1"}, {"Total: 53 B/op (alloc_space: 53,000 B in "}},
    {{"2"}, {"Total: 53 B/op ", ">   18:     struct buffer *input = buffer_new(data);\n"}},
    {{"--solution", "1", "2"},
     {"Total: 5 B/op (alloc_space: 5,000 B in ",
      "        5 B         5 B >   21:     window = malloc(find.len);\n"}},
    {{"3"}, {"Total: 5 B/op ", "        5 B         5 B >   21: "}},
    {{"--solution", "1", "3"},
     {"Total: 0 B/op (alloc_space: 0 B in 1,000 ops on the talk's stream)\n",
      "          .           .     25:         window = malloc(find.len);\n"}},
    {{"4"}, {"Total: 0 B/op ", "          .           . (flat, cum)   0.0 % of the total\n"}},
    {{"--solution", "1", "4"}, {"Total: 0 B/op ", "    while (data.len - at >= find.len) {\n"}},
    {{"--show", "top", "4"}, {"Total: 0 B/op ", "Nothing was allocated.\n"}},
};

static void expect_in_order(const struct ran *ran, const char *const *parts)
{
    const char *rest = ran_output(ran);
    cr_expect_eq(ran->end.code, 0, "%s", ran_errors(ran));
    for (size_t i = 0; i < MOST_PARTS && parts[i] != NULL; i++) {
        const char *found = strstr(rest, parts[i]);
        cr_expect_not_null(found, "expected \"%s\" in\n%s", parts[i], rest);
        rest = found == NULL ? rest : found + strlen(parts[i]);
    }
}

Test(profile, lists_what_each_stage_allocates)
{
    for (size_t i = 0; i < sizeof heap_rows / sizeof *heap_rows; i++) {
        struct ran ran = run_verb("profile", heap_rows[i].words, NULL);
        expect_in_order(&ran, heap_rows[i].parts);
        ran_dispose(&ran);
    }
}

/* The number before "/op" in the total. */
static double total_of(const struct ran *ran)
{
    const char *total = strstr(ran_output(ran), "Total: ");
    char digits[32];
    size_t len = 0;
    cr_assert_not_null(total, "%s", ran_errors(ran));
    for (total += 7; *total != ' ' && len + 1 < sizeof digits; total++) {
        if (*total != ',')
            digits[len++] = *total;
    }
    digits[len] = '\0';
    return strtod(digits, NULL);
}

static double total_with(const char *const *words)
{
    struct ran ran = run_verb("profile", words, NULL);
    double total = total_of(&ran);
    ran_dispose(&ran);
    return total;
}

static double figure(const cJSON *result, const char *name)
{
    const cJSON *measured = cJSON_GetObjectItemCaseSensitive(result, "measured");
    const cJSON *found = cJSON_GetObjectItemCaseSensitive(measured, name);
    return cJSON_IsNumber(found) ? found->valuedouble : -1;
}

/* The result that a check has left. */
static cJSON *result_of(const struct ran *ran, const char *label)
{
    char path[RUNNING_PATH_SIZE + 64];
    struct error error;
    struct buffer text = buffer_bounded(SIZE_MAX);
    snprintf(path, sizeof path, "%s/results/%s.json", ran->folder, label);
    cr_assert(file_read(path, &text, &error), "%s", error.text);
    cJSON *result = result_read(path, buffer_rest(&text), &error);
    cr_assert_not_null(result, "%s", error.text);
    buffer_dispose(&text);
    return result;
}

static void expect_same_figures(const char *solution, const char *stage)
{
    const char *const check[] = {"--solution", solution, stage, NULL};
    const char *const bytes[] = {"--solution", solution, stage, NULL};
    const char *const blocks[] = {"--sample", "alloc_objects", "--solution", solution, stage, NULL};
    const char *const cpu[] = {"--show", "top-cpu", "--solution", solution, stage, NULL};
    char label[32];
    snprintf(label, sizeof label, "%s-%s", *solution == '\0' ? "stage" : "solution", stage);
    struct ran ran = run_verb("check", check, NULL);
    cJSON *result = result_of(&ran, label);
    cr_expect_eq(total_with(bytes), figure(result, "bytes_per_op"), "%s", label);
    cr_expect_eq(total_with(blocks), figure(result, "allocs_per_op"), "%s", label);
    cr_expect_eq(total_with(cpu), round(figure(result, "instructions_per_op")), "%s: %f, %f", label,
                 total_with(cpu), figure(result, "instructions_per_op"));
    cJSON_Delete(result);
    ran_dispose(&ran);
}

Test(profile, agrees_with_the_gates_of_a_check)
{
    static const char *const stages[] = {"1", "2", "3", "4"};
    for (size_t i = 0; i < sizeof stages / sizeof *stages; i++) {
        expect_same_figures("", stages[i]);
        expect_same_figures("1", stages[i]);
    }
}

/* The cum of the line that holds `source`. */
static uint64_t cum_of(const struct ran *ran, const char *source)
{
    const char *found = strstr(ran_output(ran), source);
    const char *line = found;
    unsigned long thousands = 0;
    unsigned long cum = 0;
    char flat[16];
    char text[16];
    cr_assert_not_null(found, "%s in\n%s", source, ran_output(ran));
    while (line > ran_output(ran) && line[-1] != '\n')
        line--;
    cr_assert_eq(sscanf(line, "%15s %15s", flat, text), 2, "%s", line);
    if (sscanf(text, "%lu,%lu", &thousands, &cum) == 1)
        return thousands;
    return thousands * 1000 + cum;
}

/* Before stage 4: reading a byte costs most, comparing comes next, then writing. */
Test(profile, the_hottest_lines_before_stage_4_read_compare_and_write)
{
    static const char *const words[] = {"--show", "list-cpu", "4", NULL};
    struct ran ran = run_verb("profile", words, NULL);
    uint64_t read = cum_of(&ran, "if (buffer_read(&input, window + end, 1, &got)");
    uint64_t compare = cum_of(&ran, "if (memcmp(window, find.at, find.len) == 0)");
    uint64_t write = cum_of(&ran, "status = buffer_write_byte(output, window[0]);");
    cr_expect(read > compare && compare > write && write > 500, "%lu %lu %lu", (unsigned long)read,
              (unsigned long)compare, (unsigned long)write);
    ran_expect(&ran, "1, &got) != STREAM_OK) {   <- hottest line\n");
    ran_expect(&ran, "$ valgrind -q --tool=callgrind --vgdb=no --toggle-collect=probe_ops ");
    ran_dispose(&ran);
}

Test(profile, the_cpu_names_the_librarys_functions_and_has_inlined_ones_at_their_lines)
{
    static const char *const top[] = {"--show", "top-cpu", "1", NULL};
    static const char *const list[] = {"--show", "list-cpu", "1", NULL};
    static const char *const folded[] = {"--show", "list-cpu", "--inlines", "no", "1", NULL};
    struct ran ran = run_verb("profile", top, NULL);
    ran_expect(&ran, "  memcmp  (a library)\n");
    ran_expect(&ran, "  buffer_new  (stages/stream/buffer.h)\n");
    ran_expect(&ran, "  buffer_reader_read  (stages/stream/buffer.c)\n");
    ran_dispose(&ran);

    ran = run_verb("profile", list, NULL);
    uint64_t inlined = cum_of(&ran, "struct buffer *input = buffer_new(data);");
    ran_dispose(&ran);
    ran = run_verb("profile", folded, NULL);
    cr_expect_eq(cum_of(&ran, "struct buffer *input = buffer_new(data);"), inlined);
    cr_expect_gt(inlined, 0);
    ran_dispose(&ran);
}

/* Stage 5 does its work in a function of its own, which is inlined into one of the contract's. */
Test(profile, lists_what_lies_beside_the_contracts_functions)
{
    static const char *const words[] = {"--show", "list-cpu", "5", NULL};
    static const char *const one[] = {"--show", "list-cpu", "--function", "init", "5", NULL};
    struct ran ran = run_verb("profile", words, NULL);
    ran_expect(&ran, "= replacer_finish in stages/5-keep-going/replacer.c\n");
    ran_expect(&ran, "= algo_one in stages/5-keep-going/replacer.c\n");
    cr_expect_null(strstr(ran_output(&ran), " in stages/stream/"), "%s", ran_output(&ran));
    ran_dispose(&ran);
    ran = run_verb("profile", one, NULL);
    cr_expect_null(strstr(ran_output(&ran), "= algo_one in"), "%s", ran_output(&ran));
    ran_dispose(&ran);
}

/* The command that the heap's gate offers shows what the gate found. */
Test(profile, shows_the_case_in_which_a_check_found_too_much)
{
    static const char *const words[] = {"5", NULL};
    char saved[RUNNING_PATH_SIZE + 64];
    struct ran ran = run_verb("check", words, NULL);
    cr_expect_eq(ran.end.code, 1);
    ran_expect(&ran, "\n        to see it: make profile 5 CASE=");
    snprintf(saved, sizeof saved, "%s/results/stage-5.heap.case", ran.folder);
    const char *const profile[] = {"--case", saved, "5", NULL};
    struct ran shown = run_verb("profile", profile, NULL);
    cr_expect_eq(shown.end.code, 0, "%s", ran_errors(&shown));
    ran_expect(&shown, " in 1 op in this case)\n");
    ran_expect(&shown, "         1 B >   58:     enum stream_status status = "
                       "buffer_write(&replacer->gathered, chunk);\n");
    ran_dispose(&shown);
    ran_dispose(&ran);
}

Test(profile, refuses_orders_that_make_no_sense)
{
    static const struct refused_order orders[] = {
        {{NULL}, "Which stage? expected a number from 1 to 5, as in: make profile 1"},
        {{"--show", "top-cpu", "9"},
         "There is no stage \"9\": expected a number from 1 to 5, as in: make top-cpu 1"},
        {{"--sample", "space", "1"},
         "SAMPLE=space: expected alloc_space, alloc_objects, inuse_space or inuse_objects"},
        {{"--show", "list-cpu", "--sample", "alloc_space", "1"},
         "SAMPLE is for the heap, as in: make profile 1 SAMPLE=alloc_objects"},
        {{"--show", "list-cpu", "--case", "LICENSE", "1"},
         "CASE is for the heap, as in: make profile 1 CASE=LICENSE"},
        {{"--case", "no/such", "1"}, "cannot read no/such: No such file or directory"},
        {{"--case", "LICENSE", "1"},
         "CASE: LICENSE:1: expected case DATA FIND REPL BEFORE ROOM REFUSE, got \"MIT License\""},
        {{"--inlines", "maybe", "1"}, "INLINES=maybe: expected yes or no"},
        {{"--function", "(", "1"}, "FUNCTION=(: expected a regular expression: Unmatched ( or \\("},
        {{"--file", "no/such.c", "1"}, "no/such.c does not exist"},
        {{"--solution", "no", "1"}, "SOLUTION=no: expected 1, or nothing"},
        {{"--solution", "1", "--file", "a.c", "1"}, "SOLUTION and FILE: expected one of them"},
        {{"--file", "tests/submissions/no_algo_one.c", "1"},
         "your file does not define algo_one: copy its declaration from stages/algo_one.h"},
        {{"--file", "LICENSE", "1"},
         "it does not compile: LICENSE:1:1: error: unknown type name 'MIT'"},
    };
    expect_orders_refused("profile", orders, sizeof orders / sizeof *orders);
}

static void expect_trouble(const char *const *words, const char *const *environment,
                           const char *says)
{
    struct ran ran = run_verb("profile", words, environment);
    cr_expect_eq(ran.end.code, 2);
    cr_expect_str_eq(ran_errors(&ran), says, "%s", ran_errors(&ran));
    ran_dispose(&ran);
}

Test(profile, says_in_one_line_why_there_is_nothing_to_show)
{
    static const char *const nothing[] = {"--function", "^nothing$", "1", NULL};
    static const char *const never[] = {"--file", "tests/verbs/ends_the_program.c", "3", NULL};
    expect_trouble(nothing, NULL,
                   "FUNCTION=^nothing$ matches no function that allocates; there are: buffer_new "
                   "algo_one\n");
    expect_trouble(never, NULL,
                   "the program did not come to its end under valgrind. make check-stage 3 "
                   "FILE=tests/verbs/ends_the_program.c says why\n");
}

Test(profile, names_the_tool_that_is_missing)
{
    static const struct {
        const char *program, *show;
    } rows[] = {{"valgrind", "list"}, {"addr2line", "list-cpu"}, {"ctags", "list"}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char folder[] = "/tmp/tool-missing-XXXXXX";
        char path[RUNNING_PATH_SIZE];
        char says[128];
        struct error error;
        const char *const words[] = {"--show", rows[i].show, "1", NULL};
        const char *const environment[] = {path, NULL};
        make_path_without(rows[i].program, folder, path);
        snprintf(says, sizeof says, "%s is not installed. To install it: tooling/setup\n",
                 rows[i].program);
        expect_trouble(words, environment, says);
        folder_remove(folder, &error);
    }
}
