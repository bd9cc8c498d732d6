#include "results/result.h"

#include "fuzz/reader.h"

bool fuzz_reader(const char *name, struct bytes text, struct error *error, bool *left_empty)
{
    struct buffer json = buffer_bounded(SIZE_MAX);
    cJSON *result = result_read(name, text, error);
    *left_empty = result == NULL;
    if (result == NULL)
        return false;
    fuzz_expect(json_write(result, &json), "a result is written");
    cJSON_Delete(result);
    result = result_read(name, buffer_rest(&json), error);
    fuzz_expect(result != NULL, "it is read again");
    cJSON_Delete(result);
    buffer_dispose(&json);
    return true;
}
