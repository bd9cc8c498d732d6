/* It includes a solution, by a name that a macro makes. */
#define CHOSEN <../solutions/4-cpu-hotspot/algo_one.c>
#include CHOSEN
