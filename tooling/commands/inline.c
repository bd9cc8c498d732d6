/* make inline: which calls of a stage clang and gcc inline, which they do not, and why. */
#include "commands/measuring.h"
#include "views/collect_remarks.h"
#include "views/inline_text.h"

#include <stdio.h>
#include <unistd.h>

static bool show(struct workdir *place, const void *order, struct buffer *text, struct error *error)
{
    char root[WORKDIR_PATH_SIZE];
    struct inline_records records[SIGHTS];
    struct inline_sites sites = {0};
    (void)order;
    if (getcwd(root, sizeof root) == NULL)
        root[0] = '\0';
    bool shown = inline_take(place, records, error) &&
                 (inline_sites_find(records, place->request.subject->file, root, &sites) ||
                  error_set(error, "out of memory"));
    if (shown)
        draw_inline(&sites, records[SIGHT_LIBRARY].taken ? NULL : error->text, text);
    inline_sites_dispose(&sites);
    inline_records_dispose(records);
    return shown;
}

static int run(const struct measure_request *request, const void *order)
{
    return verb_show(request, show, order);
}

int main(int count, char **arguments)
{
    return verb_main(count, arguments, "inline", run);
}
