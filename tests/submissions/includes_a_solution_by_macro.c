/* It is a solution, by a name that only the preprocessor sees. */
#define CHOSEN <../solutions/4-cpu-hotspot/algo_one.c>
#include CHOSEN
