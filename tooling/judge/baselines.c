#include "judge/baselines.h"

#include "base/files.h"
#include "base/scan.h"
#include "judge_config.h" /* made by CMake: where the workbook's own programs are */
#include "results/result.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

size_t references_place(size_t i)
{
    const struct instruction_ceiling *ceilings = judging()->stage->instructions;
    size_t first = 0;
    while (strcmp(ceilings[first].reference, ceilings[i].reference) != 0)
        first++;
    return first;
}

/* The profile of a reference: in this check's folder, and where checks keep it. */
static bool kept_paths(const char *name, char here[JUDGING_PATH_SIZE], char kept[JUDGING_PATH_SIZE])
{
    const char *folder = judging()->beside;
    run_path(here, name, "callgrind");
    return *folder != '\0' &&
           snprintf(kept, JUDGING_PATH_SIZE, "%s/%s.callgrind", folder, name) < JUDGING_PATH_SIZE;
}

static bool take_kept(const char *name)
{
    char here[JUDGING_PATH_SIZE];
    char kept[JUDGING_PATH_SIZE];
    struct error error;
    return kept_paths(name, here, kept) && access(kept, R_OK) == 0 && file_copy(kept, here, &error);
}

/* Where it cannot be kept, the next check measures it again. */
static void keep(const char *name)
{
    char here[JUDGING_PATH_SIZE];
    char kept[JUDGING_PATH_SIZE];
    struct error error;
    if (kept_paths(name, here, kept) && folder_make(judging()->beside, &error))
        file_copy(here, kept, &error);
}

void references_start(struct references *references)
{
    const struct stage *stage = judging()->stage;
    for (size_t i = 0; i < stage->instruction_count; i++) {
        char probe[JUDGING_PATH_SIZE];
        const char *name = stage->instructions[i].reference;
        snprintf(probe, sizeof probe, "%s/%s", JUDGE_REFERENCES, name);
        if (references_place(i) != i)
            continue;
        references->kept[i] = take_kept(name);
        if (!references->kept[i])
            references->runs[i] = counted_start_reference(name, probe);
    }
}

bool references_read(struct references *references, struct finding *finding)
{
    const struct stage *stage = judging()->stage;
    struct error error;
    for (size_t i = 0; i < stage->instruction_count; i++) {
        if (references_place(i) == i && !references->kept[i])
            run_wait(&references->runs[i]);
    }
    for (size_t i = 0; i < stage->instruction_count; i++) {
        const char *name = stage->instructions[i].reference;
        if (references_place(i) != i)
            continue;
        if ((references->kept[i] || references->runs[i].complete) &&
            counted_read(name, 0, &references->cpus[i], &error)) {
            if (!references->kept[i])
                keep(name);
            continue;
        }
        if (finding != NULL) {
            finding->verdict = RESULT_INCONCLUSIVE;
            format_add(&finding->message, "not measured: %s could not be measured beside it",
                       stage->instructions[i].reference);
        }
        return false;
    }
    return true;
}

void references_dispose(struct references *references)
{
    for (size_t i = 0; i < COURSE_MOST_CEILINGS; i++)
        counted_dispose(&references->cpus[i]);
}
