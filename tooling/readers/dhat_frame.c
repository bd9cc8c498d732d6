#include "readers/dhat_frame.h"

#include "base/scan.h"

#include <string.h>

bool dhat_frame_cut(char *text, struct dhat_frame *frame)
{
    struct error unused;
    struct scan s = scan_of("", bytes_from_string(text), &unused);
    *frame = (struct dhat_frame){.function = text, .file = ""};
    if (strcmp(text, "[root]") == 0)
        return true;
    if (!scan_hex(&s, &frame->address) || !scan_text(&s, ": "))
        return false;
    char *function = text + strlen(text) - s.rest.len;
    frame->function = function;
    if (strcmp(function, "???") == 0)
        return true;

    /* The last group in parentheses: a function's name and a path may have some too. */
    char *end = function + strlen(function);
    char *open = end;
    int depth = 0;
    do {
        if (open == function)
            return false;
        open--;
        depth += (*open == ')') - (*open == '(');
    } while (depth > 0);
    if (end[-1] != ')' || open - function < 2 || open[-1] != ' ')
        return false;
    open[-1] = '\0';
    end[-1] = '\0';
    if (strncmp(open + 1, "in ", 3) == 0)
        return open[4] != '\0';

    char *colon = strrchr(open + 1, ':');
    if (colon == NULL || colon == open + 1)
        return false;
    *colon = '\0';
    if (strcmp(open + 1, "???") != 0)
        frame->file = open + 1;
    s = scan_of("", bytes_from_string(colon + 1), &unused);
    return scan_number(&s, &frame->line) && scan_at_end(&s);
}
