/* It includes itself, twice, and so on. */
#include "includes_itself.c"
#include "algo_one.h"
#include "includes_itself.c"
