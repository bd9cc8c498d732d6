#include "results/scores.h"

#include "course/course.h"
#include "fuzz/reader.h"

bool fuzz_reader(const char *name, struct bytes text, struct error *error, bool *left_empty)
{
    struct scores scores;
    unsigned most = 0;
    bool read = scores_read(name, text, &scores, error);
    for (size_t i = 0; i < course_stage_count; i++) {
        unsigned points = scores_most(&scores, course_stages[i].name);
        fuzz_expect(!read || points > 0, "a stage has points");
        most += points;
    }
    *left_empty = most == 0;
    return read;
}
