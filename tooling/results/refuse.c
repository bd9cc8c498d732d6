#include "results/refuse.h"

#include <stdarg.h>
#include <stdio.h>

bool refuse(char *error, const char *format, ...)
{
    va_list list;
    va_start(list, format);
    vsnprintf(error, REFUSE_ERROR_SIZE, format, list);
    va_end(list);
    return false;
}
