#include "judge/fewer_chunks.h"

#include "probe/cut.h"

#include <string.h>

enum { MOST_ENDS = 64, LENGTHS = 3 };

/* Adds the case in chunks that end at these places, if they are not 0, and at the end. */
static void add_cut(struct case_list *list, const struct named_case *of, size_t first,
                    size_t second)
{
    const size_t ends[] = {first, second, of->c.data.len};
    struct probe_case c = of->c;
    unsigned char *at = cases_take(&list->memory, LENGTHS * LENGTH_SIZE);
    size_t size = 0, begun = 0;
    for (size_t i = 0; i < LENGTHS; i++) {
        if (ends[i] > begun)
            size += length_write(at + size, ends[i] - begun);
        begun = ends[i] > begun ? ends[i] : begun;
    }
    c.stream.chunks = bytes_of(at, size);
    cases_add(list, of->name, c);
}

bool fewer_chunks_cases(const struct named_case *of, struct case_list *list)
{
    size_t ends[MOST_ENDS], count = 0, at = 0, chunks = 0;
    struct cut cut = cut_of(of->c.data, of->c.stream.chunks);
    if (!cases_reserve(list, 2 * MOST_ENDS, 2 * MOST_ENDS * LENGTHS * LENGTH_SIZE))
        return false;
    for (; !cut_is_over(&cut) && count < MOST_ENDS; chunks++) {
        size_t len = cut_next(&cut).len;
        at += len;
        if (len > 0 && at < of->c.data.len)
            ends[count++] = at;
    }
    if (chunks > 1)
        add_cut(list, of, 0, 0);
    for (size_t i = 0; chunks > 2 && i < count; i++)
        add_cut(list, of, ends[i], 0);
    for (size_t i = 0; chunks > 3 && i + 1 < count; i++)
        add_cut(list, of, ends[i], ends[i + 1]);
    return true;
}

struct search {
    answers_visitor *visit;
    void *context;
    bool found, visited;
};

/* One that is wrong only after others says less than the case from which it comes. */
static void visit_first(const struct judged_answer *judged, void *context)
{
    struct search *search = context;
    if (search->found || judged->fault == ANSWER_RIGHT || judged->fault == ANSWER_MISSING)
        return;
    search->found = true;
    search->visited = !answers_right_alone(judged->gate, judged->of);
    if (search->visited)
        search->visit(judged, search->context);
}

bool fewer_chunks_visit(const struct judged_answer *judged, answers_visitor *visit, void *context)
{
    struct search search = {.visit = visit, .context = context};
    struct case_list list = {.count = 0};
    if (judged->gate->contract->in_chunks && judged->fault != ANSWER_MISSING &&
        fewer_chunks_cases(judged->of, &list) && list.count > 0) {
        struct run run = answers_start(judged->gate, "correctness-fewer", &list);
        run_wait(&run);
        answers_judge(judged->gate, run.name, &list, visit_first, &search);
    }
    cases_dispose(&list);
    return search.visited;
}
