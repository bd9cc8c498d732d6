#include "bench/save_report.h"

#include "base/files.h"
#include "judge/provenance.h"
#include "results/result.h"

#include <stdio.h>

cJSON *keep_document(const struct workdir *place, const char *name, cJSON *document,
                     keep_reader *read, char path[WORKDIR_PATH_SIZE], struct error *error)
{
    char folder[WORKDIR_PATH_SIZE];
    struct buffer text = buffer_bounded(SIZE_MAX);
    struct buffer kept = buffer_bounded(SIZE_MAX);
    struct provenance provenance = provenance_start("", place->folder);
    cJSON *again = NULL;
    snprintf(folder, sizeof folder, "%.4000s/results", place->request.into);
    snprintf(path, WORKDIR_PATH_SIZE, "%.4000s/%s", folder, name);
    if (!provenance_add(&provenance, document) || !json_write(document, &text))
        error_set(error, "out of memory");
    else if (folder_make(folder, error) && file_write(path, buffer_rest(&text), error) &&
             file_read(path, &kept, error))
        again = read(path, buffer_rest(&kept), error);
    buffer_dispose(&text);
    buffer_dispose(&kept);
    return again;
}
