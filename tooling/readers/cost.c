#include "readers/cost.h"

bool cost_scan_number(struct scan *s, uint64_t *number)
{
    return scan_hex(s, number) || scan_number(s, number);
}

bool cost_scan(struct scan *s, size_t most, struct callgrind_cost *cost)
{
    *cost = (struct callgrind_cost){0};
    for (size_t event = 0;; event++) {
        bool apart = scan_blank(s);
        if (scan_line_end(s))
            return true;
        if (!apart || event == most || !cost_scan_number(s, &cost->of[event]))
            return false;
    }
}

bool cost_scan_position(struct scan *s, uint64_t last, uint64_t *position)
{
    struct scan relative = *s;
    uint64_t by;
    if (scan_text(s, "*")) {
        *position = last;
        return true;
    }
    bool forward = scan_text(&relative, "+");
    if (!forward && !scan_text(&relative, "-"))
        return cost_scan_number(s, position);
    if (!cost_scan_number(&relative, &by) || by > (forward ? UINT64_MAX - last : last))
        return false;
    *position = forward ? last + by : last - by;
    *s = relative;
    return true;
}
