#include "classroom/seed.h"

#include "base/files.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <unistd.h>

static bool read_number(const char *text, uint64_t *number)
{
    char *end;
    errno = 0;
    *number = strtoull(text, &end, 10);
    bool whole = *end == '\0' || strcmp(end, "\n") == 0;
    return whole && text[0] >= '0' && text[0] <= '9' && errno == 0;
}

/* The seed that was kept; *found says whether there is one. */
static bool kept_seed(const char *path, uint64_t *seed, bool *found, struct error *error)
{
    struct buffer text = buffer_bounded(64);
    *found = access(path, F_OK) == 0;
    if (!*found)
        return true;
    bool read = file_read(path, &text, error) && buffer_write_byte(&text, '\0') == STREAM_OK;
    if (read && !read_number((const char *)text.at, seed))
        read = error_set(error, "%s: expected a number: FRESH=1 starts over", path);
    buffer_dispose(&text);
    return read;
}

static bool keep_seed(const char *path, uint64_t seed, struct error *error)
{
    char text[32];
    snprintf(text, sizeof text, "%" PRIu64 "\n", seed);
    return file_write_secret(path, bytes_from_string(text), error);
}

bool seed_choose(const struct work *work, bool fresh, const char *given, uint64_t *seed,
                 struct error *error)
{
    char path[WORK_PATH_SIZE];
    bool found = false;
    work_path(work, "", WORK_SEED, path);
    if (given == NULL && !fresh && !kept_seed(path, seed, &found, error))
        return false;
    if (found)
        return true;
    if (given != NULL && !read_number(given, seed))
        return error_set(error, "SEED=%.80s: expected a number, as a check prints it", given);
    if (given == NULL && getrandom(seed, sizeof *seed, 0) != sizeof *seed)
        return error_set(error, "there is no random seed to be had: %s", strerror(errno));
    return keep_seed(path, *seed, error);
}
