/* It includes a list of the machine's users, which the compiler's message would show. */
#include "/etc/passwd"
#include "algo_one.h"
