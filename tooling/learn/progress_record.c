#include "learn/progress_record.h"

#include "base/files.h"
#include "base/format.h"
#include "course/start_file.h"
#include "course/subject.h"
#include "learn/progress_note.h"

#include <string.h>
#include <time.h>

enum { LARGEST = 1 << 20 };

/* The hash of a file's content; 0 where it cannot be read. */
static uint64_t hash_of_file(const char *path)
{
    struct error error;
    struct buffer text = buffer_bounded(LARGEST);
    uint64_t hash = file_read(path, &text, &error) ? progress_hash(buffer_rest(&text)) : 0;
    buffer_dispose(&text);
    return hash;
}

static uint64_t hash_of_start(const struct stage *stage)
{
    struct error error;
    struct buffer text = buffer_bounded(LARGEST);
    uint64_t hash = start_read(stage, &text, &error) ? progress_hash(buffer_rest(&text)) : 0;
    buffer_dispose(&text);
    return hash;
}

struct record_file record_look(const struct stage *stage)
{
    char path[COURSE_PATH_SIZE];
    course_own_file(stage, path);
    return (struct record_file){.hash = hash_of_file(path),
                                .start = hash_of_start(stage),
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

bool record_change(const struct stage *stage, record_changes *change, void *what,
                   struct error *told, struct error *error)
{
    struct store store;
    struct progress progress;
    const struct record_file file = record_look(stage);
    bool done = store_open(&store, &progress, error);
    if (done) {
        struct progress_stage *entry = progress_of(&progress, stage);
        record_begin(entry, &file);
        change(entry, &file, what);
        done = store_save(&progress, error);
    }
    *told = store.told;
    store_close(&store);
    return done;
}

struct check {
    const struct stage *stage;
    const cJSON *result;
    const struct record_file *before;
    struct buffer *says;
};

static void note_it(struct progress_stage *entry, const struct record_file *now, void *what)
{
    const struct check *check = what;
    uint64_t judged = now->hash == check->before->hash ? now->hash : 0;
    note_check(entry, check->result, judged, (uint64_t)time(NULL));
    note_compare(entry, check->result, judged, check->says);
    if (record_start_changed(entry, now))
        record_tell_changed(check->stage, check->says);
}

bool record_check(const struct stage *stage, const cJSON *result, const struct record_file *before,
                  struct buffer *says, struct error *error)
{
    struct check check = {stage, result, before, says};
    struct error told;
    bool done = record_change(stage, note_it, &check, &told, error);
    if (told.text[0] != '\0')
        format_add(says, "%s\n", told.text);
    return done;
}
