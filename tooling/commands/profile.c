/*
 * make profile, make top, make profile-cpu, make top-cpu: where a stage's bytes, blocks or
 * instructions come from, line by line or function by function.
 */
#include "base/format.h"
#include "commands/measuring.h"
#include "commands/options.h"
#include "commands/terminal.h"
#include "measure/collect_profiles.h"
#include "measure/cpu_listing.h"
#include "measure/heap_listing.h"
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
    "               STAGE\n";

/* What is asked for. */
struct order {
    const char *verb;
    bool cpu, top, inlines;
    enum heap_sample sample;
    regex_t function; /* freed at the end of the program */
    const char *function_text;
    const char *case_path; /* the case that is looked at; NULL: the talk's stream */
};

static bool read_show(const char *show, struct order *order)
{
    static const struct {
        const char *name, *verb;
        bool cpu, top;
    } known[] = {{"list", "profile", false, false},
                 {"top", "top", false, true},
                 {"list-cpu", "profile-cpu", true, false},
                 {"top-cpu", "top-cpu", true, true}};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        if (strcmp(show == NULL ? "list" : show, known[i].name) != 0)
            continue;
        order->verb = known[i].verb;
        order->cpu = known[i].cpu;
        order->top = known[i].top;
        return true;
    }
    return false;
}

static bool read_sample(const char *sample, struct order *order, struct error *error)
{
    if (sample != NULL && order->cpu)
        return error_set(error, "SAMPLE is for the heap, as in: make profile 1 SAMPLE=%s",
                         heap_sample_names[ALLOC_OBJECTS]);
    for (int i = 0; i < HEAP_SAMPLES; i++) {
        order->sample = (enum heap_sample)i;
        if (sample == NULL || strcmp(sample, heap_sample_names[i]) == 0)
            return true;
    }
    return error_set(error, "SAMPLE=%.80s: expected %s, %s, %s or %s", sample, heap_sample_names[0],
                     heap_sample_names[1], heap_sample_names[2], heap_sample_names[3]);
}

static bool read_case(const char *file, struct order *order, struct error *error)
{
    order->case_path = file;
    if (file != NULL && order->cpu)
        return error_set(error, "CASE is for the heap, as in: make profile 1 CASE=%.4000s", file);
    return file == NULL || case_is_valid(file, error);
}

static bool read_inlines(const char *inlines, struct order *order, struct error *error)
{
    order->inlines = inlines == NULL || strcmp(inlines, "yes") == 0;
    if (order->inlines || strcmp(inlines, "no") == 0)
        return true;
    return error_set(error, "INLINES=%.80s: expected yes or no", inlines);
}

static bool read_function(const char *function, struct order *order, struct error *error)
{
    char why[128];
    order->function_text = function;
    int code =
        regcomp(&order->function, function == NULL ? "" : function, REG_EXTENDED | REG_NOSUB);
    if (code == 0)
        return true;
    regerror(code, &order->function, why, sizeof why);
    return error_set(error, "FUNCTION=%.80s: expected a regular expression: %s", function, why);
}

/* Unless something else is asked for, the contract's functions are. */
static bool is_asked_for(const struct workdir *place, const struct order *order, struct bytes name)
{
    char text[256];
    snprintf(text, sizeof text, "%.*s", (int)name.len, (const char *)name.at);
    if (order->function_text == NULL)
        return contract_has(place->build.contract, text);
    return regexec(&order->function, text, 0, NULL, 0) == 0;
}

/* The file of the contract's functions, by its name in the listing; empty where they cost nothing. */
static struct bytes file_of_contract(const struct workdir *place, const struct listing *listing)
{
    char text[256];
    for (size_t i = 0; i < listing->function_count; i++) {
        const struct listing_place *function = &listing->functions[i].place;
        snprintf(text, sizeof text, "%.*s", (int)function->function.len,
                 (const char *)function->function.at);
        if (contract_has(place->build.contract, text))
            return function->file;
    }
    return bytes_of(NULL, 0);
}

/* Those beside them in the file, too: the work can be in one that was inlined into them. */
static bool is_wanted(const struct workdir *place, const struct order *order,
                      const struct listing *listing, const struct listing_place *function)
{
    return is_asked_for(place, order, function->function) ||
           (order->function_text == NULL && function->file.len > 0 &&
            bytes_equal(function->file, file_of_contract(place, listing)));
}

static bool draw_one(struct workdir *place, const struct listing *listing,
                     const struct listing_cost *function, const struct draw_style *style,
                     struct buffer *text, struct error *error)
{
    struct source source = {0};
    struct bytes file = function->place.file;
    bool has_file = file.len > 0;
    bool taken = !has_file || take_source(place, file, &source, error);
    struct draw_source shown = {buffer_rest(&source.text), &source.functions};
    if (taken)
        draw_function(listing, function, has_file ? &shown : NULL, style, text);
    source_dispose(&source);
    return taken;
}

/* The functions of the subject's file that cost nothing, and so are in no profile. */
static bool draw_idle(struct workdir *place, const struct listing *listing,
                      const struct order *order, const struct draw_style *style, size_t *drawn,
                      struct buffer *text, struct error *error)
{
    struct source source;
    struct bytes file = bytes_from_string(place->request.subject->file);
    bool taken = take_source(place, file, &source, error);
    struct draw_source shown = {buffer_rest(&source.text), &source.functions};
    for (size_t i = 0; taken && i < source.functions.function_count; i++) {
        struct listing_cost idle = {.place.function =
                                        bytes_from_string(source.functions.functions[i].name),
                                    .place.file = file};
        bool known = false;
        for (size_t k = 0; k < listing->function_count; k++)
            known |= bytes_equal(listing->functions[k].place.function, idle.place.function);
        if (known || !is_asked_for(place, order, idle.place.function))
            continue;
        draw_function(listing, &idle, &shown, style, text);
        (*drawn)++;
    }
    source_dispose(&source);
    return taken;
}

static bool refuse_function(const struct workdir *place, const struct listing *listing,
                            const struct order *order, struct error *error)
{
    struct buffer text = buffer_bounded(ERROR_TEXT_SIZE - 1);
    format_add(&text,
               "FUNCTION=%.80s matches no function that %s; there are:", order->function_text,
               order->cpu ? "ran" : "allocates");
    for (size_t i = 0; i < listing->function_count; i++)
        format_add(&text, " %.*s", (int)listing->functions[i].place.function.len,
                   (const char *)listing->functions[i].place.function.at);
    if (listing->function_count == 0)
        format_add(&text, " %s", place->build.contract->functions[0]);
    error_set(error, "%.*s", (int)text.len, (const char *)text.at);
    buffer_dispose(&text);
    return false;
}

static bool draw_list(struct workdir *place, const struct listing *listing,
                      const struct order *order, const struct draw_style *style,
                      struct buffer *text, struct error *error)
{
    size_t drawn = 0;
    for (size_t i = 0; i < listing->function_count; i++) {
        const struct listing_cost *function = &listing->functions[i];
        if (!is_wanted(place, order, listing, &function->place))
            continue;
        if (!draw_one(place, listing, function, style, text, error))
            return false;
        drawn++;
    }
    return draw_idle(place, listing, order, style, &drawn, text, error) &&
           (drawn > 0 || refuse_function(place, listing, order, error));
}

static bool draw(struct workdir *place, const struct listing *listing, const struct order *order,
                 const struct draw_style *style, struct buffer *text, struct error *error)
{
    draw_total(listing, style, order->cpu ? "Ir" : heap_sample_names[order->sample], text);
    if (listing->total == 0)
        format_add(text, "%s\n",
                   order->sample == ALLOC_SPACE || order->sample == ALLOC_OBJECTS
                       ? "Nothing was allocated."
                       : "Nothing was left when the program ended.");
    if (!order->top)
        return draw_list(place, listing, order, style, text, error);
    if (listing->total == 0)
        return true;
    format_add(text, "\n");
    draw_top(listing, style, text);
    return true;
}

static bool profile_heap(struct workdir *place, const struct order *order, struct draw_style *style,
                         struct buffer *text, struct error *error)
{
    struct dhat dhat;
    struct listing listing = {0};
    bool space = order->sample == ALLOC_SPACE || order->sample == INUSE_SPACE;
    style->ops = order->case_path == NULL ? MEASURE_OPS : 1;
    if (order->case_path != NULL)
        style->on = "in this case";
    style->unit = space ? " B" : "";
    style->noun = space ? "B" : "blocks";
    bool done = take_heap(place, order->case_path, &dhat, error) &&
                (heap_listing(&dhat, order->sample, order->inlines, &listing) ||
                 error_set(error, "out of memory")) &&
                draw(place, &listing, order, style, text, error);
    listing_dispose(&listing);
    dhat_dispose(&dhat);
    return done;
}

static bool profile_cpu(struct workdir *place, const struct order *order, struct draw_style *style,
                        struct buffer *text, struct error *error)
{
    struct cpu_profile cpu;
    struct listing listing = {0};
    style->ops = MEASURE_CPU_OPS;
    style->unit = "";
    style->noun = "instructions";
    style->whole = true;
    style->mark_hottest = true;
    bool done =
        take_cpu(place, false, &cpu, error) &&
        (cpu_listing(&cpu.callgrind, cpu.instructions, &cpu.inlined, order->inlines, &listing) ||
         error_set(error, "out of memory")) &&
        draw(place, &listing, order, style, text, error);
    listing_dispose(&listing);
    cpu_profile_dispose(&cpu);
    return done;
}

static bool profile(struct workdir *place, const void *context, struct buffer *text,
                    struct error *error)
{
    const struct order *order = context;
    char root[WORKDIR_PATH_SIZE];
    struct draw_style style = {.colours = terminal_wants_colours(),
                               .on = "on the talk's stream",
                               .root = getcwd(root, sizeof root) == NULL ? "" : root};
    return (order->cpu ? profile_cpu : profile_heap)(place, order, &style, text, error);
}

static int show_profile(const struct measure_request *request, const void *order)
{
    return verb_show(request, profile, order);
}

int main(int count, char **arguments)
{
    const char *show, *sample, *function, *inlines, *saved, *solution, *file, *into, *stage;
    const struct option_text known[] = {
        {"show", &show}, {"sample", &sample}, {"function", &function}, {"inlines", &inlines},
        {"file", &file}, {"into", &into},     {"solution", &solution}, {"case", &saved},
    };
    struct error error;
    struct order order;
    if (!options_read(count, arguments, known, sizeof known / sizeof *known, &stage) ||
        !read_show(show, &order)) {
        fputs(usage, stderr);
        return EXIT_TROUBLE;
    }
    const struct subject_request request = {
        .verb = order.verb, .stage = stage, .solution = solution, .file = file};
    if (!read_sample(sample, &order, &error) || !read_inlines(inlines, &order, &error) ||
        !read_case(saved, &order, &error) || !read_function(function, &order, &error))
        return terminal_trouble(error.text);
    int code = verb_start(&request, into, show_profile, &order);
    regfree(&order.function);
    return code;
}
