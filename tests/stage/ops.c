#include "stage/ops.h"

#include "files/files.h"
#include "stage/cases.h"

#include <criterion/criterion.h>
#include <stdio.h>

enum { MOST_FILES = 3 };

static void write_case(const char *path, uint64_t room)
{
    char error[FILES_ERROR_SIZE];
    struct buffer text = buffer_bounded(SIZE_MAX);
    struct probe_case c = cases_talk_stream();
    c.room = room;
    cr_assert_eq(frame_write_case(&text, &c), STREAM_OK);
    cr_assert(file_write(path, buffer_unread(&text), error), "%s", error);
    buffer_dispose(&text);
}

uint64_t ops_heap_room(void)
{
    return 65536 + judging()->seed % 65536;
}

struct run ops_start(const struct ops_request *request)
{
    char options[MOST_FILES][JUDGING_PATH_SIZE + 64];
    char paths[MOST_FILES][JUDGING_PATH_SIZE];
    char case_name[64];
    char case_path[JUDGING_PATH_SIZE];
    char ops[16];
    const char *words[RUN_MOST_WORDS] = {NULL};
    size_t count = 0;
    struct run_request run = {.name = request->name,
                              .words = words,
                              .kind = request->kind,
                              .cases = case_path,
                              .ours = request->ours};

    while (request->tool[count] != NULL) {
        words[count] = request->tool[count];
        count++;
    }
    for (size_t i = 0; i < MOST_FILES && request->file_options[i] != NULL; i++) {
        judging_path(paths[i], request->file_names[i]);
        snprintf(options[i], sizeof options[i], "%s%s", request->file_options[i], paths[i]);
        run.writes[i] = paths[i];
        words[count++] = options[i];
    }
    snprintf(case_name, sizeof case_name, "%s.cases", request->name);
    judging_path(case_path, case_name);
    write_case(case_path, request->room);
    snprintf(ops, sizeof ops, "%u", request->ops);
    words[count++] = request->probe;
    words[count++] = "--ops";
    words[count++] = ops;
    words[count++] = case_path;
    return run_start(&run);
}
