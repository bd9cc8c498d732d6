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

/* Appends "reader.c:9  the text of that line". */
static void add_place(const struct drawing *d, const char *file, uint64_t line)
{
    format_add(d->text, "%s:%" PRIu64 "  ", file, line);
    for (size_t i = 0; i < d->source_count; i++) {
        struct error unused;
        struct bytes text = {0};
        struct scan s = scan_of("", d->sources[i].text, &unused);
        if (strcmp(d->sources[i].file, file) != 0)
            continue;
        for (uint64_t k = 0; k < line; k++) {
            if (!scan_line(&s, &text))
                return;
        }
        while (text.len > 0 && (text.at[0] == ' ' || text.at[0] == '\t'))
            text = bytes_skip(text, 1);
        format_add_printable(d->text, text);
        return;
    }
}

static void add_blocks(uint64_t blocks, unsigned ops, struct buffer *text)
{
    format_add_per_op(text, blocks, ops);
    format_add(text, " block%s per op\n", blocks == ops ? "" : "s");
}

/* Appends why the block stays on the heap. */
static void add_reasons(const struct drawing *d, const struct heap_verdict *verdict)
{
    static const char *const why[] = {
        [WAY_FUNCTION_POINTER] = ("its address is passed to a call through a function pointer, "
                                  "which is known only at run time"),
        [WAY_UNKNOWN_FUNCTION] = "its address is passed to a function whose code is not here",
        [WAY_STORED] = "its address is stored in a place that others can see",
        [WAY_RETURNED] = "its address is returned",
        [WAY_SHARED_FREE] = "it is freed at a place that may free another pointer instead",
    };
    const struct heap_site *site = &verdict->site;
    for (size_t i = 0; !verdict->moves_at_any_size && i < site->exit_count; i++) {
        format_add(d->text, "    %s:\n        ", why[site->exits[i].way]);
        add_place(d, site->exits[i].file, site->exits[i].line);
        format_add(d->text, "\n");
    }
    if (!site->has_size)
        format_add(d->text, "    its size is not a constant%s\n",
                   verdict->moves_at_any_size ? ": with a constant one it would move" : "");
    else if (site->size > ATTRIBUTOR_LIMIT)
        format_add(d->text, "    it is too large: %" PRIu64 " B, and at most %d B move\n",
                   site->size, ATTRIBUTOR_LIMIT);
    else if (site->exit_count == 0)
        format_add(d->text, "    LLVM does not say why\n");
}

void heap_verdicts_draw(const struct heap_verdicts *verdicts, const struct stack_usage *usage,
                        const struct source_text *sources, size_t source_count, struct buffer *text)
{
    const struct drawing d = {.sources = sources, .source_count = source_count, .text = text};
    const char *file = sources[0].file;
    for (size_t i = 0; i < verdicts->count; i++) {
        const struct heap_verdict *verdict = &verdicts->items[i];
        const struct heap_site *site = &verdict->site;
        add_place(&d, file, site->line);
        format_add(text, "\n    %s", site->allocator);
        if (site->has_size)
            format_add(text, " of %" PRIu64 " B", site->size);
        format_add(text, "%s: %s\n",
                   site->inner_line == site->line ? "" : ", in a function inlined here",
                   verdict->moves ? "MOVES to the stack" : "STAYS on the heap");
        if (!verdict->moves)
            add_reasons(&d, verdict);
        format_add(text, "    ");
        if (verdict->blocks > 0)
            add_blocks(verdict->blocks, verdicts->ops, text);
        else /* what was counted at no site may have come from one that has no count */
            format_add(text, "%s\n",
                       verdicts->blocks_elsewhere > 0 ? "not counted by itself: see below"
                                                      : "no op on the talk's stream comes here");
        format_add(text, "\n");
    }
    if (verdicts->blocks_elsewhere > 0) {
        format_add(text,
                   "%s, at none of these lines (the build inlines otherwise than clang)\n    ",
                   file);
        add_blocks(verdicts->blocks_elsewhere, verdicts->ops, text);
        format_add(text, "\n");
    } else if (verdicts->count == 0) {
        format_add(text, "%s allocates nothing.\n\n", file);
    }
    format_add(text, "Left on the heap: ");
    format_add_per_op(text, heap_verdicts_blocks(verdicts, false), verdicts->ops);
    format_add(text, " of ");
    format_add_per_op(text, heap_verdicts_blocks(verdicts, true), verdicts->ops);
    format_add(text, " allocs/op on the talk's stream. What the output needs is its caller's, and "
                     "not counted.\n\n"
                     "The stack, as the build has it (-fstack-usage):\n");
    for (size_t i = 0; i < usage->frame_count; i++) {
        const struct stack_frame *frame = &usage->frames[i];
        const char *kind = !frame->dynamic  ? "static: known in advance"
                           : frame->bounded ? "dynamic, with a bound"
                                            : "dynamic: the input decides";
        format_add(text, "    %-24.*s %6" PRIu64 " B  %s\n", (int)frame->function.len,
                   (const char *)frame->function.at, frame->bytes, kind);
    }
    format_add(
        text, "\nGo's compiler decides this for each variable. In C you do: malloc is the heap, a "
              "local\nvariable is the stack, and no build of this workbook moves one to the other. "
              "Above is what\nLLVM's Attributor would do if it were asked, and if malloc never "
              "failed, as in Go.\n");
}
