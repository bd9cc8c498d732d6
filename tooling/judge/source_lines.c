#include "judge/source_lines.h"

#include "base/files.h"
#include "base/scan.h"

#include <inttypes.h>
#include <string.h>

const char *source_name(const struct gate_context *gate)
{
    return file_name(gate->request.file);
}

bool source_is(const struct gate_context *gate, struct bytes file)
{
    struct bytes name = bytes_from_string(source_name(gate));
    if (file.len < name.len || !bytes_equal(bytes_skip(file, file.len - name.len), name))
        return false;
    return file.len == name.len || file.at[file.len - name.len - 1] == '/';
}

void source_add_place(const struct gate_context *gate, struct buffer *text, uint64_t line)
{
    format_add(text, "%s:%" PRIu64, source_name(gate), line);
}

/* The call of `function` within `line`, "malloc(find.len)"; empty if there is none. */
static struct bytes find_call(struct bytes line, const char *function)
{
    size_t len = strlen(function);
    size_t depth = 0;
    const unsigned char *at = line.len == 0 ? NULL : memmem(line.at, line.len, function, len);
    if (at == NULL)
        return bytes_of(NULL, 0);
    struct bytes from = bytes_skip(line, (size_t)(at - line.at));
    for (size_t i = len; i < from.len && (i == len ? from.at[i] == '(' : depth > 0); i++) {
        depth += from.at[i] == '(';
        depth -= from.at[i] == ')';
        if (depth == 0)
            return bytes_of(from.at, i + 1);
    }
    return bytes_of(NULL, 0);
}

void source_add_call(const struct gate_context *gate, struct buffer *text, uint64_t line,
                     const char *const *functions, size_t count)
{
    struct error error;
    struct buffer file = buffer_bounded((size_t)1 << 24);
    if (file_read(gate->request.file, &file, &error)) {
        struct bytes whole = {0};
        struct scan s = scan_of("file", buffer_rest(&file), &error);
        while (line > 0 && scan_line(&s, &whole))
            line--;
        if (line > 0)
            whole.len = 0; /* the file has no such line */
        while (whole.len > 0 && (whole.at[0] == ' ' || whole.at[0] == '\t'))
            whole = bytes_skip(whole, 1);
        struct bytes found = bytes_of(NULL, 0);
        for (size_t i = 0; i < count && found.len == 0; i++)
            found = find_call(whole, functions[i]);
        format_add_printable(text, found.len > 0 ? found : whole);
    }
    buffer_dispose(&file);
}

void source_add_line(const struct gate_context *gate, struct buffer *text, uint64_t line)
{
    source_add_call(gate, text, line, NULL, 0);
}
