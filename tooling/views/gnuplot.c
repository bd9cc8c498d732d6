#include "views/gnuplot.h"

#include "base/format.h"

#include <ctype.h>
#include <string.h>

void gnuplot_add_path(struct buffer *text, const char *path)
{
    format_add(text, "\"%s", *path == '/' ? "" : "./");
    for (; *path != '\0'; path++) {
        bool plain = isalnum((unsigned char)*path) || strchr(" /._-+,=", *path) != NULL;
        format_add(text, plain ? "%c" : "\\%03o", (unsigned char)*path);
    }
    format_add(text, "\"");
}
