#include "debug/chosen.h"

#include "files/files.h"
#include "probe/frame.h"
#include "result/result.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

static bool choose_file(const char *file, struct chosen_case *chosen, char *error)
{
    if (snprintf(chosen->path, MEASURE_PATH_SIZE, "%s", file) >= MEASURE_PATH_SIZE)
        return measure_refuse(error, "CASE is too long a path");
    return measure_is_case(file, error);
}

/* Whether the last check left a failing case of this gate. */
static bool choose_failing(const struct measure_place *place, const char *gate,
                           struct chosen_case *chosen)
{
    int len = snprintf(chosen->path, MEASURE_PATH_SIZE, "%s/results/%s.%s.case",
                       place->request.into, place->request.subject->label, gate);
    if (len >= MEASURE_PATH_SIZE || access(chosen->path, R_OK) != 0)
        return false;
    snprintf(chosen->gate, sizeof chosen->gate, "%s", gate);
    return true;
}

bool chosen_case(const struct measure_place *place, const char *file, struct chosen_case *chosen,
                 char *error)
{
    *chosen = (struct chosen_case){.gate = ""};
    if (file != NULL)
        return choose_file(file, chosen, error);
    for (size_t i = 0; result_gates[i] != NULL; i++) {
        if (choose_failing(place, result_gates[i], chosen))
            return true;
    }
    return measure_path(place, "talk.case", chosen->path, error) &&
           measure_write_talk(chosen->path, 0, error);
}
