/*
 * Reads massif's output: the heap over time.
 * Format: Valgrind manual, "Massif: a heap profiler", and ms_print, which reads it.
 */
#ifndef READERS_MASSIF_H
#define READERS_MASSIF_H

#include "base/error.h"
#include "stream/bytes.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct massif_snapshot {
    uint64_t time; /* in the file's time_unit; bytes allocated and freed with --time-unit=B */
    uint64_t heap_bytes;
    uint64_t heap_extra_bytes;
};

struct massif {
    struct massif_snapshot *snapshots; /* owned; by time */
    size_t snapshot_count;
    uint64_t peak_heap_bytes; /* the largest heap_bytes of all snapshots */
};

/*
 * Reads `text`, called `name` in messages. True, and the caller ends *massif with massif_dispose;
 * or false, *massif empty and the reason in `error`. A file that was cut
 * off between two snapshots looks whole: massif writes no end.
 */
bool massif_read(const char *name, struct bytes text, struct massif *massif, struct error *error);

void massif_dispose(struct massif *massif);

#endif
