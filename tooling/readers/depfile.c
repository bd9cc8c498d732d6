#include "readers/depfile.h"

#include "base/array.h"
#include "base/scan.h"

#include <stdlib.h>

static bool scan_folded_line_end(struct scan *s)
{
    return scan_text(s, "\\\n");
}

/* Between two names: blanks, and line ends that are folded away. */
static void skip_gap(struct scan *s)
{
    while (scan_blank(s) || scan_folded_line_end(s)) {
    }
}

/* Scans one byte of a name, unescaped. A name is a string: it has no NUL. */
static bool scan_name_byte(struct scan *s, char *byte)
{
    static const struct {
        const char *written;
        char meant;
    } escapes[] = {{"\\ ", ' '}, {"\\#", '#'}, {"$$", '$'}};
    struct scan ahead = *s;
    struct bytes found;
    for (size_t i = 0; i < sizeof escapes / sizeof *escapes; i++) {
        if (scan_text(s, escapes[i].written)) {
            *byte = escapes[i].meant;
            return true;
        }
    }
    if (scan_folded_line_end(&ahead) || scan_blank(&ahead) || scan_line_end(&ahead) ||
        !scan_bytes(&ahead, 1, &found) || found.at[0] == '\0')
        return false;
    *s = ahead;
    *byte = (char)found.at[0];
    return true;
}

static bool add_file(struct scan *s, struct depfile *depfile)
{
    char byte;
    size_t len = 0;
    char *name = malloc(s->rest.len + 1);
    if (name == NULL || !array_append(&depfile->files, &depfile->file_count, &name, sizeof name)) {
        free(name);
        return scan_no_memory(s);
    }
    while (scan_name_byte(s, &byte))
        name[len++] = byte;
    name[len] = '\0';
    return len > 0 || scan_expected(s, "a file name");
}

static bool read_rule(struct scan *s, struct depfile *depfile)
{
    struct bytes object;
    if (!scan_until(s, ':', &object) || !scan_text(s, ":"))
        return scan_expected(s, "<object>: <source>");
    skip_gap(s);
    do {
        if (!add_file(s, depfile))
            return false;
        skip_gap(s);
    } while (!scan_line_end(s) && !scan_at_end(s));
    return scan_at_end(s) || scan_expected(s, "the end of the text");
}

bool depfile_read(const char *name, struct bytes text, struct depfile *depfile, struct error *error)
{
    struct scan s = scan_of(name, text, error);
    *depfile = (struct depfile){0};
    if (read_rule(&s, depfile))
        return true;
    depfile_dispose(depfile);
    return false;
}

void depfile_dispose(struct depfile *depfile)
{
    for (size_t i = 0; i < depfile->file_count; i++)
        free(depfile->files[i]);
    free(depfile->files);
    *depfile = (struct depfile){0};
}
