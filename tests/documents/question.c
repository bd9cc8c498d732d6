#include "documents/question.h"

#include <string.h>

static bool is_question(const struct item *item)
{
    static const char predict[] = "make predict ";
    return (item->kind == ITEM_COMMAND || item->kind == ITEM_MENTION) &&
           strncmp(item->text, predict, sizeof predict - 1) == 0;
}

static bool has_answer(const struct item *item, const struct figures *measured,
                       const struct figures *told, struct figure *figure)
{
    size_t line = 0;
    struct bytes text = bytes_from_string(item->text);
    if (item->kind != ITEM_PROSE && item->kind != ITEM_OUTPUT)
        return false;
    while (figure_next(&text, &line, figure)) {
        if (figures_have(measured, figure, false) && !figures_have(told, figure, true))
            return true;
    }
    return false;
}

bool question_is_answered(const struct document *document, const struct figures *measured,
                          const struct figures *told, struct answer *answer)
{
    size_t question = 0;
    while (question < document->count && !is_question(&document->items[question]))
        question++;
    if (question == document->count)
        return false;
    for (size_t i = 0; i < question; i++) {
        answer->item = &document->items[i];
        if (has_answer(answer->item, measured, told, &answer->figure))
            return true;
    }
    return false;
}
