/* make inline: which calls of a stage clang and gcc inline, which they do not, and why. */
#include "commands/measuring.h"
#include "views/collect_remarks.h"
#include "views/inline_text.h"

#include <stdio.h>
#include <unistd.h>

static bool show(struct workdir *place, const void *options, struct buffer *text,
                 struct error *error)
{
    char root[WORKDIR_PATH_SIZE];
    struct inline_records records[SIGHTS];
    struct inline_sites sites = {0};
    (void)options;
    if (getcwd(root, sizeof root) == NULL)
        root[0] = '\0';
    bool shown = collect_remarks(place, records, error) &&
                 (inline_sites_find(records, place->request.subject->file, root, &sites) ||
                  error_out_of_memory(error));
    if (shown)
        draw_inline(&sites, records[SIGHT_LIBRARY].collected ? NULL : error->text, text);
    inline_sites_dispose(&sites);
    inline_records_dispose(records);
    return shown;
}

int main(int count, char **arguments)
{
    return verb_main(count, arguments, "inline", show);
}
