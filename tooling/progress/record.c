#include "progress/record.h"

#include "command/subject.h"
#include "progress/note.h"
#include "progress/start.h"
#include "text/format.h"

#include <time.h>

struct record_file record_look(const struct stage *stage)
{
    char path[COURSE_PATH_SIZE];
    course_own_file(stage, path);
    return (struct record_file){.hash = start_hash_of_file(path),
                                .start = start_hash(stage),
                                .untouched = subject_is_untouched(stage, path)};
}

bool record_start_changed(const struct progress_stage *entry, const struct record_file *file)
{
    return entry->start != 0 && file->start != 0 && entry->start != file->start && !file->untouched;
}

void record_begin(struct progress_stage *entry, const struct record_file *file)
{
    if (file->untouched || entry->start == 0)
        entry->start = file->start;
}

void record_tell_changed(const struct stage *stage, struct buffer *text)
{
    format_add(text,
               "The start file of stage %u has changed since you began. Yours works as before;\n"
               "make reset-stage %u would take the new one, and keep yours beside it.\n",
               stage->number, stage->number);
}

bool record_check(const struct stage *stage, const cJSON *result, const struct record_file *before,
                  struct buffer *says, char *error)
{
    struct store store;
    struct progress progress;
    struct record_file now = record_look(stage);
    uint64_t judged = now.hash == before->hash ? now.hash : 0;
    bool done = store_open(&store, &progress, error);
    if (done) {
        struct progress_stage *entry = progress_of(&progress, stage);
        record_begin(entry, &now);
        note_check(entry, result, judged, (uint64_t)time(NULL));
        note_compare(entry, result, says);
        if (record_start_changed(entry, &now))
            record_tell_changed(stage, says);
        if (store.told[0] != '\0')
            format_add(says, "%s\n", store.told);
        done = store_save(&progress, error);
    }
    store_close(&store);
    return done;
}
