/* The smallest case that costs too much on the heap. */
#include "judge/evidence.h"

#include "course/course.h"

struct search {
    excess_judge *judge;
    struct case_excess *smallest;
};

static void visit(const struct judged_answer *judged, void *context)
{
    const struct search *search = context;
    struct case_excess *smallest = search->smallest;
    struct case_excess excess = {.fault = buffer_bounded(SIZE_MAX),
                                 .description = buffer_bounded(SIZE_MAX)};
    if (judged->fault == ANSWER_RIGHT) /* else correctness tells */
        search->judge(judged, &excess);
    if (excess.fault.len > 0) {
        smallest->is_on_talk |= bytes_equal(judged->of->c.data, course_talk.stream);
        if (!smallest->found) {
            answers_describe(judged, &excess.description);
            excess.found = true;
            excess.is_on_talk = smallest->is_on_talk;
            excess.of = *judged->of;
            *smallest = excess;
            return;
        }
    }
    excess_dispose(&excess);
}

void excess_find(const struct gate_context *gate, const char *name, const struct case_list *cases,
                 excess_judge *judge, struct case_excess *smallest)
{
    struct search search = {.judge = judge, .smallest = smallest};
    *smallest = (struct case_excess){.found = false};
    answers_judge(gate, name, cases, visit, &search);
}

void excess_dispose(struct case_excess *excess)
{
    buffer_dispose(&excess->fault);
    buffer_dispose(&excess->description);
}

void excess_add(const struct gate_context *gate, const struct case_excess *excess,
                struct buffer *text)
{
    format_add(text, "\n  but in this case ");
    format_add_bytes(text, buffer_rest(&excess->fault));
    format_add(text, ":");
    /* DHAT sees no place of what is not malloc's: it takes a block that grows for the one that was. */
    bool is_unseen = sites_add_case(gate, &excess->of, excess->allowed, text) == 0;
    bool is_grown = is_unseen && !excess->leaks;
    if (is_grown)
        format_add(text, "\n  no block of its own, as Valgrind sees it: realloc may have made "
                         "output's larger");
    format_add_bytes(text, buffer_rest(&excess->description));
    if (excess->leaks)
        answers_keep(gate, &excess->of, "heap", "valgrind --leak-check=full ", text);
    else
        answers_keep_to_look(gate, &excess->of, "heap", is_grown ? "debug" : "profile", text);
    if (is_grown)
        format_add(text, "\n  and in gdb:  break malloc, break realloc, continue, backtrace");
}
