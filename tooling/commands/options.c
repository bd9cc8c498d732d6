#include "commands/options.h"

#include "base/scan.h"

#include <assert.h>
#include <getopt.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

static const char *text_or_null(const char *text)
{
    return text == NULL || *text == '\0' ? NULL : text;
}

bool options_read(int count, char **arguments, const struct option_text *known, size_t known_count,
                  const char **stage)
{
    struct option options[OPTIONS_MOST + 1] = {0};
    int found = -1;
    assert(known_count <= OPTIONS_MOST);
    for (size_t i = 0; i < known_count; i++) {
        *known[i].value = NULL;
        options[i] = (struct option){known[i].name, required_argument, &found, (int)i};
    }
    optind = 1;
    opterr = 0; /* the usage says it */
    for (int end; (end = getopt_long(count, arguments, "", options, NULL)) != -1;) {
        if (end != 0)
            return false;
        *known[found].value = text_or_null(optarg);
    }
    *stage = optind < count ? text_or_null(arguments[optind]) : NULL;
    return optind + 1 >= count;
}

bool options_read_switch(const char *name, const char *value, bool *on, struct error *error)
{
    *on = value != NULL;
    if (value == NULL || strcmp(value, "1") == 0)
        return true;
    error_set(error, "%.30s=%.80s: expected 1, or nothing", name, value);
    return false;
}

bool options_read_number(const char *name, const char *value, uint64_t least, uint64_t most,
                         uint64_t *number, struct error *error)
{
    struct error unused;
    if (value == NULL)
        return true;
    uint64_t read;
    struct scan s = scan_of(name, bytes_from_string(value), &unused);
    if (scan_number(&s, &read) && scan_at_end(&s) && read >= least && read <= most) {
        *number = read;
        return true;
    }
    error_set(error, "%.30s=%.60s: expected a number from %" PRIu64 " to %" PRIu64, name, value,
              least, most);
    return false;
}
