#include "readers/depfile.h"

#include "base/array.h"
#include "base/scan.h"

/* Skips what is between two names: blanks, and line ends that are folded away. */
static void skip_gap(struct scan *s)
{
    while (scan_blank(s) || scan_text(s, "\\\n"))
        continue;
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
    if (scan_text(&ahead, "\\\n") || scan_blank(&ahead) || scan_line_end(&ahead) ||
        !scan_bytes(&ahead, 1, &found) || found.at[0] == '\0')
        return false;
    *s = ahead;
    *byte = (char)found.at[0];
    return true;
}

bool depfile_read(const char *name, struct bytes text, struct depfile *depfile, struct error *error)
{
    struct scan s = scan_of(name, text, error);
    struct bytes object;
    *depfile = (struct depfile){0};
    bool read = (scan_until(&s, ':', &object) && scan_text(&s, ":")) ||
                scan_expected(&s, "<object>: <source>");
    if (read)
        skip_gap(&s);
    for (bool ended = false; read && !ended;) {
        size_t len = 0;
        char *file = malloc(s.rest.len + 1);
        if (file == NULL ||
            !array_append(&depfile->files, &depfile->file_count, &file, sizeof file)) {
            free(file);
            read = scan_no_memory(&s);
            break;
        }
        while (scan_name_byte(&s, &file[len]))
            len++;
        file[len] = '\0';
        read = len > 0 || scan_expected(&s, "a file name");
        skip_gap(&s);
        ended = scan_line_end(&s) || scan_at_end(&s);
    }
    read = read && (scan_at_end(&s) || scan_expected(&s, "the end of the text"));
    if (!read)
        depfile_dispose(depfile);
    return read;
}

void depfile_dispose(struct depfile *depfile)
{
    for (size_t i = 0; i < depfile->file_count; i++)
        free(depfile->files[i]);
    free(depfile->files);
    *depfile = (struct depfile){0};
}
