#include "views/escape_verdicts.h"

#include "base/format.h"
#include "base/scan.h"

#include <inttypes.h>
#include <string.h>

struct drawing {
    const struct source_text *sources;
    size_t source_count;
    struct buffer *text;
};

static struct bytes line_of(const struct source_text *source, uint64_t number)
{
    struct error unused;
    struct bytes line = {0};
    struct scan s = scan_of("", source->text, &unused);
    for (uint64_t i = 0; i < number; i++) {
        if (!scan_line(&s, &line))
            return bytes_of(NULL, 0);
    }
    while (line.len > 0 && (line.at[0] == ' ' || line.at[0] == '\t'))
        line = bytes_skip(line, 1);
    return line;
}

/* Appends "reader.c:9  what stands there". */
static void add_place(const struct drawing *d, const char *file, uint64_t line)
{
    format_add(d->text, "%s:%" PRIu64 "  ", file, line);
    for (size_t i = 0; i < d->source_count; i++) {
        if (strcmp(d->sources[i].file, file) == 0) {
            format_add_printable(d->text, line_of(&d->sources[i], line));
            return;
        }
    }
}

static void add_exit(const struct drawing *d, const struct site_exit *found)
{
    static const char *const why[] = {
        [WAY_FUNCTION_POINTER] =
            ("its address reaches a call through a function pointer: what is called is "
             "known only at run time"),
        [WAY_UNKNOWN_FUNCTION] = "its address reaches a function whose code is not here",
        [WAY_STORED] = "its address is stored where others can see it",
        [WAY_RETURNED] = "its address is returned",
        [WAY_SHARED_FREE] = "it is freed where another pointer may be freed instead",
    };
    format_add(d->text, "    %s:\n        ", why[found->way]);
    add_place(d, found->file, found->line);
    format_add(d->text, "\n");
}

/* Whether a reason was found in the size: proven, or at hand beside another reason. */
static bool add_size(const struct drawing *d, const struct heap_verdict *verdict)
{
    const struct heap_site *site = &verdict->site;
    if (!site->has_size) {
        format_add(d->text, "    its size is not a constant%s\n",
                   verdict->moves_at_any_size ? ": with a constant one it would move" : "");
        return true;
    }
    if (site->size <= ATTRIBUTOR_LIMIT)
        return false;
    format_add(d->text, "    it is too large: %" PRIu64 " B, and at most %d B move\n", site->size,
               ATTRIBUTOR_LIMIT);
    return true;
}

static void add_blocks(uint64_t blocks, unsigned ops, struct buffer *text)
{
    format_add_per_op(text, blocks, ops);
    format_add(text, " block%s per op\n", blocks == ops ? "" : "s");
}

/* How often the site is reached. What was counted at no site may have come from one that has none. */
static void add_count(const struct heap_verdicts *verdicts, const struct heap_verdict *verdict,
                      struct buffer *text)
{
    format_add(text, "    ");
    if (verdict->blocks > 0)
        add_blocks(verdict->blocks, verdicts->ops, text);
    else if (verdicts->blocks_elsewhere > 0)
        format_add(text, "not counted by itself: see below\n");
    else
        format_add(text, "no op on the talk's stream comes here\n");
}

static void add_elsewhere(const struct drawing *d, const struct heap_verdicts *verdicts)
{
    format_add(d->text, "%s, at none of these lines (the build inlines otherwise than clang)\n    ",
               d->sources[0].file);
    add_blocks(verdicts->blocks_elsewhere, verdicts->ops, d->text);
    format_add(d->text, "\n");
}

static void draw_verdict(const struct drawing *d, const struct heap_verdicts *verdicts,
                         const struct heap_verdict *verdict)
{
    const struct heap_site *site = &verdict->site;
    add_place(d, d->sources[0].file, site->line);
    format_add(d->text, "\n    %s%s", site->allocator,
               site->inner_line == site->line ? "" : ", in what is inlined there");
    if (site->has_size)
        format_add(d->text, ", %" PRIu64 " B", site->size);
    format_add(d->text, ": %s\n", verdict->moves ? "MOVES to the stack" : "STAYS on the heap");
    if (!verdict->moves) {
        for (size_t i = 0; !verdict->moves_at_any_size && i < site->exit_count; i++)
            add_exit(d, &site->exits[i]);
        bool told = add_size(d, verdict);
        if (!told && site->exit_count == 0)
            format_add(d->text, "    LLVM does not say why\n");
    }
    add_count(verdicts, verdict, d->text);
    format_add(d->text, "\n");
}

static void draw_frames(const struct drawing *d, const struct stack_usage *usage)
{
    format_add(d->text, "The stack, as the build has it (-fstack-usage):\n");
    for (size_t i = 0; i < usage->frame_count; i++) {
        const struct stack_frame *frame = &usage->frames[i];
        const char *kind = !frame->dynamic  ? "static: known in advance"
                           : frame->bounded ? "dynamic, with a bound"
                                            : "dynamic: the input decides";
        format_add(d->text, "    %-24.*s %6" PRIu64 " B  %s\n", (int)frame->function.len,
                   (const char *)frame->function.at, frame->bytes, kind);
    }
}

void heap_verdicts_draw(const struct heap_verdicts *verdicts, const struct stack_usage *usage,
                        const struct source_text *sources, size_t source_count, struct buffer *text)
{
    const struct drawing d = {.sources = sources, .source_count = source_count, .text = text};
    for (size_t i = 0; i < verdicts->count; i++)
        draw_verdict(&d, verdicts, &verdicts->items[i]);
    if (verdicts->blocks_elsewhere > 0)
        add_elsewhere(&d, verdicts);
    else if (verdicts->count == 0)
        format_add(text, "%s allocates nothing.\n\n", sources[0].file);
    format_add(text, "Left on the heap: ");
    format_add_per_op(text, heap_verdicts_blocks(verdicts, false), verdicts->ops);
    format_add(text, " of ");
    format_add_per_op(text, heap_verdicts_blocks(verdicts, true), verdicts->ops);
    format_add(text, " allocs/op on the talk's stream. What the output needs is its caller's, and "
                     "not counted.\n\n");
    draw_frames(&d, usage);
    format_add(
        text, "\nGo's compiler decides this for each variable. In C you do: malloc is the heap, a "
              "local\nvariable is the stack, and no build of this workbook moves one to the other. "
              "Above is what\nLLVM's Attributor would do if it were asked, and if malloc never "
              "failed, as in Go.\n");
}
