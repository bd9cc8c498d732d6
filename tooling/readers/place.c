#include "readers/place.h"

bool place_scan(struct scan *s, struct place *place)
{
    struct scan ahead = *s;
    struct bytes skipped;
    while (scan_until(&ahead, ':', &skipped)) {
        size_t file_len = s->rest.len - ahead.rest.len;
        struct scan numbers = ahead;
        if (file_len > 0 && scan_text(&numbers, ":") && scan_number(&numbers, &place->line) &&
            scan_text(&numbers, ":") && scan_number(&numbers, &place->column)) {
            place->file = bytes_of(s->rest.at, file_len);
            *s = numbers;
            return true;
        }
        scan_text(&ahead, ":");
    }
    return false;
}
