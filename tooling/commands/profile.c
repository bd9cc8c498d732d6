/*
 * make profile, make top, make profile-cpu, make top-cpu: where a stage's bytes, blocks or
 * instructions come from, line by line or function by function.
 */
#include "base/format.h"
#include "commands/measuring.h"
#include "commands/options.h"
#include "commands/terminal.h"
#include "measure/collect_profiles.h"
#include "measure/run_ops.h"
#include "views/listing_text.h"

#include <regex.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char usage[] =
    "usage: profile [--show list|top|list-cpu|top-cpu] [--sample NAME] [--function REGEX]\n"
    "               [--inlines yes|no] [--case FILE] [--solution 1] [--file FILE] [--into FOLDER]\n"
    "               STAGE";

/* What to show, as the words say it (NULL if they do not), and as it was read from them. */
struct options {
    const char *show, *sample, *inlines_text, *function_text;
    const char *case_path; /* the case to run; NULL: ops on the talk's stream */
    const char *verb;
    bool cpu, top, inlines;
    enum sample_kind kind;
    regex_t function; /* freed at the end of the program */
};

static bool read_options(struct options *options, struct error *error)
{
    static const struct {
        const char *name, *verb;
        bool cpu, top;
    } shown[] = {{"list", "profile", false, false},
                 {"top", "top", false, true},
                 {"list-cpu", "profile-cpu", true, false},
                 {"top-cpu", "top-cpu", true, true}};
    const char *const *names = sample_kind_names;
    const char *sample = options->sample;
    const char *inlines = options->inlines_text;
    const char *function = options->function_text;
    char why[128];
    for (size_t i = 0; i < sizeof shown / sizeof *shown; i++) {
        if (strcmp(options->show == NULL ? "list" : options->show, shown[i].name) != 0)
            continue;
        options->verb = shown[i].verb;
        options->cpu = shown[i].cpu;
        options->top = shown[i].top;
    }
    if (options->verb == NULL)
        return error_set(error, "%s", usage);
    if (sample != NULL && options->cpu)
        return error_set(error, "SAMPLE is for the heap, as in: make profile 1 SAMPLE=%s",
                         names[ALLOC_OBJECTS]);
    while (sample != NULL && options->kind < HEAP_KINDS &&
           strcmp(sample, names[options->kind]) != 0)
        options->kind++;
    if (options->kind == HEAP_KINDS)
        return error_set(error, "SAMPLE=%.80s: expected %s, %s, %s or %s", sample, names[0],
                         names[1], names[2], names[3]);
    if (options->cpu)
        options->kind = INSTRUCTIONS;
    options->inlines = inlines == NULL || strcmp(inlines, "yes") == 0;
    if (!options->inlines && strcmp(inlines, "no") != 0)
        return error_set(error, "INLINES=%.80s: expected yes or no", inlines);
    if (options->case_path != NULL && options->cpu)
        return error_set(error, "CASE is for the heap, as in: make profile 1 CASE=%.4000s",
                         options->case_path);
    if (options->case_path != NULL && !case_is_valid(options->case_path, error))
        return false;
    int code =
        regcomp(&options->function, function == NULL ? "" : function, REG_EXTENDED | REG_NOSUB);
    if (code == 0)
        return true;
    regerror(code, &options->function, why, sizeof why);
    return error_set(error, "FUNCTION=%.80s: expected a regular expression: %s", function, why);
}

/* Unless something else is asked for, the contract's functions are. */
static bool is_asked_for(const struct workdir *place, const struct options *options,
                         struct bytes name)
{
    char text[256];
    snprintf(text, sizeof text, "%.*s", (int)name.len, (const char *)name.at);
    if (options->function_text == NULL)
        return contract_has(place->build.contract, text);
    return regexec(&options->function, text, 0, NULL, 0) == 0;
}

/* The functions of the subject's file that cost nothing, and so are in no profile. */
static bool draw_idle(struct workdir *place, const struct listing *listing,
                      const struct options *options, const struct draw_style *style, size_t *drawn,
                      struct buffer *text, struct error *error)
{
    struct source source;
    struct bytes file = bytes_from_string(place->request.subject->file);
    bool taken = take_source(place, file, &source, error);
    struct draw_source shown = {buffer_rest(&source.text), &source.functions};
    for (size_t i = 0; taken && i < source.functions.function_count; i++) {
        struct bytes name = bytes_from_string(source.functions.functions[i].name);
        bool is_idle = is_asked_for(place, options, name);
        for (size_t k = 0; k < listing->function_count; k++)
            is_idle &= !bytes_equal(listing->functions[k].place.function, name);
        if (!is_idle)
            continue;
        draw_function(listing, &(struct listing_cost){.place = {.function = name, .file = file}},
                      &shown, style, text);
        (*drawn)++;
    }
    source_dispose(&source);
    return taken;
}

static bool draw_list(struct workdir *place, const struct listing *listing,
                      const struct options *options, const struct draw_style *style,
                      struct buffer *text, struct error *error)
{
    struct bytes own_file = {0}; /* of the contract's functions; empty if they cost nothing */
    size_t drawn = 0;
    for (size_t i = 0; options->function_text == NULL && i < listing->function_count; i++) {
        if (own_file.len == 0 && is_asked_for(place, options, listing->functions[i].place.function))
            own_file = listing->functions[i].place.file;
    }
    for (size_t i = 0; i < listing->function_count; i++) {
        const struct listing_cost *function = &listing->functions[i];
        struct bytes file = function->place.file;
        struct source source = {0};
        /* The work can be in a function beside them that was inlined into them. */
        bool is_beside = own_file.len > 0 && bytes_equal(file, own_file);
        if (!is_beside && !is_asked_for(place, options, function->place.function))
            continue;
        bool taken = file.len == 0 || take_source(place, file, &source, error);
        struct draw_source shown = {buffer_rest(&source.text), &source.functions};
        if (taken)
            draw_function(listing, function, file.len == 0 ? NULL : &shown, style, text);
        source_dispose(&source);
        if (!taken)
            return false;
        drawn++;
    }
    if (!draw_idle(place, listing, options, style, &drawn, text, error))
        return false;
    if (drawn > 0)
        return true;

    struct buffer there = buffer_bounded(ERROR_TEXT_SIZE / 2);
    for (size_t i = 0; i < listing->function_count; i++)
        format_add(&there, " %.*s", (int)listing->functions[i].place.function.len,
                   (const char *)listing->functions[i].place.function.at);
    if (listing->function_count == 0)
        format_add(&there, " %s", place->build.contract->functions[0]);
    error_set(error, "FUNCTION=%.80s matches no function that %s; there are:%.*s",
              options->function_text, options->cpu ? "ran" : "allocates", (int)there.len,
              (const char *)there.at);
    buffer_dispose(&there);
    return false;
}

static bool profile(struct workdir *place, const void *context, struct buffer *text,
                    struct error *error)
{
    const struct options *options = context;
    enum sample_kind kind = options->kind;
    bool space = kind == ALLOC_SPACE || kind == INUSE_SPACE;
    char root[WORKDIR_PATH_SIZE];
    struct dhat dhat = {0};
    struct cpu_profile cpu = {0};
    struct samples samples = {0};
    struct listing listing = {0};
    const struct draw_style style = {.unit = space ? " B" : "",
                                     .noun = options->cpu ? "instructions"
                                             : space      ? "B"
                                                          : "blocks",
                                     .ops = options->cpu                 ? MEASURE_CPU_OPS
                                            : options->case_path == NULL ? MEASURE_OPS
                                                                         : 1,
                                     .whole = options->cpu,
                                     .mark_hottest = options->cpu,
                                     .colours = terminal_wants_colours(),
                                     .on = options->case_path == NULL ? "on the talk's stream"
                                                                      : "in this case",
                                     .root = getcwd(root, sizeof root) == NULL ? "" : root};
    bool done = options->cpu ? take_cpu(place, false, &cpu, error)
                             : take_heap(place, options->case_path, &dhat, error);
    if (done)
        done = ((options->cpu ? samples_of_cpu(&cpu.callgrind, cpu.instructions, &cpu.inlined,
                                               false, &samples)
                              : samples_of_heap(&dhat, &samples)) &&
                listing_of(&samples, kind, options->inlines, &listing)) ||
               error_out_of_memory(error);
    if (done)
        draw_total(&listing, &style, sample_kind_names[kind], text);
    if (done && listing.total == 0)
        format_add(text, "%s\n",
                   kind == INUSE_SPACE || kind == INUSE_OBJECTS
                       ? "Nothing was left when the program ended."
                       : "Nothing was allocated.");
    if (done && !options->top)
        done = draw_list(place, &listing, options, &style, text, error);
    else if (done && listing.total > 0) {
        format_add(text, "\n");
        draw_top(&listing, &style, text);
    }
    listing_dispose(&listing);
    samples_dispose(&samples);
    cpu_profile_dispose(&cpu);
    dhat_dispose(&dhat);
    return done;
}

int main(int count, char **arguments)
{
    const char *into;
    struct error error;
    struct options options = {.kind = ALLOC_SPACE};
    struct subject_request subject = {0};
    const struct known_option own[] = {{"show", .text = &options.show},
                                       {"sample", .text = &options.sample},
                                       {"function", .text = &options.function_text},
                                       {"inlines", .text = &options.inlines_text},
                                       {"case", .text = &options.case_path},
                                       {0}};
    if (!verb_options(count, arguments, own, usage, &subject, &into, &error) ||
        !read_options(&options, &error))
        return terminal_trouble(error.text);
    subject.verb = options.verb;
    int code = verb_show(&subject, into, profile, &options);
    regfree(&options.function);
    return code;
}
