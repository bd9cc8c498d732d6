/* It includes another file: a solution. */
#include "../../solutions/4-cpu-hotspot/algo_one.c"
