#include "course/start_file.h"

#include "base/files.h"
#include "base/format.h"

#include <stdio.h>
#include <string.h>

enum { LARGEST = 1 << 20 };

static const unsigned char *find(struct bytes text, const char *part)
{
    return text.len == 0 ? NULL : memmem(text.at, text.len, part, strlen(part));
}

void start_make(const struct stage *stage, struct bytes source, struct buffer *text)
{
    const unsigned char *line_end = find(source, "\n");
    struct bytes line = bytes_of(source.at, line_end == NULL ? 0 : (size_t)(line_end - source.at));
    const unsigned char *name_end = find(line, ": ");
    const unsigned char *see = find(line, "See WHY.md. */");
    if (name_end == NULL || see == NULL || see < name_end) {
        format_add_bytes(text, source);
        return;
    }
    format_add(text, "/* Stage %u", stage->number);
    format_add_bytes(text, bytes_of(name_end, (size_t)(see - name_end)));
    format_add(text, "See README.md. */");
    format_add_bytes(text, bytes_skip(source, line.len));
}

bool start_read(const struct stage *stage, struct buffer *text, struct error *error)
{
    char path[COURSE_PATH_SIZE];
    struct buffer source = buffer_bounded(LARGEST);
    course_start_file(stage, path);
    bool read = file_read(path, &source, error);
    if (read)
        start_make(stage, buffer_rest(&source), text);
    if (read && format_failed(text)) {
        error_set(error, "cannot read %s: out of memory", path);
        read = false;
    }
    buffer_dispose(&source);
    return read;
}
