#include "learn/progress_store.h"

#include "base/files.h"
#include "base/format.h"
#include "base/json.h"
#include "course/start_file.h"
#include "course/subject.h"
#include "learn/backup.h"
#include "learn/prediction.h"
#include "results/result.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

/* A file of its own, because the other one is replaced; and no folder, because NFS locks none. */
#define LOCK_FILE ".progress.lock"

enum { LARGEST = 1 << 20 };

/* Others hold the lock for a moment: one that does not release it is stopped, or hangs. */
static bool lock(struct store *store, struct error *error)
{
    enum { TRIES = 200, PAUSE = 50000000 };
    const struct timespec pause = {.tv_nsec = PAUSE};
    store->lock = open(LOCK_FILE, O_RDWR | O_CREAT | O_CLOEXEC, 0644);
    if (store->lock < 0)
        return error_set(error, "cannot open " LOCK_FILE ": %s", strerror(errno));
    for (int i = 0; i < TRIES; i++) {
        if (flock(store->lock, LOCK_EX | LOCK_NB) == 0)
            return true;
        if (errno != EWOULDBLOCK && errno != EINTR)
            return error_set(error, "cannot lock " LOCK_FILE ": %s", strerror(errno));
        nanosleep(&pause, NULL);
    }
    return error_set(error,
                     "cannot lock " LOCK_FILE ": another command has held it for 10 seconds");
}

bool store_open(struct store *store, struct progress *progress, struct error *error)
{
    struct stat info;
    struct error why;
    char kept[KEEP_PATH_SIZE];
    struct buffer text = buffer_bounded(LARGEST);
    *store = (struct store){.lock = -1};
    *progress = progress_new();
    if (!lock(store, error))
        return false;
    if (stat(STORE_FILE, &info) != 0)
        return errno == ENOENT ||
               error_set(error, "cannot read " STORE_FILE ": %s", strerror(errno));
    if (!S_ISREG(info.st_mode))
        return error_set(error, "cannot read " STORE_FILE ": expected a regular file");
    bool fits = info.st_size <= LARGEST || error_set(&why, STORE_FILE ": expected at most 1 MiB");
    bool read = fits && file_read(STORE_FILE, &text, error);
    bool known = read && progress_read(STORE_FILE, buffer_rest(&text), progress, &why);
    buffer_dispose(&text);
    if (known || (fits && !read))
        return known;
    if (!backup_file(STORE_FILE, time(NULL), kept, error))
        return false;
    unlink(STORE_FILE);
    error_set(&store->note, "%.300s: it is saved as %.200s, and your progress starts over",
              why.text, kept);
    return true;
}

bool store_save(const struct progress *progress, struct error *error)
{
    struct buffer json = buffer_bounded(SIZE_MAX);
    bool done = progress_write(progress, &json)
                    ? file_write(STORE_FILE, buffer_rest(&json), error)
                    : error_set(error, "cannot write " STORE_FILE ": out of memory");
    buffer_dispose(&json);
    return done;
}

void store_close(struct store *store)
{
    if (store->lock >= 0)
        close(store->lock);
    store->lock = -1;
}

struct own_file own_file_now(const struct stage *stage)
{
    char path[COURSE_PATH_SIZE];
    struct error unused;
    struct own_file now = {0};
    struct buffer own = buffer_bounded(LARGEST);
    struct buffer start = buffer_bounded(LARGEST);
    course_own_file(stage, path);
    if (file_read(path, &own, &unused))
        now.hash = progress_hash(buffer_rest(&own));
    if (start_read(stage, &start, &unused))
        now.start = progress_hash(buffer_rest(&start));
    now.untouched = subject_is_untouched(stage, path);
    buffer_dispose(&own);
    buffer_dispose(&start);
    return now;
}

bool start_file_changed(const struct progress_stage *entry, const struct own_file *file)
{
    return entry->start != 0 && file->start != 0 && entry->start != file->start && !file->untouched;
}

void note_start_file(struct progress_stage *entry, const struct own_file *file)
{
    if (file->untouched || entry->start == 0)
        entry->start = file->start;
}

void add_start_file_changed(const struct stage *stage, struct buffer *text)
{
    format_add(text,
               "The start file of stage %u has changed since you began. Yours works as before;\n"
               "make reset-stage %u would take the new one, and save yours beside it.\n",
               stage->number, stage->number);
}

struct progress_stage *store_open_stage(struct store *store, struct progress *progress,
                                        const struct stage *stage, const struct own_file *file,
                                        struct error *error)
{
    struct progress_stage *entry = progress_of(progress, stage);
    if (!store_open(store, progress, error))
        return NULL;
    note_start_file(entry, file);
    return entry;
}

/* Figures of two compilers, or of one that passes and one that does not, are no one's best. */
static void note_best(struct progress_stage *entry, const cJSON *result, bool first_pass)
{
    static const char *const names[] = {[BEST_ALLOCS] = "allocs_per_op",
                                        [BEST_BYTES] = "bytes_per_op",
                                        [BEST_INSTRUCTIONS] = "instructions_per_op"};
    const char *compiler = json_text(json_get(result, "provenance"), "compiler");
    if (first_pass || strcmp(entry->compiler, compiler) != 0) {
        memcpy(entry->best, progress_unbegun.best, sizeof entry->best);
        snprintf(entry->compiler, sizeof entry->compiler, "%s", compiler);
    }
    for (size_t i = 0; i < PROGRESS_FIGURES; i++) {
        double figure = prediction_measured(result, names[i]);
        if (figure >= 0 && (entry->best[i] < 0 || figure < entry->best[i]))
            entry->best[i] = figure;
    }
}

void note_check(struct progress_stage *entry, const cJSON *result, uint64_t file, uint64_t now)
{
    const char *verdict = json_word(result, "verdict", result_verdicts);
    bool passed = verdict != NULL && strcmp(verdict, RESULT_PASS) == 0;
    bool first_pass = passed && entry->passed == 0;
    bool is_right = true; /* every gate but those of cost passes: doing nothing costs nothing */
    const cJSON *gate;
    entry->checks++;
    entry->verdict = verdict;
    entry->gate = NULL;
    entry->file = file;
    cJSON_ArrayForEach(gate, json_get(result, "gates"))
    {
        bool costs = json_is(gate, "name", "heap") || json_is(gate, "name", "cpu");
        is_right = is_right && (costs || json_is(gate, "verdict", RESULT_PASS));
        if (entry->gate == NULL && !passed && verdict != NULL && json_is(gate, "verdict", verdict))
            entry->gate = json_word(gate, "name", result_gates);
    }
    if (first_pass)
        entry->passed = now;
    if (entry->passed == 0 ? is_right : passed)
        note_best(entry, result, first_pass);
}

bool store_check(const struct stage *stage, const cJSON *result, const struct own_file *before,
                 struct buffer *text, struct error *error)
{
    struct store store;
    struct progress progress;
    const struct own_file now = own_file_now(stage);
    uint64_t judged = now.hash == before->hash ? now.hash : 0;
    struct progress_stage *entry = store_open_stage(&store, &progress, stage, &now, error);
    if (entry != NULL) {
        note_check(entry, result, judged, (uint64_t)time(NULL));
        prediction_compare(entry, result, judged, text);
        if (start_file_changed(entry, &now))
            add_start_file_changed(stage, text);
    }
    bool done = entry != NULL && store_save(&progress, error);
    if (store.note.text[0] != '\0')
        format_add(text, "%s\n", store.note.text);
    store_close(&store);
    return done;
}
