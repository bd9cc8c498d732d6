#include "bench/comparison.h"
#include "bench/compare_chart.h"
#include "bench/compare_text.h"

#include "fuzz/reader.h"

/* What was read is drawn. */
bool fuzz_reader(const char *name, struct bytes text, struct error *error, bool *left_empty)
{
    struct buffer drawn = buffer_bounded(SIZE_MAX);
    cJSON *document = comparison_read(name, text, error);
    *left_empty = document == NULL;
    if (document == NULL)
        return false;
    compare_text(document, &drawn);
    compare_summary_text(document, &drawn);
    compare_chart_script(document, "x.svg", &drawn);
    buffer_dispose(&drawn);
    cJSON_Delete(document);
    return true;
}
