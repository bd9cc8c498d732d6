#include "readers/names.h"

#include <stdlib.h>

enum { FIRST_CAPACITY = 64 };

/* The slot of `id`: the one that holds it, or the free one where it belongs. */
static struct name *slot_of(const struct names *names, uint64_t id)
{
    size_t mask = names->capacity - 1;
    size_t i = (size_t)(id * UINT64_C(0x9e3779b97f4a7c15) >> 32) & mask;
    while (names->slots[i].text.len > 0 && names->slots[i].id != id)
        i = (i + 1) & mask;
    return &names->slots[i];
}

/* Lets `id`, which has no name, stand for `text`. False if allocation fails. */
static bool add(struct names *names, uint64_t id, struct bytes text)
{
    if (names->count >= names->capacity / 2) {
        size_t capacity = names->capacity == 0 ? FIRST_CAPACITY : names->capacity * 2;
        struct names larger = {.slots = calloc(capacity, sizeof *larger.slots),
                               .capacity = capacity,
                               .count = names->count};
        if (larger.slots == NULL)
            return false;
        for (size_t i = 0; i < names->capacity; i++) {
            if (names->slots[i].text.len > 0)
                *slot_of(&larger, names->slots[i].id) = names->slots[i];
        }
        names_dispose(names);
        *names = larger;
    }
    *slot_of(names, id) = (struct name){.id = id, .text = text};
    names->count++;
    return true;
}

/* Whether a name is compressed: names themselves never start like this. */
static bool is_compressed(struct bytes name)
{
    return name.len > 1 && name.at[0] == '(' && name.at[1] >= '0' && name.at[1] <= '9';
}

bool names_read(struct names *names, struct scan *s, struct bytes *name)
{
    uint64_t id;
    bool has_id = is_compressed(s->rest);
    if (has_id && !(scan_text(s, "(") && scan_number(s, &id) && scan_text(s, ")")))
        return scan_expected(s, "(<id>)");
    struct scan line = *s;
    if (!has_id) {
        if (!scan_line(&line, name) || name->len == 0)
            return scan_expected(s, "a name");
        *s = line;
        return true;
    }
    /* After "(id)" comes nothing, or the name that it stands for from here on. */
    struct bytes known = names->count == 0 ? bytes_of(NULL, 0) : slot_of(names, id)->text;
    scan_blank(&line);
    if (!scan_line(&line, name))
        return scan_expected(&line, "a whole name");
    if (name->len == 0 && known.len == 0)
        return scan_expected(s, "an id that has a name");
    if (name->len == 0)
        *name = known;
    if (is_compressed(*name) || (known.len > 0 && !bytes_equal(*name, known)))
        return scan_expected(s, "a name, and one only for an id");
    if (known.len == 0 && !add(names, id, *name))
        return scan_no_memory(s);
    *s = line;
    return true;
}

void names_dispose(struct names *names)
{
    free(names->slots);
    *names = (struct names){0};
}
