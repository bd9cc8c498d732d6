#include "judge/cases.h"

#include <assert.h>
#include <stdlib.h>

const char cases_random_name[] = "a random stream";

bool cases_reserve(struct case_list *list, size_t count, size_t bytes)
{
    *list = (struct case_list){.items = calloc(count, sizeof *list->items),
                               .room = count,
                               .memory = buffer_bounded(bytes),
                               .chunks = buffer_bounded(0),
                               .borrowed = buffer_bounded(0)};
    return list->items != NULL && (bytes == 0 || buffer_reserve(&list->memory, bytes) == STREAM_OK);
}

void cases_add(struct case_list *list, const char *name, struct probe_case c)
{
    assert(list->count < list->room);
    list->items[list->count++] = (struct named_case){.name = name, .c = c};
}

unsigned char *cases_take(struct buffer *memory, size_t len)
{
    unsigned char *at = memory->storage + memory->len;
    assert(len <= memory->capacity - memory->len);
    memory->len += len;
    return at;
}

size_t cases_size(const struct probe_case *c)
{
    return c->data.len + c->find.len + c->repl.len + c->before.len;
}

uint64_t cases_enough_room(const struct probe_case *c)
{
    size_t matches = c->find.len == 0 ? 0 : c->data.len / c->find.len;
    return c->data.len + matches * c->repl.len;
}

void cases_dispose(struct case_list *list)
{
    free(list->items);
    buffer_dispose(&list->memory);
    buffer_dispose(&list->chunks);
    buffer_dispose(&list->borrowed);
    *list = (struct case_list){.items = NULL};
}

/* splitmix64: Steele, Lea, Flood, "Fast splittable pseudorandom number generators", 2014. */
size_t cases_random(uint64_t *state, size_t bound)
{
    *state += UINT64_C(0x9e3779b97f4a7c15);
    uint64_t z = *state;
    z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
    return (size_t)((z ^ (z >> 31)) % bound);
}

struct bytes cases_random_bytes(struct case_list *list, uint64_t *state, size_t len,
                                unsigned char first, size_t count)
{
    unsigned char *at = cases_take(&list->memory, len);
    for (size_t i = 0; i < len; i++)
        at[i] = (unsigned char)(first + cases_random(state, count));
    return bytes_of(at, len);
}
