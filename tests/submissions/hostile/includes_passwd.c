/* It includes a list of the machine's users: the compiler's complaint would show it. */
#include "/etc/passwd"
#include "algo_one.h"
