#include "bench/save_report.h"

#include "base/files.h"
#include "judge/provenance.h"
#include "results/result.h"

#include <stdio.h>

cJSON *save_report(const struct workdir *place, const char *name, cJSON *document,
                   report_reader *read, char path[WORKDIR_PATH_SIZE], struct error *error)
{
    char folder[WORKDIR_PATH_SIZE];
    struct buffer text = buffer_bounded(SIZE_MAX);
    struct buffer saved = buffer_bounded(SIZE_MAX);
    struct provenance provenance = provenance_start("", place->folder); /* no cache */
    cJSON *again = NULL;
    snprintf(folder, sizeof folder, "%.4000s/results", place->request.into);
    snprintf(path, WORKDIR_PATH_SIZE, "%.4000s/%s", folder, name);
    if (!provenance_add(&provenance, document) || !json_write(document, &text))
        error_out_of_memory(error);
    else if (folder_make(folder, error) && file_write(path, buffer_rest(&text), error) &&
             file_read(path, &saved, error))
        again = read(path, buffer_rest(&saved), error);
    buffer_dispose(&text);
    buffer_dispose(&saved);
    return again;
}
