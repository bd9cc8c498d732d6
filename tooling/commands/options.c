#include "commands/options.h"

#include "base/scan.h"

#include <assert.h>
#include <ctype.h>
#include <getopt.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

bool options_read_number(const char *text, uint64_t least, uint64_t most, uint64_t *number)
{
    uint64_t read;
    struct error unused;
    struct scan s = scan_of("", bytes_from_string(text), &unused);
    if (!scan_number(&s, &read) || !scan_at_end(&s) || read < least || read > most)
        return false;
    *number = read;
    return true;
}

/* `text` is NULL if the option is not given. */
static bool read_value(const struct known_option *option, const char *text, struct error *error)
{
    char shown[32]; /* FILE for "file", and --min-ms for what make has no name for */
    bool for_make = strchr(option->name, '-') == NULL;
    snprintf(shown, sizeof shown, "%s%s", for_make ? "" : "--", option->name);
    for (char *at = shown; for_make && *at != '\0'; at++)
        *at = (char)toupper((unsigned char)*at);
    if (option->text != NULL)
        *option->text = text;
    if (option->on != NULL)
        *option->on = text != NULL;
    if (text != NULL && option->on != NULL && strcmp(text, "1") != 0)
        return error_set(error, "%s=%.80s: expected 1, or nothing", shown, text);
    return text == NULL || option->number == NULL ||
           options_read_number(text, option->least, option->most, option->number) ||
           error_set(error, "%s=%.60s: expected a number from %" PRIu64 " to %" PRIu64, shown, text,
                     option->least, option->most);
}

bool options_read(int count, char **arguments, const struct known_option *known, const char *usage,
                  const char **stage, struct error *error)
{
    struct option options[OPTIONS_MOST + 1] = {0};
    const char *values[OPTIONS_MOST] = {NULL};
    int found = -1;
    for (size_t i = 0; known[i].name != NULL; i++) {
        assert(i < OPTIONS_MOST);
        options[i] = (struct option){known[i].name, required_argument, &found, (int)i};
    }
    optind = 1;
    opterr = 0; /* the usage says it */
    for (int end; (end = getopt_long(count, arguments, "", options, NULL)) != -1;) {
        if (end != 0)
            return error_set(error, "%s", usage);
        values[found] = *optarg == '\0' ? NULL : optarg;
    }
    if (stage != NULL)
        *stage = optind < count && *arguments[optind] != '\0' ? arguments[optind] : NULL;
    if (optind + (stage != NULL) < count)
        return error_set(error, "%s", usage);
    for (size_t i = 0; known[i].name != NULL; i++) {
        if (!read_value(&known[i], values[i], error))
            return false;
    }
    return true;
}
