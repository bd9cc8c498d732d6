/* The stage touches no memory that is not its own, and uses no byte that was never written. */
#include "compile/compile.h"
#include "files/files.h"
#include "process/process.h"
#include "profile/memcheck.h"
#include "result/result.h"
#include "stage/answers.h"
#include "stage/sanitized.h"
#include "text/scan.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

/* Memcheck runs a program some thirty times slower: fewer cases, and no megabyte. */
enum { RANDOM = 100, LARGEST = 1024 };

static struct run start_memcheck(const char *name, const struct case_list *cases, bool origins)
{
    char log[64];
    char path[JUDGING_PATH_SIZE];
    char option[JUDGING_PATH_SIZE + 16];
    snprintf(log, sizeof log, "%s.log", name);
    judging_path(path, log);
    snprintf(option, sizeof option, "--log-file=%s", path);
    const char *const tool[] = {"valgrind",
                                "--tool=memcheck",
                                "--vgdb=no",
                                "--leak-check=no",
                                "--child-silent-after-fork=yes", /* the log is of one process */
                                origins ? "--track-origins=yes" : "--track-origins=no",
                                option,
                                NULL};
    return answers_start(name, cases, tool, path);
}

struct first_error {
    bool found;
    const struct run *run; /* where it is AddressSanitizer's, memcheck would not show it again */
    struct buffer description; /* of the case, which is the smallest with an error */
};

static bool has_error(const struct judged_answer *judged)
{
    return judged->fault == ANSWER_MISSING || judged->answer.errors > 0;
}

static void note_clean(const struct judged_answer *judged, void *context)
{
    bool *clean = context;
    *clean = !has_error(judged);
}

/* Whether the case shows no error where no call was made before it. */
static bool is_clean_alone(const struct named_case *of, bool is_guarded)
{
    static const char name[] = "memory-alone";
    struct named_case copy = *of;
    const struct case_list one = {.items = &copy, .count = 1};
    bool clean = false;
    struct run run;
    if (!is_guarded)
        run = start_memcheck(name, &one, false);
    else if (!sanitized_start(name, COMPILE_WITH_ADDRESS_SANITIZER, &one, &run))
        return false;
    run_wait(&run);
    answers_judge(name, &one, note_clean, &clean);
    return clean;
}

static void note_first_error(const struct judged_answer *judged, void *context)
{
    struct first_error *first = context;
    bool is_guarded = first->run->sanitized;
    struct buffer *text = &first->description;
    if (first->found || !has_error(judged))
        return;
    first->found = true;
    answers_describe(judged, text);
    if (!run_was_stopped(first->run) && is_clean_alone(judged->of, is_guarded)) {
        format_add(text, "\n  alone, this case shows no error: a call before it is the cause");
        answers_keep_none("memory"); /* memcheck may have kept one, and that message is replaced */
    } else if (is_guarded) {
        answers_keep_to_look(judged->of, "memory", "debug", text);
    } else {
        answers_keep(judged->of, "memory", "valgrind --track-origins=yes ", text);
    }
}

static bool contains(struct bytes text, const char *part)
{
    return text.len > 0 && memmem(text.at, text.len, part, strlen(part)) != NULL;
}

static bool is_frame(struct bytes line)
{
    return line.len > 5 && (memcmp(line.at, "at 0x", 5) == 0 || memcmp(line.at, "by 0x", 5) == 0);
}

/* Where a frame begins to tell its place in a library or in Valgrind; NULL for any other place. */
static const unsigned char *valgrinds_place(struct bytes frame)
{
    static const char *const places[] = {" (in ", " (vg_replace_"};
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        const unsigned char *at = memmem(frame.at, frame.len, places[i], strlen(places[i]));
        if (at != NULL)
            return at;
    }
    return NULL;
}

/* Where the compiler gave no line, "(algo_one.c:0)" stands for it: the length up to there. */
static size_t length_without_line(struct bytes name)
{
    static const char none[] = ":0)";
    const unsigned char *place = name.len == 0 ? NULL : memmem(name.at, name.len, " (", 2);
    bool is_unknown =
        place != NULL && name.len > 3 && memcmp(name.at + name.len - 3, none, sizeof none - 1) == 0;
    return is_unknown ? (size_t)(place - name.at) : name.len;
}

/*
 * Appends a frame. It reads "by 0x4843E2: algo_one (algo_one.c:31)" or, of what Valgrind puts in the
 * C library's place, "at 0x484182: bcmp (in /usr/libexec/valgrind/vgpreload_memcheck-amd64-linux.so)"
 * or "... (vg_replace_strmem.c:1233)": neither address nor place helps anybody, and memcmp is known
 * there by its older name.
 */
static void add_frame(struct buffer *text, struct bytes frame)
{
    const unsigned char *colon = memchr(frame.at, ':', frame.len);
    struct bytes name = colon == NULL ? frame : bytes_skip(frame, (size_t)(colon - frame.at) + 1);
    const unsigned char *end = valgrinds_place(name);
    if (end != NULL)
        name.len = (size_t)(end - name.at);
    bool is_old = end != NULL && bytes_equal(name, bytes_from_string(" bcmp"));
    size_t len = length_without_line(name);
    bool has_no_line = len < name.len;
    name.len = len;
    format_add(text, "\n    %.2s", (const char *)frame.at);
    format_add_printable(text, is_old ? bytes_from_string(" memcmp") : name);
    if (has_no_line)
        format_add(text, ", line unknown");
}

/* What an address is that is in no block of the heap. Only a stream has chunks. */
struct outside {
    const char *part; /* of Valgrind's words */
    const char *meaning, *of_stream;
};

/*
 * What a line says of such an address; NULL for any other line. An input lies at the end of a
 * mapping, with a page behind it that nobody can read (probe/arena.h).
 */
static const char *outside_of_blocks(struct bytes line)
{
    static const struct outside rows[] = {
        {"memfd:arena", "The address is in front of data, find or repl, outside of it",
         "The address is in front of data, find or repl, or in a chunk that was taken back when "
         "its call returned"},
        {"is in a --- anonymous segment", "The address is behind data, find or repl, outside of it",
         "The address is behind data, find or repl, or behind a chunk that was taken back when "
         "its call returned"},
        {"is not stack'd, malloc'd",
         "The address is in no block of the heap, and in no part of the stack that is in use",
         NULL},
        {"is on thread 1's stack", "The address is on the stack", NULL},
        {"in arena \"client\"", "The address is beside the blocks of the heap, in none of them",
         NULL}};
    bool has_chunks = judging()->stage->contract == &contract_replacer;
    if (!contains(line, "Address 0x"))
        return NULL;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (contains(line, rows[i].part))
            return has_chunks && rows[i].of_stream != NULL ? rows[i].of_stream : rows[i].meaning;
    }
    return NULL;
}

/* What is said of the address of an error; NULL where it is in a block of the heap. */
static const char *address_of(struct bytes error)
{
    const char *meaning = NULL;
    struct bytes line;
    while (meaning == NULL && memcheck_next_line(&error, &line))
        meaning = outside_of_blocks(line);
    return meaning;
}

/* Whether an error's address tells nothing: an array on the stack that is overrun leads there. */
static bool is_nowhere(struct bytes error)
{
    return contains(error, "is not stack'd, malloc'd") || contains(error, "is on thread 1's stack");
}

/* Whether the frame is one of the contract's functions. */
static bool is_called_frame(struct bytes frame)
{
    char part[64];
    const struct contract *contract = judging()->stage->contract;
    for (size_t i = 0; contract->functions[i] != NULL; i++) {
        snprintf(part, sizeof part, ": %s (", contract->functions[i]);
        if (contains(frame, part))
            return true;
    }
    return false;
}

/* Whether any frame of the stack that `error` begins with is one that we call. */
static bool stack_names_stage(struct bytes error)
{
    struct bytes line;
    while (memcheck_next_line(&error, &line) && is_frame(line)) {
        if (is_called_frame(line))
            return true;
    }
    return false;
}

/* Appends the frames of the stack that `error` begins with, down to that; cuts the stack off. */
static void add_stack(struct buffer *text, struct bytes *error)
{
    bool shown = stack_names_stage(*error);
    struct bytes rest = *error;
    struct bytes line;
    while (memcheck_next_line(&rest, &line) && is_frame(line)) {
        if (shown)
            add_frame(text, line);
        shown = shown && !is_called_frame(line);
        *error = rest;
    }
}

/* Whether the frame is one of the C library's, or of the stream library's. */
static bool is_library_frame(struct bytes frame)
{
    if (valgrinds_place(frame) != NULL)
        return true;
    for (size_t i = 0; compile_library_sources[i] != NULL; i++) {
        char part[64];
        snprintf(part, sizeof part, " (%.50s:", file_name(compile_library_sources[i]));
        if (contains(frame, part))
            return true;
    }
    return false;
}

/* Whether the frame is one of those of ours that do nothing but call the stage. */
static bool is_caller_frame(struct bytes frame)
{
    static const char *const names[] = {": probe_call (", ": probe_feed (", ": probe_stream (",
                                        ": probe_replace ("};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (contains(frame, names[i]))
            return true;
    }
    return false;
}

/*
 * Appends the stack that an error begins with, and cuts it off. Of a function that ends in `return
 * buffer_write(...)` nothing is left where that runs: its own frame has become buffer_write's.
 */
static void add_first_stack(struct buffer *text, struct bytes *error)
{
    struct buffer frames = buffer_bounded(SIZE_MAX);
    struct bytes rest = *error;
    struct bytes line = {0};
    while (memcheck_next_line(&rest, &line) && is_frame(line) && is_library_frame(line))
        add_frame(&frames, line);
    bool is_last_call = frames.len > 0 && is_frame(line) && is_caller_frame(line);
    add_stack(text, error);
    if (is_last_call) {
        format_add_bytes(text, buffer_unread(&frames));
        format_add(text, "\n    by %s, in its last call", judging()->stage->contract->subject);
    }
    buffer_dispose(&frames);
}

/* Whether the error names no place in the stage at all. */
static bool is_without_place(struct bytes error)
{
    struct bytes line;
    while (memcheck_next_line(&error, &line)) {
        if (is_frame(line) && is_called_frame(line))
            return false;
    }
    return true;
}

/*
 * What is wrong with the output is found when the call has returned: then the stack is ours, and
 * so is the address. NULL for any other error.
 */
static const char *output_fault(struct bytes error)
{
    if (contains(error, "Uninitialised byte(s) found during client check request"))
        return "appended bytes to output that were never written";
    if (contains(error, "Unaddressable byte(s) found during client check request"))
        return "left an output whose bytes cannot be read: something wrote over it";
    return NULL;
}

/* Appends a line that is no frame. */
static void add_words(struct buffer *text, struct bytes line)
{
    const char *meaning = outside_of_blocks(line);
    if (line.len == 0)
        return;
    format_add(text, "\n  ");
    if (meaning != NULL)
        format_add(text, "%s", meaning);
    else
        format_add_printable(text, line);
}

/* Valgrind's words on its first error, but for the frames that called the stage. */
static void add_error(struct buffer *text, struct bytes error)
{
    const char *fault = output_fault(error);
    struct bytes line;
    if (fault != NULL) {
        format_add(text, "\n  %s %s", judging()->stage->contract->subject, fault);
    } else if (memcheck_next_line(&error, &line)) {
        add_words(text, line);
        add_first_stack(text, &error);
    }
    while (memcheck_next_line(&error, &line)) {
        if (fault == NULL || contains(line, "was created by"))
            add_words(text, line);
        else if (stack_names_stage(error))
            format_add(text, "\n  output's memory %s:",
                       contains(line, "free'd") ? "was freed" : "came from");
        add_stack(text, &error);
    }
}

/* Appends the smallest case that shows an error, or in which the program ended. */
static void add_case(const struct run *run, const struct case_list *cases, struct buffer *text)
{
    struct first_error first = {.run = run, .description = buffer_bounded(SIZE_MAX)};
    answers_judge(run->name, cases, note_first_error, &first);
    format_add_bytes(text, buffer_unread(&first.description));
    buffer_dispose(&first.description);
}

/* The log of a run, as far as it goes. */
struct log {
    struct buffer text; /* which the rest borrows */
    struct memcheck memcheck;
    bool read;
    bool failed; /* memcheck failed itself: its errors are those that it had found until then */
    char error[SCAN_ERROR_SIZE];
};

static void read_log(const char *name, struct log *log)
{
    *log = (struct log){.failed = false};
    judging_read(name, &log->text);
    struct bytes text = buffer_unread(&log->text);
    log->read = memcheck_read(name, text, &log->memcheck, log->error);
    if (log->read)
        return;
    log->failed = memcheck_failed(text, &log->memcheck.first_error);
    log->memcheck.errors = log->memcheck.first_error.len > 0;
}

static void report_error(const struct run *run, const struct case_list *cases,
                         struct bytes first_error, struct finding *finding)
{
    struct log again = {.text = buffer_bounded(0)};
    finding->verdict = RESULT_NOT_YET;
    if (contains(first_error, "ninitialised")) {
        struct run origins = start_memcheck("memory-origins", cases, true);
        run_wait(&origins);
        read_log("memory-origins.log", &again);
    }
    format_add(&finding->message, "Valgrind's memcheck found an error:");
    add_error(&finding->message,
              again.memcheck.errors > 0 ? again.memcheck.first_error : first_error);
    add_case(run, cases, &finding->message);
    buffer_dispose(&again.text);
}

static void report_unmeasured(const char *why, struct finding *finding)
{
    finding->verdict = RESULT_INCONCLUSIVE;
    format_add(&finding->message, "not measured: %s", why);
}

/* What memcheck leaves to be told. */
struct told {
    bool explained;      /* an error explains what went wrong: where it is, and at what address */
    const char *address; /* what is known of it where the error names no place; or NULL */
};

static struct told tell(struct bytes error)
{
    bool is_placed = output_fault(error) != NULL || !is_without_place(error);
    return (struct told){.explained = is_placed && !is_nowhere(error),
                         .address = is_placed || is_nowhere(error) ? NULL : address_of(error)};
}

static struct told judge_log(const struct run *run, const struct case_list *cases,
                             struct finding *finding)
{
    struct log log;
    read_log("memory.log", &log);
    struct told told = {.explained = false};
    if (log.memcheck.errors > 0) {
        report_error(run, cases, log.memcheck.first_error, finding);
        told = tell(log.memcheck.first_error);
    } else if (log.failed) {
        report_unmeasured("Valgrind failed", finding);
    } else if (!run_completed(run, finding)) {
        if (strcmp(finding->verdict, RESULT_NOT_YET) == 0)
            add_case(run, cases, &finding->message);
    } else if (log.read) {
        format_add(&finding->message, "no invalid access, no uninitialised byte in %zu cases",
                   cases->count);
    } else {
        report_unmeasured(log.error, finding);
    }
    buffer_dispose(&log.text);
    return told;
}

/*
 * Memcheck knows nothing of arrays on the stack, nor of copies that overlap: AddressSanitizer does.
 * What memcheck has `explained` stays, but for what an overrun of such an array can have led to.
 */
static void judge_guarded(const struct run *run, const struct case_list *cases,
                          const struct told *told, struct finding *finding)
{
    struct buffer fault = buffer_bounded(SIZE_MAX);
    if (sanitized_add_fault(run, &fault) &&
        (!told->explained || contains(buffer_unread(&fault), " this variable: "))) {
        finding->verdict = RESULT_NOT_YET;
        buffer_reset(&finding->message);
        format_add(&finding->message, "AddressSanitizer found an error:");
        format_add_bytes(&finding->message, buffer_unread(&fault));
        if (told->address != NULL && contains(buffer_unread(&fault), "segmentation fault"))
            format_add(&finding->message, "\n  %s", told->address);
        add_case(run, cases, &finding->message);
    }
    buffer_dispose(&fault);
}

static void measure_memory(const struct case_list *cases, struct finding *finding)
{
    struct run memcheck = start_memcheck("memory", cases, false);
    struct run guarded;
    bool is_guarded =
        process_finds("valgrind") &&
        sanitized_start("memory-guarded", COMPILE_WITH_ADDRESS_SANITIZER, cases, &guarded);
    run_wait(&memcheck);
    if (is_guarded)
        run_wait(&guarded);
    struct told told = judge_log(&memcheck, cases, finding);
    if (is_guarded)
        judge_guarded(&guarded, cases, &told, finding);
}

Test(memory, touches_only_its_own_and_reads_only_what_was_written, .timeout = 350)
{
    if (!judging_has_program())
        return;
    struct finding finding = finding_of("memory");
    struct case_list cases = judging_cases(RANDOM, LARGEST);
    if (run_can_be_measured(&finding))
        measure_memory(&cases, &finding);
    cases_dispose(&cases);
    finding_conclude(&finding);
}
